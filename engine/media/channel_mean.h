// SPDX-License-Identifier: MIT
// Internal to engine/media: samples of any format and layout to float32 mono.
#pragma once

#include "engine/media/audio_decoder.h"
#include "engine/media/ffmpeg_handles.h"

#include <vector>

namespace soundlocus {

/// One float per instant: the mean of all channels (computed in double), or the first channel.
/// Integers are divided by their largest magnitude; unsigned bytes are centred first.
/// Empty for sample formats unknown to us.
[[nodiscard]] std::vector<float> monoSamples(const AVFrame &frame, Downmix downmix);

} // namespace soundlocus
