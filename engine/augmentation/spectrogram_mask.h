// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/augmentation_config.h"
#include "engine/augmentation/random_stream.h"
#include "engine/core/model_spec.h"

#include <array>
#include <span>

namespace soundlocus {

/// Columns or bins [start, start + width) that are taken away.
struct MaskBand
{
    int start = 0;
    int width = 0;

    bool operator==(const MaskBand &) const = default;
};

/// A mask of torchaudio: width u1 * maxWidth, start u2 * (size - width), both rounded down at the
/// end only. @param size of the axis; @param u two numbers in [0, 1)
/// Where the axis is shorter than maxWidth, the widest mask is the axis.
/// Source: torchaudio.functional.mask_along_axis; fact sheet 1.7.
[[nodiscard]] MaskBand maskBand(int size, int maxWidth, std::array<double, 2> u);

/// What the network sees of no power at all: -100 dB, scaled, or the logarithm's own floor.
[[nodiscard]] float silenceValue(const AudioInputSpec &spec);

/// With the configured probability takes away one band of columns and one of bins. On a finished
/// spectrogram, which is the same as on the power before the logarithm.
/// @param values [bins, columns], changed in place
void maskSpectrogram(std::span<float> values,
                     int bins,
                     const AudioInputSpec &spec,
                     const SpectrogramMaskConfig &config,
                     RandomStream &random);

/// The masking itself.
void fillBands(std::span<float> values, int bins, MaskBand columns, MaskBand rows, float value);

} // namespace soundlocus
