// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_scale.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;
using namespace std::chrono_literals;

class TestTimelineScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheWholeFileAtFirst();
    void timesAndPixelsGoThereAndBack_data();
    void timesAndPixelsGoThereAndBack();
    void zoomKeepsTheTimeUnderThePointer_data();
    void zoomKeepsTheTimeUnderThePointer();
    void zoomEndsAtTheFileAndAtPixels();
    void panStaysInTheFile();
    void showingCentersTheRange();
    void resizingKeepsTheView();
    void lengthBecomesKnown();
    void ticksAreRoundAndWideEnough_data();
    void ticksAreRoundAndWideEnough();
    void emptyFileIsHarmless();
};

void TestTimelineScale::showsTheWholeFileAtFirst()
{
    const TimelineScale scale(10s, 1000);
    QVERIFY(scale.showsAll());
    QCOMPARE(scale.usPerPixel(), 10000.0);
    QCOMPARE(scale.xOf(0us), 0.0);
    QCOMPARE(scale.xOf(10s), 1000.0);
    QVERIFY(scale.timeAt(250) == 2500ms);
    QVERIFY(scale.timeAt(-5) == 0us && scale.timeAt(2000) == 10s);
}

void TestTimelineScale::timesAndPixelsGoThereAndBack_data()
{
    QTest::addColumn<double>("factor");
    for (const double factor : {1.0, 3.0, 100.0, 1e5})
        QTest::addRow("closer by %g", factor) << factor;
}

void TestTimelineScale::timesAndPixelsGoThereAndBack()
{
    QFETCH(double, factor);
    const TimelineScale scale = TimelineScale(2h, 1500).zoomed(factor, 700);
    for (const double x : {0.0, 1.0, 333.25, 1499.0})
        QVERIFY(std::abs(scale.xOf(scale.timeAt(x)) - x) <= 1 / scale.usPerPixel() + 1e-9);
}

void TestTimelineScale::zoomKeepsTheTimeUnderThePointer_data()
{
    QTest::addColumn<double>("factor");
    QTest::addColumn<double>("x");
    QTest::newRow("closer, middle") << 1.25 << 500.0;
    QTest::newRow("closer, left edge") << 4.0 << 0.0;
    QTest::newRow("closer, right edge") << 4.0 << 1000.0;
    QTest::newRow("farther") << 0.8 << 400.0;
}

void TestTimelineScale::zoomKeepsTheTimeUnderThePointer()
{
    QFETCH(double, factor);
    QFETCH(double, x);
    const TimelineScale scale = TimelineScale(100s, 1000).zoomed(10, 500);
    const TimelineScale zoomed = scale.zoomed(factor, x);
    QVERIFY(std::abs((zoomed.timeAt(x) - scale.timeAt(x)).count()) <= 1);
    QVERIFY(std::abs(zoomed.usPerPixel() * factor - scale.usPerPixel()) < 1e-6);
}

void TestTimelineScale::zoomEndsAtTheFileAndAtPixels()
{
    const TimelineScale scale(100s, 1000);
    QCOMPARE(scale.zoomed(0.1, 500), scale);
    const TimelineScale closest = scale.zoomed(1e12, 500);
    QCOMPARE(closest.usPerPixel(), TimelineScale::kClosestUsPerPixel);
    QVERIFY(std::abs(closest.xOf(50s) - 500) < 0.1);
    QVERIFY(closest.zoomed(1e-12, 3).showsAll());
    // A file shorter than the closest view is shown as it is.
    const TimelineScale blip(1ms, 1000);
    QCOMPARE(blip.usPerPixel(), 1.0);
    QCOMPARE(blip.zoomed(10, 500), blip);
}

void TestTimelineScale::panStaysInTheFile()
{
    const TimelineScale scale = TimelineScale(100s, 1000).showing({40s, 50s});
    QVERIFY(scale.panned(100).visible() == (TimeRange{41s, 51s}));
    QVERIFY(scale.panned(-100).visible() == (TimeRange{39s, 49s}));
    QVERIFY(scale.panned(1e9).visible() == (TimeRange{90s, 100s}));
    QVERIFY(scale.panned(-1e9).visible() == (TimeRange{0s, 10s}));
    QVERIFY(scale.startingAt(7s).visible() == (TimeRange{7s, 17s}));
}

void TestTimelineScale::showingCentersTheRange()
{
    const TimelineScale scale(100s, 1000);
    QVERIFY(scale.showing({20s, 60s}).visible() == (TimeRange{20s, 60s}));
    QVERIFY(scale.showing({-5s, 500s}).showsAll());
    const TimeRange closest = scale.showing({50s, 50s + 1us}).visible();
    QVERIFY(closest.duration() == 20ms); // 1000 px of 20 us
    QVERIFY(std::abs((closest.begin - (50s - 10ms)).count()) <= 1);
    QCOMPARE(scale.showing({5s, 5s}), scale);
}

void TestTimelineScale::resizingKeepsTheView()
{
    const TimelineScale all(100s, 1000);
    QVERIFY(all.resized(500).showsAll());
    const TimelineScale part = all.showing({20s, 30s});
    QCOMPARE(part.resized(500).usPerPixel(), part.usPerPixel());
    QVERIFY(part.resized(500).visible() == (TimeRange{20s, 25s}));
    QCOMPARE(part.resized(500).resized(1000), part);
}

void TestTimelineScale::lengthBecomesKnown()
{
    QVERIFY(TimelineScale(100s, 1000).lasting(101s).showsAll());
    const TimelineScale part = TimelineScale(100s, 1000).showing({20s, 30s});
    QVERIFY(part.lasting(90s).visible() == part.visible());
    QVERIFY(part.lasting(25s).visible() == (TimeRange{15s, 25s}));
}

void TestTimelineScale::ticksAreRoundAndWideEnough_data()
{
    QTest::addColumn<double>("usPerPixel");
    QTest::addColumn<qint64>("majorUs");
    QTest::addColumn<qint64>("minorUs");
    // 100 px between labels, at least 6 px between marks.
    QTest::newRow("samples") << 20.0 << qint64{2000} << qint64{200};
    QTest::newRow("1 ms a pixel") << 1e3 << qint64{100'000} << qint64{10'000};
    QTest::newRow("10 ms a pixel") << 1e4 << qint64{1'000'000} << qint64{100'000};
    QTest::newRow("0.2 s a pixel") << 2e5 << qint64{30'000'000} << qint64{2'000'000};
    QTest::newRow("7 s a pixel") << 7.2e6 << qint64{900'000'000} << qint64{60'000'000};
}

void TestTimelineScale::ticksAreRoundAndWideEnough()
{
    QFETCH(double, usPerPixel);
    QFETCH(qint64, majorUs);
    QFETCH(qint64, minorUs);
    const auto span = MediaTime(std::llround(usPerPixel * 1000));
    const TickSteps steps = TimelineScale(span, 1000).ticks(100);
    QCOMPARE(qint64{steps.major.count()}, majorUs);
    QCOMPARE(qint64{steps.minor.count()}, minorUs);
}

void TestTimelineScale::emptyFileIsHarmless()
{
    for (const TimelineScale &scale :
         {TimelineScale(), TimelineScale(0s, 100), TimelineScale(1s, 0)}) {
        QVERIFY(scale.isEmpty());
        QVERIFY(scale.showsAll());
        QVERIFY(scale.zoomed(2, 5).isEmpty() && scale.panned(5).isEmpty());
        QVERIFY(scale.timeAt(50) >= 0us);
    }
}

QTEST_APPLESS_MAIN(TestTimelineScale)
#include "tst_timeline_scale.moc"
