// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <span>
#include <vector>

namespace soundlocus {

/// What is left of ranges without another one; empty ones are dropped. In the same order.
[[nodiscard]] std::vector<TimeRange> without(std::span<const TimeRange> ranges,
                                             const TimeRange &taken);

} // namespace soundlocus
