// SPDX-License-Identifier: MIT
#include "app/services/localization/map_probe.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace soundlocus {

namespace {

/// Two neighbouring cells of an axis and the share of the second.
struct Between
{
    int first = 0;
    int second = 0;
    double share = 0;
};

/// @param position in [0, 1] of the axis
Between between(double position, int cells)
{
    const double place = std::clamp(position * cells - 0.5, 0.0, static_cast<double>(cells - 1));
    const int first = static_cast<int>(place);
    return {first, std::min(first + 1, cells - 1), place - first};
}

} // namespace

float valueAt(const Heatmap &heatmap, QPointF point)
{
    const FrameRegion &region = heatmap.region;
    const bool isInside = point.x() >= region.x0 && point.x() <= region.x1 && point.y() >= region.y0
                          && point.y() <= region.y1;
    if (heatmap.isEmpty() || !isInside || region.x1 <= region.x0 || region.y1 <= region.y0)
        return std::numeric_limits<float>::quiet_NaN();
    const Between x = between((point.x() - region.x0) / (region.x1 - region.x0), heatmap.width());
    const Between y = between((point.y() - region.y0) / (region.y1 - region.y0), heatmap.height());
    const auto row = [&](int cell) {
        return std::lerp(static_cast<double>(heatmap.at(x.first, cell)),
                         static_cast<double>(heatmap.at(x.second, cell)),
                         x.share);
    };
    return static_cast<float>(std::lerp(row(y.first), row(y.second), y.share));
}

} // namespace soundlocus
