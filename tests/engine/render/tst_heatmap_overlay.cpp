// SPDX-License-Identifier: MIT
#include "engine/render/heatmap_overlay.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace soundlocus;

class TestHeatmapOverlay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void colorMapsHaveKnownEnds_data();
    void colorMapsHaveKnownEnds();
    void perceptualMapsGrowLighter_data();
    void perceptualMapsGrowLighter();
    void noOpacityKeepsThePicture();
    void fullOpacityShowsOnlyTheMap();
    void halfOpacityIsTheMean();
    void smoothIsBilinearBetweenCellCentres();
    void mapLargerThanThePicture();
    void paddedRowsAreRead();
    void straysAreLowest();
    void mapCoversItsRegionOnly();
    void fixedScaleIsKept();
    void constantMapIsLowest();
    void contourRunsBetweenTheHalves();
    void contourEndsAtTheBorder();
    void contourAroundCells();
    void cellsStaySharp();
    void timesAreKept();
    void emptyInputIsRefused();
    void topPercentIsARank();
    void shareIsCountedOnCells();
};

namespace {

Frame solid(Size size, std::uint8_t value)
{
    return Frame(std::make_shared<const std::vector<std::uint8_t>>(
                         static_cast<std::size_t>(size.width * size.height * 3), value),
                 size,
                 size.width * 3);
}

Heatmap map(std::vector<float> values, Size size)
{
    return Heatmap(std::move(values), size, HeatmapScale::Cosine);
}

using Pixel = std::array<std::uint8_t, 3>;

Pixel pixelAt(const Frame &frame, int x, int y)
{
    const std::uint8_t *p = frame.row(y) + x * 3;
    return {p[0], p[1], p[2]};
}

Frame painted(const OverlayOptions &options, const Frame &frame, const Heatmap &heatmap)
{
    return HeatmapOverlay(options).paint(frame, heatmap).value();
}

} // namespace

void TestHeatmapOverlay::colorMapsHaveKnownEnds_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QList<int>>("low");
    QTest::addColumn<QList<int>>("high");
    // matplotlib: cm(0) and cm(255) in 8 bits; turbo from its authors' table.
    QTest::newRow("viridis") << "viridis" << QList<int>{68, 1, 84} << QList<int>{253, 231, 37};
    QTest::newRow("magma") << "magma" << QList<int>{0, 0, 4} << QList<int>{252, 253, 191};
    QTest::newRow("turbo") << "turbo" << QList<int>{48, 18, 59} << QList<int>{122, 4, 3};
    QTest::newRow("jet") << "jet" << QList<int>{0, 0, 128} << QList<int>{128, 0, 0};
}

void TestHeatmapOverlay::colorMapsHaveKnownEnds()
{
    QFETCH(QString, id);
    QFETCH(QList<int>, low);
    QFETCH(QList<int>, high);
    const auto colorMap = colorMapFromString(id.toStdString());
    QVERIFY(colorMap.has_value());
    QCOMPARE(QString::fromStdString(std::string(toString(*colorMap))), id);
    for (int c = 0; c < 3; ++c) {
        QVERIFY(std::abs(colorTable(*colorMap)[0][static_cast<std::size_t>(c)] - low[c]) <= 1);
        QVERIFY(std::abs(colorTable(*colorMap)[255][static_cast<std::size_t>(c)] - high[c]) <= 1);
    }
}

void TestHeatmapOverlay::perceptualMapsGrowLighter_data()
{
    QTest::addColumn<int>("colorMap");
    QTest::newRow("viridis") << static_cast<int>(ColorMap::Viridis);
    QTest::newRow("magma") << static_cast<int>(ColorMap::Magma);
}

void TestHeatmapOverlay::perceptualMapsGrowLighter()
{
    QFETCH(int, colorMap);
    double last = -1;
    for (const auto &rgb : colorTable(static_cast<ColorMap>(colorMap))) {
        const double luma = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
        QVERIFY(luma > last - 1.0);
        last = std::max(last, luma);
    }
    QVERIFY(last > 200);
}

void TestHeatmapOverlay::noOpacityKeepsThePicture()
{
    const Frame frame = solid({33, 17}, 90);
    OverlayOptions options;
    options.opacity = 0;
    QVERIFY(samePixels(painted(options, frame, map({0, 1, 2, 3}, {2, 2})), frame));
}

void TestHeatmapOverlay::fullOpacityShowsOnlyTheMap()
{
    OverlayOptions options;
    options.opacity = 1;
    options.interpolation = Interpolation::Cells;
    const Frame result = painted(options, solid({4, 2}, 90), map({0, 1}, {2, 1}));
    QCOMPARE(pixelAt(result, 0, 0), colorTable(ColorMap::Viridis)[0]);
    QCOMPARE(pixelAt(result, 3, 1), colorTable(ColorMap::Viridis)[255]);
}

void TestHeatmapOverlay::halfOpacityIsTheMean()
{
    OverlayOptions options;
    options.interpolation = Interpolation::Cells;
    const Pixel found = pixelAt(painted(options, solid({2, 2}, 100), map({0, 1}, {2, 1})), 1, 0);
    for (std::size_t c = 0; c < 3; ++c) {
        const double expected = (100 + colorTable(ColorMap::Viridis)[255][c]) / 2.0;
        QVERIFY(std::abs(found[c] - expected) <= 1);
    }
}

void TestHeatmapOverlay::smoothIsBilinearBetweenCellCentres()
{
    constexpr int kWidth = 64;
    OverlayOptions options;
    options.opacity = 1;
    const Frame result = painted(options, solid({kWidth, 3}, 0), map({0, 1, 0, 1}, {2, 2}));
    for (int x = 0; x < kWidth; ++x) {
        // Cell centres lie at a quarter and three quarters; beyond them the value stays.
        const double value = std::clamp((x + 0.5) / kWidth * 2 - 0.5, 0.0, 1.0);
        const auto level = static_cast<std::size_t>(std::lround(value * 255));
        QCOMPARE(pixelAt(result, x, 1), colorTable(ColorMap::Viridis)[level]);
    }
}

void TestHeatmapOverlay::mapLargerThanThePicture()
{
    std::vector<float> values(300 * 200, 0.0F);
    values.back() = 1;
    OverlayOptions options;
    options.contour = ContourThreshold{};
    const Frame frame = solid({1, 1}, 50);
    for (const auto interpolation : {Interpolation::Smooth, Interpolation::Cells}) {
        options.interpolation = interpolation;
        QCOMPARE(painted(options, frame, map(values, {300, 200})).size(), (Size{1, 1}));
    }
}

void TestHeatmapOverlay::paddedRowsAreRead()
{
    // Rows of 5 pixels in 21 bytes; the padding is of another value.
    std::vector<std::uint8_t> bytes(21 * 4, 255);
    for (int y = 0; y < 4; ++y)
        std::fill_n(bytes.begin() + y * 21, 15, std::uint8_t{40});
    const Frame padded(
            std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)), {5, 4}, 21);
    const Heatmap heatmap = map({0, 1, 2, 3}, {2, 2});
    QVERIFY(samePixels(painted({}, padded, heatmap), painted({}, solid({5, 4}, 40), heatmap)));
}

void TestHeatmapOverlay::straysAreLowest()
{
    OverlayOptions options;
    options.opacity = 1;
    options.interpolation = Interpolation::Cells;
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinite = std::numeric_limits<float>::infinity();
    const Frame result = painted(options, solid({4, 1}, 0), map({nan, 1, infinite, 2}, {4, 1}));
    QCOMPARE(pixelAt(result, 0, 0), colorTable(ColorMap::Viridis)[0]);
    QCOMPARE(pixelAt(result, 1, 0), colorTable(ColorMap::Viridis)[0]);
    QCOMPARE(pixelAt(result, 2, 0), colorTable(ColorMap::Viridis)[0]);
    QCOMPARE(pixelAt(result, 3, 0), colorTable(ColorMap::Viridis)[255]);
}

void TestHeatmapOverlay::mapCoversItsRegionOnly()
{
    Heatmap heatmap = map({0, 1, 0, 1}, {2, 2});
    heatmap.region = {0.25, 0, 0.75, 1};
    OverlayOptions options;
    options.opacity = 1;
    const Frame result = painted(options, solid({40, 20}, 7), heatmap);
    const Pixel untouched{7, 7, 7};
    QCOMPARE(pixelAt(result, 9, 10), untouched);
    QCOMPARE(pixelAt(result, 30, 10), untouched);
    QVERIFY(pixelAt(result, 10, 10) != untouched);
    QVERIFY(pixelAt(result, 29, 10) != untouched);
}

void TestHeatmapOverlay::fixedScaleIsKept()
{
    OverlayOptions options;
    options.opacity = 1;
    options.interpolation = Interpolation::Cells;
    options.scale = ValueRange{0, 1};
    const Frame result = painted(options, solid({3, 1}, 0), map({-5, 0.5F, 9}, {3, 1}));
    QCOMPARE(pixelAt(result, 0, 0), colorTable(ColorMap::Viridis)[0]);
    QCOMPARE(pixelAt(result, 1, 0), colorTable(ColorMap::Viridis)[128]);
    QCOMPARE(pixelAt(result, 2, 0), colorTable(ColorMap::Viridis)[255]);
}

void TestHeatmapOverlay::constantMapIsLowest()
{
    OverlayOptions options;
    options.opacity = 1;
    const Frame result = painted(options, solid({8, 8}, 0), map({0.4F, 0.4F}, {2, 1}));
    QCOMPARE(pixelAt(result, 3, 3), colorTable(ColorMap::Viridis)[0]);
}

void TestHeatmapOverlay::contourRunsBetweenTheHalves()
{
    OverlayOptions options;
    options.opacity = 0;
    options.contour = ContourThreshold{ContourThreshold::Kind::Absolute, 0.5};
    const Frame result = painted(options, solid({100, 100}, 120), map({0, 1}, {2, 1}));
    QVERIFY(pixelAt(result, 50, 50) != (Pixel{120, 120, 120}));
    QCOMPARE(pixelAt(result, 20, 50), (Pixel{120, 120, 120}));
    QCOMPARE(pixelAt(result, 80, 50), (Pixel{120, 120, 120}));
}

void TestHeatmapOverlay::contourEndsAtTheBorder()
{
    // High on the left: a line down the middle, none along the left border.
    OverlayOptions options;
    options.opacity = 0;
    options.contour = ContourThreshold{ContourThreshold::Kind::Absolute, 0.5};
    const Frame result = painted(options, solid({100, 100}, 120), map({1, 0}, {2, 1}));
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(pixelAt(result, 0, i), (Pixel{120, 120, 120}));
        // The light stroke between dark ones.
        QVERIFY(pixelAt(result, 50, i)[0] > pixelAt(result, 51, i)[0] + 60);
    }
}

void TestHeatmapOverlay::contourAroundCells()
{
    OverlayOptions options;
    options.opacity = 0;
    options.interpolation = Interpolation::Cells;
    options.contour = ContourThreshold{ContourThreshold::Kind::Absolute, 0.5};
    const Frame result = painted(
            options, solid({90, 90}, 120), map({0, 0, 0, 0, 1, 0, 0, 0, 0}, {3, 3}));
    const Pixel untouched{120, 120, 120};
    QCOMPARE(pixelAt(result, 45, 45), untouched);
    QCOMPARE(pixelAt(result, 45, 20), untouched);
    // The corner of the middle cell, where a smooth line would be far away.
    QVERIFY(pixelAt(result, 30, 32) != untouched);
    QVERIFY(pixelAt(result, 32, 30) != untouched);
}

void TestHeatmapOverlay::cellsStaySharp()
{
    OverlayOptions options;
    options.opacity = 1;
    options.interpolation = Interpolation::Cells;
    const Frame result = painted(options, solid({64, 8}, 0), map({0, 1, 2, 3}, {4, 1}));
    std::set<Pixel> colors;
    for (int x = 0; x < 64; ++x)
        colors.insert(pixelAt(result, x, 4));
    QCOMPARE(colors.size(), std::size_t{4});
}

void TestHeatmapOverlay::timesAreKept()
{
    Frame frame = solid({4, 4}, 1);
    frame.pts = MediaTime(123456);
    frame.ptsTicks = 77;
    frame.index = 5;
    frame.pixelAspect = 1.5;
    const Frame result = painted({}, frame, map({0, 1}, {2, 1}));
    QVERIFY(result.pts == frame.pts);
    QCOMPARE(result.ptsTicks, frame.ptsTicks);
    QCOMPARE(result.index, frame.index);
    QCOMPARE(result.pixelAspect, frame.pixelAspect);
}

void TestHeatmapOverlay::emptyInputIsRefused()
{
    SL_COMPARE_CODE(HeatmapOverlay({}).paint(Frame(), map({0, 1}, {2, 1})),
                    ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(HeatmapOverlay({}).paint(solid({2, 2}, 0), Heatmap()),
                    ErrorCode::InvalidArgument);
}

void TestHeatmapOverlay::topPercentIsARank()
{
    // A ramp from 0 to 1 over 224 columns: the best quarter begins at three quarters.
    std::vector<float> values(224 * 224);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i % 224) / 223.0F;
    const Heatmap ramp = map(std::move(values), {224, 224});
    QVERIFY(std::abs(thresholdOfTopPercent(ramp, 25) - 168.0 / 223) < 1e-6);
    QCOMPARE(thresholdOfTopPercent(ramp, 100), 0.0);
}

void TestHeatmapOverlay::shareIsCountedOnCells()
{
    QCOMPARE(shareAbove(map({0, 1, 2, 3}, {2, 2}), 2), 0.5);
    QCOMPARE(shareAbove(map({0, 1, 2, 3}, {2, 2}), 4), 0.0);
}

QTEST_GUILESS_MAIN(TestHeatmapOverlay)
#include "tst_heatmap_overlay.moc"
