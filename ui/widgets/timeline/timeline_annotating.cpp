// SPDX-License-Identifier: MIT
// Lanes of TimelineWidget that show what annotators made.
#include "ui/widgets/timeline/timeline_widget.h"

#include "ui/widgets/timeline/timeline_lane.h"

#include <QMouseEvent>

#include <algorithm>

namespace soundlocus {

void TimelineWidget::setAnnotations(TimelineAnnotations annotations)
{
    const bool isDragged = std::holds_alternative<MoveSounding>(m_drag)
                           || std::holds_alternative<MoveMark>(m_drag);
    if (annotations == m_state.annotations || isDragged)
        return;
    const bool wasOpen = std::exchange(m_state.annotations, std::move(annotations)).isOpen;
    if (wasOpen != m_state.annotations.isOpen) {
        for (const TimelineLaneId lane : kAnnotationLanes)
            m_layout.setShown(lane, m_state.annotations.isOpen);
        updateGeometry();
    }
    invalidateAnnotations();
}

void TimelineWidget::invalidateAnnotations()
{
    for (const TimelineLaneId lane : kAnnotationLanes)
        laneOf(lane).invalidate();
    update();
}

TimelineTrack *TimelineWidget::rowOf(const MoveSounding &drag)
{
    std::vector<TimelineTrack> &tracks = m_state.annotations.tracks;
    const auto found = std::ranges::find(tracks, drag.track, &TimelineTrack::id);
    const bool isThere = found != tracks.end() && drag.end.interval < found->sounding.size();
    return isThere ? &*found : nullptr;
}

void TimelineWidget::dragSounding(const MoveSounding &drag, MediaTime time)
{
    TimelineTrack *track = rowOf(drag);
    if (track == nullptr)
        return;
    track->sounding[drag.end.interval] = movedSounding(
            *track, drag.end, time, m_state.scale.duration());
    invalidateAnnotations();
}

void TimelineWidget::endSounding(const MoveSounding &drag)
{
    const TimelineTrack *track = rowOf(drag);
    if (track == nullptr)
        return;
    const TimeRange after = track->sounding[drag.end.interval];
    if (after != drag.before)
        Q_EMIT soundingEdited(drag.track, drag.before, after);
}

void TimelineWidget::dragMark(const MoveMark &drag, MediaTime time)
{
    std::vector<ClipMark> &marks = m_state.annotations.marks;
    if (drag.end.mark >= marks.size())
        return;
    ClipMark &mark = marks[drag.end.mark];
    mark.range = movedMark(mark.range, drag.end, time, m_state.scale.duration());
    invalidateAnnotations();
}

void TimelineWidget::endMark(const MoveMark &drag)
{
    const std::vector<ClipMark> &marks = m_state.annotations.marks;
    if (drag.end.mark < marks.size() && marks[drag.end.mark].range != drag.before.range)
        Q_EMIT markEdited(drag.before, marks[drag.end.mark].range);
}

/// What a press on the lanes means besides the seek.
void TimelineWidget::pressLane(const QMouseEvent &event)
{
    const QPoint point = event.position().toPoint();
    const auto hit = trackAt(m_layout, m_state, point);
    const auto marker = markerAt(m_layout, m_state, point);
    if (hit)
        Q_EMIT trackPressed(hit->track);
    if (marker)
        requestSeek(m_state.marks.markers[*marker].time);
    else
        requestSeek(hit ? hit->time : m_state.scale.timeAt(dataX(event.position())));
}

} // namespace soundlocus
