// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"
#include "engine/core/result.h"
#include "engine/evaluation/consensus_map.h"
#include "engine/evaluation/protocol_rule.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace soundlocus {

/// Which pixels are predicted: [height * width], row by row, 1 or 0.
using Mask = std::vector<std::uint8_t>;

/// cIoU of one prediction with its ground truth.
struct ConsensusIou
{
    /// intersection / denominator; NaN where both are empty, which counts as a failure everywhere.
    double value = 0;
    /// Sum of the weights below the prediction.
    double intersection = 0;
    /// All weights, plus predicted pixels that nobody marked.
    double denominator = 0;
    int predictedPixels = 0;
};

/// Applies a normalisation in float32, as the published code does. @param map not empty
[[nodiscard]] Heatmap normalize(const Heatmap &map, Normalization method);

/// Value that a mask rule compares with.
/// @param values the normalised map; @param markedPixels of the ground truth (GroundTruthArea only)
[[nodiscard]] float thresholdOf(std::span<const float> values,
                                const MaskRule &rule,
                                int markedPixels);

/// Which values lie above a threshold.
[[nodiscard]] Mask predictAbove(std::span<const float> values,
                                float threshold,
                                MaskComparison comparison);

/// Thresholds a normalised map.
[[nodiscard]] Mask predict(std::span<const float> values, const MaskRule &rule, int markedPixels);

/// sum(b g) / (sum(g) + sum(b [g = 0])). @param mask as many pixels as the ground truth
/// Source: fact sheet 3.2; SSL-TIE utils.py Evaluator.cal_CIOU.
[[nodiscard]] ConsensusIou consensusIou(const Mask &mask, const ConsensusMap &groundTruth);

/// First pixel in row order that holds the largest value.
[[nodiscard]] std::size_t peakOf(std::span<const float> values);

/// All scores of one map.
struct SampleScore
{
    ConsensusIou paper;
    ConsensusIou adaptive;
    /// The peak of the up-sampled and normalised map (the first in row order where several pixels
    /// share the maximum) lies in a marked pixel.
    bool isPeakInside = false;
    /// Peak in fractions of the frame (pixel centre).
    double peakX = 0;
    double peakY = 0;
    /// Share of marked pixels: the chance of a random point.
    double markedShare = 0;
};

/// Up-samples, normalises, thresholds and scores one raw map under a rule. A few hundred
/// microseconds. The whole map stands for the whole frame, as in the published code, whatever
/// region it has.
/// @param map not empty, finite; @param groundTruth square or not: the map is brought to its size
[[nodiscard]] SampleScore scoreMap(const Heatmap &map,
                                   const ConsensusMap &groundTruth,
                                   const ProtocolRule &rule);

/// The same for a map that was up-sampled to the size of the ground truth and normalised.
[[nodiscard]] SampleScore scoreNormalized(const Heatmap &map,
                                          const ConsensusMap &groundTruth,
                                          const ProtocolRule &rule);

/// The same for predictions that are known: of the paper's rule, and of the adaptive one.
[[nodiscard]] SampleScore scoreOfMasks(const Heatmap &normalized,
                                       const Mask &paper,
                                       const Mask &adaptive,
                                       const ConsensusMap &groundTruth);

/// Errors: NotFinite (the map is empty, or has NaN or infinite values).
[[nodiscard]] Result<void> checkFinite(const Heatmap &map);

/// Best cIoU that any map without ties could reach: the quota of pixels laid over the ground truth,
/// heaviest first. 1 for absolute thresholds with a non-empty ground truth.
[[nodiscard]] double bestConsensusIou(const ConsensusMap &groundTruth, const MaskRule &rule);

/// Scores fall with the distance from the centre: under the top-half rule a disc of half the
/// picture, under the adaptive rule one as large as the ground truth. What a content-free guess
/// gets.
[[nodiscard]] Heatmap centredDiscMap(Size size);

/// All values one.
[[nodiscard]] Heatmap allOnesMap(Size size);

/// Success level of "cIoU at 0.5".
inline constexpr double kSuccessLevel = 0.5;
/// Levels 0, 0.05, ..., 1 of the success curve.
inline constexpr int kCurvePoints = 21;
inline constexpr double kCurveStep = 0.05;

/// Whether a sample counts as found. @param value its cIoU; NaN never does
[[nodiscard]] bool isSuccess(double value, SuccessComparison comparison);

/// What a set of cIoU values comes to. All shares are in [0, 1].
struct CiouSummary
{
    std::int64_t n = 0;
    double successAtHalf = 0;
    double auc = 0;  ///< trapezoid over the curve
    double mean = 0; ///< NaN values count as 0
    std::array<double, kCurvePoints> successCurve{};
};

/// @param values cIoU per sample; NaN is no success at any level, not even at 0
/// Source: SSL-TIE utils.py cal_auc.
[[nodiscard]] CiouSummary summarize(std::span<const double> values, SuccessComparison comparison);

/// Area under the ROC curve: the chance that a value of the first set lies above one of the second;
/// equal values count half (Mann and Whitney). NaN where a set is empty. @param values without NaN
[[nodiscard]] double areaUnderRoc(std::span<const float> positives,
                                  std::span<const float> negatives);

/// Mean of a map over the marked pixels of a ground truth; NaN where nothing is marked.
[[nodiscard]] double meanInside(const Heatmap &upsampled, const ConsensusMap &groundTruth);

} // namespace soundlocus
