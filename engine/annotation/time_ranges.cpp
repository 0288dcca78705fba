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

} // namespace soundlocus
