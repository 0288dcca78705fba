// SPDX-License-Identifier: MIT
#include "engine/media/ffmpeg_input.h"
#include "engine/media/sound_codec.h"
#include "engine/media/sound_stream.h"
#include "engine/media/sound_track.h"

extern "C" {
#include <libavutil/audio_fifo.h>
#include <libavutil/samplefmt.h>
}

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace soundlocus {

namespace {

/// Samples a packet for encoders that take any number.
constexpr int kAnyFrameSamples = 1024;
/// Decoding starts so long before a range, for codecs that build on what came before.
constexpr MediaTime kPreroll = std::chrono::seconds(2);

struct FifoDeleter
{
    void operator()(AVAudioFifo *p) const { av_audio_fifo_free(p); }
};

struct ParametersDeleter
{
    void operator()(AVCodecParameters *p) const { avcodec_parameters_free(&p); }
};

class SoundEncoder final : public SoundTrack
{
public:
    SoundEncoder(ffmpeg::Input input,
                 int streamIndex,
                 ffmpeg::CodecPtr decoder,
                 ffmpeg::CodecPtr encoder,
                 std::optional<TimeRange> range);

    [[nodiscard]] bool isUsable() const { return m_parameters && m_fifo; }
    [[nodiscard]] const AVCodecParameters &parameters() const override { return *m_parameters; }
    [[nodiscard]] AVRational timeBase() const override { return m_encoder->time_base; }
    [[nodiscard]] Result<bool> next(AVPacket &packet) override;

private:
    [[nodiscard]] int frameSamples() const
    {
        return m_encoder->frame_size > 0 ? m_encoder->frame_size : kAnyFrameSamples;
    }
    void seekTo(MediaTime time);
    [[nodiscard]] int feedEncoder();
    [[nodiscard]] int fill();
    [[nodiscard]] int decode();
    void place();
    [[nodiscard]] int openResampler();
    [[nodiscard]] int resample(const std::uint8_t *const *samples, int count);
    [[nodiscard]] int resampleFrame();
    [[nodiscard]] int resampleSilence();
    [[nodiscard]] int encodeFrame(int count);

    ffmpeg::Input m_input;
    AVStream &m_stream;
    ffmpeg::CodecPtr m_decoder;
    ffmpeg::CodecPtr m_encoder;
    std::unique_ptr<AVCodecParameters, ParametersDeleter> m_parameters;
    std::unique_ptr<AVAudioFifo, FifoDeleter> m_fifo;
    ffmpeg::SwrPtr m_resampler;
    ffmpeg::PacketPtr m_packet;
    ffmpeg::FramePtr m_frame;
    int m_rate = 0;
    AVSampleFormat m_format = AV_SAMPLE_FMT_NONE;
    int m_channels = 0;
    // Positions count samples of the source from the begin of the range.
    std::int64_t m_origin = 0;
    std::int64_t m_end = INT64_MAX;
    std::optional<std::int64_t> m_position;
    std::int64_t m_silence = 0; // to come before the frame
    int m_skip = 0;             // samples of the frame to leave out
    int m_take = 0;             // samples behind them to encode
    std::int64_t m_outTicks = 0;
    bool m_isDraining = false;
    bool m_isInputDone = false;
    bool m_isFlushed = false;
};

SoundEncoder::SoundEncoder(ffmpeg::Input input,
                           int streamIndex,
                           ffmpeg::CodecPtr decoder,
                           ffmpeg::CodecPtr encoder,
                           std::optional<TimeRange> range)
    : m_input(std::move(input))
    , m_stream(*m_input.stream(streamIndex))
    , m_decoder(std::move(decoder))
    , m_encoder(std::move(encoder))
    , m_parameters(avcodec_parameters_alloc())
    , m_fifo(av_audio_fifo_alloc(m_encoder->sample_fmt,
                                 m_encoder->ch_layout.nb_channels,
                                 frameSamples()))
    , m_packet(ffmpeg::makePacket())
    , m_frame(ffmpeg::makeFrame())
    , m_rate(m_decoder->sample_rate)
{
    ffmpeg::keepOnly(*m_input.context, streamIndex);
    if (m_parameters)
        avcodec_parameters_from_context(m_parameters.get(), m_encoder.get());
    const AVRational unit{1, m_rate};
    const MediaTime begin = range ? range->begin : MediaTime{0};
    m_origin = ffmpeg::toTicks(begin + m_input.origin, unit);
    if (range)
        m_end = ffmpeg::toTicks(range->duration(), unit);
    if (begin > kPreroll)
        seekTo(begin - kPreroll);
}

/// Only where stamps are stored; elsewhere FFmpeg guesses them after a seek.
void SoundEncoder::seekTo(MediaTime time)
{
    const std::string_view format = m_input.context->iformat->name;
    if (!format.starts_with("mov") && !format.starts_with("matroska"))
        return;
    av_seek_frame(m_input.context.get(),
                  m_stream.index,
                  m_input.ticks(time, m_stream.time_base),
                  AVSEEK_FLAG_BACKWARD);
}

Result<bool> SoundEncoder::next(AVPacket &packet)
{
    while (true) {
        av_packet_unref(&packet);
        int status = avcodec_receive_packet(m_encoder.get(), &packet);
        if (status >= 0)
            return true;
        if (status == AVERROR_EOF)
            return false;
        if (status == AVERROR(EAGAIN))
            status = feedEncoder();
        if (status < 0) {
            return fail(ErrorCode::WriteFailed,
                        "the sound of \"" + std::string(m_input.context->url)
                                + "\" cannot be encoded; convert that file first",
                        ffmpeg::errorText(status));
        }
    }
}

int SoundEncoder::feedEncoder()
{
    const int ready = av_audio_fifo_size(m_fifo.get());
    if (ready >= frameSamples())
        return encodeFrame(frameSamples());
    if (!m_isInputDone)
        return fill();
    if (m_resampler && !m_isFlushed) {
        m_isFlushed = true;
        return resample(nullptr, 0);
    }
    return ready > 0 ? encodeFrame(ready) : avcodec_send_frame(m_encoder.get(), nullptr);
}

/// One step: silence, then the frame that waits behind it, else the next frame.
int SoundEncoder::fill()
{
    if (m_silence > 0)
        return resampleSilence();
    if (m_take > 0)
        return resampleFrame();
    if (m_position && *m_position >= m_end) {
        m_isInputDone = true;
        return 0;
    }
    return decode();
}

int SoundEncoder::decode()
{
    const int status = avcodec_receive_frame(m_decoder.get(), m_frame.get());
    if (status >= 0) {
        place();
        return 0;
    }
    if (m_isDraining) {
        m_isInputDone = true;
        return 0;
    }
    // Damaged packets are left out, as in AudioDecoder: the gap becomes silence.
    av_packet_unref(m_packet.get());
    const int read = av_read_frame(m_input.context.get(), m_packet.get());
    if (read >= 0 && m_packet->stream_index != m_stream.index)
        return 0;
    m_isDraining = read < 0;
    const int sent = avcodec_send_packet(m_decoder.get(), m_isDraining ? nullptr : m_packet.get());
    return sent == AVERROR(ENOMEM) ? sent : 0;
}

/// Decides what of the decoded frame belongs to the output, and how much silence before it.
void SoundEncoder::place()
{
    const int count = m_frame->nb_samples;
    if (m_frame->sample_rate != m_rate || count <= 0)
        return;
    const std::int64_t ticks = m_frame->pts != AV_NOPTS_VALUE ? m_frame->pts
                                                              : m_frame->best_effort_timestamp;
    std::int64_t position = m_position.value_or(-m_origin);
    if (ticks != AV_NOPTS_VALUE)
        position = av_rescale_q(ticks, m_stream.time_base, AVRational{1, m_rate}) - m_origin;
    m_skip = 0;
    if (!m_position) {
        if (position + count <= 0)
            return;
        m_skip = static_cast<int>(std::max<std::int64_t>(0, -position));
        m_position = position + m_skip;
        m_outTicks = av_rescale_q(*m_position, AVRational{1, m_rate}, m_encoder->time_base);
    } else {
        const auto tolerance = static_cast<std::int64_t>(kStampToleranceSeconds * m_rate);
        const auto longest = static_cast<std::int64_t>(kLongestGapSeconds * m_rate);
        const std::int64_t offset = position - *m_position;
        if (offset > tolerance && offset < longest)
            m_silence = std::min(offset, m_end - *m_position);
        else if (offset < -tolerance && offset > -longest)
            m_skip = static_cast<int>(std::min<std::int64_t>(-offset, count));
    }
    const std::int64_t left = std::max<std::int64_t>(0, m_end - *m_position - m_silence);
    m_take = static_cast<int>(std::min<std::int64_t>(count - m_skip, left));
    *m_position += m_silence + m_take;
}

int SoundEncoder::openResampler()
{
    const auto format = static_cast<AVSampleFormat>(m_frame->format);
    if (m_resampler && format == m_format && m_frame->ch_layout.nb_channels == m_channels)
        return 0;
    if (m_resampler) {
        if (const int status = resample(nullptr, 0); status < 0)
            return status;
    }
    m_format = format;
    m_channels = m_frame->ch_layout.nb_channels;
    AVChannelLayout layout{};
    copyChannelLayout(layout, m_frame->ch_layout);
    SwrContext *raw = nullptr;
    int status = swr_alloc_set_opts2(&raw,
                                     &m_encoder->ch_layout,
                                     m_encoder->sample_fmt,
                                     m_encoder->sample_rate,
                                     &layout,
                                     format,
                                     m_rate,
                                     0,
                                     nullptr);
    av_channel_layout_uninit(&layout);
    m_resampler.reset(raw);
    if (status >= 0)
        status = swr_init(raw);
    return status;
}

/// @param samples null: gives out what the resampler still holds
int SoundEncoder::resample(const std::uint8_t *const *samples, int count)
{
    const int room = swr_get_out_samples(m_resampler.get(), count);
    if (room <= 0)
        return room;
    std::uint8_t **planes = nullptr;
    int status = av_samples_alloc_array_and_samples(
            &planes, nullptr, m_encoder->ch_layout.nb_channels, room, m_encoder->sample_fmt, 0);
    if (status < 0)
        return status;
    // Older versions of FFmpeg take pointers to changeable samples, which they do not change.
    status = swr_convert(
            m_resampler.get(), planes, room, const_cast<const std::uint8_t **>(samples), count);
    if (status > 0)
        status = av_audio_fifo_write(m_fifo.get(), reinterpret_cast<void **>(planes), status);
    av_freep(static_cast<void *>(planes));
    av_freep(static_cast<void *>(&planes));
    return std::min(status, 0);
}

int SoundEncoder::resampleFrame()
{
    if (const int status = openResampler(); status < 0)
        return status;
    const bool isPlanar = av_sample_fmt_is_planar(m_format) != 0;
    const int step = av_get_bytes_per_sample(m_format) * (isPlanar ? 1 : m_channels);
    std::vector<const std::uint8_t *> planes(static_cast<std::size_t>(isPlanar ? m_channels : 1));
    for (std::size_t plane = 0; plane < planes.size(); ++plane)
        planes[plane] = (m_frame->extended_data[plane]
                         + static_cast<std::ptrdiff_t>(m_skip) * step);
    const int status = resample(planes.data(), std::exchange(m_take, 0));
    av_frame_unref(m_frame.get());
    return status;
}

int SoundEncoder::resampleSilence()
{
    if (const int status = openResampler(); status < 0)
        return status;
    const auto count = static_cast<int>(std::min(m_silence, kSilencePieceSamples));
    m_silence -= count;
    std::uint8_t **planes = nullptr;
    int status = av_samples_alloc_array_and_samples(
            &planes, nullptr, m_channels, count, m_format, 0);
    if (status < 0)
        return status;
    av_samples_set_silence(planes, 0, count, m_channels, m_format);
    status = resample(planes, count);
    av_freep(static_cast<void *>(planes));
    av_freep(static_cast<void *>(&planes));
    return status;
}

int SoundEncoder::encodeFrame(int count)
{
    const ffmpeg::FramePtr frame = ffmpeg::makeFrame();
    frame->nb_samples = count;
    frame->format = m_encoder->sample_fmt;
    frame->sample_rate = m_encoder->sample_rate;
    av_channel_layout_copy(&frame->ch_layout, &m_encoder->ch_layout);
    if (const int status = av_frame_get_buffer(frame.get(), 0); status < 0)
        return status;
    av_audio_fifo_read(m_fifo.get(), reinterpret_cast<void **>(frame->extended_data), count);
    frame->pts = m_outTicks;
    m_outTicks += count;
    return avcodec_send_frame(m_encoder.get(), frame.get());
}

} // namespace

Result<std::unique_ptr<SoundTrack>> encodeSound(const AVOutputFormat &format,
                                                const MediaFile &file,
                                                std::optional<TimeRange> range)
{
    Result<ffmpeg::Input> input = ffmpeg::openInput(file.path());
    if (!input)
        return Unexpected(input.error());
    const int index = file.facts().audio.front().streamIndex;
    if (index >= static_cast<int>(input->context->nb_streams)) {
        return fail(ErrorCode::CorruptData,
                    file.path().string() + ": changed since it was opened; open it again");
    }
    Result<ffmpeg::CodecPtr> decoder = ffmpeg::openDecoder(*input->stream(index), 1, file.path());
    if (!decoder)
        return Unexpected(decoder.error());
    Result<ffmpeg::CodecPtr> encoder = openSoundEncoder(format, **decoder, file.path());
    if (!encoder)
        return Unexpected(encoder.error());
    auto sound = std::make_unique<SoundEncoder>(
            std::move(*input), index, std::move(*decoder), std::move(*encoder), range);
    if (!sound->isUsable())
        return fail(ErrorCode::TooLarge, "encoding sound needs more memory than there is");
    return std::unique_ptr<SoundTrack>(std::move(sound));
}

} // namespace soundlocus
