// SPDX-License-Identifier: MIT
#include "app/services/localization/rate_meter.h"

#include <QTest>

using namespace soundlocus;
using namespace std::chrono_literals;

class TestRateMeter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsTheLastTwoSeconds()
    {
        RateMeter meter;
        const RateMeter::Clock::time_point start{100s};
        QCOMPARE(meter.perSecond(start), 0.0);
        for (int i = 0; i < 50; ++i)
            meter.add(start + i * 100ms, i < 40 ? 1.0 : 30.0);
        const auto end = start + 4900ms;
        QCOMPARE(meter.perSecond(end), 10.0);
        QCOMPARE(meter.computeMs(end), 15.5);
        QCOMPARE(meter.perSecond(end + 1s), 5.0);
        QCOMPARE(meter.perSecond(end + 2s), 0.0);
        QCOMPARE(meter.computeMs(end + 2s), 30.0); // the last known
    }

    void keptMapsCostNothing()
    {
        RateMeter meter;
        const RateMeter::Clock::time_point start{100s};
        meter.add(start, 20);
        meter.add(start, 0);
        QCOMPARE(meter.perSecond(start), 1.0);
        QCOMPARE(meter.computeMs(start), 20.0);
    }
};

QTEST_GUILESS_MAIN(TestRateMeter)
#include "tst_rate_meter.moc"
