// SPDX-License-Identifier: MIT
#include "engine/evaluation/consensus_map.h"

#include "engine/core/expects.h"

#include <algorithm>

namespace soundlocus {

namespace {

/// truncate(side * v) of a coordinate clipped to the picture.
int pixelOf(double coordinate, int side)
{
    return static_cast<int>(std::clamp(coordinate, 0.0, 1.0) * side);
}

/// Pixels that one annotator marked: 1 where any of the boxes lies, 0 elsewhere.
std::vector<float> unionOf(const std::vector<BoundingBox> &boxes, int side)
{
    std::vector<float> marked(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (const BoundingBox &box : boxes) {
        const int left = pixelOf(box.x0, side);
        const int right = pixelOf(box.x1, side);
        const int bottom = pixelOf(box.y1, side);
        for (int y = pixelOf(box.y0, side); y < bottom && left < right; ++y) {
            const auto row = marked.begin() + static_cast<std::ptrdiff_t>(y) * side;
            std::fill(row + left, row + right, 1.0F);
        }
    }
    return marked;
}

} // namespace

ConsensusMap::ConsensusMap(std::vector<float> weights, Size size)
    : m_weights(std::make_shared<const std::vector<float>>(std::move(weights)))
    , m_size(size)
{
    SOUNDLOCUS_EXPECTS(m_weights->size()
                       == static_cast<std::size_t>(size.width)
                                  * static_cast<std::size_t>(size.height));
    for (const float weight : *m_weights) {
        m_markedPixels += weight > 0 ? 1 : 0;
        m_totalWeight += static_cast<double>(weight);
    }
}

ConsensusMap rasterize(const GroundTruth &groundTruth, int side)
{
    SOUNDLOCUS_EXPECTS(side > 0);
    const float weight = groundTruth.kind == GroundTruthKind::Consensus ? kAnnotatorWeight : 1.0F;
    std::vector<float> sum(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
    for (const std::vector<BoundingBox> &boxes : groundTruth.annotators) {
        const std::vector<float> marked = unionOf(boxes, side);
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] = std::min(sum[i] + weight * marked[i], 1.0F);
    }
    return {std::move(sum), Size{side, side}};
}

bool marksNoPixel(const BoundingBox &box, int side)
{
    return pixelOf(box.x0, side) >= pixelOf(box.x1, side)
           || pixelOf(box.y0, side) >= pixelOf(box.y1, side);
}

} // namespace soundlocus
