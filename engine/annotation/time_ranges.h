// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <chrono>
#include <optional>
#include <span>
#include <vector>

namespace soundlocus {

/// What is left of ranges without another one; empty ones are dropped. In the same order.
[[nodiscard]] std::vector<TimeRange> without(std::span<const TimeRange> ranges,
                                             const TimeRange &taken);

/// What a person heard who pressed a key while it sounded: both ends are earlier by the time that
/// they take to react, and within the clip. @param duration of the clip, 0 = unknown
/// Source: the idea of ELAN's segmentation with a reaction time.
[[nodiscard]] TimeRange heardRange(const TimeRange &pressed,
                                   std::chrono::milliseconds reactionDelay,
                                   MediaTime duration);

/// The nearest of several times to one, at most `reach` away. @param times in order
[[nodiscard]] std::optional<MediaTime> nearestWithin(std::span<const MediaTime> times,
                                                     MediaTime time,
                                                     MediaTime reach);

} // namespace soundlocus
