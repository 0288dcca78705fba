// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h" // entity_id.h alone: moc 6.4 fails on <compare>
#include "engine/core/bounding_box.h"
#include "engine/core/media_time.h"

#include <QObject>

#include <optional>
#include <vector>

namespace soundlocus {

class AnnotationDocument;

/// A box of a model or a tracker that nobody accepted yet; never stored.
struct BoxProposal
{
    enum class Source { HeatMap, Tracker };
    Source source = Source::HeatMap;
    /// Boxes by time, at least one; more than one: a track over a range of frames.
    std::vector<std::pair<MediaTime, BoundingBox>> boxes;
    TrackId track{}; ///< which they carry on; none: a new one

    bool operator==(const BoxProposal &) const = default;
};

/// What the canvas, the timeline and the panels agree on while somebody annotates: the clip, the
/// tracks that are selected, who draws, and with which label. Ids that vanish from the document
/// are let go. Threads: GUI thread only.
class AnnotationSelection final : public QObject
{
    Q_OBJECT
public:
    /// @param document outlives it
    explicit AnnotationSelection(const AnnotationDocument &document, QObject *parent = nullptr);

    [[nodiscard]] ClipId clip() const { return m_clip; } ///< the one that the player shows; or none
    /// In the order in which they were selected.
    [[nodiscard]] const std::vector<TrackId> &tracks() const { return m_tracks; }
    [[nodiscard]] bool contains(TrackId track) const;
    [[nodiscard]] AnnotatorId annotator() const { return m_annotator; } ///< whose layer is drawn on
    [[nodiscard]] LabelId label() const { return m_label; }             ///< of new tracks
    [[nodiscard]] const std::optional<BoxProposal> &proposal() const { return m_proposal; }

    /// Another clip: nothing is selected, nothing is proposed.
    void setClip(ClipId clip);
    void setTracks(const std::vector<TrackId> &tracks);
    void setTrack(TrackId track) { setTracks({track}); }
    void clearTracks() { setTracks({}); }
    void setAnnotator(AnnotatorId annotator);
    void setLabel(LabelId label);
    void setProposal(std::optional<BoxProposal> proposal);

Q_SIGNALS:
    void clipChanged(soundlocus::ClipId clip);
    void tracksChanged();
    void annotatorChanged(soundlocus::AnnotatorId annotator);
    void labelChanged(soundlocus::LabelId label);
    void proposalChanged();

private:
    void dropVanished();

    const AnnotationDocument &m_document;
    ClipId m_clip;
    std::vector<TrackId> m_tracks;
    AnnotatorId m_annotator;
    LabelId m_label;
    std::optional<BoxProposal> m_proposal;
};

} // namespace soundlocus
