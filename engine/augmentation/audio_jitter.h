// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/augmentation_config.h"
#include "engine/augmentation/random_stream.h"
#include "engine/core/audio_clip.h"
#include "engine/core/result.h"

namespace soundlocus {

/// What one jitter does to a sound; the defaults change nothing.
struct AudioJitterDraw
{
    double pitchSemitones = 0;
    double gainDb = 0;
    bool hasNoise = false;
    double noiseDb = 0; ///< below the sound's RMS, hence negative
    bool hasEcho = false;
    double echoMs = 0;
    double echoGain = 0;
    /// Where in the room that a longer sound leaves the window begins, 0 .. 1; negative: at the
    /// first sample, and nothing is cut.
    double shift = -1;
};

/// One draw; nothing with probability 1 - config.probability, but for the shift.
[[nodiscard]] AudioJitterDraw drawAudioJitter(const AudioJitterConfig &config,
                                              RandomStream &random);

/// The window that a draw chooses, then pitch (by playing the samples faster or slower, so the
/// length changes as well), echo, noise, gain. Not clipped.
/// @param seconds length of the window after the change of pitch; a shorter sound stays whole
/// @param random of the noise
/// Errors: those of resampleClip. Threads: reentrant.
[[nodiscard]] Result<AudioClip> jittered(const AudioClip &clip,
                                         const AudioJitterDraw &draw,
                                         double seconds,
                                         RandomStream &random);

} // namespace soundlocus
