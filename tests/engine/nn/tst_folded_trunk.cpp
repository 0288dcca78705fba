// SPDX-License-Identifier: MIT
#include "engine/nn/folded_trunk.h"
#include "engine/nn/winograd_conv.h"

#include <ATen/ATen.h>

#include <QTest>

#include <set>

using namespace soundlocus;

class TestFoldedTrunk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsPlainLayers_data();
    void equalsPlainLayers();
    void winogradEqualsDirect_data();
    void winogradEqualsDirect();
    void batchEqualsSingles();
    void namesAreTheReferences_data();
    void namesAreTheReferences();
};

namespace {

/// Random weights and running statistics, so that folding has something to fold.
template <typename Module>
void randomize(Module &module)
{
    const torch::NoGradGuard guard;
    at::manual_seed(3);
    for (auto &item : module->named_parameters()) {
        at::Tensor &t = item.value();
        if (t.dim() == 4)
            t.normal_(0, std::sqrt(2.0 / static_cast<double>(t[0].numel())));
        else
            t.uniform_(0.5, 1.5);
    }
    for (auto &item : module->named_buffers()) {
        if (item.key().ends_with("running_mean"))
            item.value().uniform_(-0.2, 0.2);
        else if (item.key().ends_with("running_var"))
            item.value().uniform_(0.5, 1.5);
    }
    module->eval();
}

} // namespace

void TestFoldedTrunk::equalsPlainLayers_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("lastStride");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("columns");
    QTest::newRow("published shape") << 64 << 1 << 64 << 64;
    QTest::newRow("strip") << 16 << 1 << 224 << 400;
    QTest::newRow("overall stride 32") << 16 << 2 << 224 << 224;
    QTest::newRow("odd spectrogram") << 16 << 1 << 257 << 299;
    QTest::newRow("width outside Winograd's vectors") << 12 << 1 << 64 << 96;
    QTest::newRow("one pixel") << 16 << 1 << 1 << 1;
}

void TestFoldedTrunk::equalsPlainLayers()
{
    QFETCH(int, width);
    QFETCH(int, lastStride);
    QFETCH(int, height);
    QFETCH(int, columns);
    nn::ResNetTrunkImpl::Options options;
    options.width = width;
    options.lastStride = lastStride;
    nn::ResNetTrunk trunk(options);
    randomize(trunk);
    const torch::NoGradGuard guard;
    const at::Tensor x = at::randn({2, 3, height, columns});
    const at::Tensor expected = trunk->forward(x);
    const at::Tensor found = nn::FoldedTrunk(trunk, at::kFloat, at::kCPU).forward(x);
    QVERIFY(found.sizes() == expected.sizes());
    const double scale = expected.abs().max().item<double>();
    const double worst = (found - expected).abs().max().item<double>();
    QVERIFY2(worst < 2e-5 * scale, qPrintable(QString("%1 of %2").arg(worst).arg(scale)));
}

void TestFoldedTrunk::winogradEqualsDirect_data()
{
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("hasResidual");
    QTest::addColumn<bool>("isRelu");
    QTest::newRow("whole tiles") << 8 << 12 << false << false;
    QTest::newRow("cut tiles") << 14 << 25 << true << true;
    QTest::newRow("smaller than a tile") << 3 << 2 << true << false;
    QTest::newRow("one row") << 1 << 17 << false << true;
    QTest::newRow("several chunks") << 112 << 112 << true << true;
}

void TestFoldedTrunk::winogradEqualsDirect()
{
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(bool, hasResidual);
    QFETCH(bool, isRelu);
    at::manual_seed(1);
    const at::Tensor weight = at::randn({48, 32, 3, 3}, at::kDouble);
    const at::Tensor bias = at::randn({48}, at::kDouble);
    const at::Tensor x = at::randn({2, 32, height, width});
    const at::Tensor residual = at::randn({2, 48, height, width});
    // The direct convolution in double is the independent way.
    at::Tensor expected = at::conv2d(x.to(at::kDouble), weight, bias, {1, 1}, {1, 1});
    if (hasResidual)
        expected = expected + residual;
    if (isRelu)
        expected = expected.relu();
    const nn::WinogradConv conv(weight, bias);
    const at::Tensor found = conv.forward(x, hasResidual ? &residual : nullptr, isRelu);
    const double scale = expected.abs().max().item<double>();
    const double worst = (found - expected).abs().max().item<double>();
    QVERIFY2(worst < 1e-5 * scale, qPrintable(QString("%1 of %2").arg(worst).arg(scale)));
}

void TestFoldedTrunk::batchEqualsSingles()
{
    nn::ResNetTrunkImpl::Options options;
    options.width = 16;
    nn::ResNetTrunk trunk(options);
    randomize(trunk);
    const torch::NoGradGuard guard;
    const nn::FoldedTrunk folded(trunk, at::kFloat, at::kCPU);
    const at::Tensor x = at::randn({5, 3, 96, 80});
    const at::Tensor all = folded.forward(x);
    for (int i = 0; i < 5; ++i)
        QVERIFY(at::allclose(all[i], folded.forward(x.slice(0, i, i + 1))[0], 1e-4, 1e-5));
}

void TestFoldedTrunk::namesAreTheReferences_data()
{
    QTest::addColumn<int>("family");
    for (ModelFamily family : {ModelFamily::SslTie,
                               ModelFamily::Lvs,
                               ModelFamily::SslAlign,
                               ModelFamily::EzVsl,
                               ModelFamily::Fnac,
                               ModelFamily::Slavc})
        QTest::newRow(std::string(toString(family)).c_str()) << static_cast<int>(family);
}

void TestFoldedTrunk::namesAreTheReferences()
{
    QFETCH(int, family);
    // Two lists of one truth: the modules here, the reader's list of needed tensors there.
    const ModelSpec spec = modelSpecOf(static_cast<ModelFamily>(family));
    nn::TwoTrunkNet net(spec);
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const auto &item : net->named_parameters())
        shapes[item.key()] = item.value().sizes().vec();
    for (const auto &item : net->named_buffers()) {
        if (!item.key().ends_with("num_batches_tracked"))
            shapes[item.key()] = item.value().sizes().vec();
    }
    for (const auto &[name, shape] : requiredTensors(spec)) {
        if (name.starts_with("momentum_"))
            continue;
        QVERIFY2(shapes.contains(name), name.c_str());
        QVERIFY2(shapes.at(name) == shape, name.c_str());
        shapes.erase(name);
    }
    QVERIFY2(shapes.empty(), shapes.empty() ? "" : shapes.begin()->first.c_str());
}

QTEST_GUILESS_MAIN(TestFoldedTrunk)
#include "tst_folded_trunk.moc"
