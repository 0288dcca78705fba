// SPDX-License-Identifier: MIT
#include "engine/evaluation/scoring.h"

#include "engine/core/expects.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace soundlocus {

namespace {

/// Normalised values of at least this count as predicted (MaskComparison::GreaterOrOne).
constexpr float kFullValue = 1.0F;

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

Heatmap withValues(const Heatmap &map, std::vector<float> values, HeatmapScale scale)
{
    Heatmap result(std::move(values), map.size(), scale);
    result.pts = map.pts;
    result.region = map.region;
    return result;
}

/// Index in ascending order of the value that is the threshold.
std::size_t thresholdIndex(std::size_t count, ThresholdRule rule, int markedPixels)
{
    const bool isArea = rule == ThresholdRule::GroundTruthArea && markedPixels > 0;
    return isArea ? count - static_cast<std::size_t>(markedPixels) : count / 2;
}

} // namespace

Heatmap normalize(const Heatmap &map, Normalization method)
{
    SOUNDLOCUS_EXPECTS(!map.isEmpty());
    if (method == Normalization::None)
        return map;
    std::vector<float> values(map.values().begin(), map.values().end());
    const bool isNegated = method == Normalization::NegatedMinMax;
    if (isNegated)
        std::transform(values.begin(), values.end(), values.begin(), std::negate<>());
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const float minimum = *low;
    const float range = *high - *low;
    for (float &value : values) {
        const float scaled = range > 0 ? (value - minimum) / range : value;
        value = isNegated ? 1.0F - scaled : scaled;
    }
    return withValues(map, std::move(values), HeatmapScale::Unit);
}

float thresholdOf(std::span<const float> values, const MaskRule &rule, int markedPixels)
{
    SOUNDLOCUS_EXPECTS(!values.empty());
    if (rule.threshold == ThresholdRule::Absolute)
        return static_cast<float>(rule.absoluteThreshold);
    std::vector<float> copy(values.begin(), values.end());
    const auto nth = copy.begin()
                     + static_cast<std::ptrdiff_t>(
                             thresholdIndex(copy.size(), rule.threshold, markedPixels));
    std::nth_element(copy.begin(), nth, copy.end());
    return *nth;
}

Mask predictAbove(std::span<const float> values, float threshold, MaskComparison comparison)
{
    Mask mask(values.size());
    const auto mark = [&](auto isPredicted) {
        std::transform(values.begin(), values.end(), mask.begin(), [&](float value) {
            return isPredicted(value) ? std::uint8_t{1} : std::uint8_t{0};
        });
    };
    switch (comparison) {
    case MaskComparison::Greater:
        mark([threshold](float value) { return value > threshold; });
        break;
    case MaskComparison::GreaterOrOne:
        mark([threshold](float value) { return value > threshold || value >= kFullValue; });
        break;
    case MaskComparison::GreaterOrEqual:
        mark([threshold](float value) { return value >= threshold; });
        break;
    }
    return mask;
}

Mask predict(std::span<const float> values, const MaskRule &rule, int markedPixels)
{
    return predictAbove(values, thresholdOf(values, rule, markedPixels), rule.comparison);
}

ConsensusIou consensusIou(const Mask &mask, const ConsensusMap &groundTruth)
{
    const std::span<const float> weights = groundTruth.weights();
    SOUNDLOCUS_EXPECTS(mask.size() == weights.size());
    ConsensusIou result;
    int predictedOutside = 0;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] == 0)
            continue;
        ++result.predictedPixels;
        result.intersection += static_cast<double>(weights[i]);
        predictedOutside += weights[i] > 0 ? 0 : 1;
    }
    result.denominator = groundTruth.totalWeight() + predictedOutside;
    result.value = result.denominator > 0 ? result.intersection / result.denominator : kNotANumber;
    return result;
}

std::size_t peakOf(std::span<const float> values)
{
    // max_element gives the first of several.
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end())
                                    - values.begin());
}

SampleScore scoreNormalized(const Heatmap &map,
                            const ConsensusMap &groundTruth,
                            const ProtocolRule &rule)
{
    const int marked = groundTruth.markedPixels();
    return scoreOfMasks(map,
                        predict(map.values(), rule.mask, marked),
                        predict(map.values(), rule.adaptiveMask, marked),
                        groundTruth);
}

SampleScore scoreOfMasks(const Heatmap &normalized,
                         const Mask &paper,
                         const Mask &adaptive,
                         const ConsensusMap &groundTruth)
{
    SOUNDLOCUS_EXPECTS(normalized.size() == groundTruth.size());
    const std::span<const float> values = normalized.values();
    SampleScore score;
    score.paper = consensusIou(paper, groundTruth);
    score.adaptive = consensusIou(adaptive, groundTruth);
    const std::size_t peak = peakOf(values);
    const auto width = static_cast<std::size_t>(normalized.width());
    score.isPeakInside = groundTruth.weights()[peak] > 0;
    const std::size_t column = peak % width;
    const std::size_t row = peak / width;
    score.peakX = (static_cast<double>(column) + 0.5) / normalized.width();
    score.peakY = (static_cast<double>(row) + 0.5) / normalized.height();
    score.markedShare = static_cast<double>(groundTruth.markedPixels())
                        / static_cast<double>(values.size());
    return score;
}

SampleScore scoreMap(const Heatmap &map, const ConsensusMap &groundTruth, const ProtocolRule &rule)
{
    const Heatmap upsampled = upsample(map, rule.upsampling, groundTruth.size());
    return scoreNormalized(normalize(upsampled, rule.normalization), groundTruth, rule);
}

Result<void> checkFinite(const Heatmap &map)
{
    const auto isFinite = [](float value) { return std::isfinite(value); };
    if (map.isEmpty() || !std::ranges::all_of(map.values(), isFinite))
        return fail(ErrorCode::NotFinite,
                    "its map is empty or holds values that are not finite; make it again");
    return {};
}

double bestConsensusIou(const ConsensusMap &groundTruth, const MaskRule &rule)
{
    const std::span<const float> weights = groundTruth.weights();
    SOUNDLOCUS_EXPECTS(!weights.empty());
    const int marked = groundTruth.markedPixels();
    if (rule.threshold == ThresholdRule::Absolute)
        return marked > 0 ? 1.0 : kNotANumber;
    const std::size_t index = thresholdIndex(weights.size(), rule.threshold, marked);
    const std::size_t quota = weights.size() - index
                              - (rule.comparison == MaskComparison::GreaterOrEqual ? 0 : 1);
    double intersection = groundTruth.totalWeight();
    double outside = 0;
    if (quota < static_cast<std::size_t>(marked)) {
        std::vector<float> heaviest(weights.begin(), weights.end());
        const auto end = heaviest.begin() + static_cast<std::ptrdiff_t>(quota);
        std::nth_element(heaviest.begin(), end, heaviest.end(), std::greater<>());
        intersection = std::accumulate(heaviest.begin(), end, 0.0);
    } else {
        outside = static_cast<double>(quota) - marked;
    }
    const double denominator = groundTruth.totalWeight() + outside;
    return denominator > 0 ? intersection / denominator : kNotANumber;
}

Heatmap centredDiscMap(Size size)
{
    std::vector<float> values;
    values.reserve(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            values.push_back(static_cast<float>(
                    -std::hypot(x - (size.width - 1) / 2.0, y - (size.height - 1) / 2.0)));
    }
    return {std::move(values), size, HeatmapScale::Unit};
}

Heatmap allOnesMap(Size size)
{
    return {std::vector<float>(static_cast<std::size_t>(size.width)
                                       * static_cast<std::size_t>(size.height),
                               1.0F),
            size,
            HeatmapScale::Unit};
}

bool isSuccess(double value, SuccessComparison comparison)
{
    return comparison == SuccessComparison::AtLeast ? value >= kSuccessLevel
                                                    : value > kSuccessLevel;
}

CiouSummary summarize(std::span<const double> values, SuccessComparison comparison)
{
    CiouSummary summary;
    summary.n = static_cast<std::int64_t>(values.size());
    if (values.empty())
        return summary;
    const auto count = static_cast<double>(values.size());
    const auto shareOf = [&](auto isFound) {
        return static_cast<double>(std::count_if(values.begin(), values.end(), isFound)) / count;
    };
    summary.successAtHalf = shareOf(
            [comparison](double value) { return isSuccess(value, comparison); });
    // The published curves use >= whatever the comparison at one half is.
    for (std::size_t i = 0; i < summary.successCurve.size(); ++i) {
        const double level = kCurveStep * static_cast<double>(i);
        summary.successCurve[i] = shareOf([level](double value) { return value >= level; });
        if (i > 0)
            summary.auc += (summary.successCurve[i - 1] + summary.successCurve[i]) / 2 * kCurveStep;
    }
    for (const double value : values)
        summary.mean += std::isnan(value) ? 0.0 : value / count;
    return summary;
}

double areaUnderRoc(std::span<const float> positives, std::span<const float> negatives)
{
    if (positives.empty() || negatives.empty())
        return std::nan("");
    std::vector<float> sorted(negatives.begin(), negatives.end());
    std::ranges::sort(sorted);
    double wins = 0;
    for (const float value : positives) {
        const auto equal = std::equal_range(sorted.begin(), sorted.end(), value);
        const auto below = std::distance(sorted.begin(), equal.first);
        const auto same = std::distance(equal.first, equal.second);
        wins += static_cast<double>(below) + static_cast<double>(same) / 2;
    }
    return wins / (static_cast<double>(positives.size()) * static_cast<double>(negatives.size()));
}

double meanInside(const Heatmap &upsampled, const ConsensusMap &groundTruth)
{
    SOUNDLOCUS_EXPECTS(upsampled.size() == groundTruth.size());
    if (groundTruth.markedPixels() == 0)
        return kNotANumber;
    double sum = 0;
    for (std::size_t i = 0; i < groundTruth.weights().size(); ++i) {
        if (groundTruth.weights()[i] > 0)
            sum += static_cast<double>(upsampled.values()[i]);
    }
    return sum / groundTruth.markedPixels();
}

} // namespace soundlocus
