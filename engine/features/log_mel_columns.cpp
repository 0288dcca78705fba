// SPDX-License-Identifier: MIT
#include "engine/features/log_mel_columns.h"

#include "engine/core/expects.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace soundlocus {

namespace {

/// One HTK triangle: only where it is not zero.
struct MelFilter
{
    int first = 0;
    std::vector<float> weights;
};

/// As torchaudio's melscale_fbanks(norm=None, mel_scale="htk"); frequency of bin k is
/// linspace(0, rate / 2, nFft / 2 + 1)[k].
std::vector<MelFilter> melFilters(int sampleRateHz, const LogMelSpec &spec)
{
    const int bins = spec.nFft / 2 + 1;
    const int nyquistHz = sampleRateHz / 2; // torchaudio: sample_rate // 2
    const double top = nyquistHz;
    const double highestMel = 2595.0 * std::log10(1.0 + top / 700.0);
    const auto point = [&](int i) {
        return 700.0 * (std::pow(10.0, highestMel * i / (spec.nMels + 1) / 2595.0) - 1.0);
    };
    std::vector<MelFilter> filters(static_cast<std::size_t>(spec.nMels));
    for (int mel = 0; mel < spec.nMels; ++mel) {
        const double low = point(mel);
        const double middle = point(mel + 1);
        const double high = point(mel + 2);
        MelFilter &filter = filters[static_cast<std::size_t>(mel)];
        for (int bin = 0; bin < bins; ++bin) {
            const double frequency = top * bin / (bins - 1);
            const double weight = std::min((frequency - low) / (middle - low),
                                           (high - frequency) / (high - middle));
            if (weight <= 0)
                continue;
            if (filter.weights.empty())
                filter.first = bin;
            filter.weights.push_back(static_cast<float>(weight));
        }
    }
    return filters;
}

/// Index of a sample beyond the ends, reflected without repeating the last one.
std::int64_t reflected(std::int64_t index, std::int64_t count)
{
    if (index < 0)
        index = -index;
    if (index >= count)
        index = 2 * (count - 1) - index;
    return std::clamp<std::int64_t>(index, 0, count - 1);
}

} // namespace

struct LogMelColumns::Impl
{
    LogMelSpec spec;
    std::vector<float> window; ///< periodic Hann over its L2 norm
    std::vector<MelFilter> filters;
    cv::Mat_<float> piece;
    cv::Mat_<float> spectrum; ///< OpenCV's packed form: re 0, re 1, im 1, ... re n/2
    std::vector<float> power;

    Impl(int sampleRateHz, const LogMelSpec &wanted)
        : spec(wanted)
        , window(static_cast<std::size_t>(wanted.nFft))
        , filters(melFilters(sampleRateHz, wanted))
        , piece(1, wanted.nFft)
        , spectrum(1, wanted.nFft)
        , power(static_cast<std::size_t>(wanted.nFft / 2 + 1))
    {
        double squares = 0;
        for (int n = 0; n < spec.nFft; ++n) {
            const double value = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * n / spec.nFft);
            window[static_cast<std::size_t>(n)] = static_cast<float>(value);
            squares += value * value;
        }
        for (float &value : window)
            value /= static_cast<float>(std::sqrt(squares));
    }
};

LogMelColumns::LogMelColumns(int sampleRateHz, const LogMelSpec &spec)
{
    SOUNDLOCUS_EXPECTS(sampleRateHz > 1 && spec.nFft > 1 && spec.nFft % 2 == 0 && spec.nMels > 0);
    m_impl = std::make_unique<Impl>(sampleRateHz, spec);
}
LogMelColumns::LogMelColumns(LogMelColumns &&other) noexcept = default;
LogMelColumns &LogMelColumns::operator=(LogMelColumns &&other) noexcept = default;
LogMelColumns::~LogMelColumns() = default;

const LogMelSpec &LogMelColumns::spec() const
{
    return m_impl->spec;
}

void LogMelColumns::compute(std::span<const float> samples,
                            std::int64_t center,
                            std::span<float> column)
{
    Impl &d = *m_impl;
    const auto count = static_cast<std::int64_t>(samples.size());
    SOUNDLOCUS_EXPECTS(count >= shortest() && center >= 0 && center <= count
                       && column.size() == d.filters.size());
    const std::int64_t first = center - d.spec.nFft / 2;
    float *piece = d.piece[0];
    for (int n = 0; n < d.spec.nFft; ++n) {
        const auto index = static_cast<std::size_t>(reflected(first + n, count));
        piece[n] = samples[index] * d.window[static_cast<std::size_t>(n)];
    }
    cv::dft(d.piece, d.spectrum);
    const float *packed = d.spectrum[0];
    const std::size_t last = d.power.size() - 1;
    d.power[0] = packed[0] * packed[0];
    for (std::size_t k = 1; k < last; ++k)
        d.power[k] = packed[2 * k - 1] * packed[2 * k - 1] + packed[2 * k] * packed[2 * k];
    d.power[last] = packed[2 * last - 1] * packed[2 * last - 1];
    for (std::size_t mel = 0; mel < d.filters.size(); ++mel) {
        const MelFilter &filter = d.filters[mel];
        float sum = 0;
        for (std::size_t i = 0; i < filter.weights.size(); ++i)
            sum += filter.weights[i] * d.power[static_cast<std::size_t>(filter.first) + i];
        const double decibels = 10.0 * std::log10(std::max(sum, d.spec.amin));
        column[mel] = static_cast<float>((decibels + d.spec.offset) / d.spec.divisor);
    }
}

} // namespace soundlocus
