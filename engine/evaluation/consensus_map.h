// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/frame.h"

#include <memory>
#include <span>
#include <vector>

namespace soundlocus {

/// Side of the square on which all published protocols score.
inline constexpr int kScoringSide = 224;

/// Weight that one annotator adds under GroundTruthKind::Consensus (two make a consensus).
inline constexpr float kAnnotatorWeight = 0.5F;

/// Agreement of annotators: [height, width] float32 in [0, 1], row 0 = top. Cheap to copy;
/// threads: a value.
class ConsensusMap
{
public:
    ConsensusMap() = default;
    /// @param weights height * width numbers in [0, 1], row by row
    ConsensusMap(std::vector<float> weights, Size size);

    [[nodiscard]] Size size() const { return m_size; }
    [[nodiscard]] std::span<const float> weights() const
    {
        return m_weights ? std::span<const float>(*m_weights) : std::span<const float>();
    }
    /// Pixels with a weight above zero.
    [[nodiscard]] int markedPixels() const { return m_markedPixels; }
    /// Sum of all weights.
    [[nodiscard]] double totalWeight() const { return m_totalWeight; }

private:
    std::shared_ptr<const std::vector<float>> m_weights;
    Size m_size;
    int m_markedPixels = 0;
    double m_totalWeight = 0;
};

/// Ground truth on a square grid: a box marks [truncate(side * v)] half-open after clipping to the
/// picture. Exactly the official 224-pixel maps of VGG-SS (JSON and XML path) and Flickr-SoundNet.
/// Source: SSL-TIE datasets; LVS utils.py testset_gt.
[[nodiscard]] ConsensusMap rasterize(const GroundTruth &groundTruth, int side = kScoringSide);

/// True where a box is reversed, lies outside the picture or is thinner than a pixel.
[[nodiscard]] bool marksNoPixel(const BoundingBox &box, int side = kScoringSide);

} // namespace soundlocus
