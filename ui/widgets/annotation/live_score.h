// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/frame_scorer.h"
#include "ui/widgets/annotation/score_panel.h"
#include "ui/widgets/annotation/score_style.h"

#include <QCoreApplication>

#include <optional>
#include <vector>

namespace soundlocus {

/// The score of the shown frame, worked out anew whenever map, boxes or rule change: what
/// ReportBuilder says of the same map and boxes, to the last bit (FrameScorer). Threads: GUI thread
/// only.
class LiveScore
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::LiveScore)
public:
    using BoxLists = std::vector<std::vector<BoundingBox>>;
    enum class State {
        Off,       ///< not wanted
        NoPicture, ///< nothing that could be scored is shown
        NoMap,     ///< no map belongs to the frame
        NoBox,     ///< nobody drew a box on it
        BadMap,    ///< the map has values that are not finite
        Scored,
    };

    /// Each returns whether the score is another.
    bool setStyle(const ScoreStyle &style);
    /// @param map raw; empty: none
    /// @param annotators a list of boxes each; none: nothing that could be scored is shown
    bool setFrame(const Heatmap &map, std::optional<BoxLists> annotators);

    [[nodiscard]] const ScoreStyle &style() const { return m_style; }
    [[nodiscard]] State state() const { return m_state; }
    /// None unless Scored.
    [[nodiscard]] const std::optional<FrameScore> &score() const { return m_score; }
    /// For the panel; all empty where nothing is to be said.
    [[nodiscard]] ScoreWords words() const;

private:
    void work();

    ScoreStyle m_style;
    Heatmap m_map;
    std::optional<BoxLists> m_annotators;
    std::optional<FrameScorer> m_scorer; // of m_map and the options; made when it is needed
    State m_state = State::NoPicture;
    std::optional<FrameScore> m_score;
};

} // namespace soundlocus
