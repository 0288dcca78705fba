// SPDX-License-Identifier: MIT
#include "engine/augmentation/spectrogram_mask.h"

#include "engine/core/expects.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

MaskBand maskBand(int size, int maxWidth, std::array<double, 2> u)
{
    SOUNDLOCUS_EXPECTS(size > 0 && maxWidth >= 0);
    const double width = u[0] * std::min(size, maxWidth);
    return {static_cast<int>(u[1] * (size - width)), static_cast<int>(width)};
}

float silenceValue(const AudioInputSpec &spec)
{
    if (spec.kind == AudioInputSpec::Kind::LogLinear)
        return static_cast<float>(std::log(spec.linear.offset) / spec.linear.divisor);
    const float decibels = std::log10(spec.mel.amin) * 10.0F;
    return static_cast<float>((static_cast<double>(decibels) + spec.mel.offset) / spec.mel.divisor);
}

void fillBands(std::span<float> values, int bins, MaskBand columns, MaskBand rows, float value)
{
    SOUNDLOCUS_EXPECTS(bins > 0 && values.size() % static_cast<std::size_t>(bins) == 0);
    const std::size_t width = values.size() / static_cast<std::size_t>(bins);
    for (std::size_t bin = 0; bin < static_cast<std::size_t>(bins); ++bin) {
        const auto row = values.subspan(bin * width, width);
        const auto first = static_cast<std::size_t>(rows.start);
        const bool isWhole = bin >= first && bin < first + static_cast<std::size_t>(rows.width);
        const auto part = isWhole ? row
                                  : row.subspan(static_cast<std::size_t>(columns.start),
                                                static_cast<std::size_t>(columns.width));
        std::fill(part.begin(), part.end(), value);
    }
}

void maskSpectrogram(std::span<float> values,
                     int bins,
                     const AudioInputSpec &spec,
                     const SpectrogramMaskConfig &config,
                     RandomStream &random)
{
    if (!config.isEnabled || !random.chance(config.probability))
        return;
    const int columns = static_cast<int>(values.size()) / bins;
    std::array<double, 4> u{};
    for (double &number : u)
        number = random.uniform();
    fillBands(values,
              bins,
              maskBand(columns, config.maxTimeWidth, {u[0], u[1]}),
              maskBand(bins, config.maxFrequencyWidth, {u[2], u[3]}),
              silenceValue(spec));
}

} // namespace soundlocus
