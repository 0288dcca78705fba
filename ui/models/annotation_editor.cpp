// SPDX-License-Identifier: MIT
#include "ui/models/annotation_editor.h"

namespace soundlocus {

AnnotationEditor::AnnotationEditor(AnnotationDocument &document,
                                   AnnotationSelection &selection,
                                   Player &player,
                                   QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_selection(selection)
    , m_player(player)
{}

MediaTime AnnotationEditor::time() const
{
    const Clip *shown = clip();
    if (shown == nullptr || shown->isPicture)
        return MediaTime{0};
    const Frame &frame = m_player.frame();
    return frame.isEmpty() ? m_player.position() : frame.pts;
}

std::optional<MediaTime> AnnotationEditor::neighbourTime(int count) const
{
    const qint64 frame = m_player.frameAt(time());
    return frame < 0 ? std::nullopt : m_player.timeOfFrame(frame + count);
}

bool AnnotationEditor::applyAt(const Gesture &gesture, const EditPlace &place)
{
    const auto done = m_document.apply(gesture, place);
    if (!done)
        Q_EMIT failed(done.error());
    return done.has_value();
}

std::vector<Track> AnnotationEditor::selectedTracks() const
{
    std::vector<Track> tracks;
    for (const TrackId id : m_selection.tracks()) {
        const Track *track = m_document.track(id);
        if (track != nullptr && track->annotator == m_selection.annotator())
            tracks.push_back(*track);
    }
    return tracks;
}

gestures::NewTrack AnnotationEditor::newTrack()
{
    return {TrackId{m_document.newId()},
            m_selection.clip(),
            m_selection.annotator(),
            m_selection.label(),
            KeyGap::Linear};
}

bool AnnotationEditor::apply(const Gesture &gesture)
{
    return applyAt(gesture, {m_selection.clip(), time()});
}

bool AnnotationEditor::applyToClip(ClipId clip, const Gesture &gesture)
{
    return applyAt(gesture, {clip, clip == m_selection.clip() ? time() : MediaTime{0}});
}

bool AnnotationEditor::applyToProject(const Gesture &gesture)
{
    return applyAt(gesture, EditPlace{});
}

} // namespace soundlocus
