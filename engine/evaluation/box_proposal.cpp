// SPDX-License-Identifier: MIT
#include "engine/evaluation/box_proposal.h"

#include "engine/core/expects.h"
#include "engine/evaluation/scoring.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace soundlocus {

namespace {

/// The largest of the connected parts of a mask, in its pixels; the first one of several.
std::optional<cv::Rect> largestPart(Mask &mask, int side, double leastPixels)
{
    const cv::Mat pixels(side, side, CV_8UC1, mask.data());
    cv::Mat labels;
    cv::Mat facts;
    cv::Mat centres;
    const int count = cv::connectedComponentsWithStats(pixels, labels, facts, centres, 8);
    int best = 0; // the background
    for (int part = 1; part < count; ++part) {
        const int area = facts.at<int>(part, cv::CC_STAT_AREA);
        if (best == 0 || area > facts.at<int>(best, cv::CC_STAT_AREA))
            best = part;
    }
    if (best == 0 || facts.at<int>(best, cv::CC_STAT_AREA) < leastPixels)
        return std::nullopt;
    return cv::Rect(facts.at<int>(best, cv::CC_STAT_LEFT),
                    facts.at<int>(best, cv::CC_STAT_TOP),
                    facts.at<int>(best, cv::CC_STAT_WIDTH),
                    facts.at<int>(best, cv::CC_STAT_HEIGHT));
}

} // namespace

std::optional<BoundingBox> proposeBox(const Heatmap &map, const ProposalOptions &options)
{
    SOUNDLOCUS_EXPECTS(options.mask.threshold != ThresholdRule::GroundTruthArea);
    if (!checkFinite(map))
        return std::nullopt;
    const auto [low, high] = std::ranges::minmax(map.values());
    if (!(high > low))
        return std::nullopt;
    constexpr int kSide = kScoringSide;
    const Heatmap large = normalize(upsample(map, options.upsampling, Size{kSide, kSide}),
                                    options.normalization);
    Mask mask = predict(large.values(), options.mask, 0);
    const auto part = largestPart(mask, kSide, options.leastArea * kSide * kSide);
    if (!part)
        return std::nullopt;
    const FrameRegion &region = map.region;
    const auto across = [&region](int x) {
        return region.x0 + (region.x1 - region.x0) * x / kSide;
    };
    const auto down = [&region](int y) { return region.y0 + (region.y1 - region.y0) * y / kSide; };
    return BoundingBox{across(part->x),
                       down(part->y),
                       across(part->x + part->width),
                       down(part->y + part->height)};
}

std::vector<std::pair<MediaTime, BoundingBox>> proposeBoxes(std::span<const Heatmap> maps,
                                                            const ProposalOptions &options)
{
    std::vector<std::pair<MediaTime, BoundingBox>> boxes;
    for (const Heatmap &map : maps) {
        if (const auto box = proposeBox(map, options))
            boxes.emplace_back(map.pts, *box);
    }
    return boxes;
}

} // namespace soundlocus
