// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/augmentation_config.h"
#include "engine/augmentation/random_stream.h"

#include <vector>

namespace soundlocus {

/// How the second view of a batch is warped: numbers only.
struct GeometricDraw
{
    std::vector<int> degrees; ///< of each sample
    double scale = 1.0;       ///< of all
    bool isFlipped = false;   ///< all or none

    bool operator==(const GeometricDraw &) const = default;
};

/// Draws for a batch: whether at all, one scale, one flip, an angle for each sample. Not at all,
/// or switched off: no turn, scale 1, no flip.
/// Source: fact sheet 1.5.
[[nodiscard]] GeometricDraw drawGeometry(const GeometricConfig &config,
                                         int batch,
                                         RandomStream &random);

} // namespace soundlocus
