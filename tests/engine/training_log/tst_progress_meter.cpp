// SPDX-License-Identifier: MIT
#include "engine/training_log/progress_meter.h"

#include <QTest>

using namespace soundlocus;

class TestProgressMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evenStepsGiveTheirRate();
    void nothingIsGuessedTooEarly();
    void pausesDoNotCount();
    void slowerStagesAreFollowed();
    void workBetweenStepsCounts();
    void resumedRunCountsWhatIsLeft();
    void endIsZero();
};

void TestProgressMeter::evenStepsGiveTheirRate()
{
    ProgressMeter meter(100);
    for (int i = 0; i < 20; ++i)
        meter.addStep({0.5, 0.1, 32});
    QCOMPARE(meter.done(), std::int64_t{20});
    QCOMPARE(meter.imagesPerSecond(), 64.0);
    QCOMPARE(meter.waitingShare(), 0.2);
    QCOMPARE(meter.secondsLeft().value(), 40.0);
}

void TestProgressMeter::nothingIsGuessedTooEarly()
{
    ProgressMeter meter(100);
    QCOMPARE(meter.imagesPerSecond(), 0.0);
    QCOMPARE(meter.waitingShare(), 0.0);
    QVERIFY(!meter.secondsLeft());
    meter.addStep({1, 0, 8});
    QVERIFY(!meter.secondsLeft());
    QCOMPARE(meter.imagesPerSecond(), 8.0);
}

void TestProgressMeter::pausesDoNotCount()
{
    ProgressMeter meter(100);
    for (int i = 0; i < 20; ++i)
        meter.addStep({i == 10 ? 3600.0 : 1.0, 0, 10});
    QCOMPARE(meter.imagesPerSecond(), 10.0);
    QCOMPARE(meter.secondsLeft().value(), 80.0);
}

void TestProgressMeter::slowerStagesAreFollowed()
{
    ProgressMeter meter(1000);
    for (int i = 0; i < 200; ++i)
        meter.addStep({0.1, 0, 10});
    for (int i = 0; i < 100; ++i)
        meter.addStep({2.0, 0, 10});
    QCOMPARE(meter.secondsLeft().value(), 1400.0);
}

void TestProgressMeter::workBetweenStepsCounts()
{
    ProgressMeter meter(110);
    for (int i = 0; i < 10; ++i)
        meter.addStep({1, 0, 10});
    meter.addOther(30, 10);
    QCOMPARE(meter.secondsLeft().value(), 400.0);
}

void TestProgressMeter::resumedRunCountsWhatIsLeft()
{
    ProgressMeter meter(100, 90);
    for (int i = 0; i < 5; ++i)
        meter.addStep({2, 0, 10});
    QCOMPARE(meter.done(), std::int64_t{95});
    QCOMPARE(meter.secondsLeft().value(), 10.0);
}

void TestProgressMeter::endIsZero()
{
    ProgressMeter meter(1);
    meter.addStep({2, 0, 10});
    QCOMPARE(meter.secondsLeft().value(), 0.0);
    meter.addStep({2, 0, 10}); // one more than was said
    QCOMPARE(meter.secondsLeft().value(), 0.0);
    ProgressMeter instant(10);
    for (int i = 0; i < 5; ++i)
        instant.addStep({0, 0, 10}); // a clock too coarse
    QCOMPARE(instant.imagesPerSecond(), 0.0);
    QCOMPARE(instant.secondsLeft().value(), 0.0);
}

QTEST_GUILESS_MAIN(TestProgressMeter)
#include "tst_progress_meter.moc"
