// SPDX-License-Identifier: MIT
#include "engine/annotation/time_ranges.h"
#include "engine/annotation/track.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace soundlocus;

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
};

QTEST_GUILESS_MAIN(TestTimeRanges)
#include "tst_time_ranges.moc"
