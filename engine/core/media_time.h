// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>

namespace soundlocus {

/// A time or a duration on the axis of a file: microseconds from the start of its presentation
/// (the start of the earliest stream is not moved to zero; a late stream keeps its offset).
/// Never a bare double of seconds in an API.
using MediaTime = std::chrono::duration<std::int64_t, std::micro>;

/// For display and for tables only.
[[nodiscard]] constexpr double toSeconds(MediaTime time)
{
    return static_cast<double>(time.count()) / 1e6; // a product with 1e-6 is not the nearest value
}

/// Nearest microsecond, halves away from zero. @param seconds finite, |seconds| < 2^43 µs
[[nodiscard]] constexpr MediaTime fromSeconds(double seconds)
{
    const double us = seconds * 1e6;
    return MediaTime(static_cast<std::int64_t>(us < 0 ? us - 0.5 : us + 0.5));
}

/// Half-open interval [begin, end).
struct TimeRange
{
    MediaTime begin{0};
    MediaTime end{0};

    [[nodiscard]] constexpr MediaTime duration() const { return end - begin; }
    [[nodiscard]] constexpr bool contains(MediaTime t) const { return begin <= t && t < end; }
    bool operator==(const TimeRange &) const = default;
};

} // namespace soundlocus
