// SPDX-License-Identifier: MIT
#include "engine/media/channel_mean.h"

#include <cstddef>
#include <cstdint>

namespace soundlocus {

namespace {

/// @param scale what a sample of magnitude 1 is stored as; @param zero what silence is stored as
template <typename Sample>
std::vector<float> mix(const AVFrame &frame, Downmix downmix, double scale, double zero = 0.0)
{
    const bool isPlanar = av_sample_fmt_is_planar(static_cast<AVSampleFormat>(frame.format)) != 0;
    const int channels = frame.ch_layout.nb_channels;
    const int used = downmix == Downmix::Left ? 1 : channels;
    const auto step = static_cast<std::size_t>(isPlanar ? 1 : channels);
    const auto count = static_cast<std::size_t>(frame.nb_samples);
    std::vector<double> sums(count, 0.0);
    for (int channel = 0; channel < used; ++channel) {
        const std::uint8_t *plane = frame.extended_data[isPlanar ? channel : 0];
        const auto *samples = reinterpret_cast<const Sample *>(plane) + (isPlanar ? 0 : channel);
        for (std::size_t i = 0; i < count; ++i)
            sums[i] += static_cast<double>(samples[i * step]);
    }
    std::vector<float> mono(count);
    for (std::size_t i = 0; i < count; ++i)
        mono[i] = static_cast<float>((sums[i] / used - zero) / scale);
    return mono;
}

} // namespace

std::vector<float> monoSamples(const AVFrame &frame, Downmix downmix)
{
    if (frame.ch_layout.nb_channels < 1 || frame.nb_samples < 1)
        return {};
    switch (static_cast<AVSampleFormat>(frame.format)) {
    case AV_SAMPLE_FMT_U8:
    case AV_SAMPLE_FMT_U8P:
        return mix<std::uint8_t>(frame, downmix, 0x1p7, 0x1p7);
    case AV_SAMPLE_FMT_S16:
    case AV_SAMPLE_FMT_S16P:
        return mix<std::int16_t>(frame, downmix, 0x1p15);
    case AV_SAMPLE_FMT_S32:
    case AV_SAMPLE_FMT_S32P:
        return mix<std::int32_t>(frame, downmix, 0x1p31);
    case AV_SAMPLE_FMT_S64:
    case AV_SAMPLE_FMT_S64P:
        return mix<std::int64_t>(frame, downmix, 0x1p63);
    case AV_SAMPLE_FMT_FLT:
    case AV_SAMPLE_FMT_FLTP:
        return mix<float>(frame, downmix, 1.0);
    case AV_SAMPLE_FMT_DBL:
    case AV_SAMPLE_FMT_DBLP:
        return mix<double>(frame, downmix, 1.0);
    default:
        return {};
    }
}

} // namespace soundlocus
