// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/canvas_state.h"

#include "ui/widgets/canvas/canvas_decoration.h"
#include "ui/widgets/canvas/map_value.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// Around pictures, in light and dark windows alike: colours beside a map change how it reads.
constexpr QColor kPictureBackground(18, 18, 20);
/// Between two pictures, in device-independent pixels.
constexpr double kPaneGap = 4;

} // namespace

void CanvasState::setFrame(const Frame &newFrame)
{
    const bool isSameShape = newFrame.size() == frame.size()
                             && newFrame.pixelAspect == frame.pixelAspect;
    frame = newFrame;
    if (isSameShape)
        return;
    geometry.setPicture(frame.size(), frame.pixelAspect);
    geometry.fit();
}

void CanvasState::setMap(MapSlot slotId, const std::optional<Heatmap> &map)
{
    SlotState &state = slot(slotId);
    if (!map || map->isEmpty()) {
        state.map = {};
        state.raw = {};
        state.smoother.reset();
    } else {
        state.raw = *map;
        state.map = m_isPlaying ? state.smoother.add(*map, style.smoothing) : *map;
    }
    derive(state);
}

void CanvasState::setPlaying(bool isPlaying)
{
    m_isPlaying = isPlaying;
    for (SlotState &state : m_slots)
        state.smoother.reset();
}

void CanvasState::setStyle(const OverlayStyle &newStyle)
{
    style = newStyle;
    for (SlotState &state : m_slots)
        derive(state);
}

void CanvasState::setComparison(ComparisonLayout layout)
{
    comparison = layout;
    layOut();
}

void CanvasState::setArea(QSizeF size, double devicePixelRatio)
{
    m_size = size;
    m_ratio = devicePixelRatio;
    layOut();
}

void CanvasState::layOut()
{
    QSizeF area = m_size;
    if (comparison == ComparisonLayout::SideBySide)
        area.setWidth(std::max(0.0, std::floor((m_size.width() - kPaneGap) / 2)));
    geometry.setArea(QRectF(QPointF(), area), m_ratio);
}

void CanvasState::derive(SlotState &state) const
{
    state.contour = contourPathOf(state.map, style.options);
    state.legend.reset();
    if (!state.map.isEmpty())
        state.legend = ColorLegend::of(state.map, style.options);
}

QPoint CanvasState::secondPaneOffset() const
{
    const int width = static_cast<int>(std::lround(m_size.width() * m_ratio));
    return {width - geometry.areaPx().width(), 0};
}

std::optional<double> CanvasState::dividerX() const
{
    if (comparison != ComparisonLayout::Divider || frame.isEmpty())
        return std::nullopt;
    return m_size.width() * divider;
}

bool CanvasState::isOnDivider(QPointF position) const
{
    const auto x = dividerX();
    return x && std::abs(position.x() - *x) <= kDividerReach;
}

MapSlot CanvasState::slotAt(QPointF position) const
{
    bool isSecond = false;
    if (comparison == ComparisonLayout::SideBySide)
        isSecond = position.x() * m_ratio >= secondPaneOffset().x();
    else if (comparison == ComparisonLayout::Divider)
        isSecond = position.x() >= m_size.width() * divider;
    return isSecond ? MapSlot::Comparison : MapSlot::Main;
}

QPointF CanvasState::inMainPane(QPointF position) const
{
    const bool isMoved = comparison == ComparisonLayout::SideBySide
                         && slotAt(position) == MapSlot::Comparison;
    return isMoved ? position - QPointF(secondPaneOffset()) / m_ratio : position;
}

FrameGeometry CanvasState::geometryOf(MapSlot slotId) const
{
    const bool isMoved = comparison == ComparisonLayout::SideBySide
                         && slotId == MapSlot::Comparison;
    return isMoved ? geometry.movedBy(secondPaneOffset()) : geometry;
}

Heatmap CanvasState::mapOfFrame() const
{
    const Heatmap &raw = slot(MapSlot::Main).raw;
    return raw.pts == frame.pts ? raw : Heatmap();
}

bool CanvasState::isOnProbe(QPointF position) const
{
    if (!probe)
        return false;
    const QPointF distance = inMainPane(position) - geometry.widgetFromFrame(*probe);
    return std::hypot(distance.x(), distance.y()) <= kProbeReach;
}

std::optional<CanvasPointer> CanvasState::pointerAt(QPointF position) const
{
    const QPointF place = inMainPane(position);
    if (frame.isEmpty() || !geometry.shows(place))
        return std::nullopt;
    CanvasPointer pointer{geometry.frameFromWidget(place), slotAt(position), std::nullopt};
    pointer.value = mapValueAt(
            shownMap(slot(pointer.slot)), pointer.frame, style.options.interpolation);
    return pointer;
}

Heatmap CanvasState::shownMap(const SlotState &state) const
{
    const bool isShown = style.isVisible && (m_isPlaying || state.map.pts == frame.pts);
    return isShown ? state.map : Heatmap();
}

std::vector<CanvasPane> CanvasState::panes() const
{
    const auto paneOf = [this](MapSlot slotId) {
        CanvasPane pane;
        pane.geometry = geometry;
        pane.clipPx = geometry.areaPx();
        const SlotState &state = slot(slotId);
        pane.map = shownMap(state);
        if (!pane.map.isEmpty()) {
            pane.contour = state.contour;
            pane.legend = state.legend;
        }
        pane.caption = state.caption;
        return pane;
    };
    std::vector<CanvasPane> panes{paneOf(MapSlot::Main)};
    if (comparison == ComparisonLayout::Single)
        return panes;
    panes.push_back(paneOf(MapSlot::Comparison));
    if (comparison == ComparisonLayout::SideBySide) {
        panes[1].geometry = geometry.movedBy(secondPaneOffset());
        panes[1].clipPx = panes[1].geometry.areaPx();
    } else {
        const int x = static_cast<int>(std::lround(m_size.width() * divider * m_ratio));
        panes[0].clipPx.setWidth(x);
        panes[1].clipPx.setLeft(x);
    }
    return panes;
}

CanvasScene CanvasState::scene(const QPalette &palette) const
{
    CanvasScene scene;
    scene.frame = frame;
    scene.overlay = style.options;
    scene.devicePixelRatio = m_ratio;
    scene.size = m_size;
    scene.background = frame.isEmpty() ? palette.color(QPalette::Window) : kPictureBackground;
    scene.dividerX = dividerX();
    scene.probe = probe;
    scene.legendSize = legendSize;
    scene.coveredBelow = coveredBelow;
    scene.tool = tool;
    scene.message = message;
    scene.isDropTarget = isDropTarget;
    scene.showsFocus = showsFocus;
    if (!frame.isEmpty())
        scene.panes = panes();
    return scene;
}

} // namespace soundlocus
