// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: what both painters draw.
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/render/heatmap_overlay.h"
#include "ui/services/localization.h"
#include "ui/widgets/canvas/canvas_tool.h"
#include "ui/widgets/canvas/color_legend.h"
#include "ui/widgets/canvas/frame_geometry.h"

#include <QColor>
#include <QPainterPath>
#include <QPointer>
#include <QString>

#include <optional>
#include <vector>

namespace soundlocus {

/// The picture once, with one map.
struct CanvasPane
{
    FrameGeometry geometry;
    QRect clipPx;         ///< part of the widget that it is painted on; within the geometry's area
    Heatmap map;          ///< empty: only the picture
    QPainterPath contour; ///< in fractions of the map's region
    std::optional<ColorLegend> legend;
    QString caption;
};

/// Words in the middle of an empty canvas, or in a strip above a picture.
struct CanvasMessage
{
    QString title;
    QString detail;
    bool invitesDrop = false; ///< with the sign for "drop something here"

    bool operator==(const CanvasMessage &) const = default;
};

/// Everything on the canvas. A value: painters compare it with the one they drew last.
struct CanvasScene
{
    Frame frame;
    std::vector<CanvasPane> panes;
    OverlayOptions overlay;
    double devicePixelRatio = 1;
    QSizeF size; ///< of the widget

    QColor background;
    std::optional<QPointF> probe;   ///< in the frame
    std::optional<double> dividerX; ///< in the widget
    LegendSize legendSize = LegendSize::Normal;
    double coveredBelow = 0;         ///< height of what lies over the lower edge of the widget
    QPointer<const CanvasTool> tool; ///< paints above the panes; GUI thread only
    std::optional<CanvasMessage> message;
    bool isDropTarget = false;
    bool showsFocus = false;
};

/// Whether two scenes have the same pictures, colours and contours at the same places; clips and
/// what is drawn above them do not count.
[[nodiscard]] bool haveSamePictures(const CanvasScene &a, const CanvasScene &b);

/// The contour of a map in fractions of its region; empty without options.contour.
[[nodiscard]] QPainterPath contourPathOf(const Heatmap &heatmap, const OverlayOptions &options);

} // namespace soundlocus
