// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/annotation_document.h"
#include "ui/services/annotation_selection.h"
#include "ui/widgets/annotation/box_editor.h"
#include "ui/widgets/annotation/box_painter.h"
#include "ui/widgets/annotation/score_style.h"

#include <QCoreApplication>

#include <optional>
#include <vector>

namespace soundlocus {

/// Where on which clip boxes are looked at.
struct ShownPlace
{
    ClipId clip;
    MediaTime time{0};

    bool operator==(const ShownPlace &) const = default;
};

/// The boxes of every layer that is shown, at one place: for the editor, for painting and for
/// scoring. A value; made anew when the document or the selection changes.
class ShownBoxes
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::ShownBoxes)
public:
    ShownBoxes() = default;
    ShownBoxes(const AnnotationDocument &document,
               const AnnotationSelection &selection,
               const ShownPlace &place);

    /// Whether a box can be drawn here: the project is written, somebody draws, and is shown.
    [[nodiscard]] bool canDraw() const { return m_canDraw; }
    [[nodiscard]] const std::vector<EditorBox> &boxes() const { return m_boxes; }
    /// In the order in which they are painted: those of others, one's own, proposals, the selected.
    [[nodiscard]] const std::vector<PaintedBox> &painted() const { return m_painted; }
    /// A list of boxes per layer, in order of the annotators.
    /// @param edited counts in the place of its track's box or, without one, beside those of
    /// whoever draws
    [[nodiscard]] std::vector<std::vector<BoundingBox>> byAnnotator(
            ScoredLayers layers,
            const std::optional<BoxEdit> &edited) const;

private:
    struct Layer
    {
        AnnotatorId annotator;
        std::vector<EditorBox> boxes;
    };
    void addTrack(const AnnotationDocument &document,
                  const AnnotationSelection &selection,
                  const Track &track,
                  const TrackBox &at);
    void addProposal(const BoxProposal &proposal, MediaTime time);
    [[nodiscard]] std::vector<BoundingBox> boxesOf(const Layer &layer,
                                                   const std::optional<BoxEdit> &edited) const;

    bool m_canDraw = false;
    AnnotatorId m_own;
    std::vector<Layer> m_layers;
    std::vector<EditorBox> m_boxes;
    std::vector<PaintedBox> m_painted;
};

} // namespace soundlocus
