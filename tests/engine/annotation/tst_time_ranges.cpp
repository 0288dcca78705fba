// SPDX-License-Identifier: MIT
#include "engine/annotation/time_ranges.h"
#include "engine/annotation/track.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

TimeRange rangeOf(std::int64_t begin, std::int64_t end)
{
    return {MediaTime{begin}, MediaTime{end}};
}

bool isIn(const std::vector<TimeRange> &ranges, MediaTime time)
{
    return std::ranges::any_of(ranges,
                               [time](const TimeRange &range) { return range.contains(time); });
}

} // namespace

class TestTimeRanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Against the definition, moment by moment.
    void withoutIsTheSetDifference()
    {
        std::mt19937 random(1);
        const auto any = [&random] {
            const auto begin = static_cast<std::int64_t>(random() % 40);
            return rangeOf(begin, begin + static_cast<std::int64_t>(random() % 12));
        };
        for (int round = 0; round < 500; ++round) {
            const std::vector<TimeRange> ranges = joined({any(), any(), any()});
            const TimeRange taken = any();
            const auto left = without(ranges, taken);
            QCOMPARE(joined(left), left);
            for (MediaTime time{0}; time < MediaTime{60}; ++time)
                QCOMPARE(isIn(left, time), isIn(ranges, time) && !taken.contains(time));
        }
    }

    void whatWasHeardIsEarlierAndWithinTheClip()
    {
        QCOMPARE(heardRange(rangeOf(1'000'000, 2'000'000), 200ms, 5s), rangeOf(800'000, 1'800'000));
        QCOMPARE(heardRange(rangeOf(100'000, 2'000'000), 200ms, 5s), rangeOf(0, 1'800'000));
        QCOMPARE(heardRange(rangeOf(1'000'000, 6'000'000), 200ms, 5s), rangeOf(800'000, 5'000'000));
        QCOMPARE(heardRange(rangeOf(1'000'000, 6'000'000), 0ms, 0s), rangeOf(1'000'000, 6'000'000));
    }

    void theNearestIsFound()
    {
        const std::vector<MediaTime> times{100ms, 300ms, 340ms};
        QCOMPARE(nearestWithin(times, 310ms, 150ms), MediaTime(300ms));
        QCOMPARE(nearestWithin(times, 320ms, 150ms), MediaTime(300ms)); // halfway: the earlier one
        QCOMPARE(nearestWithin(times, 321ms, 150ms), MediaTime(340ms));
        QCOMPARE(nearestWithin(times, 490ms, 150ms), MediaTime(340ms));
        QVERIFY(!nearestWithin(times, 491ms, 150ms));
        QCOMPARE(nearestWithin(times, 0ms, 100ms), MediaTime(100ms));
        QVERIFY(!nearestWithin({}, 0ms, 100ms));
    }
};

QTEST_GUILESS_MAIN(TestTimeRanges)
#include "tst_time_ranges.moc"
