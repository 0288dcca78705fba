// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/model_family.h"

#include <string>
#include <vector>

namespace soundlocus {

/// Short side, and side of the square, that every published family was trained with.
inline constexpr int kInputSide = 224;

/// Log-mel spectrogram; the defaults are SSL-TIE's. Source: official code,
/// `torchaudio.transforms.MelSpectrogram` and `AmplitudeToDB`; fact sheet 1.2.
struct LogMelSpec
{
    int nFft = 512; ///< also the length of the periodic Hann window
    int hopLength = 239;
    int nMels = 257;     ///< HTK scale, 0 .. rate / 2, triangles not normalised
    float amin = 1e-10F; ///< floor of the power, so that silence is -100 dB
    double offset = 0.0; ///< what the network sees is (dB + offset) / divisor
    double divisor = 1.0;

    bool operator==(const LogMelSpec &) const = default;
};

/// Log-linear spectrogram of LVS and its descendants. Source: `scipy.signal.spectrogram` with its
/// defaults (Tukey window 0.25, mean of every segment removed, one-sided density, no padding).
struct LogLinearSpec
{
    int segment = 512;
    int overlap = 274;
    double offset = 1e-7; ///< log(x + offset)
    double divisor = 12.0;

    bool operator==(const LogLinearSpec &) const = default;
};

/// How a model cuts and analyses sound (fact sheet 1.2).
struct AudioInputSpec
{
    enum class Kind { LogMel, LogLinear };
    Kind kind = Kind::LogMel;
    /// Rate that sounds are brought to; 0: their own.
    int sampleRateHz = 0;
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
    LogMelSpec mel;       ///< of Kind::LogMel
    LogLinearSpec linear; ///< of Kind::LogLinear

    bool operator==(const AudioInputSpec &) const = default;
};

/// Sound as the family's published networks were trained and tested with it.
[[nodiscard]] AudioInputSpec audioInputSpec(ModelFamily family);

/// Rows of the spectrogram: mel bands, or frequencies.
[[nodiscard]] int binCount(const AudioInputSpec &spec);

/// Shape of a two-trunk network, as read off its tensors, and what it is fed with.
struct ModelSpec
{
    ModelFamily family = ModelFamily::SslTie;
    /// Channels of the first stage; 64 in all published files, any width in our own.
    int width = 64;
    /// Width of the joint embedding: 8 * width where there is no projection.
    int embeddingDim = 512;
    /// Side of the square, and short side of FitMode::Full, in pixels.
    int imageSide = kInputSide;
    /// SSL-TIE's; other families have their own, see modelSpecOf().
    AudioInputSpec audio;

    bool operator==(const ModelSpec &) const = default;
};

/// A family's layout and its published input; embedding of 8 * width.
[[nodiscard]] ModelSpec modelSpecOf(ModelFamily family, int width = 64);

/// Whether picture and sound are prepared as for the family's published networks.
[[nodiscard]] bool hasFamilyInput(const ModelSpec &spec);

/// What is wrong with the input of a spec, one text per value ("image side 100 is no multiple of
/// 16"); empty where all of it can be computed with the memory of an ordinary machine.
[[nodiscard]] std::vector<std::string> inputFaultsOf(const ModelSpec &spec);

/// Pixels of the picture per cell of the map: 16 (SSL-TIE, LVS, SSL-Align) or 32.
[[nodiscard]] int trunkStride(ModelFamily family);

} // namespace soundlocus
