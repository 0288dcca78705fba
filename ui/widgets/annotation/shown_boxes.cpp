// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/shown_boxes.h"

#include "ui/models/annotation_palette.h"
#include "ui/models/track_model.h"

#include <algorithm>

namespace soundlocus {

namespace {

int rankOf(const PaintedBox &box)
{
    if (box.isSelected)
        return 3;
    if (box.line == BoxLine::Proposed)
        return 2;
    return box.isOther ? 0 : 1;
}

} // namespace

ShownBoxes::ShownBoxes(const AnnotationDocument &document,
                       const AnnotationSelection &selection,
                       const ShownPlace &place)
    : m_own(selection.annotator())
{
    const Annotator *own = document.annotator(m_own);
    m_canDraw = document.isEditable() && document.clip(place.clip) && own && own->isShown;
    for (const Annotator &annotator : document.annotators()) {
        if (annotator.isShown)
            m_layers.push_back({annotator.id, {}});
    }
    for (const Track &track : document.tracks(place.clip)) {
        if (const auto at = boxAt(track, place.time))
            addTrack(document, selection, track, *at);
    }
    if (selection.proposal())
        addProposal(*selection.proposal(), place.time);
    std::ranges::stable_sort(m_painted, {}, rankOf);
}

void ShownBoxes::addTrack(const AnnotationDocument &document,
                          const AnnotationSelection &selection,
                          const Track &track,
                          const TrackBox &at)
{
    const auto layer = std::ranges::find(m_layers, track.annotator, &Layer::annotator);
    if (layer == m_layers.end())
        return;
    const bool isOther = track.annotator != m_own;
    const EditorBox box{track.id, at.box, document.isEditable() && !isOther};
    layer->boxes.push_back(box);
    m_boxes.push_back(box);

    const Label *label = document.label(track.label);
    const Annotator *annotator = document.annotator(track.annotator);
    PaintedBox painted;
    painted.track = track.id;
    painted.box = at.box;
    painted.color = colorOf(track, label);
    painted.name = label || !track.name.empty() ? trackName(document, track) : tr("no label");
    if (isOther && annotator)
        painted.name = tr("%1 (%2)", "label of a box, and who drew it")
                               .arg(painted.name, QString::fromStdString(annotator->name));
    painted.line = at.isKey ? BoxLine::Key : BoxLine::Interpolated;
    painted.isOccluded = at.isOccluded;
    painted.isOther = isOther;
    painted.isSelected = selection.contains(track.id);
    painted.hasHandles = box.isEditable && !selection.tracks().empty()
                         && selection.tracks().back() == track.id;
    m_painted.push_back(std::move(painted));
}

void ShownBoxes::addProposal(const BoxProposal &proposal, MediaTime time)
{
    Track track;
    for (const auto &[boxTime, box] : proposal.boxes)
        setKey(track, {boxTime, box, KeyState::Visible, KeyGap::Linear});
    const auto at = boxAt(track, time);
    if (!at || track.keys.back().time < time)
        return;
    PaintedBox painted;
    painted.box = at->box;
    painted.color = Qt::white;
    painted.name = proposal.source == BoxProposal::Source::HeatMap ? tr("proposed by the heat map")
                                                                   : tr("proposed by the tracker");
    painted.line = BoxLine::Proposed;
    m_painted.push_back(std::move(painted));
}

std::vector<BoundingBox> ShownBoxes::boxesOf(const Layer &layer,
                                             const std::optional<BoxEdit> &edited) const
{
    std::vector<BoundingBox> boxes;
    for (const EditorBox &box : layer.boxes)
        boxes.push_back(edited && edited->track == box.track ? edited->box : box.box);
    if (edited && !edited->track.isValid() && layer.annotator == m_own)
        boxes.push_back(edited->box);
    return boxes;
}

std::vector<std::vector<BoundingBox>> ShownBoxes::byAnnotator(
        ScoredLayers layers,
        const std::optional<BoxEdit> &edited) const
{
    std::vector<std::vector<BoundingBox>> lists;
    for (const Layer &layer : m_layers) {
        if (layers == ScoredLayers::Shown || layer.annotator == m_own)
            lists.push_back(boxesOf(layer, edited));
    }
    return lists;
}

} // namespace soundlocus
