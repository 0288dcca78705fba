// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/widgets/timeline/timeline_annotations.h"

#include <QObject>

namespace soundlocus {

class TimelineWidget;

/// Shows the annotations of the clip on a timeline, and takes what is done there. Lives as long as
/// the timeline. Threads: GUI thread only.
class AnnotationTimeline final : public QObject
{
    Q_OBJECT
public:
    AnnotationTimeline(AnnotationEditor &editor, TimelineWidget &timeline);

    void setScores(std::vector<TimelineScore> scores);

private:
    void refresh();
    void editMark(const ClipMark &before, const TimeRange &range);
    void editSounding(TrackId track, const TimeRange &before, const TimeRange &after);

    AnnotationEditor &m_editor;
    TimelineWidget &m_timeline;
    std::vector<TimelineScore> m_scores;
};

} // namespace soundlocus
