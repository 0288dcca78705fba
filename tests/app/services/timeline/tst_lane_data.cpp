// SPDX-License-Identifier: MIT
#include "app/services/timeline/lane_data.h"
#include "app/services/timeline/thumbnail_maker.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace soundlocus;

class TestLaneData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void levelsAreLinearInDecibels_data();
    void levelsAreLinearInDecibels();
    void columnsKeepExtremes();
    void nothingIsKnownOutside();
    void pyramidEqualsItsFinestLevel_data();
    void pyramidEqualsItsFinestLevel();
    void pyramidGrowsPieceByPiece();
    void spectrumMeansOverPixels();
    void spectrumHasLowMelsAtTheBottom();
    void thumbnailGridCoversTheFile_data();
    void thumbnailGridCoversTheFile();
};

namespace {

/// Sawtooth-like extremes that tell every column apart.
WaveformRun stairs(std::size_t count, std::int64_t step)
{
    WaveformRun run{step, 0, {}};
    for (std::size_t i = 0; i < count; ++i) {
        const float height = static_cast<float>((i * 7919) % 1000) / 1000;
        run.columns.push_back({-height / 2, height});
    }
    return run;
}

} // namespace

void TestLaneData::levelsAreLinearInDecibels_data()
{
    QTest::addColumn<float>("decibels");
    QTest::addColumn<int>("level");
    QTest::newRow("silence") << -100.0F << 1;
    QTest::newRow("floor") << -80.0F << 1;
    QTest::newRow("middle") << -30.0F << 128;
    QTest::newRow("top") << 20.0F << 255;
    QTest::newRow("above") << 30.0F << 255;
}

void TestLaneData::levelsAreLinearInDecibels()
{
    QFETCH(float, decibels);
    QFETCH(int, level);
    QCOMPARE(int{levelOf(decibels)}, level);
}

void TestLaneData::columnsKeepExtremes()
{
    const WaveformRun run{100, 0, {{-1, 1}, {-2, 0.5F}, {0, 3}, {-0.5F, 0.25F}}};
    // Two pixels of two columns each; then four pixels inside of one column.
    const auto halves = run.resampled({0, 200}, 2);
    QCOMPARE(halves[0].low, -2.0F);
    QCOMPARE(halves[0].high, 1.0F);
    QCOMPARE(halves[1].low, -0.5F);
    QCOMPARE(halves[1].high, 3.0F);
    for (const WaveformColumn &pixel : run.resampled({200, 25}, 4)) {
        QCOMPARE(pixel.low, 0.0F);
        QCOMPARE(pixel.high, 3.0F);
    }
}

void TestLaneData::nothingIsKnownOutside()
{
    const WaveformRun run{10, 5, {{-1, 1}, {-1, 1}}}; // samples 50 .. 70
    const auto pixels = run.resampled({30, 10}, 6);
    for (const std::size_t outside : {0U, 1U, 4U, 5U})
        QVERIFY(std::isnan(pixels[outside].low) && std::isnan(pixels[outside].high));
    QCOMPARE(pixels[2].high, 1.0F);
    QCOMPARE(pixels[3].high, 1.0F);
    QVERIFY(run.covers(50, 70));
    QVERIFY(!run.covers(49, 70));
    QVERIFY(!run.covers(50, 71));
}

void TestLaneData::pyramidEqualsItsFinestLevel_data()
{
    QTest::addColumn<double>("step");
    for (const double step : {16.0, 64.0, 256.0, 1024.0, 4096.0})
        QTest::addRow("%g samples a pixel", step) << step;
}

void TestLaneData::pyramidEqualsItsFinestLevel()
{
    QFETCH(double, step);
    const WaveformRun run = stairs(5000, 16);
    WaveformPyramid pyramid;
    pyramid.append(run);
    const int pixels = static_cast<int>(5000 * 16 / step);
    const auto expected = run.resampled({0, step}, pixels);
    const auto found = pyramid.resampled({0, step}, pixels);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(found[i].low, expected[i].low);
        QCOMPARE(found[i].high, expected[i].high);
    }
}

void TestLaneData::pyramidGrowsPieceByPiece()
{
    const WaveformRun whole = stairs(4001, 16);
    WaveformPyramid pieces;
    for (std::size_t first = 0; first < whole.columns.size(); first += 333) {
        WaveformRun piece{16, static_cast<std::int64_t>(first), {}};
        for (std::size_t i = first; i < std::min(first + 333, whole.columns.size()); ++i)
            piece.columns.push_back(whole.columns[i]);
        pieces.append(piece);
    }
    WaveformPyramid once;
    once.append(whole);
    const auto expected = once.resampled({0, 512}, 130);
    const auto found = pieces.resampled({0, 512}, 130);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(std::isnan(found[i].low), std::isnan(expected[i].low));
        if (!std::isnan(found[i].low))
            QCOMPARE(found[i].high, expected[i].high);
    }
}

void TestLaneData::spectrumMeansOverPixels()
{
    // Column k has level 10 * (k + 1) in both bins; a column stands for 4 samples around k * 4.
    SpectrumRun run{4, 2, 0, 2, {}};
    for (std::uint8_t k = 0; k < 8; ++k)
        run.levels.insert(run.levels.end(), 2, static_cast<std::uint8_t>(10 * (k + 1)));
    QCOMPARE(run.columnCount(), 8);
    const QImage pairs = run.resampled({-2, 8}, {4, 2});
    for (int x = 0; x < 4; ++x)
        QCOMPARE(int{pairs.scanLine(0)[x]}, 10 * (2 * x + 1) + 5);
    const QImage single = run.resampled({-2, 4}, {8, 1});
    for (int x = 0; x < 8; ++x)
        QCOMPARE(int{single.scanLine(0)[x]}, 10 * (x + 1));
    const QImage outside = run.resampled({30, 4}, {2, 1});
    QCOMPARE(int{outside.scanLine(0)[0]}, 0);
}

void TestLaneData::spectrumHasLowMelsAtTheBottom()
{
    const SpectrumRun run{1, 0, 0, 4, {10, 20, 30, 40}};
    const QImage tall = run.resampled({0, 1}, {1, 8});
    QCOMPARE(int{tall.scanLine(7)[0]}, 10);
    QCOMPARE(int{tall.scanLine(0)[0]}, 40);
    const QImage flat = run.resampled({0, 1}, {1, 2});
    QCOMPARE(int{flat.scanLine(1)[0]}, 15);
    QCOMPARE(int{flat.scanLine(0)[0]}, 35);
}

void TestLaneData::thumbnailGridCoversTheFile_data()
{
    QTest::addColumn<int>("milliseconds");
    for (const int ms : {0, 300, 500, 10000, 599'999, 7'200'000})
        QTest::addRow("%d ms", ms) << ms;
}

void TestLaneData::thumbnailGridCoversTheFile()
{
    QFETCH(int, milliseconds);
    const MediaTime duration = std::chrono::milliseconds(milliseconds);
    const ThumbnailGrid grid = ThumbnailGrid::of(duration);
    QVERIFY(grid.cells >= 1 && grid.cells <= 257);
    QCOMPARE(grid.cellAt(MediaTime(-1)), 0);
    QCOMPARE(grid.cellAt(duration + std::chrono::hours(1)), grid.cells - 1);
    for (int cell = 0; cell < grid.cells; ++cell) {
        QCOMPARE(grid.cellAt(grid.timeOf(cell)), cell);
        QVERIFY(grid.timeOf(cell) <= duration);
    }
    const std::vector<int> order = grid.coarseFirst();
    QCOMPARE(order.size(), static_cast<std::size_t>(grid.cells));
    QCOMPARE(std::set<int>(order.begin(), order.end()).size(), order.size());
}

QTEST_GUILESS_MAIN(TestLaneData)
#include "tst_lane_data.moc"
