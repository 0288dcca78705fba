// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/timeline_source.h"

#include <optional>
#include <span>

namespace soundlocus {

/// Column in which the level rises most within a few hundredths of a second: at least to twice
/// what it was, and to something that can be heard. None where nothing does.
[[nodiscard]] std::optional<std::size_t> onsetIn(std::span<const WaveformColumn> columns);

/// The onset of the waveform near a time. @param reach as far as it is looked for, both ways
[[nodiscard]] std::optional<MediaTime> onsetNear(const TimelineSource &source,
                                                 MediaTime time,
                                                 MediaTime reach);

} // namespace soundlocus
