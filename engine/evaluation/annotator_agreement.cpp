// SPDX-License-Identifier: MIT
#include "engine/evaluation/annotator_agreement.h"

#include "engine/core/expects.h"
#include "engine/evaluation/scoring.h"

#include <algorithm>

namespace soundlocus {

namespace {

/// Pixels that one person marked.
Mask maskOf(const std::vector<BoundingBox> &boxes, int side)
{
    const ConsensusMap map = rasterize({GroundTruthKind::Union, {boxes}}, side);
    Mask mask;
    mask.reserve(map.weights().size());
    for (const float weight : map.weights())
        mask.push_back(weight > 0 ? 1 : 0);
    return mask;
}

ConsensusMap intersectionOf(const std::vector<std::vector<BoundingBox>> &annotators, int side)
{
    const auto pixels = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    std::vector<float> all(pixels, annotators.empty() ? 0.0F : 1.0F);
    for (const std::vector<BoundingBox> &boxes : annotators) {
        const ConsensusMap map = rasterize({GroundTruthKind::Union, {boxes}}, side);
        std::ranges::transform(
                all, map.weights(), all.begin(), [](float a, float b) { return std::min(a, b); });
    }
    return {std::move(all), Size{side, side}};
}

} // namespace

ConsensusMap consensusOf(const std::vector<std::vector<BoundingBox>> &annotators,
                         ConsensusRule rule,
                         int side)
{
    SOUNDLOCUS_EXPECTS(side > 0);
    if (rule == ConsensusRule::Intersection)
        return intersectionOf(annotators, side);
    return rasterize(
            {rule == ConsensusRule::Flickr ? GroundTruthKind::Consensus : GroundTruthKind::Union,
             annotators},
            side);
}

double pairIou(const std::vector<BoundingBox> &first,
               const std::vector<BoundingBox> &second,
               int side)
{
    const Mask a = maskOf(first, side);
    const Mask b = maskOf(second, side);
    int both = 0;
    int either = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += a[i] & b[i];
        either += a[i] | b[i];
    }
    return either == 0 ? 1.0 : static_cast<double>(both) / either;
}

std::optional<double> leaveOneOutScore(const std::vector<std::vector<BoundingBox>> &annotators,
                                       ConsensusRule rule,
                                       int side)
{
    if (annotators.size() < 2)
        return std::nullopt;
    double sum = 0;
    for (std::size_t left = 0; left < annotators.size(); ++left) {
        std::vector<std::vector<BoundingBox>> others = annotators;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(left));
        sum += consensusIou(maskOf(annotators[left], side), consensusOf(others, rule, side)).value;
    }
    return sum / static_cast<double>(annotators.size());
}

} // namespace soundlocus
