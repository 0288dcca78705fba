// SPDX-License-Identifier: MIT
#include "engine/media/stereo_mixer.h"

#include <algorithm>

namespace soundlocus {

namespace {

constexpr int kMixedSides = 2;

/// Keeps the converter for as long as the stream stays what it is.
class StereoMixer
{
public:
    ~StereoMixer() { av_channel_layout_uninit(&m_layout); }
    StereoMixer() = default;
    StereoMixer(const StereoMixer &) = delete;
    StereoMixer &operator=(const StereoMixer &) = delete;

    [[nodiscard]] std::vector<float> read(const AVFrame &frame)
    {
        if (frame.nb_samples < 1 || frame.ch_layout.nb_channels < 1 || !prepare(frame))
            return {};
        const auto count = static_cast<std::size_t>(frame.nb_samples);
        const auto made = static_cast<std::size_t>(m_isMono ? 1 : kMixedSides);
        std::vector<float> samples(count * made);
        auto *to = reinterpret_cast<std::uint8_t *>(samples.data());
        const int converted = swr_convert(m_converter.get(),
                                          &to,
                                          frame.nb_samples,
                                          const_cast<const std::uint8_t **>(frame.extended_data),
                                          frame.nb_samples);
        if (converted < 0)
            return {};
        samples.resize(static_cast<std::size_t>(converted) * made);
        return m_isMono ? doubled(samples) : samples;
    }

private:
    [[nodiscard]] static std::vector<float> doubled(const std::vector<float> &mono)
    {
        std::vector<float> stereo;
        stereo.reserve(mono.size() * kMixedSides);
        for (const float sample : mono)
            stereo.insert(stereo.end(), kMixedSides, sample);
        return stereo;
    }

    [[nodiscard]] bool prepare(const AVFrame &frame)
    {
        if (m_converter && frame.format == m_format && frame.sample_rate == m_rate
            && av_channel_layout_compare(&m_layout, &frame.ch_layout) == 0) {
            return true;
        }
        m_converter.reset();
        m_format = frame.format;
        m_rate = frame.sample_rate;
        if (av_channel_layout_copy(&m_layout, &frame.ch_layout) < 0)
            return false;
        m_isMono = frame.ch_layout.nb_channels == 1;
        AVChannelLayout from{};
        // A layout that only counts its channels gets the usual one of that many.
        if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC)
            av_channel_layout_default(&from, frame.ch_layout.nb_channels);
        else if (av_channel_layout_copy(&from, &frame.ch_layout) < 0)
            return false;
        AVChannelLayout to{};
        av_channel_layout_default(&to, m_isMono ? 1 : kMixedSides);
        SwrContext *raw = nullptr;
        const int status = swr_alloc_set_opts2(&raw,
                                               &to,
                                               AV_SAMPLE_FMT_FLT,
                                               m_rate,
                                               &from,
                                               static_cast<AVSampleFormat>(m_format),
                                               m_rate,
                                               0,
                                               nullptr);
        m_converter.reset(raw);
        av_channel_layout_uninit(&from);
        if (status < 0 || swr_init(raw) < 0)
            m_converter.reset();
        return m_converter != nullptr;
    }

    ffmpeg::SwrPtr m_converter;
    AVChannelLayout m_layout{};
    int m_format = AV_SAMPLE_FMT_NONE;
    int m_rate = 0;
    bool m_isMono = false;
};

} // namespace

SampleReader stereoReader()
{
    auto mixer = std::make_shared<StereoMixer>();
    return {[mixer](const AVFrame &frame) { return mixer->read(frame); }, kMixedSides};
}

} // namespace soundlocus
