// SPDX-License-Identifier: MIT
#include "engine/media/channel_mean.h"
#include "engine/media/encoded_bytes.h"
#include "engine/media/ffmpeg_handles.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace soundlocus {

namespace {

/// FFmpeg's own size for files; the buffer belongs to the context.
constexpr int kBufferBytes = 32768;
/// What an integer sample is divided by (AudioDecoder).
constexpr float kFullScale = 32768.0F;
constexpr float kLargest = 32767.0F;

Unexpected encodingFailure(int averror)
{
    return fail(ErrorCode::Internal,
                "a sound could not be encoded as FLAC",
                ffmpeg::errorText(averror));
}

Unexpected damaged(int averror)
{
    return fail(ErrorCode::CorruptData, "a damaged FLAC sound", ffmpeg::errorText(averror));
}

/// A file in memory that grows.
class MemoryOutput
{
public:
    explicit MemoryOutput(AVFormatContext &format)
        : m_format(format)
    {}
    MemoryOutput(const MemoryOutput &) = delete;
    MemoryOutput &operator=(const MemoryOutput &) = delete;
    ~MemoryOutput()
    {
        if (m_format.pb != nullptr)
            static_cast<void>(take());
    }

    int open() { return avio_open_dyn_buf(&m_format.pb); }

    std::string take()
    {
        std::uint8_t *bytes = nullptr;
        const int size = avio_close_dyn_buf(std::exchange(m_format.pb, nullptr), &bytes);
        std::string text(reinterpret_cast<const char *>(bytes), static_cast<std::size_t>(size));
        av_free(bytes);
        return text;
    }

private:
    AVFormatContext &m_format;
};

/// Bytes that a demuxer reads.
struct MemoryInput
{
    std::string_view bytes;
    std::size_t position = 0;

    static int read(void *opaque, std::uint8_t *target, int size)
    {
        auto &self = *static_cast<MemoryInput *>(opaque);
        const std::size_t count = std::min(static_cast<std::size_t>(size),
                                           self.bytes.size() - self.position);
        if (count == 0)
            return AVERROR_EOF;
        std::memcpy(target, self.bytes.data() + self.position, count);
        self.position += count;
        return static_cast<int>(count);
    }
};

struct AvioDeleter
{
    void operator()(AVIOContext *p) const
    {
        av_freep(&p->buffer);
        avio_context_free(&p);
    }
};
using AvioPtr = std::unique_ptr<AVIOContext, AvioDeleter>;

Result<ffmpeg::CodecPtr> openEncoder(int sampleRateHz)
{
    const AVCodec *codec = avcodec_find_encoder(AV_CODEC_ID_FLAC);
    if (codec == nullptr)
        return fail(ErrorCode::Internal, "this FFmpeg has no FLAC encoder");
    ffmpeg::CodecPtr encoder(avcodec_alloc_context3(codec));
    if (!encoder)
        return encodingFailure(AVERROR(ENOMEM));
    encoder->sample_rate = sampleRateHz;
    encoder->sample_fmt = AV_SAMPLE_FMT_S16;
    encoder->time_base = {1, sampleRateHz};
    av_channel_layout_default(&encoder->ch_layout, 1);
    // Frames in order: each thread encodes its own clip.
    encoder->thread_count = 1;
    const int status = avcodec_open2(encoder.get(), codec, nullptr);
    if (status < 0)
        return fail(ErrorCode::InvalidArgument,
                    "FLAC has no rate of " + std::to_string(sampleRateHz) + " Hz",
                    ffmpeg::errorText(status));
    return encoder;
}

/// Hands what the encoder has ready to the muxer.
int drain(AVCodecContext &encoder, AVFormatContext &format, AVPacket &packet)
{
    int status = 0;
    while ((status = avcodec_receive_packet(&encoder, &packet)) >= 0) {
        packet.stream_index = 0;
        status = av_write_frame(&format, &packet);
        av_packet_unref(&packet);
        if (status < 0)
            return status;
    }
    return status == AVERROR(EAGAIN) || status == AVERROR_EOF ? 0 : status;
}

int encodeSamples(AVCodecContext &encoder, AVFormatContext &format, std::span<const float> samples)
{
    const ffmpeg::PacketPtr packet = ffmpeg::makePacket();
    std::int64_t position = 0;
    while (!samples.empty()) {
        const auto count = std::min(samples.size(), static_cast<std::size_t>(encoder.frame_size));
        const ffmpeg::FramePtr frame = ffmpeg::makeFrame();
        frame->nb_samples = static_cast<int>(count);
        frame->format = encoder.sample_fmt;
        frame->sample_rate = encoder.sample_rate;
        frame->pts = position;
        av_channel_layout_copy(&frame->ch_layout, &encoder.ch_layout);
        int status = av_frame_get_buffer(frame.get(), 0);
        if (status < 0)
            return status;
        auto *target = reinterpret_cast<std::int16_t *>(frame->data[0]);
        for (std::size_t i = 0; i < count; ++i)
            target[i] = static_cast<std::int16_t>(
                    std::lrint(std::clamp(samples[i] * kFullScale, -kFullScale, kLargest)));
        status = avcodec_send_frame(&encoder, frame.get());
        if (status >= 0)
            status = drain(encoder, format, *packet);
        if (status < 0)
            return status;
        samples = samples.subspan(count);
        position += static_cast<std::int64_t>(count);
    }
    const int status = avcodec_send_frame(&encoder, nullptr);
    return status < 0 ? status : drain(encoder, format, *packet);
}

/// Everything the stream holds, added to `samples`.
int decodeSamples(AVFormatContext &format, AVCodecContext &decoder, std::vector<float> &samples)
{
    const ffmpeg::PacketPtr packet = ffmpeg::makePacket();
    const ffmpeg::FramePtr frame = ffmpeg::makeFrame();
    bool isDraining = false;
    while (true) {
        int status = avcodec_receive_frame(&decoder, frame.get());
        if (status >= 0) {
            const std::vector<float> piece = monoSamples(*frame, Downmix::Mean);
            samples.insert(samples.end(), piece.begin(), piece.end());
            continue;
        }
        if (status == AVERROR_EOF)
            return 0;
        if (status != AVERROR(EAGAIN) || isDraining)
            return status;
        av_packet_unref(packet.get());
        status = av_read_frame(&format, packet.get());
        if (status < 0 && status != AVERROR_EOF)
            return status;
        isDraining = status < 0;
        status = avcodec_send_packet(&decoder, isDraining ? nullptr : packet.get());
        if (status < 0)
            return status;
    }
}

} // namespace

Result<std::string> encodeFlac(const AudioClip &clip)
{
    ffmpeg::installLog();
    if (clip.isEmpty())
        return fail(ErrorCode::InvalidArgument, "an empty sound cannot become FLAC");
    auto encoder = openEncoder(clip.sampleRateHz());
    if (!encoder)
        return Unexpected(encoder.error());
    AVFormatContext *raw = nullptr;
    int status = avformat_alloc_output_context2(&raw, nullptr, "flac", nullptr);
    if (status < 0)
        return encodingFailure(status);
    const std::unique_ptr<AVFormatContext, decltype(&avformat_free_context)> format(
            raw, &avformat_free_context);
    MemoryOutput output(*format);
    AVStream *stream = avformat_new_stream(format.get(), nullptr);
    if (stream == nullptr)
        return encodingFailure(AVERROR(ENOMEM));
    stream->time_base = (*encoder)->time_base;
    // The same clip is to give the same bytes.
    format->flags |= AVFMT_FLAG_BITEXACT;
    status = avcodec_parameters_from_context(stream->codecpar, encoder->get());
    if (status >= 0)
        status = output.open();
    if (status >= 0)
        status = avformat_write_header(format.get(), nullptr);
    if (status >= 0)
        status = encodeSamples(**encoder, *format, clip.samples());
    if (status >= 0)
        status = av_write_trailer(format.get());
    if (status < 0)
        return encodingFailure(status);
    return output.take();
}

Result<AudioClip> decodeFlac(std::string_view bytes)
{
    ffmpeg::installLog();
    MemoryInput memory{bytes};
    auto *buffer = static_cast<unsigned char *>(av_malloc(kBufferBytes));
    const AvioPtr io(avio_alloc_context(
            buffer, kBufferBytes, 0, &memory, &MemoryInput::read, nullptr, nullptr));
    AVFormatContext *raw = avformat_alloc_context();
    if (!io || raw == nullptr)
        return damaged(AVERROR(ENOMEM));
    raw->pb = io.get();
    int status = avformat_open_input(&raw, nullptr, av_find_input_format("flac"), nullptr);
    if (status < 0) // the context is gone already
        return damaged(status);
    const ffmpeg::InputPtr format(raw);
    const AVCodec *codec = avcodec_find_decoder(AV_CODEC_ID_FLAC);
    const ffmpeg::CodecPtr decoder(codec == nullptr ? nullptr : avcodec_alloc_context3(codec));
    if (format->nb_streams != 1 || !decoder)
        return damaged(AVERROR_STREAM_NOT_FOUND);
    status = avcodec_parameters_to_context(decoder.get(), format->streams[0]->codecpar);
    if (status >= 0)
        status = avcodec_open2(decoder.get(), codec, nullptr);
    std::vector<float> samples;
    if (status >= 0)
        status = decodeSamples(*format, *decoder, samples);
    if (status < 0)
        return damaged(status);
    if (samples.empty() || decoder->sample_rate <= 0)
        return damaged(AVERROR_INVALIDDATA);
    // What is cut off between two blocks decodes without a fault.
    const AVStream &stream = *format->streams[0];
    const std::int64_t told = stream.duration > 0 ? av_rescale_q(
                                      stream.duration, stream.time_base, {1, decoder->sample_rate})
                                                  : 0;
    if (told > 0 && told != static_cast<std::int64_t>(samples.size()))
        return damaged(AVERROR_INVALIDDATA);
    return AudioClip(std::move(samples), decoder->sample_rate);
}

} // namespace soundlocus
