// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/model_family.h"
#include "engine/evaluation/upsample.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace soundlocus {

/// What is done to an up-sampled map before it is thresholded.
enum class Normalization {
    None,
    MinMax,        ///< (x - min) / (max - min); a constant map is left as it is
    NegatedMinMax, ///< 1 - minmax(-x); a constant map becomes 1 + x (SSL-TIE, LVS, SSL-Align)
};

/// Where the threshold comes from.
enum class ThresholdRule {
    TopHalf,         ///< ascending order, the value at index floor(N / 2)
    GroundTruthArea, ///< the value at index N - k, k = marked pixels of the ground truth (0: N / 2)
    Absolute,        ///< a fixed value
};

/// Which pixels count as predicted.
enum class MaskComparison {
    Greater,        ///< above the threshold
    GreaterOrOne,   ///< above the threshold, or at least 1 (SSL-TIE, LVS)
    GreaterOrEqual, ///< at the threshold or above (EZ-VSL, FNAC, SLAVC)
};

/// Which samples count as found at a level of cIoU.
enum class SuccessComparison {
    AtLeast, ///< cIoU >= level
    Above,   ///< cIoU > level (SLAVC's LocAcc)
};

/// From a normalised map to a binary prediction.
struct MaskRule
{
    ThresholdRule threshold = ThresholdRule::TopHalf;
    MaskComparison comparison = MaskComparison::GreaterOrOne;
    /// ThresholdRule::Absolute only.
    double absoluteThreshold = 0.5;

    bool operator==(const MaskRule &) const = default;
};

/// Every choice that a published score depends on.
struct ProtocolRule
{
    /// Stable text id of the preset.
    std::string id;
    Upsampling upsampling = Upsampling::Bilinear;
    Normalization normalization = Normalization::NegatedMinMax;
    /// Rule of the paper's own score.
    MaskRule mask;
    /// Rule of the score with as many pixels as the ground truth has (SSL-Align's adaptive cIoU).
    MaskRule adaptiveMask{ThresholdRule::GroundTruthArea, MaskComparison::Greater, 0.5};
    SuccessComparison success = SuccessComparison::AtLeast;

    bool operator==(const ProtocolRule &) const = default;
};

/// All presets: "ssltie", "lvs" (the same rule), "sslalign" (VGG-SS), "sslalign-align-corners" (its
/// other sets), "ezvsl", "fnac", "fnac-bicubic", "slavc", "slavc-absolute" (its test code without
/// --relative_prediction: what lies above zero).
/// Source: fact sheet 3.1 to 3.3, 4.1 to 4.3.
[[nodiscard]] std::span<const ProtocolRule> protocolRules();

[[nodiscard]] std::optional<ProtocolRule> protocolRuleFromString(std::string_view id);

/// The rule that a family's own test code uses on VGG-SS.
[[nodiscard]] ProtocolRule protocolRuleOf(ModelFamily family);

} // namespace soundlocus
