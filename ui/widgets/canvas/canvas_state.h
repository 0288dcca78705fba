// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: everything that was set on a canvas, and the scene it makes.
#pragma once

#include "ui/services/overlay_style.h"
#include "ui/widgets/canvas/canvas_scene.h"
#include "ui/widgets/canvas/map_smoother.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QPalette>

#include <array>
#include <optional>

namespace soundlocus {

/// What is shown of one slot, worked out once per map and style.
struct SlotState
{
    Heatmap map;
    Heatmap raw; ///< as it was set, without smoothing
    QPainterPath contour;
    std::optional<ColorLegend> legend;
    QString caption;
    MapSmoother smoother;
};

/// No widget: where things are and what is under a point. Threads: GUI thread only.
class CanvasState
{
public:
    void setFrame(const Frame &frame);
    void setMap(MapSlot slot, const std::optional<Heatmap> &map);
    void setPlaying(bool isPlaying);
    [[nodiscard]] bool isPlaying() const { return m_isPlaying; }
    void setStyle(const OverlayStyle &style);
    void setComparison(ComparisonLayout layout);
    /// @param size of the widget
    void setArea(QSizeF size, double devicePixelRatio);

    [[nodiscard]] SlotState &slot(MapSlot slot)
    {
        return m_slots.at(static_cast<std::size_t>(slot));
    }
    [[nodiscard]] const SlotState &slot(MapSlot slot) const
    {
        return m_slots.at(static_cast<std::size_t>(slot));
    }

    /// Middle of the divider; none where the layout has none, or there is no picture.
    [[nodiscard]] std::optional<double> dividerX() const;
    [[nodiscard]] bool isOnDivider(QPointF position) const;
    /// The slot at a point of the widget.
    [[nodiscard]] MapSlot slotAt(QPointF position) const;
    /// The same point of the picture in the main pane.
    [[nodiscard]] QPointF inMainPane(QPointF position) const;
    [[nodiscard]] bool isOnProbe(QPointF position) const;
    /// The picture of a slot; only of two side by side they differ.
    [[nodiscard]] FrameGeometry geometryOf(MapSlot slot) const;
    /// The main slot's map as it was set, where it belongs to the frame; else empty.
    [[nodiscard]] Heatmap mapOfFrame() const;
    [[nodiscard]] std::optional<CanvasPointer> pointerAt(QPointF position) const;

    [[nodiscard]] CanvasScene scene(const QPalette &palette) const;

    Frame frame;
    OverlayStyle style;
    ComparisonLayout comparison = ComparisonLayout::Single;
    FrameGeometry geometry; ///< of the main pane
    double divider = 0.5;
    std::optional<QPointF> probe;
    QPointer<CanvasTool> tool;
    LegendSize legendSize = LegendSize::Normal;
    double coveredBelow = 0;              ///< of the widget, by what lies over its lower edge
    std::optional<CanvasMessage> message; ///< in the middle without a frame, else above it
    bool isDropTarget = false;
    bool showsFocus = false;

private:
    void layOut();
    /// The slot's map where it may be shown now: when paused only with the frame it belongs to.
    [[nodiscard]] Heatmap shownMap(const SlotState &state) const;
    void derive(SlotState &state) const;
    [[nodiscard]] QPoint secondPaneOffset() const; // in device pixels
    [[nodiscard]] std::vector<CanvasPane> panes() const;

    std::array<SlotState, 2> m_slots;
    bool m_isPlaying = false;
    QSizeF m_size;
    double m_ratio = 1;
};

} // namespace soundlocus
