// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"
#include "engine/render/heatmap_overlay.h"

#include <QPointF>

#include <optional>

namespace soundlocus {

/// The map's value at a point of the frame as it is displayed: between the cells (bilinear with
/// half-pixel centres, cut at the outer cells' centres) or of the cell itself.
/// @param point in fractions of the displayed frame
/// @return none outside of the map's region, or where it is not finite
[[nodiscard]] std::optional<float> mapValueAt(const Heatmap &heatmap,
                                              QPointF point,
                                              Interpolation interpolation);

} // namespace soundlocus
