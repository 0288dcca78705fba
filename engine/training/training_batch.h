// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace soundlocus {

/// Numbers of one step, ready for the network; plain memory, because workers know no tensors.
struct TrainingBatch
{
    int epoch = 0;
    std::int64_t position = 0;        ///< batch within the epoch
    std::vector<std::size_t> indices; ///< in the sample source
    std::vector<std::string> ids;
    Size imageSize;
    int bins = 0;
    int columns = 0;
    std::vector<float> images; ///< [B, 3, H, W], ImageNet mean and deviation removed
    /// The same pictures, cropped and flipped alike, in other colours; empty unless the stage wants
    /// them.
    std::vector<float> otherImages;
    std::vector<float> spectrograms; ///< [B, 1, bins, columns]
    /// A second jitter of the same sounds, same shape; empty unless the stage wants it.
    std::vector<float> otherSpectrograms;
    /// Ground truth on the augmented picture, [B, H / 16, W / 16] in [0, 1]; empty where no sample
    /// has boxes or nobody asked.
    std::vector<float> boxMasks;
    std::vector<std::uint8_t> hasBoxes; ///< [B]
    int replaced = 0;                   ///< broken samples that others stand in for

    [[nodiscard]] std::size_t size() const { return ids.size(); }
};

} // namespace soundlocus
