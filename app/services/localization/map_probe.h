// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"

#include <QPointF>

namespace soundlocus {

/// Value of a map at a point of the displayed frame, as the smooth picture of the map has it:
/// bilinear with half-pixel centres, the outermost cells reach to the border.
/// @param point in [0, 1] of the frame
/// @return NaN outside of the part that the map covers, and of an empty map
[[nodiscard]] float valueAt(const Heatmap &heatmap, QPointF point);

} // namespace soundlocus
