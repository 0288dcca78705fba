// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>

namespace soundlocus {

/// What a column of levels for onsetIn() lasts.
inline constexpr MediaTime kOnsetColumn = std::chrono::milliseconds(5);
/// Means over so many columns are compared: no onset is nearer to either end.
inline constexpr std::size_t kOnsetWindow = 6;

/// Column at which a sound sets in: in which the level rises most within 30 ms, at least to twice
/// what it was, and to something that can be heard. None where nothing does.
/// @param levels largest magnitude of the samples of each column, 1 = full scale; NaN = unknown,
/// which counts as silent
/// Threads: a pure function.
[[nodiscard]] std::optional<std::size_t> onsetIn(std::span<const float> levels);

} // namespace soundlocus
