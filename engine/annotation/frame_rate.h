// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <cstdint>

namespace soundlocus {

/// Frames per second as a fraction; 0/1 = unknown, as of a still picture.
struct FrameRate
{
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;

    [[nodiscard]] constexpr bool isKnown() const { return numerator > 0 && denominator > 0; }

    /// Time of a frame counted from 0, to the nearest microsecond; 0 where the rate is unknown.
    [[nodiscard]] MediaTime timeOf(std::int64_t frame) const;
    /// The frame whose time is nearest; frameAt(timeOf(n)) == n below 500,000 frames per second.
    [[nodiscard]] std::int64_t frameAt(MediaTime time) const;

    bool operator==(const FrameRate &) const = default;
};

/// The fraction that a number of frames per second means: 29.97 is 30000/1001, 12.5 is 25/2; others
/// to a thousandth. Unknown for what is no positive number below 100,000.
[[nodiscard]] FrameRate frameRateFrom(double framesPerSecond);

} // namespace soundlocus
