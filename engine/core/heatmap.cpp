// SPDX-License-Identifier: MIT
#include "engine/core/heatmap.h"

#include "engine/core/expects.h"

#include <algorithm>
#include <numeric>

namespace soundlocus {

Heatmap::Heatmap(std::vector<float> values, Size size, HeatmapScale scale)
    : m_values(std::make_shared<const std::vector<float>>(std::move(values)))
    , m_size(size)
    , m_scale(scale)
{
    SOUNDLOCUS_EXPECTS(m_values->size()
                       == static_cast<std::size_t>(size.width)
                                  * static_cast<std::size_t>(size.height));
}

ScaleLimits limitsOf(HeatmapScale scale)
{
    switch (scale) {
    case HeatmapScale::Cosine:
        return {-1, 1};
    case HeatmapScale::Logit:
        return {-1 / kLogitTemperature, 1 / kLogitTemperature};
    case HeatmapScale::Unit:
        break;
    }
    return {0, 1};
}

HeatmapStatistics statisticsOf(const Heatmap &heatmap)
{
    SOUNDLOCUS_EXPECTS(!heatmap.isEmpty());
    const auto values = heatmap.values();
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    // minmax_element returns the last maximum; the peak is the first in row order.
    const auto peak = std::find(values.begin(), values.end(), *high);
    const auto position = static_cast<int>(peak == values.end() ? high - values.begin()
                                                                : peak - values.begin());
    HeatmapStatistics result;
    result.minimum = *low;
    result.maximum = *high;
    result.mean = std::accumulate(values.begin(), values.end(), 0.0)
                  / static_cast<double>(values.size());
    result.peakX = position % heatmap.width();
    result.peakY = position / heatmap.width();
    const FrameRegion &region = heatmap.region;
    result.peakFrameX = region.x0
                        + (region.x1 - region.x0) * (result.peakX + 0.5) / heatmap.width();
    result.peakFrameY = region.y0
                        + (region.y1 - region.y0) * (result.peakY + 0.5) / heatmap.height();
    return result;
}

} // namespace soundlocus
