// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/map_smoother.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// Maps further apart belong to different passages.
constexpr MediaTime kLongestGap = std::chrono::seconds(1);
constexpr double kLargestWeight = 0.99;

bool follows(const Heatmap &next, const Heatmap &last)
{
    return !last.isEmpty() && next.size() == last.size() && next.scale() == last.scale()
           && next.region == last.region && next.pts > last.pts
           && next.pts - last.pts <= kLongestGap;
}

} // namespace

Heatmap MapSmoother::add(const Heatmap &heatmap, double weight)
{
    const auto past = static_cast<float>(std::clamp(weight, 0.0, kLargestWeight));
    if (!follows(heatmap, m_last) || past <= 0) {
        m_last = heatmap;
        return heatmap;
    }
    std::vector<float> mean(heatmap.values().begin(), heatmap.values().end());
    for (std::size_t i = 0; i < mean.size(); ++i) {
        const float before = m_last.values()[i];
        // A cell that is not finite takes no part.
        if (!std::isfinite(mean[i]))
            mean[i] = before;
        else if (std::isfinite(before))
            mean[i] += (before - mean[i]) * past;
    }
    Heatmap smoothed(std::move(mean), heatmap.size(), heatmap.scale());
    smoothed.pts = heatmap.pts;
    smoothed.region = heatmap.region;
    m_last = smoothed;
    return smoothed;
}

} // namespace soundlocus
