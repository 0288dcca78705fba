// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/canvas_scene.h"

#include <algorithm>

namespace soundlocus {

namespace {

/// Contours are traced on a grid of this many pixels per cell, whatever the zoom.
constexpr int kTracedPixelsPerCell = 16;

bool isSame(const Frame &a, const Frame &b)
{
    if (a.isEmpty() || b.isEmpty())
        return a.isEmpty() && b.isEmpty();
    return a.sharesPixels(b);
}

bool isSame(const Heatmap &a, const Heatmap &b)
{
    return a.values().data() == b.values().data() && a.size() == b.size() && a.region == b.region;
}

bool isSame(const CanvasPane &a, const CanvasPane &b)
{
    return a.geometry == b.geometry && isSame(a.map, b.map);
}

} // namespace

bool haveSamePictures(const CanvasScene &a, const CanvasScene &b)
{
    const auto isSamePane = [](const CanvasPane &x, const CanvasPane &y) { return isSame(x, y); };
    return isSame(a.frame, b.frame) && a.overlay == b.overlay
           && std::equal(
                   a.panes.begin(), a.panes.end(), b.panes.begin(), b.panes.end(), isSamePane);
}

QPainterPath contourPathOf(const Heatmap &heatmap, const OverlayOptions &options)
{
    QPainterPath path;
    if (heatmap.isEmpty() || !options.contour)
        return path;
    const Size traced{heatmap.width() * kTracedPixelsPerCell,
                      heatmap.height() * kTracedPixelsPerCell};
    for (const ContourLine &line :
         contourOf(heatmap, *options.contour, options.interpolation, traced)) {
        bool isFirst = true;
        for (const ContourPoint &point : line.points) {
            const QPointF place(point.x / traced.width, point.y / traced.height);
            if (isFirst)
                path.moveTo(place);
            else
                path.lineTo(place);
            isFirst = false;
        }
        if (line.isClosed)
            path.closeSubpath();
    }
    return path;
}

} // namespace soundlocus
