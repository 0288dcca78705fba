// SPDX-License-Identifier: MIT
#include "engine/nn/geometric_warp.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>

using namespace soundlocus;
using nn::GeometricTransform;

namespace {

at::Tensor pictures(std::int64_t count, std::int64_t side)
{
    const at::Tensor index = at::arange(count * side * side, at::kDouble);
    return at::sin(index * 0.37).to(at::kFloat).view({count, 1, side, side});
}

double farthest(const at::Tensor &a, const at::Tensor &b)
{
    return (a - b).abs().max().item<double>();
}

} // namespace

class TestGeometricWarp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingChangesNothing()
    {
        const at::Tensor x = pictures(2, 64);
        QVERIFY(at::equal(nn::warpImages(x, {{0, 0}, 1, false}), x));
        // Maps of the pictures' own side, which no resizing softens.
        QCOMPARE(nn::warpMaps(x, {{0, 0}, 1, false}, 64).size(2), std::int64_t{4});
        QVERIFY(farthest(nn::validityMaps(64, {{0, 0}, 1, false}, x.options()),
                         at::ones({2, 1, 4, 4}))
                == 0);
    }

    void flipTwice()
    {
        const at::Tensor x = pictures(2, 64);
        const GeometricTransform flip{{0, 0}, 1, true};
        const at::Tensor once = nn::warpImages(x, flip);
        QVERIFY(at::equal(once.select(3, 0), x.select(3, 63)));
        QVERIFY(at::equal(nn::warpImages(once, flip), x));
    }

    /// Each sample turns by its own angle, alone as in company.
    void eachByItself()
    {
        const at::Tensor x = pictures(3, 64);
        const GeometricTransform all{{-20, 0, 30}, 1, false};
        const at::Tensor warped = nn::warpImages(x, all);
        for (int i = 0; i < 3; ++i) {
            const GeometricTransform one{{all.degrees[static_cast<std::size_t>(i)]}, 1, false};
            const at::Tensor alone = nn::warpImages(x.slice(0, i, i + 1), one);
            QVERIFY(farthest(alone, warped.slice(0, i, i + 1)) < 1e-4);
        }
        QVERIFY(farthest(warped[1], x[1]) < 1e-4);
        QVERIFY(farthest(warped[0], x[0]) > 0.1);
    }

    /// A bright spot right of the centre goes up when the picture turns counter-clockwise.
    void counterClockwise()
    {
        at::Tensor x = at::zeros({1, 1, 64, 64});
        x[0][0].slice(0, 30, 35).slice(1, 50, 55).fill_(1);
        const at::Tensor turned = nn::warpImages(x, {{90}, 1, false})[0][0];
        const std::int64_t peak = turned.argmax().item<std::int64_t>();
        QVERIFY2(peak / 64 < 16, qPrintable(QString::number(peak / 64)));
        QVERIFY(std::abs(peak % 64 - 32) < 4);
    }

    void sizes_data()
    {
        QTest::addColumn<int>("side");
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("expected");
        QTest::newRow("paper") << 224 << 0.5 << 112;
        QTest::newRow("rounded to the stride") << 224 << 0.6 << 128;
        QTest::newRow("at least one cell") << 32 << 0.1 << 16;
        QTest::newRow("as it is") << 112 << 1.0 << 112;
    }

    void sizes()
    {
        QFETCH(int, side);
        QFETCH(double, scale);
        QFETCH(int, expected);
        QCOMPARE(int(nn::warpedSide(side, scale)), expected);
        const at::Tensor x = pictures(1, side);
        QCOMPARE(int(nn::warpImages(x, {{10}, scale, true}).size(3)), expected);
        const at::Tensor maps = nn::warpMaps(
                x.slice(2, 0, side / 16).slice(3, 0, side / 16), {{10}, scale, true}, side);
        QCOMPARE(int(maps.size(2)), (expected + 15) / 16);
    }

    /// 1 where all of a cell comes from inside, 0 where nothing does.
    void validity()
    {
        const at::Tensor mask = nn::validityMaps(
                224, {{30, 0}, 1, false}, at::TensorOptions(at::kFloat));
        QVERIFY(mask.sizes() == at::IntArrayRef({2, 1, 14, 14}));
        QVERIFY(mask.min().item<double>() >= 0 && mask.max().item<double>() <= 1 + 1e-6);
        QVERIFY(farthest(mask[0][0].slice(0, 4, 10).slice(1, 4, 10), at::ones({6, 6})) < 1e-5);
        QVERIFY(mask[0][0][0][0].item<double>() == 0);
        QVERIFY(farthest(mask[1], at::ones({1, 14, 14})) < 1e-6);
        // Within the canvas the picture shrinks too: a border comes from outside.
        const at::Tensor half = nn::validityMaps(
                224, {{0}, 0.5, false}, at::TensorOptions(at::kFloat))[0][0];
        QVERIFY(half[0][0].item<double>() < 0.5);
        QVERIFY(std::abs(half[3][3].item<double>() - 1) < 1e-5);
    }

    /// Gradients reach the maps: a target that is not detached learns.
    void differentiable()
    {
        at::Tensor maps = pictures(2, 14).requires_grad_(true);
        nn::warpMaps(maps, {{15, -15}, 0.5, true}, 224).sum().backward();
        QVERIFY(maps.grad().abs().sum().item<double>() > 1);
    }
};

QTEST_GUILESS_MAIN(TestGeometricWarp)
#include "tst_geometric_warp.moc"
