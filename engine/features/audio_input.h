// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/model_spec.h"
#include "engine/core/result.h"

#include <vector>

namespace soundlocus {

/// Which samples of a clip an audio trunk sees.
enum class AudioCut {
    /// The clip is the window: tiled to the family's length; of a longer one its middle.
    Window,
    /// The clip is the whole sound of a test item: cut as the family's own test code does.
    Official,
};

/// [bins, frames] float32, row-major; bin 0 is the lowest frequency.
struct Spectrogram
{
    int bins = 0;
    int frames = 0;
    std::vector<float> values;

    [[nodiscard]] float at(int bin, int frame) const
    {
        return values[static_cast<std::size_t>(bin) * static_cast<std::size_t>(frames)
                      + static_cast<std::size_t>(frame)];
    }
};

/// Power mel spectrogram in dB, reflect-padded at both ends, normalised by the window's L2 norm;
/// then (dB + spec.offset) / spec.divisor.
/// @param clip more than nFft / 2 samples; @return [nMels, 1 + N / hopLength]; dB, >= -100,
/// with the defaults
/// Errors: AudioTooShort. Threads: reentrant.
[[nodiscard]] Result<Spectrogram> logMelSpectrogram(const AudioClip &clip,
                                                    const LogMelSpec &spec = {});

/// Natural logarithm of the power density, divided by spec.divisor.
/// @param clip at least `segment` samples; @return [segment / 2 + 1, (N - overlap) / (segment -
/// overlap)] Errors: AudioTooShort. Threads: reentrant.
[[nodiscard]] Result<Spectrogram> logLinearSpectrogram(const AudioClip &clip,
                                                       const LogLinearSpec &spec = {});

/// For threads that prepare sounds beside each other: what they compute from now on stays on the
/// calling thread, instead of waking LibTorch's threads each. Threads made later begin like that,
/// too; one that wants more sets its own number, as networks do.
void keepAudioOnThisThread();

/// Brings a clip to the model's rate, cuts, tiles and analyses it as the audio trunk wants it.
/// An empty clip counts as silence, at 16 kHz where the model takes sounds at their own rate.
/// Errors: AudioTooShort (at their own rate: below about 60 Hz), those of resampleClip.
/// Threads: reentrant.
[[nodiscard]] Result<Spectrogram> prepareAudio(const AudioClip &clip,
                                               const AudioInputSpec &spec,
                                               AudioCut cut);

} // namespace soundlocus
