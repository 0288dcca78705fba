// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/bounding_box.h"
#include "engine/core/heatmap.h"
#include "engine/core/media_time.h"
#include "engine/evaluation/protocol_rule.h"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace soundlocus {

/// How a heat map becomes a box.
struct ProposalOptions
{
    Upsampling upsampling = Upsampling::Bilinear;
    Normalization normalization = Normalization::MinMax;
    /// Which pixels of the up-sampled and normalised map count. Not GroundTruthArea.
    MaskRule mask{ThresholdRule::Absolute, MaskComparison::GreaterOrEqual, 0.5};
    /// Smallest share of the map that a box may be made of.
    double leastArea = 0.001;
};

/// The box around the largest connected part (eight neighbours) of what a map predicts, in
/// fractions of the displayed frame: unlike for scores, the map covers its own region of it.
/// Nothing where the map is constant or not finite, or the part too small. A millisecond.
[[nodiscard]] std::optional<BoundingBox> proposeBox(const Heatmap &map,
                                                    const ProposalOptions &options);

/// One for each map that has one, by the maps' times. @param maps in order of time
[[nodiscard]] std::vector<std::pair<MediaTime, BoundingBox>> proposeBoxes(
        std::span<const Heatmap> maps,
        const ProposalOptions &options);

} // namespace soundlocus
