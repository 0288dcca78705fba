// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/clip_gestures.h"
#include "engine/annotation/gestures.h"
#include "engine/core/result.h"
#include "ui/services/annotation_document.h"
#include "ui/services/annotation_selection.h"
#include "ui/services/player.h"

#include <QObject>

#include <optional>
#include <vector>

namespace soundlocus {

/// The way by which panels and commands change the annotations: knows where something is done, and
/// says what did not work. Threads: GUI thread only.
class AnnotationEditor final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    AnnotationEditor(AnnotationDocument &document,
                     AnnotationSelection &selection,
                     Player &player,
                     QObject *parent = nullptr);

    [[nodiscard]] AnnotationDocument &document() { return m_document; }
    [[nodiscard]] const AnnotationDocument &document() const { return m_document; }
    [[nodiscard]] AnnotationSelection &selection() { return m_selection; }
    [[nodiscard]] const AnnotationSelection &selection() const { return m_selection; }
    [[nodiscard]] Player &player() { return m_player; }

    /// The clip that is shown; null: none is.
    [[nodiscard]] const Clip *clip() const { return m_document.clip(m_selection.clip()); }
    /// Of the picture shown, on which boxes lie; 0 for still pictures.
    [[nodiscard]] MediaTime time() const;
    /// Time of the picture `count` after (before) the one shown; nothing beyond the ends.
    [[nodiscard]] std::optional<MediaTime> neighbourTime(int count) const;

    /// The selected tracks that may be changed: those of the annotator who draws.
    [[nodiscard]] std::vector<Track> selectedTracks() const;
    /// For a track that is drawn on the layer and with the label that are chosen.
    [[nodiscard]] gestures::NewTrack newTrack();

    /// One gesture, where the user is. @return whether it counts; if not, failed() says why
    bool apply(const Gesture &gesture);
    /// One in another clip, or in the one that is shown.
    bool applyToClip(ClipId clip, const Gesture &gesture);
    /// One of no place in a clip: labels, annotators.
    bool applyToProject(const Gesture &gesture);

Q_SIGNALS:
    void failed(const soundlocus::Error &error);

private:
    bool applyAt(const Gesture &gesture, const EditPlace &place);

    AnnotationDocument &m_document;
    AnnotationSelection &m_selection;
    Player &m_player;
};

} // namespace soundlocus
