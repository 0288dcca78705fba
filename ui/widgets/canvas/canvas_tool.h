// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "ui/services/localization.h"
#include "ui/widgets/canvas/frame_geometry.h"

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QKeyEvent;
class QPainter;

namespace soundlocus {

/// The mouse above a picture, or beside it while a button is held that was pressed on it.
struct CanvasMouse
{
    enum class Action {
        Press, ///< the second one of a double click as well
        Move,  ///< with or without a button
        Release,
    };
    Action action = Action::Move;
    Qt::MouseButton button = Qt::NoButton; ///< that was pressed or released
    Qt::MouseButtons buttons = Qt::NoButton;
    Qt::KeyboardModifiers modifiers = Qt::NoModifier;
    QPointF position;       ///< in the widget
    FrameGeometry geometry; ///< of the picture; of two that lie side by side, the one pressed on

    /// In fractions of the displayed frame; may lie beside it.
    [[nodiscard]] QPointF framePoint() const { return geometry.frameFromWidget(position); }
};

/// One of the pictures that a tool paints on.
struct CanvasToolPane
{
    FrameGeometry geometry;
    QRectF area;      ///< what the picture has of the widget; the painter is clipped to it
    QRectF seen;      ///< the part of it where the picture is
    QRect seenPixels; ///< the same in device pixels
    QRectF caption;   ///< what the canvas writes in an upper corner; null: nothing
    MapSlot slot = MapSlot::Main;
    double devicePixelRatio = 1;
};

/// Something done with mouse and keys on the picture, and drawn above it. It is asked before the
/// canvas acts; what it does not take, the canvas does as ever: the middle button pans, the wheel
/// zooms. Both painters call the same paint(). Threads: GUI thread only.
class CanvasTool : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What is about to be shown.
    /// @param map of the main slot as it was set, without smoothing, hidden or not; empty where
    /// none belongs to this frame
    virtual void setPicture(const Frame &frame, const Heatmap &map) = 0;

    /// A press that is taken is followed by every move until its release, wherever the mouse is.
    /// @return whether it was taken; moves without a button are for both
    virtual bool handleMouse(const CanvasMouse &mouse) = 0;
    /// The mouse is no longer above the canvas.
    virtual void leave() = 0;
    /// Whether a key is to come here, though a command of the window may be on it. What begins as
    /// a step of its own (undo) is told of this way, before the command.
    virtual bool claimsKey(const QKeyEvent &event) = 0;
    /// Presses and releases, Tab and Backtab among them. @return whether it was taken
    virtual bool handleKey(const QKeyEvent &event) = 0;
    /// Ends what is under way: the canvas loses the keyboard, or the tool.
    virtual void finish() = 0;

    /// Points of the widget that somebody works with: panels on the picture move out of their way.
    [[nodiscard]] virtual std::vector<QPointF> keptClear(const CanvasToolPane &pane) const = 0;
    /// For screen readers, behind what the canvas says of itself; empty: nothing.
    [[nodiscard]] virtual QString description() const = 0;
    /// None: the canvas's own.
    [[nodiscard]] virtual std::optional<Qt::CursorShape> cursorShape() const = 0;
    /// @param painter in device-independent pixels of the widget, smoothing lines
    virtual void paint(QPainter &painter, const CanvasToolPane &pane) const = 0;

Q_SIGNALS:
    /// It looks different: the canvas paints it anew.
    void changed();
};

} // namespace soundlocus
