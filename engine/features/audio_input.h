// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/model_family.h"
#include "engine/core/result.h"

#include <vector>

namespace soundlocus {

/// Which samples of a clip an audio trunk sees.
enum class AudioCut {
    /// The clip is the window: used from its start, tiled or cut to the family's length.
    Window,
    /// The clip is the whole sound of a test item: cut as the family's own test code does.
    Official,
};

/// Log-mel spectrogram of SSL-TIE. Source: official code, `torchaudio.transforms.MelSpectrogram`
/// and `AmplitudeToDB`; fact sheet 1.2.
struct LogMelSpec
{
    int nFft = 512; ///< also the length of the periodic Hann window
    int hopLength = 239;
    int nMels = 257;     ///< HTK scale, 0 .. rate / 2, triangles not normalised
    float amin = 1e-10F; ///< floor of the power, so that silence is -100 dB
};

/// Log-linear spectrogram of LVS and its descendants. Source: `scipy.signal.spectrogram` with its
/// defaults (Tukey window 0.25, mean of every segment removed, one-sided density, no padding).
struct LogLinearSpec
{
    int segment = 512;
    int overlap = 274;
    double offset = 1e-7; ///< log(x + offset)
    double divisor = 12.0;
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

/// Power mel spectrogram in dB, reflect-padded at both ends, normalised by the window's L2 norm.
/// @param clip more than nFft / 2 samples; @return [nMels, 1 + N / hopLength], dB, >= -100
/// Errors: AudioTooShort. Threads: reentrant.
[[nodiscard]] Result<Spectrogram> logMelSpectrogram(const AudioClip &clip,
                                                    const LogMelSpec &spec = {});

/// Natural logarithm of the power density, divided by spec.divisor.
/// @param clip at least `segment` samples; @return [segment / 2 + 1, (N - overlap) / (segment -
/// overlap)] Errors: AudioTooShort. Threads: reentrant.
[[nodiscard]] Result<Spectrogram> logLinearSpectrogram(const AudioClip &clip,
                                                       const LogLinearSpec &spec = {});

/// How a family's test code cuts and analyses sound (fact sheet 1.2).
struct AudioInputSpec
{
    enum class Kind { LogMel, LogLinear };
    Kind kind = Kind::LogMel;
    /// Length the trunk sees; shorter sounds are repeated until they fill it.
    double seconds = 10.0;
    /// AudioCut::Official: take the middle `seconds` of the sound instead of the first.
    bool isCentered = false;
    /// AudioCut::Official of SSL-Align: after tiling to 10 s take these sample indices, whatever
    /// the rate; count 0 = not used.
    int officialFirstSample = 0;
    int officialSampleCount = 0;
    /// Samples outside [-1, 1] are cut off.
    bool isClipped = false;
    /// 16-bit samples were divided by 32767 rather than by 32768.
    float gain = 1.0F;
    LogLinearSpec linear;
};

[[nodiscard]] AudioInputSpec audioInputSpec(ModelFamily family);

/// Cuts, tiles and analyses a clip as a family's audio trunk wants it.
/// An empty clip counts as silence at 16 kHz.
/// Errors: AudioTooShort (rates below about 60 Hz). Threads: reentrant.
[[nodiscard]] Result<Spectrogram> prepareAudio(const AudioClip &clip,
                                               ModelFamily family,
                                               AudioCut cut);

} // namespace soundlocus
