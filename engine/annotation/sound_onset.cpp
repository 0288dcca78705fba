// SPDX-License-Identifier: MIT
#include "engine/annotation/sound_onset.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr double kLeastRise = 2;        // 6 dB
constexpr double kAudible = 0.01;       // -40 dB of full scale
constexpr double kSilenceFloor = 0.001; // -60 dB: nothing is a rise over less

double meanLevel(std::span<const float> levels)
{
    double sum = 0;
    for (const float level : levels)
        sum += std::isfinite(level) ? level : 0;
    return sum / static_cast<double>(levels.size());
}

} // namespace

std::optional<std::size_t> onsetIn(std::span<const float> levels)
{
    std::optional<std::size_t> best;
    double largest = kLeastRise;
    for (std::size_t i = kOnsetWindow; i + kOnsetWindow <= levels.size(); ++i) {
        const double before = std::max(kSilenceFloor,
                                       meanLevel(levels.subspan(i - kOnsetWindow, kOnsetWindow)));
        const double after = meanLevel(levels.subspan(i, kOnsetWindow));
        if (after >= kAudible && after / before > largest) {
            largest = after / before;
            best = i;
        }
    }
    return best;
}

} // namespace soundlocus
