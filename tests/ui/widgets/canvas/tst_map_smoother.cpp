// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/map_smoother.h"

#include <QTest>

#include <limits>

using namespace soundlocus;
using namespace std::chrono_literals;

class TestMapSmoother : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meansExponentially();
    void stepResponseIsAPower();
    void noWeightChangesNothing();
    void keepsTimeAndRegion();
    void beginsAnew_data();
    void beginsAnew();
    void resetForgets();
    void straysTakeNoPart();
};

namespace {

Heatmap mapAt(MediaTime pts, float value, Size size = {2, 1})
{
    Heatmap map(std::vector<float>(static_cast<std::size_t>(size.width * size.height), value),
                size,
                HeatmapScale::Cosine);
    map.pts = pts;
    return map;
}

} // namespace

void TestMapSmoother::meansExponentially()
{
    MapSmoother smoother;
    QCOMPARE(smoother.add(mapAt(0ms, 1.0F), 0.75).at(0, 0), 1.0F);
    QCOMPARE(smoother.add(mapAt(40ms, 0.0F), 0.75).at(0, 0), 0.75F);
    QCOMPARE(smoother.add(mapAt(80ms, 1.0F), 0.75).at(1, 0), 0.8125F);
}

void TestMapSmoother::stepResponseIsAPower()
{
    MapSmoother smoother;
    (void)smoother.add(mapAt(0ms, 1.0F), 0.5);
    float last = 1;
    for (int i = 1; i <= 10; ++i)
        last = smoother.add(mapAt(i * 40ms, 0.0F), 0.5).at(0, 0);
    QCOMPARE(last, 1.0F / 1024);
}

void TestMapSmoother::noWeightChangesNothing()
{
    MapSmoother smoother;
    (void)smoother.add(mapAt(0ms, 1.0F), 0);
    QCOMPARE(smoother.add(mapAt(40ms, 0.25F), 0).at(0, 0), 0.25F);
}

void TestMapSmoother::keepsTimeAndRegion()
{
    MapSmoother smoother;
    Heatmap first = mapAt(0ms, 1.0F);
    first.region = {0.2, 0, 0.8, 1};
    Heatmap second = mapAt(40ms, 0.0F);
    second.region = first.region;
    (void)smoother.add(first, 0.5);
    const Heatmap mean = smoother.add(second, 0.5);
    QCOMPARE(mean.pts, MediaTime(40ms));
    QVERIFY(mean.region == first.region);
    QCOMPARE(mean.scale(), HeatmapScale::Cosine);
    QCOMPARE(mean.at(0, 0), 0.5F);
}

void TestMapSmoother::beginsAnew_data()
{
    QTest::addColumn<Heatmap>("next");
    QTest::newRow("seek back") << mapAt(960ms, 0.0F);
    QTest::newRow("same frame again") << mapAt(1000ms, 0.0F);
    QTest::newRow("seek ahead") << mapAt(2001ms, 0.0F);
    QTest::newRow("another grid") << mapAt(1040ms, 0.0F, {3, 1});
    Heatmap cropped = mapAt(1040ms, 0.0F);
    cropped.region = {0.1, 0, 0.9, 1};
    QTest::newRow("another region") << cropped;
    Heatmap logits({0.0F, 0.0F}, {2, 1}, HeatmapScale::Logit);
    logits.pts = 1040ms;
    QTest::newRow("another scale") << logits;
}

void TestMapSmoother::beginsAnew()
{
    QFETCH(const Heatmap, next);
    MapSmoother smoother;
    (void)smoother.add(mapAt(1000ms, 1.0F), 0.5);
    QCOMPARE(smoother.add(next, 0.5).at(0, 0), 0.0F);
}

void TestMapSmoother::resetForgets()
{
    MapSmoother smoother;
    (void)smoother.add(mapAt(0ms, 1.0F), 0.5);
    smoother.reset();
    QCOMPARE(smoother.add(mapAt(40ms, 0.0F), 0.5).at(0, 0), 0.0F);
}

void TestMapSmoother::straysTakeNoPart()
{
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    MapSmoother smoother;
    (void)smoother.add(mapAt(0ms, 1.0F), 0.5);
    QCOMPARE(smoother.add(mapAt(40ms, kNan), 0.5).at(0, 0), 1.0F);
    MapSmoother other;
    (void)other.add(mapAt(0ms, kNan), 0.5);
    QCOMPARE(other.add(mapAt(40ms, 0.5F), 0.5).at(0, 0), 0.5F);
}

QTEST_GUILESS_MAIN(TestMapSmoother)
#include "tst_map_smoother.moc"
