// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/map_value.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

struct Place
{
    int first = 0;
    int second = 0;
    float share = 0; ///< of the second
};

/// @param position in cells from the map's edge
Place placeOf(double position, int cells, Interpolation interpolation)
{
    if (interpolation == Interpolation::Cells) {
        const int cell = std::clamp(static_cast<int>(position), 0, cells - 1);
        return {cell, cell, 0};
    }
    const double centered = std::clamp(position - 0.5, 0.0, cells - 1.0);
    const int first = static_cast<int>(centered);
    return {first, std::min(first + 1, cells - 1), static_cast<float>(centered - first)};
}

float mix(float a, float b, float share)
{
    return share > 0 ? a + (b - a) * share : a; // a stray neighbour without weight does no harm
}

} // namespace

std::optional<float> mapValueAt(const Heatmap &heatmap, QPointF point, Interpolation interpolation)
{
    const FrameRegion &region = heatmap.region;
    if (heatmap.isEmpty() || point.x() < region.x0 || point.x() >= region.x1
        || point.y() < region.y0 || point.y() >= region.y1)
        return std::nullopt;
    const Place x = placeOf((point.x() - region.x0) / (region.x1 - region.x0) * heatmap.width(),
                            heatmap.width(),
                            interpolation);
    const Place y = placeOf((point.y() - region.y0) / (region.y1 - region.y0) * heatmap.height(),
                            heatmap.height(),
                            interpolation);
    const float top = mix(heatmap.at(x.first, y.first), heatmap.at(x.second, y.first), x.share);
    const float bottom = mix(
            heatmap.at(x.first, y.second), heatmap.at(x.second, y.second), x.share);
    const float value = mix(top, bottom, y.share);
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace soundlocus
