// SPDX-License-Identifier: MIT
#include "engine/evaluation/frame_scorer.h"

#include "engine/core/expects.h"

namespace soundlocus {

namespace {

std::vector<PixelClass> classesOf(const Mask &mask, const ConsensusMap &groundTruth)
{
    const std::span<const float> weights = groundTruth.weights();
    std::vector<PixelClass> classes(mask.size());
    for (std::size_t i = 0; i < mask.size(); ++i) {
        const bool isMarked = weights[i] > 0;
        if (mask[i] != 0)
            classes[i] = isMarked ? PixelClass::Won : PixelClass::Claimed;
        else
            classes[i] = isMarked ? PixelClass::Missed : PixelClass::Neither;
    }
    return classes;
}

} // namespace

FrameScorer::FrameScorer(Heatmap map, FrameScoreOptions options)
    : m_map(std::move(map))
    , m_options(std::move(options))
    , m_absoluteRule{ThresholdRule::Absolute,
                     m_options.rule.mask.comparison,
                     m_options.absoluteThreshold}
{
    if (m_options.rule.mask.threshold != ThresholdRule::GroundTruthArea)
        m_paperMask = predict(m_map.values(), m_options.rule.mask, 0);
}

Result<FrameScorer> FrameScorer::create(const Heatmap &map, const FrameScoreOptions &options)
{
    if (auto checked = checkFinite(map); !checked)
        return Unexpected(checked.error());
    const Heatmap upsampled = upsample(
            map, options.rule.upsampling, Size{kScoringSide, kScoringSide});
    return FrameScorer(normalize(upsampled, options.rule.normalization), options);
}

const MaskRule &FrameScorer::chosenRule() const
{
    switch (m_options.choice) {
    case ScoreChoice::Paper:
        return m_options.rule.mask;
    case ScoreChoice::Adaptive:
        return m_options.rule.adaptiveMask;
    case ScoreChoice::Absolute:
        break;
    }
    return m_absoluteRule;
}

Mask FrameScorer::predictBy(const MaskRule &rule, int markedPixels) const
{
    const bool isKnown = rule == m_options.rule.mask && !m_paperMask.empty();
    return isKnown ? m_paperMask : predict(m_map.values(), rule, markedPixels);
}

FrameScore FrameScorer::score(const ConsensusMap &groundTruth) const
{
    SOUNDLOCUS_EXPECTS(groundTruth.size() == m_map.size());
    const int marked = groundTruth.markedPixels();
    const MaskRule &chosen = chosenRule();
    const Mask paper = predictBy(m_options.rule.mask, marked);
    const Mask adaptive = predictBy(m_options.rule.adaptiveMask, marked);
    const Mask absolute = m_options.choice == ScoreChoice::Absolute ? predictBy(chosen, marked)
                                                                    : Mask();
    FrameScore result;
    result.sample = scoreOfMasks(m_map, paper, adaptive, groundTruth);
    const Mask *mask = &absolute;
    if (m_options.choice == ScoreChoice::Paper)
        mask = &paper;
    else if (m_options.choice == ScoreChoice::Adaptive)
        mask = &adaptive;
    result.chosen = consensusIou(*mask, groundTruth);
    result.ceiling = bestConsensusIou(groundTruth, chosen);
    result.isFound = isSuccess(result.chosen.value, m_options.rule.success);
    result.pixels = classesOf(*mask, groundTruth);
    return result;
}

FrameScore FrameScorer::score(const std::vector<std::vector<BoundingBox>> &annotators,
                              ConsensusRule consensus) const
{
    return score(consensusOf(annotators, consensus));
}

} // namespace soundlocus
