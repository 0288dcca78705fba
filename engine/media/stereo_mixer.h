// SPDX-License-Identifier: MIT
// Internal to engine/media: samples of any format and layout to float32 stereo.
#pragma once

#include "engine/media/sound_stream.h"

namespace soundlocus {

/// Two channels for ears: one channel is heard on both sides at its full level, of more than two
/// FFmpeg's matrix makes two without clipping. Integers are divided by their largest magnitude.
/// Threads: one thread at a time per reader; copies share its state.
[[nodiscard]] SampleReader stereoReader();

} // namespace soundlocus
