// SPDX-License-Identifier: MIT
#include "engine/annotation/time_ranges.h"

#include <algorithm>

namespace soundlocus {

std::vector<TimeRange> without(std::span<const TimeRange> ranges, const TimeRange &taken)
{
    std::vector<TimeRange> left;
    for (const TimeRange &range : ranges) {
        if (taken.end <= taken.begin) {
            left.push_back(range);
            continue;
        }
        left.push_back({range.begin, std::min(range.end, taken.begin)});
        left.push_back({std::max(range.begin, taken.end), range.end});
    }
    std::erase_if(left, [](const TimeRange &range) { return range.end <= range.begin; });
    return left;
}

TimeRange heardRange(const TimeRange &pressed,
                     std::chrono::milliseconds reactionDelay,
                     MediaTime duration)
{
    const MediaTime last = duration > MediaTime{0} ? duration : MediaTime::max();
    const auto heard = [&](MediaTime time) {
        return std::clamp(MediaTime(time - reactionDelay), MediaTime{0}, last);
    };
    return {heard(pressed.begin), heard(pressed.end)};
}

std::optional<MediaTime> nearestWithin(std::span<const MediaTime> times,
                                       MediaTime time,
                                       MediaTime reach)
{
    const auto next = std::ranges::lower_bound(times, time);
    std::optional<MediaTime> nearest;
    if (next != times.end())
        nearest = *next;
    if (next != times.begin() && (!nearest || time - *std::prev(next) <= *nearest - time))
        nearest = *std::prev(next);
    return nearest && std::chrono::abs(*nearest - time) <= reach ? nearest : std::nullopt;
}

} // namespace soundlocus
