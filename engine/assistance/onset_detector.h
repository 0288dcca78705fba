// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/media_time.h"

#include <vector>

namespace soundlocus {

/// How far a mark that a person made by ear may lie from the onset that they meant.
inline constexpr MediaTime kOnsetReach = std::chrono::milliseconds(150);

/// Moments at which something begins to sound: where the power of a band (below 500 Hz, to 2 kHz,
/// above) rises by more than 9 dB above that of the 30 ms before, and leaves the quietest part of
/// the clip behind. At most one in 50 ms; to about 10 ms. In order, on the axis of the file. A
/// minute of sound takes some ten milliseconds. Threads: reentrant.
[[nodiscard]] std::vector<MediaTime> onsetsOf(const AudioClip &clip);

} // namespace soundlocus
