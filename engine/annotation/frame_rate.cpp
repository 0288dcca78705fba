// SPDX-License-Identifier: MIT
#include "engine/annotation/frame_rate.h"

#include <cmath>
#include <numeric>

namespace soundlocus {

namespace {

constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kMaxRate = 1e5;

} // namespace

MediaTime FrameRate::timeOf(std::int64_t frame) const
{
    if (!isKnown())
        return MediaTime{0};
    const double us = static_cast<double>(frame) * kMicrosecondsPerSecond
                      * static_cast<double>(denominator) / static_cast<double>(numerator);
    return MediaTime(std::llround(us));
}

std::int64_t FrameRate::frameAt(MediaTime time) const
{
    if (!isKnown())
        return 0;
    return std::llround(static_cast<double>(time.count()) * static_cast<double>(numerator)
                        / (kMicrosecondsPerSecond * static_cast<double>(denominator)));
}

FrameRate frameRateFrom(double framesPerSecond)
{
    if (!(framesPerSecond > 0 && framesPerSecond < kMaxRate))
        return {};
    // The rates of NTSC: 24, 30, 60, ... frames in 1.001 s.
    constexpr double kNtsc = 1.001;
    constexpr double kTolerance = 0.0051;
    const double nearest = std::round(framesPerSecond * kNtsc);
    const bool isWhole = framesPerSecond == std::round(framesPerSecond);
    if (!isWhole && nearest >= 1 && std::abs(nearest / kNtsc - framesPerSecond) < kTolerance
        && std::llround(nearest) % 6 == 0)
        return {std::llround(nearest) * 1000, 1001};
    constexpr std::int64_t kThousandths = 1000;
    const std::int64_t numerator = std::llround(framesPerSecond
                                                * static_cast<double>(kThousandths));
    if (numerator == 0)
        return {};
    const std::int64_t common = std::gcd(numerator, kThousandths);
    return {numerator / common, kThousandths / common};
}

} // namespace soundlocus
