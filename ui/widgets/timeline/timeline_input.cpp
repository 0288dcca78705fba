// SPDX-License-Identifier: MIT
// Pointer and keys of TimelineWidget.
#include "ui/widgets/timeline/time_text.h"
#include "ui/widgets/timeline/timeline_hover.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace soundlocus {

namespace {

/// One notch of a wheel, in eighths of a degree.
constexpr double kNotch = 120;
constexpr double kZoomPerNotch = 1.25;
/// Part of the view that one notch pans.
constexpr double kPanPerNotch = 0.1;
/// A drag beyond an edge pans by so much of what it is beyond.
constexpr double kEdgePull = 0.3;
/// Shorter loops are taken for a slip of the hand.
constexpr double kShortestLoopPx = 3;

} // namespace

double TimelineWidget::dataX(QPointF point) const
{
    return point.x() - m_layout.dataArea().left();
}

void TimelineWidget::requestSeek(MediaTime time)
{
    // The head goes with the pointer at once; the player's answer corrects it.
    updatePlayHead(time);
    Q_EMIT seekRequested(time);
}

TimelineWidget::Drag TimelineWidget::dragAt(const QMouseEvent &event) const
{
    const QPoint point = event.position().toPoint();
    if (event.button() == Qt::MiddleButton)
        return Pan{event.position().x(), m_state.scale};
    if (event.button() != Qt::LeftButton)
        return std::monostate();
    if (const auto border = m_layout.borderAt(point.y()))
        return MoveBorder{*border, point.y()};
    if (!m_layout.dataArea().contains(point))
        return std::monostate();
    if (const auto handle = handleAt(m_layout, m_state, point))
        return *handle;
    if (const auto end = soundingEndAt(m_layout, m_state, point)) {
        const TimelineTrack &track = m_state.annotations.tracks[end->row];
        return MoveSounding{track.id, *end, track.sounding[end->interval]};
    }
    if (const auto end = markEndAt(m_layout, m_state, point))
        return MoveMark{*end, m_state.annotations.marks[end->mark]};
    if (event.modifiers().testFlag(Qt::ShiftModifier))
        return DrawLoop{m_state.scale.timeAt(dataX(event.position()))};
    return Scrub{};
}

void TimelineWidget::mousePressEvent(QMouseEvent *event)
{
    if (m_state.scale.isEmpty() || m_drag.index() != 0)
        return event->ignore();
    const QPoint point = event->position().toPoint();
    m_drag = dragAt(*event);
    if (std::holds_alternative<Scrub>(m_drag)) {
        pressLane(*event);
    } else if (m_drag.index() == 0 && event->button() == Qt::LeftButton) {
        for (const TimelineLaneId lane : kTimelineLanes) {
            if (m_layout.gutter(lane).contains(point)) {
                setLaneCollapsed(lane, !m_layout.isCollapsed(lane));
                break;
            }
        }
    } else if (m_drag.index() == 0) {
        event->ignore();
    }
    updateCursor(point);
}

void TimelineWidget::dragTo(QPointF point)
{
    const double x = dataX(point);
    const MediaTime time = m_state.scale.timeAt(x);
    if (const auto *pan = std::get_if<Pan>(&m_drag)) {
        setScale(pan->scale.panned(pan->x - point.x()));
    } else if (auto *border = std::get_if<MoveBorder>(&m_drag)) {
        m_layout.moveBorder(border->lane, static_cast<int>(point.y()) - border->y);
        border->y = static_cast<int>(point.y());
        update();
    } else if (const auto *loop = std::get_if<DrawLoop>(&m_drag)) {
        if (std::abs(x - m_state.scale.xOf(loop->from)) >= kShortestLoopPx) {
            TimelineMarks marks = m_state.marks;
            marks.loop = TimeRange{std::min(loop->from, time), std::max(loop->from, time)};
            applyMarks(marks);
        }
    } else if (const auto *handle = std::get_if<MarkHandle>(&m_drag)) {
        applyMarks(moved(m_state.marks, *handle, time));
    } else if (const auto *sounding = std::get_if<MoveSounding>(&m_drag)) {
        dragSounding(*sounding, time);
    } else if (const auto *mark = std::get_if<MoveMark>(&m_drag)) {
        dragMark(*mark, time);
    } else if (std::holds_alternative<Scrub>(m_drag)) {
        requestSeek(time);
    }
}

void TimelineWidget::applyMarks(TimelineMarks marks)
{
    const TimelineMarks before = m_state.marks;
    setMarks(std::move(marks));
    const TimelineMarks now = m_state.marks;
    if (now.loop && now.loop != before.loop)
        Q_EMIT loopEdited(*now.loop);
    if (now.in && now.in != before.in)
        Q_EMIT inEdited(*now.in);
    if (now.out && now.out != before.out)
        Q_EMIT outEdited(*now.out);
}

void TimelineWidget::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (m_drag.index() != 0) {
        const bool isInTime = !std::holds_alternative<Pan>(m_drag)
                              && !std::holds_alternative<MoveBorder>(m_drag);
        const double x = dataX(event->position());
        const double beyond = std::min(0.0, x) + std::max(0.0, x - m_state.scale.width());
        if (isInTime && beyond != 0)
            setScale(m_state.scale.panned(beyond * kEdgePull));
        dragTo(event->position());
    } else {
        updateCursor(point);
    }
    updateHover(point);
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent *event)
{
    if (std::holds_alternative<MoveBorder>(m_drag))
        Q_EMIT layoutTextChanged(m_layout.toText());
    const Drag done = std::exchange(m_drag, {});
    if (const auto *sounding = std::get_if<MoveSounding>(&done))
        endSounding(*sounding);
    else if (const auto *mark = std::get_if<MoveMark>(&done))
        endMark(*mark);
    if (const auto answer = std::exchange(m_answer, std::nullopt))
        setPosition(*answer);
    updateCursor(event->position().toPoint());
}

void TimelineWidget::leaveEvent(QEvent * /*event*/)
{
    hideHover();
}

void TimelineWidget::updateCursor(QPoint point)
{
    if (std::holds_alternative<Pan>(m_drag))
        setCursor(Qt::ClosedHandCursor);
    else if (std::holds_alternative<MoveBorder>(m_drag)
             || (m_drag.index() == 0 && m_layout.borderAt(point.y())))
        setCursor(Qt::SizeVerCursor);
    else if (std::holds_alternative<MarkHandle>(m_drag)
             || std::holds_alternative<MoveSounding>(m_drag)
             || std::holds_alternative<MoveMark>(m_drag) || handleAt(m_layout, m_state, point)
             || soundingEndAt(m_layout, m_state, point) || markEndAt(m_layout, m_state, point))
        setCursor(Qt::SizeHorCursor);
    else if (point.x() < m_layout.gutterWidth())
        setCursor(Qt::PointingHandCursor);
    else
        unsetCursor();
}

void TimelineWidget::updateHover(QPoint point)
{
    if (m_state.scale.isEmpty() || !m_layout.dataArea().contains(point))
        return hideHover();
    if (m_hoverPoint)
        update(m_hoverPoint->x() - 1, 0, 3, height());
    m_hoverPoint = point;
    update(point.x() - 1, 0, 3, height());
    const MediaTime time = m_state.scale.timeAt(dataX(point));
    const qint64 frame = m_state.frames.areKnown() ? m_state.frames.frameAt(time) : -1;
    const QString text = frame < 0 ? TimeText::time(time)
                                   : tr("%1  frame %2")
                                             .arg(TimeText::time(time), TimeText::frame(frame));
    const QImage picture = m_state.source ? m_state.source->thumbnail(time) : QImage();
    m_hover->showAt(mapToGlobal(QPoint(point.x(), 0)), picture, text);
}

void TimelineWidget::hideHover()
{
    m_hover->hide();
    if (m_hoverPoint)
        update(m_hoverPoint->x() - 1, 0, 3, height());
    m_hoverPoint.reset();
}

void TimelineWidget::wheelEvent(QWheelEvent *event)
{
    if (m_state.scale.isEmpty())
        return event->ignore();
    const QPoint delta = event->angleDelta();
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    if (std::abs(delta.x()) > std::abs(delta.y()) || isShifted) {
        const int turned = delta.x() != 0 ? delta.x() : delta.y();
        setScale(m_state.scale.panned(-turned / kNotch * kPanPerNotch * m_state.scale.width()));
    } else {
        const double x = std::clamp<double>(dataX(event->position()), 0, m_state.scale.width());
        setScale(m_state.scale.zoomed(std::pow(kZoomPerNotch, delta.y() / kNotch), x));
    }
    updateHover(event->position().toPoint());
    event->accept();
}

bool TimelineWidget::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Zooms here while it has the focus, whatever the window does with these keys.
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isPlain = (static_cast<QKeyEvent *>(event)->modifiers()
                              & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
                             == Qt::NoModifier;
        if (isPlain
            && (key == Qt::Key_Plus || key == Qt::Key_Equal || key == Qt::Key_Minus
                || key == Qt::Key_0)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void TimelineWidget::keyPressEvent(QKeyEvent *event)
{
    if (m_state.scale.isEmpty())
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Home:
        return requestSeek(MediaTime{0});
    case Qt::Key_End:
        return requestSeek(m_state.scale.duration());
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return showAll();
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!event->modifiers().testFlag(Qt::AltModifier))
            return QWidget::keyPressEvent(event);
        return setScale(m_state.scale.panned((event->key() == Qt::Key_Left ? -1 : 1) * kPanPerNotch
                                             * m_state.scale.width()));
    default:
        return QWidget::keyPressEvent(event);
    }
}

} // namespace soundlocus
