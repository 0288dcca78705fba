// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace soundlocus {

/// An axis that begins and ends at round numbers.
struct Axis
{
    double low = 0;
    double high = 1;
    double step = 0.2; ///< between ticks: 1, 2 or 5 times a power of ten

    /// 0 at `low`, 1 at `high`.
    [[nodiscard]] double positionOf(double value) const { return (value - low) / (high - low); }
};

/// The smallest such axis that holds both values, with about so many intervals. Equal values get
/// room on both sides. @param low, high finite
[[nodiscard]] Axis roundAxis(double low, double high, int intervals);

/// The round numbers from `low` to `high`, which need not be round themselves.
[[nodiscard]] std::vector<double> ticksOf(const Axis &axis);

/// As short as the step allows: "0.25", "150", "20k", "5e-5".
[[nodiscard]] std::string tickLabel(double value, const Axis &axis);

/// Three digits: "0.25", "3.21e-4".
[[nodiscard]] std::string shortNumber(double value);

} // namespace soundlocus
