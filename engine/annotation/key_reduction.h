// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/bounding_box.h"
#include "engine/core/media_time.h"

#include <span>
#include <utility>
#include <vector>

namespace soundlocus {

/// The fewest boxes that a person has to adjust: those without which the straight line between the
/// others would be off by more than a tolerance in some coordinate. The first and the last one
/// stay. @param boxes by time @param tolerance in fractions of the frame
/// Source: Ramer, 1972; Douglas and Peucker, 1973.
[[nodiscard]] std::vector<std::pair<MediaTime, BoundingBox>> reducedKeys(
        std::span<const std::pair<MediaTime, BoundingBox>> boxes,
        double tolerance);

} // namespace soundlocus
