// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/augmentation/picture_geometry.h"
#include "engine/core/frame.h"

#include <vector>

namespace soundlocus {

/// Share of every map cell that ground truth covers on the augmented picture, exact areas: for
/// Union boxes count once, for Consensus each annotator adds one half, one at most.
/// @return [grid.height, grid.width] in [0, 1], row 0 = top. Threads: reentrant.
[[nodiscard]] std::vector<float> boxCoverage(const GroundTruth &groundTruth,
                                             const PictureGeometry &geometry,
                                             Size grid);

} // namespace soundlocus
