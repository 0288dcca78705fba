// SPDX-License-Identifier: MIT
#pragma once

#include "engine/compose/random.h"
#include "engine/compose/recipe.h"
#include "engine/core/audio_clip.h"
#include "engine/core/result.h"

namespace soundlocus {

/// Longer recordings are cut there.
inline constexpr double kMaxRecordingSeconds = 30;

/// Without what is silent at both ends (40 dB below the loudest 20 ms). Errors: NoAudio (silent
/// throughout).
[[nodiscard]] Result<AudioClip> trimmed(const AudioClip &recording, const std::string &name);

/// A variant of a recording: pitch, a loud piece of it (short ones are repeated with pauses),
/// level, room echo, noise; all drawn from `random`. Root mean square around 0.1, never above full
/// scale.
/// @param recording trimmed, not empty @param seconds length of the result
[[nodiscard]] AudioClip jittered(const AudioClip &recording,
                                 const SoundJitterSpec &spec,
                                 double seconds,
                                 Random &random);

} // namespace soundlocus
