// SPDX-License-Identifier: MIT
#include "engine/training_log/axis.h"

#include "engine/core/expects.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// 1, 2 or 5 times a power of ten: the one that cuts a range into nearest to so many intervals.
double roundStep(double range, int intervals)
{
    const double power = std::pow(10.0, std::floor(std::log10(range / intervals)));
    double best = power;
    const auto distance = [range, intervals](double step) {
        return std::abs(range / step - intervals);
    };
    for (const double factor : {2.0, 5.0, 10.0})
        if (distance(factor * power) < distance(best))
            best = factor * power;
    return best;
}

/// Smaller ones are easier to read with an exponent.
constexpr double kLeastPlain = 0.01;

std::string scientific(double value, int digits)
{
    const double power = std::floor(std::log10(std::abs(value)) + 1e-9);
    return fmt::format("{:.{}g}e{:.0f}", value / std::pow(10.0, power), digits, power);
}

} // namespace

Axis roundAxis(double low, double high, int intervals)
{
    SOUNDLOCUS_EXPECTS(std::isfinite(low) && std::isfinite(high) && intervals > 0);
    if (low > high)
        std::swap(low, high);
    // So near to each other that ticks between would all read the same.
    const double least = std::max(std::abs(low), std::abs(high)) * 1e-6;
    if (high - low <= least) {
        const double room = low == 0 && high == 0 ? 1 : std::max(std::abs(low), std::abs(high)) / 2;
        low -= room;
        high += room;
    }
    Axis axis;
    axis.step = roundStep(high - low, intervals);
    axis.low = std::floor(low / axis.step + 1e-9) * axis.step;
    axis.high = std::ceil(high / axis.step - 1e-9) * axis.step;
    return axis;
}

std::vector<double> ticksOf(const Axis &axis)
{
    std::vector<double> ticks;
    const double first = std::ceil(axis.low / axis.step - 1e-9);
    const double last = std::floor(axis.high / axis.step + 1e-9);
    for (double i = first; i <= last; ++i)
        ticks.push_back(i * axis.step);
    return ticks;
}

std::string tickLabel(double value, const Axis &axis)
{
    if (std::abs(value) < axis.step / 2)
        return "0";
    const double largest = std::max(std::abs(axis.low), std::abs(axis.high));
    if (largest >= 1e7 || largest < kLeastPlain)
        return scientific(value, 4);
    if (axis.step >= 1000 * (1 - 1e-9))
        return fmt::format("{:.0f}k", value / 1000);
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(axis.step) + 1e-9)));
    return fmt::format("{:.{}f}", value, decimals);
}

std::string shortNumber(double value)
{
    constexpr int kDigits = 3;
    if (value != 0 && std::abs(value) < kLeastPlain)
        return scientific(value, kDigits);
    return fmt::format("{:.{}g}", value, kDigits);
}

} // namespace soundlocus
