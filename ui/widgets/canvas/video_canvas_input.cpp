// SPDX-License-Identifier: MIT
// Wheel, mouse and keys of VideoCanvas.
#include "ui/widgets/canvas/video_canvas.h"
#include "ui/widgets/canvas/video_canvas_private.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyleHints>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace soundlocus {

namespace {

/// A notch of the wheel is 120 and doubles the zoom every third time.
constexpr double kWheelPerDoubling = 360;
constexpr double kPanStep = 48; // per key press, in device-independent pixels
constexpr double kDividerStep = 0.02;
constexpr double kProbeStep = 0.01; // of the frame

/// A point of the frame some steps further, inside of it.
QPointF moved(QPointF point, double x, double y)
{
    constexpr double kLast = 0.999; // [0, 1)
    return {std::clamp(point.x() + x * kProbeStep, 0.0, kLast),
            std::clamp(point.y() + y * kProbeStep, 0.0, kLast)};
}

} // namespace

void VideoCanvas::wheelEvent(QWheelEvent *event)
{
    const int delta = event->angleDelta().y();
    if (d->state.frame.isEmpty() || delta == 0) {
        event->ignore();
        return;
    }
    zoomTo(d->state.geometry.zoom() * std::exp2(delta / kWheelPerDoubling),
           d->state.inMainPane(event->position()));
    event->accept();
}

void VideoCanvas::mousePressEvent(QMouseEvent *event)
{
    const bool isLeft = event->button() == Qt::LeftButton;
    if (d->state.frame.isEmpty() || (!isLeft && event->button() != Qt::MiddleButton)) {
        QWidget::mousePressEvent(event);
        return;
    }
    if (isLeft && !d->state.isOnDivider(event->position())
        && passToTool(CanvasMouse::Action::Press, *event))
        return;
    d->dragStart = event->position();
    d->dragLast = event->position();
    if (!isLeft)
        d->drag = Drag::Pan;
    else
        d->drag = d->state.isOnDivider(event->position()) ? Drag::Divider : Drag::Click;
    updateCursor();
}

void VideoCanvas::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF position = event->position();
    d->pointerPosition = position;
    if (d->drag == Drag::None && passToTool(CanvasMouse::Action::Move, *event))
        return;
    const double moved = (position - d->dragStart).manhattanLength();
    if (d->drag == Drag::Click && moved >= QGuiApplication::styleHints()->startDragDistance())
        d->drag = Drag::Pan;
    if (d->drag == Drag::Pan)
        panBy(position - d->dragLast);
    else if (d->drag == Drag::Divider && width() > 0)
        moveDivider(position.x() / width());
    d->dragLast = position;
    updateCursor();
    updatePointer();
}

void VideoCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (d->toolSlot && event->button() == Qt::LeftButton) {
        passToTool(CanvasMouse::Action::Release, *event);
        return;
    }
    const Drag drag = std::exchange(d->drag, Drag::None);
    updateCursor();
    if (drag != Drag::Click || event->button() != Qt::LeftButton)
        return;
    const auto pointer = d->state.pointerAt(event->position());
    if (!pointer)
        return;
    d->probeBeforeClick = d->state.probe;
    if (d->state.isOnProbe(event->position()))
        Q_EMIT probeRequested(std::nullopt);
    else
        Q_EMIT probeRequested(pointer->frame);
}

void VideoCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || d->state.isOnDivider(event->position())) {
        mousePressEvent(event);
        return;
    }
    if (passToTool(CanvasMouse::Action::Press, *event))
        return;
    if (d->state.pointerAt(event->position()) && d->probeBeforeClick != d->state.probe)
        Q_EMIT probeRequested(d->probeBeforeClick);
    Q_EMIT doubleClicked();
}

void VideoCanvas::keyPressEvent(QKeyEvent *event)
{
    if (passToTool(*event))
        return;
    const bool isAlt = event->modifiers().testFlag(Qt::AltModifier);
    const bool isShift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool movesDivider = isAlt && isShift && d->state.dividerX();
    const bool movesProbe = isAlt && event->modifiers().testFlag(Qt::ControlModifier)
                            && d->state.probe;
    const auto go = [&](double x, double y) {
        if (movesProbe)
            Q_EMIT probeRequested(moved(*d->state.probe, -x, -y));
        else if (movesDivider && x != 0)
            moveDivider(d->state.divider - x * kDividerStep);
        else if (isAlt && !isShift && d->state.geometry.canPan())
            panBy(QPointF(x, y) * kPanStep);
        else
            event->ignore();
    };
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        break;
    case Qt::Key_Minus:
        zoomOut();
        break;
    case Qt::Key_0:
        zoomToFit();
        break;
    case Qt::Key_1:
        zoomToPixels();
        break;
    case Qt::Key_Left:
        go(1, 0);
        break;
    case Qt::Key_Right:
        go(-1, 0);
        break;
    case Qt::Key_Up:
        go(0, 1);
        break;
    case Qt::Key_Down:
        go(0, -1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void VideoCanvas::focusInEvent(QFocusEvent *event)
{
    const Qt::FocusReason reason = event->reason();
    d->state.showsFocus = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
                          || reason == Qt::ShortcutFocusReason;
    refresh();
    QWidget::focusInEvent(event);
}

void VideoCanvas::focusOutEvent(QFocusEvent *event)
{
    d->state.showsFocus = false;
    if (d->state.tool)
        d->state.tool->finish();
    refresh();
    QWidget::focusOutEvent(event);
}

void VideoCanvas::leaveEvent(QEvent *event)
{
    d->pointerPosition = {-1, -1};
    if (d->state.tool)
        d->state.tool->leave();
    updatePointer();
    QWidget::leaveEvent(event);
}

void VideoCanvas::updatePointer()
{
    const auto pointer = d->state.pointerAt(d->pointerPosition);
    if (pointer == d->pointer)
        return;
    d->pointer = pointer;
    if (pointer)
        Q_EMIT pointerMoved(*pointer);
    else
        Q_EMIT pointerLeft();
}

void VideoCanvas::updateCursor()
{
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (d->drag == Drag::Divider
        || (d->drag == Drag::None && d->state.isOnDivider(d->pointerPosition)))
        shape = Qt::SplitHCursor;
    else if (const auto wanted = d->state.tool && d->drag == Drag::None
                                                 && (d->toolSlot
                                                     || d->state.pointerAt(d->pointerPosition))
                                         ? d->state.tool->cursorShape()
                                         : std::nullopt)
        shape = *wanted;
    else if (d->drag == Drag::Pan && d->state.geometry.canPan())
        shape = Qt::ClosedHandCursor;
    else if (d->state.pointerAt(d->pointerPosition))
        shape = Qt::CrossCursor;
    if (cursor().shape() != shape)
        setCursor(shape);
}

} // namespace soundlocus
