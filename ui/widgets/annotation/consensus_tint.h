// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/annotator_agreement.h"
#include "ui/widgets/canvas/frame_geometry.h"

#include <QImage>

#include <optional>
#include <vector>

class QPainter;

namespace soundlocus {

/// What several annotators agree on, over the picture: the more of them, the denser. There is
/// nothing to see where fewer than two have a box. Threads: GUI thread only.
class ConsensusTint
{
public:
    using BoxLists = std::vector<std::vector<BoundingBox>>;

    /// @param rule none: not wanted
    /// @param annotators a list of boxes each; those without a box do not count
    /// @return whether it looks different
    bool set(std::optional<ConsensusRule> rule, BoxLists annotators);
    [[nodiscard]] bool isEmpty() const { return m_image.isNull(); }
    /// Share of the picture that the map marks, by weight.
    [[nodiscard]] double share() const { return m_share; }

    /// @param clipPx what is seen, in device pixels of the widget
    void paint(QPainter &painter,
               const FrameGeometry &geometry,
               const QRect &clipPx,
               double devicePixelRatio) const;

private:
    std::optional<ConsensusRule> m_rule;
    BoxLists m_annotators;
    QImage m_image; // a pixel a cell of the map
    double m_share = 0;
};

} // namespace soundlocus
