// SPDX-License-Identifier: MIT
#include "app/annotation_timeline.h"

#include "ui/models/annotation_palette.h"
#include "ui/models/track_model.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <algorithm>

namespace soundlocus {

AnnotationTimeline::AnnotationTimeline(AnnotationEditor &editor, TimelineWidget &timeline)
    : QObject(&timeline)
    , m_editor(editor)
    , m_timeline(timeline)
{
    const AnnotationDocument &document = editor.document();
    const AnnotationSelection &selection = editor.selection();
    connect(&document, &AnnotationDocument::wasReset, this, &AnnotationTimeline::refresh);
    connect(&document, &AnnotationDocument::labelsChanged, this, &AnnotationTimeline::refresh);
    connect(&document, &AnnotationDocument::annotatorsChanged, this, &AnnotationTimeline::refresh);
    connect(&document, &AnnotationDocument::clipListChanged, this, &AnnotationTimeline::refresh);
    connect(&document, &AnnotationDocument::clipChanged, this, [this](ClipId clip) {
        if (clip == m_editor.selection().clip())
            refresh();
    });
    connect(&selection, &AnnotationSelection::clipChanged, this, &AnnotationTimeline::refresh);
    connect(&selection, &AnnotationSelection::tracksChanged, this, &AnnotationTimeline::refresh);
    connect(&timeline, &TimelineWidget::trackPressed, this, [this](TrackId track) {
        m_editor.selection().setTrack(track);
    });
    connect(&timeline, &TimelineWidget::soundingEdited, this, &AnnotationTimeline::editSounding);
    connect(&timeline, &TimelineWidget::markEdited, this, &AnnotationTimeline::editMark);
    refresh();
}

void AnnotationTimeline::setScores(std::vector<TimelineScore> scores)
{
    m_scores = std::move(scores);
    refresh();
}

void AnnotationTimeline::refresh()
{
    const AnnotationDocument &document = m_editor.document();
    TimelineAnnotations shown;
    shown.isOpen = document.isOpen();
    for (const Track &track : document.tracks(m_editor.selection().clip())) {
        if (!isLayerShown(document, track))
            continue;
        TimelineTrack row;
        row.id = track.id;
        row.name = trackName(document, track);
        row.color = colorOf(track, document.label(track.label));
        row.isSelected = m_editor.selection().contains(track.id);
        row.keys = track.keys;
        row.sounding = track.sounding;
        shown.tracks.push_back(std::move(row));
    }
    if (const Clip *clip = m_editor.clip(); clip != nullptr) {
        std::ranges::copy_if(
                clip->marks, std::back_inserter(shown.marks), [&](const ClipMark &mark) {
                    const Annotator *annotator = document.annotator(mark.annotator);
                    return annotator == nullptr || annotator->isShown;
                });
        shown.scores = m_scores;
    }
    m_timeline.setAnnotations(std::move(shown));
}

/// Of those that draw now; the others' stay as they are.
void AnnotationTimeline::editMark(const ClipMark &before, const TimeRange &range)
{
    const Clip *clip = m_editor.clip();
    ClipMark after = before;
    after.range = range;
    const bool isOwn = before.annotator == m_editor.selection().annotator();
    if (clip == nullptr || !isOwn || !m_editor.apply(gestures::changeMark(*clip, before, after)))
        refresh(); // as it was
}

void AnnotationTimeline::editSounding(TrackId track,
                                      const TimeRange &before,
                                      const TimeRange &after)
{
    const Track *found = m_editor.document().track(track);
    if (found == nullptr)
        return;
    std::vector<TimeRange> ranges = found->sounding;
    std::ranges::replace(ranges, before, after);
    if (!m_editor.apply(gestures::changeSounding(*found, std::move(ranges))))
        refresh(); // as it was
}

} // namespace soundlocus
