// SPDX-License-Identifier: MIT
#include "engine/nn/trainable_conv.h"

#include <ATen/ATen.h>
#include <torch/utils.h>

#include <QTest>

using namespace soundlocus;
using torch::nn::Conv2d;
using torch::nn::Conv2dOptions;

namespace {

/// Of the largest value; rounding in the transforms of F(4 x 4, 3 x 3).
constexpr double kNear = 3e-5;

struct Gradients
{
    at::Tensor output;
    at::Tensor ofInput;
    at::Tensor ofWeight;
};

/// The direct way in double, which no rounding disturbs.
Gradients direct(const Conv2d &conv, const at::Tensor &x, const at::Tensor &outer)
{
    const at::Tensor input = x.detach().to(at::kDouble).requires_grad_();
    const at::Tensor weight = conv->weight.detach().to(at::kDouble).requires_grad_();
    const at::Tensor output = at::conv2d(
            input, weight, {}, *conv->options.stride(), {conv->options.kernel_size()->at(0) / 2});
    output.backward(outer.to(at::kDouble));
    return {output.detach(), input.grad(), weight.grad()};
}

double differenceOf(const at::Tensor &found, const at::Tensor &expected)
{
    return ((found - expected).abs().max() / expected.abs().max()).item<double>();
}

} // namespace

class TestTrainableConv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gradientsOfTheDirectWay_data()
    {
        QTest::addColumn<int>("in");
        QTest::addColumn<int>("out");
        QTest::addColumn<int>("kernel");
        QTest::addColumn<int>("stride");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("wide") << 64 << 64 << 3 << 1 << 28 << 28;
        QTest::newRow("wider behind") << 64 << 128 << 3 << 1 << 14 << 14;
        QTest::newRow("narrower behind") << 128 << 64 << 3 << 1 << 17 << 42;
        QTest::newRow("cut tiles, several chunks") << 64 << 64 << 3 << 1 << 130 << 167;
        QTest::newRow("smaller than a tile") << 64 << 64 << 3 << 1 << 1 << 3;
        QTest::newRow("narrow") << 16 << 32 << 3 << 1 << 14 << 14;
        QTest::newRow("odd channels") << 65 << 64 << 3 << 1 << 9 << 9;
        QTest::newRow("strided") << 64 << 64 << 3 << 2 << 16 << 16;
        QTest::newRow("stem") << 64 << 64 << 7 << 1 << 12 << 12;
    }

    void gradientsOfTheDirectWay()
    {
        QFETCH(int, in);
        QFETCH(int, out);
        QFETCH(int, kernel);
        QFETCH(int, stride);
        QFETCH(int, height);
        QFETCH(int, width);
        at::manual_seed(3);
        Conv2d conv(Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
        for (const auto format : {at::MemoryFormat::Contiguous, at::MemoryFormat::ChannelsLast}) {
            conv->weight.set_data(conv->weight.detach().contiguous(format));
            const at::Tensor x =
                    at::randn({2, in, height, width}).contiguous(format).requires_grad_();
            conv->zero_grad();
            const at::Tensor output = nn::convolve(conv, x);
            const at::Tensor outer = at::randn(output.sizes());
            output.backward(outer);
            const Gradients expected = direct(conv, x, outer);
            QVERIFY(differenceOf(output.detach(), expected.output) < kNear);
            QVERIFY(differenceOf(x.grad(), expected.ofInput) < kNear);
            QVERIFY(differenceOf(conv->weight.grad(), expected.ofWeight) < kNear);
        }
    }

    /// Frozen weights and a first layer: only what is asked for is computed.
    void onlyWhatIsAskedFor()
    {
        Conv2d conv(Conv2dOptions(64, 64, 3).padding(1).bias(false));
        at::Tensor x = at::randn({1, 64, 8, 8});
        nn::convolve(conv, x).sum().backward();
        QVERIFY(conv->weight.grad().defined() && !x.grad().defined());
        conv->weight.requires_grad_(false);
        conv->zero_grad();
        x.requires_grad_();
        nn::convolve(conv, x).sum().backward();
        QVERIFY(x.grad().defined());
        QVERIFY(!conv->weight.grad().defined()
                || conv->weight.grad().abs().max().item<float>() == 0);
    }

    /// Without gradients and in double the module itself is at work: the same bits.
    void elsewhereTheModule()
    {
        Conv2d conv(Conv2dOptions(64, 64, 3).padding(1).bias(false));
        const at::Tensor x = at::randn({1, 64, 20, 20});
        {
            const torch::NoGradGuard guard;
            QVERIFY(at::equal(nn::convolve(conv, x), conv->forward(x)));
        }
        conv->to(at::kDouble);
        const at::Tensor wide = x.to(at::kDouble);
        QVERIFY(at::equal(nn::convolve(conv, wide), conv->forward(wide)));
    }
};

QTEST_GUILESS_MAIN(TestTrainableConv)
#include "tst_trainable_conv.moc"
