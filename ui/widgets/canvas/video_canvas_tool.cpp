// SPDX-License-Identifier: MIT
// VideoCanvas and its tool.
#include "ui/widgets/canvas/video_canvas.h"
#include "ui/widgets/canvas/video_canvas_private.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace soundlocus {

void VideoCanvas::setTool(CanvasTool *tool)
{
    if (tool == d->state.tool)
        return;
    if (d->state.tool) {
        d->state.tool->finish();
        disconnect(d->state.tool, nullptr, this, nullptr);
    }
    d->state.tool = tool;
    d->toolSlot.reset();
    if (tool) {
        connect(tool, &CanvasTool::changed, this, [this] {
            updateCursor();
            refresh();
            if (!d->state.isPlaying())
                describe(); // while playing it would be read out all the time
        });
        connect(tool, &QObject::destroyed, this, [this] {
            d->toolSlot.reset();
            refresh();
        });
    }
    updateCursor();
    refresh();
    describe();
}

CanvasTool *VideoCanvas::tool() const
{
    return d->state.tool;
}

void VideoCanvas::informTool()
{
    if (!d->state.tool)
        return;
    d->isInformingTool = true; // it is painted right after this
    d->state.tool->setPicture(d->state.frame, d->state.mapOfFrame());
    d->isInformingTool = false;
}

bool VideoCanvas::passToTool(CanvasMouse::Action action, const QMouseEvent &event)
{
    const bool isPress = action == CanvasMouse::Action::Press;
    if (!d->state.tool || d->state.frame.isEmpty() || (isPress && d->toolSlot))
        return d->toolSlot.has_value();
    const MapSlot slot = d->toolSlot.value_or(d->state.slotAt(event.position()));
    const bool isTaken = d->state.tool->handleMouse({action,
                                                     event.button(),
                                                     event.buttons(),
                                                     event.modifiers(),
                                                     event.position(),
                                                     d->state.geometryOf(slot)});
    if (action == CanvasMouse::Action::Release)
        d->toolSlot.reset();
    else if (isPress && isTaken)
        d->toolSlot = slot;
    updateCursor();
    if (d->toolSlot)
        updatePointer();
    return isTaken || d->toolSlot;
}

bool VideoCanvas::passToTool(const QKeyEvent &event)
{
    return d->state.tool && !d->state.frame.isEmpty() && d->state.tool->handleKey(event);
}

void VideoCanvas::keyReleaseEvent(QKeyEvent *event)
{
    if (!passToTool(*event))
        QWidget::keyReleaseEvent(event);
}

bool VideoCanvas::focusNextPrevChild(bool next)
{
    // The keys never come to keyPressEvent().
    const QKeyEvent event(QEvent::KeyPress,
                          next ? Qt::Key_Tab : Qt::Key_Backtab,
                          next ? Qt::NoModifier : Qt::ShiftModifier);
    return passToTool(event) || QWidget::focusNextPrevChild(next);
}

} // namespace soundlocus
