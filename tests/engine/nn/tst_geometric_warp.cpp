// SPDX-License-Identifier: MIT
#include "engine/nn/geometric_warp.h"

#include <ATen/ATen.h>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>

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

/// Compares a warped plane x + 3 y + 7 of 224 pixels with its closed form.
/// @param step pixels per value; @param margin pixels inside which a value must come from
/// @return how many values were compared, -1 where one differs
int planeAgrees(const at::Tensor &found, const GeometricTransform &warp, double step, double margin)
{
    const double angle = warp.degrees.front() * std::numbers::pi / 180;
    const auto side = found.size(0);
    const auto values = found.accessor<float, 2>();
    int compared = 0;
    for (std::int64_t row = 0; row < side; ++row) {
        for (std::int64_t column = 0; column < side; ++column) {
            const double dx = (static_cast<double>(column) + 0.5) * step - 0.5 - 112;
            const double dy = (static_cast<double>(row) + 0.5) * step - 0.5 - 112;
            const double x = (std::cos(angle) * dx - std::sin(angle) * dy) / warp.scale + 112;
            const double y = (std::sin(angle) * dx + std::cos(angle) * dy) / warp.scale + 112;
            if (std::min(x, y) < margin || std::max(x, y) > 223 - margin)
                continue;
            ++compared;
            const double value = values[row][warp.isFlipped ? side - 1 - column : column];
            if (std::abs(value - (x + 3 * y + 7)) > 0.01)
                return -1;
        }
    }
    return compared;
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

    void keptSize_data()
    {
        QTest::addColumn<double>("degrees");
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("isFlipped");
        QTest::newRow("figure") << 0.0 << 0.7 << false;
        QTest::newRow("turned") << 30.0 << 0.7 << false;
        QTest::newRow("turned and mirrored") << -17.0 << 0.5 << true;
        QTest::newRow("enlarged") << 10.0 << 1.4 << true;
    }

    /// Interpolation leaves a plane a plane: each pixel and each cell shows the plane's value at
    /// the place it comes from, wherever that place is well inside.
    void keptSize()
    {
        QFETCH(double, degrees);
        QFETCH(double, scale);
        QFETCH(bool, isFlipped);
        constexpr int kSide = 224;
        constexpr int kCells = 14;
        const GeometricTransform warp{{degrees}, scale, isFlipped, /*keepsSize=*/true};
        const at::Tensor along = at::arange(kSide, at::kFloat);
        const at::Tensor plane = (along.view({1, -1}) + 3 * along.view({-1, 1}) + 7)
                                         .expand({1, 1, kSide, kSide});
        const at::Tensor middles = at::arange(kCells, at::kFloat) * 16 + 7.5;
        const at::Tensor cells = (middles.view({1, -1}) + 3 * middles.view({-1, 1}) + 7)
                                         .expand({1, 1, kCells, kCells});
        const at::Tensor picture = nn::warpImages(plane.contiguous(), warp);
        const at::Tensor map = nn::warpMaps(cells.contiguous(), warp, kSide);
        QVERIFY(picture.sizes() == at::IntArrayRef({1, 1, kSide, kSide}));
        QVERIFY(map.sizes() == at::IntArrayRef({1, 1, kCells, kCells}));
        const int pixels = planeAgrees(picture[0][0], warp, 1.0, 2.0);
        // Beyond the middles of the outermost cells the map is level.
        const int inner = planeAgrees(map[0][0], warp, 16.0, 10.0);
        QVERIFY2(pixels > 10000, qPrintable(QString::number(pixels)));
        QVERIFY2(inner > 30, qPrintable(QString::number(inner)));
    }

    /// At 0.7 about 112 the picture's pixels 0 to 223 come to lie at 33.6 to 189.7, that is over
    /// the middles of cells 2 to 11.
    void keptSizeValidity()
    {
        const at::Tensor mask = nn::validityMaps(
                224, {{0}, 0.7, false, true}, at::TensorOptions(at::kFloat));
        at::Tensor expected = at::zeros({1, 1, 14, 14});
        expected[0][0].slice(0, 2, 12).slice(1, 2, 12).fill_(1);
        QVERIFY(farthest(mask, expected) < 1e-5);
    }

    /// The canvas before it is resized; at scale 1 there is nothing to keep.
    void keptSizeIsTheLargerCanvas()
    {
        const at::Tensor x = pictures(2, 64);
        const at::Tensor kept = nn::warpImages(x, {{20, -5}, 0.5, true, true});
        const at::Tensor shrunk = nn::warpImages(x, {{20, -5}, 0.5, true, false});
        // Half of the pixels each way, half-pixel centres: means of four.
        QVERIFY(farthest(at::avg_pool2d(kept, {2, 2}), shrunk) < 1e-6);
        QVERIFY(at::equal(nn::warpImages(x, {{20, -5}, 1, true, true}),
                          nn::warpImages(x, {{20, -5}, 1, true, false})));
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
