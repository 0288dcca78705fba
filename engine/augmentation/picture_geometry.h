// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"

namespace soundlocus {

/// How an augmented picture came from its frame: this part of it, then mirrored or not.
struct PictureGeometry
{
    FrameRegion crop;
    bool isFlipped = false;

    bool operator==(const PictureGeometry &) const = default;
};

} // namespace soundlocus
