// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"

#include <vector>

namespace soundlocus {

/// Exponential mean of maps over time: shown = weight * shown before + (1 - weight) * new. It
/// begins anew by itself where maps do not follow each other: another grid, scale or region, a time
/// that does not grow (a seek back, the same frame again), or a gap of more than a second. Threads:
/// one thread at a time.
class MapSmoother
{
public:
    /// @param heatmap not empty; @param weight of what was shown before, clamped to 0 .. 0.99
    /// @return the mean, with time and region of `heatmap`
    Heatmap add(const Heatmap &heatmap, double weight);
    /// Forgets what was shown.
    void reset() { m_last = {}; }

private:
    Heatmap m_last;
};

} // namespace soundlocus
