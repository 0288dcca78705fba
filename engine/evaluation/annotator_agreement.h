// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/bounding_box.h"
#include "engine/evaluation/consensus_map.h"

#include <optional>
#include <vector>

namespace soundlocus {

/// How the boxes of several people become one map.
enum class ConsensusRule {
    Flickr,       ///< half for each person, at most one in all (GroundTruthKind::Consensus)
    Union,        ///< one wherever anybody drew a box
    Intersection, ///< one where everybody did
};

/// One map of several people's boxes at one time. @param annotators a list of boxes each
[[nodiscard]] ConsensusMap consensusOf(const std::vector<std::vector<BoundingBox>> &annotators,
                                       ConsensusRule rule,
                                       int side = kScoringSide);

/// Share of the pixels marked by either that both marked; 1 where neither marked any.
[[nodiscard]] double pairIou(const std::vector<BoundingBox> &first,
                             const std::vector<BoundingBox> &second,
                             int side = kScoringSide);

/// Score of the people themselves: cIoU of each one's boxes as the prediction with the consensus of
/// the others, and the mean over people; none below two people. NaN where nobody marked a pixel.
[[nodiscard]] std::optional<double> leaveOneOutScore(
        const std::vector<std::vector<BoundingBox>> &annotators,
        ConsensusRule rule,
        int side = kScoringSide);

} // namespace soundlocus
