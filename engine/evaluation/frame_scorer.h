// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/annotator_agreement.h"
#include "engine/evaluation/scoring.h"

#include <optional>
#include <vector>

namespace soundlocus {

/// Which prediction a person looks at while drawing.
enum class ScoreChoice {
    Paper,    ///< ProtocolRule::mask
    Adaptive, ///< ProtocolRule::adaptiveMask: as many pixels as the ground truth has
    Absolute, ///< a threshold on the normalised map, compared as ProtocolRule::mask does
};

struct FrameScoreOptions
{
    ProtocolRule rule;
    ScoreChoice choice = ScoreChoice::Paper;
    double absoluteThreshold = 0.5; ///< of ScoreChoice::Absolute

    bool operator==(const FrameScoreOptions &) const = default;
};

/// What became of a pixel of the scoring grid.
enum class PixelClass : std::uint8_t {
    Neither, ///< nobody marked it, and it is not predicted
    Won,     ///< marked and predicted
    Missed,  ///< marked, not predicted
    Claimed, ///< predicted, but nobody marked it
};

/// Score of one frame, for the eye.
struct FrameScore
{
    /// The numbers of ReportBuilder for the same map, boxes and rule, to the last bit.
    SampleScore sample;
    /// By the choice: sample.paper, sample.adaptive, or that of the absolute threshold.
    ConsensusIou chosen;
    /// Best that any map could reach with these boxes under the choice.
    double ceiling = 0;
    /// Success at 0.5 under the rule's comparison.
    bool isFound = false;
    /// [side, side], row 0 = top of the frame.
    std::vector<PixelClass> pixels;
    int side = kScoringSide;
};

/// Scores one map against boxes that are being drawn: what does not depend on the boxes is done
/// once. Making one takes about a millisecond, score() less than that. As in the published code the
/// whole map stands for the whole frame. Threads: a value, const functions from any thread.
class FrameScorer
{
public:
    /// @param map raw, as the model gave it. Errors: NotFinite.
    [[nodiscard]] static Result<FrameScorer> create(const Heatmap &map,
                                                    const FrameScoreOptions &options);

    /// @param groundTruth kScoringSide pixels square
    [[nodiscard]] FrameScore score(const ConsensusMap &groundTruth) const;
    /// @param annotators a list of boxes each
    [[nodiscard]] FrameScore score(const std::vector<std::vector<BoundingBox>> &annotators,
                                   ConsensusRule consensus = ConsensusRule::Union) const;

    [[nodiscard]] const FrameScoreOptions &options() const { return m_options; }
    /// Up-sampled to the scoring grid and normalised.
    [[nodiscard]] const Heatmap &normalizedMap() const { return m_map; }

private:
    FrameScorer(Heatmap map, FrameScoreOptions options);
    [[nodiscard]] const MaskRule &chosenRule() const;
    [[nodiscard]] Mask predictBy(const MaskRule &rule, int markedPixels) const;

    Heatmap m_map;
    FrameScoreOptions m_options;
    MaskRule m_absoluteRule;
    Mask m_paperMask; // empty where it depends on the boxes
};

} // namespace soundlocus
