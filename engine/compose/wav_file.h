// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/result.h"

#include <string>

namespace soundlocus {

/// A clip as the bytes of a WAV file: 16-bit PCM, mono. Samples are multiplied by 32767 and
/// rounded; those outside [-1, 1] are cut off.
[[nodiscard]] std::string wavBytes(const AudioClip &clip);

} // namespace soundlocus
