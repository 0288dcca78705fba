// SPDX-License-Identifier: MIT
#include "ui/services/annotation_selection.h"

#include "ui/services/annotation_document.h"

#include <algorithm>

namespace soundlocus {

AnnotationSelection::AnnotationSelection(const AnnotationDocument &document, QObject *parent)
    : QObject(parent)
    , m_document(document)
{
    const auto drop = [this] { dropVanished(); };
    connect(&document, &AnnotationDocument::clipChanged, this, drop);
    connect(&document, &AnnotationDocument::clipListChanged, this, drop);
    connect(&document, &AnnotationDocument::labelsChanged, this, drop);
    connect(&document, &AnnotationDocument::annotatorsChanged, this, drop);
    connect(&document, &AnnotationDocument::wasReset, this, [this] {
        // The same numbers mean others there.
        setClip({});
        setAnnotator({});
        setLabel({});
    });
}

bool AnnotationSelection::contains(TrackId track) const
{
    return std::ranges::find(m_tracks, track) != m_tracks.end();
}

void AnnotationSelection::setClip(ClipId clip)
{
    if (clip == m_clip)
        return;
    m_clip = clip;
    Q_EMIT clipChanged(m_clip);
    clearTracks();
    setProposal(std::nullopt);
}

void AnnotationSelection::setTracks(const std::vector<TrackId> &tracks)
{
    std::vector<TrackId> known;
    for (const TrackId track : tracks) {
        if (m_document.track(track) != nullptr && std::ranges::find(known, track) == known.end())
            known.push_back(track);
    }
    if (known == m_tracks)
        return;
    m_tracks = std::move(known);
    Q_EMIT tracksChanged();
}

void AnnotationSelection::setAnnotator(AnnotatorId annotator)
{
    if (annotator == m_annotator)
        return;
    m_annotator = annotator;
    Q_EMIT annotatorChanged(m_annotator);
}

void AnnotationSelection::setLabel(LabelId label)
{
    if (label == m_label)
        return;
    m_label = label;
    Q_EMIT labelChanged(m_label);
}

void AnnotationSelection::setProposal(std::optional<BoxProposal> proposal)
{
    if (proposal == m_proposal)
        return;
    m_proposal = std::move(proposal);
    Q_EMIT proposalChanged();
}

void AnnotationSelection::dropVanished()
{
    if (m_clip.isValid() && m_document.clip(m_clip) == nullptr)
        setClip({});
    setTracks(m_tracks);
    if (m_annotator.isValid() && m_document.annotator(m_annotator) == nullptr)
        setAnnotator({});
    if (m_label.isValid() && m_document.label(m_label) == nullptr)
        setLabel({});
}

} // namespace soundlocus
