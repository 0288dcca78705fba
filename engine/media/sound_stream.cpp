// SPDX-License-Identifier: MIT
#include "engine/media/sound_stream.h"

#include "engine/media/channel_mean.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace soundlocus {

namespace {

/// Distance of the marks where decoding can be taken up again.
constexpr double kMarkSeconds = 1.0;
/// Decoding starts so long before a mark, for codecs that build on what came before (MP3, Opus).
constexpr double kPrerollSeconds = 0.5;
/// startNear() goes to a mark that lies at most so far before, else by stamp.
constexpr double kNearMarkSeconds = 3.0;

/// Formats without stamps of their own: FFmpeg guesses them after a seek, so none is made.
bool hasOwnStamps(const AVFormatContext &context, const AVStream &stream)
{
    constexpr std::array<std::string_view, 9> raw{
            "mp3", "aac", "ac3", "eac3", "dts", "truehd", "loas", "amr", "wv"};
    const std::string_view format = context.iformat->name;
    if (std::find(raw.begin(), raw.end(), format) != raw.end())
        return false;
    return format != "wav" || av_get_exact_bits_per_sample(stream.codecpar->codec_id) > 0;
}

} // namespace

SoundStream::SoundStream(MediaFile file,
                         ffmpeg::Input input,
                         ffmpeg::CodecPtr codec,
                         int streamIndex)
    : m_file(std::move(file))
    , m_input(std::move(input))
    , m_codec(std::move(codec))
    , m_streamIndex(streamIndex)
    , m_packet(ffmpeg::makePacket())
    , m_frame(ffmpeg::makeFrame())
    , m_rate(stream().codecpar->sample_rate)
{
    ffmpeg::keepOnly(*m_input.context, streamIndex);
}

SampleReader monoReader(Downmix downmix)
{
    return {[downmix](const AVFrame &frame) { return monoSamples(frame, downmix); }, 1};
}

Result<SoundStream> SoundStream::open(const MediaFile &file, int streamIndex, SampleReader reader)
{
    const auto &streams = file.facts().audio;
    const auto found = std::find_if(streams.begin(), streams.end(), [&](const auto &stream) {
        return streamIndex < 0 || stream.streamIndex == streamIndex;
    });
    if (found == streams.end()) {
        return fail(ErrorCode::NoAudio,
                    file.path().string() + ": holds no sound"
                            + (streamIndex < 0 ? std::string("; give a file with sound")
                                               : " stream " + std::to_string(streamIndex)));
    }
    Result<ffmpeg::Input> input = ffmpeg::openInput(file);
    if (!input)
        return Unexpected(input.error());
    if (found->streamIndex >= static_cast<int>(input->context->nb_streams)) {
        return fail(ErrorCode::CorruptData,
                    file.path().string() + ": changed since it was opened; open it again");
    }
    const AVStream &stream = *input->stream(found->streamIndex);
    Result<ffmpeg::CodecPtr> codec = ffmpeg::openDecoder(stream, 1, file.path());
    if (!codec)
        return Unexpected(codec.error());
    SoundStream sound(file, std::move(*input), std::move(*codec), found->streamIndex);
    sound.m_reader = std::move(reader);
    return sound;
}

Result<void> SoundStream::startOver()
{
    Result<SoundStream> fresh = open(m_file, m_streamIndex, m_reader);
    if (!fresh)
        return Unexpected(fresh.error());
    fresh->m_marks = std::move(m_marks);
    fresh->m_damaged = m_damaged;
    *this = std::move(*fresh);
    return {};
}

Result<void> SoundStream::startBefore(std::int64_t position)
{
    const auto after = std::upper_bound(
            m_marks.begin(), m_marks.end(), position, [](std::int64_t p, const Mark &mark) {
                return p < mark.position;
            });
    // The first mark is the start of the stream itself.
    if (after - m_marks.begin() < 2 || !hasOwnStamps(*m_input.context, stream()))
        return startOver();
    const Mark &mark = *(after - 1);
    if (!seekTo(mark.ticks))
        return startOver();
    m_wanted = mark;
    m_isByStamp = false;
    return {};
}

Result<void> SoundStream::startNear(std::int64_t position)
{
    const auto near = static_cast<std::int64_t>(kNearMarkSeconds * m_rate);
    const auto after = std::upper_bound(
            m_marks.begin(), m_marks.end(), position, [](std::int64_t p, const Mark &mark) {
                return p < mark.position;
            });
    const bool hasMark = after != m_marks.begin() && position - (after - 1)->position <= near;
    if (hasMark || !m_startTicks || !hasOwnStamps(*m_input.context, stream()))
        return startBefore(position);
    const std::int64_t ticks = *m_startTicks
                               + av_rescale_q(position, AVRational{1, m_rate}, stream().time_base);
    if (!seekTo(ticks))
        return startOver();
    m_wanted = {ticks, position};
    m_isByStamp = true;
    return {};
}

/// Goes to the packets some time before a stamp.
bool SoundStream::seekTo(std::int64_t ticks)
{
    const auto preroll = static_cast<std::int64_t>(kPrerollSeconds / av_q2d(stream().time_base));
    if (av_seek_frame(m_input.context.get(), m_streamIndex, ticks - preroll, AVSEEK_FLAG_BACKWARD)
        < 0) {
        return false;
    }
    avcodec_flush_buffers(m_codec.get());
    m_isDraining = false;
    m_position.reset();
    m_silence = 0;
    m_behindSilence.clear();
    return true;
}

Result<void> SoundStream::feed()
{
    while (true) {
        av_packet_unref(m_packet.get());
        const int status = av_read_frame(m_input.context.get(), m_packet.get());
        if (status >= 0 && m_packet->stream_index != m_streamIndex)
            continue;
        if (status < 0 && status != AVERROR_EOF)
            ++m_damaged;
        m_isDraining = status < 0;
        const int sent = avcodec_send_packet(m_codec.get(),
                                             m_isDraining ? nullptr : m_packet.get());
        if (sent == AVERROR(ENOMEM)) {
            return fail(ErrorCode::TooLarge,
                        "decoding \"" + m_file.path().string()
                                + "\" needs more memory than there is");
        }
        if (sent < 0 && sent != AVERROR_EOF)
            ++m_damaged;
        return {};
    }
}

/// Position that a stamp stands for.
std::int64_t SoundStream::positionOf(std::int64_t ticks) const
{
    return av_rescale_q(ticks - *m_startTicks, stream().time_base, AVRational{1, m_rate});
}

void SoundStream::leaveMark(std::int64_t ticks)
{
    const auto distance = static_cast<std::int64_t>(kMarkSeconds * m_rate);
    if (m_isByStamp)
        return;
    if (m_marks.empty() || *m_position >= m_marks.back().position + distance)
        m_marks.push_back({ticks, *m_position});
}

SoundBlock SoundStream::placed(std::int64_t ticks, std::vector<float> samples)
{
    const int channels = m_reader.channels;
    const auto tolerance = static_cast<std::int64_t>(kStampToleranceSeconds * m_rate);
    const auto longest = static_cast<std::int64_t>(kLongestGapSeconds * m_rate);
    const std::int64_t offset = ticks == AV_NOPTS_VALUE ? 0 : positionOf(ticks) - *m_position;
    if (offset > tolerance && offset < longest) {
        m_silence = offset;
        m_behindSilence = std::move(samples);
        return pieceOfGap();
    }
    if (offset < -tolerance && offset > -longest) {
        const auto overlap = std::min<std::int64_t>(-offset * channels,
                                                    static_cast<std::int64_t>(samples.size()));
        samples.erase(samples.begin(), samples.begin() + overlap);
    } else if (ticks != AV_NOPTS_VALUE) {
        leaveMark(ticks);
    }
    return blockOf(std::move(samples));
}

/// Samples at the position reached, which moves on.
SoundBlock SoundStream::blockOf(std::vector<float> samples)
{
    SoundBlock block{.position = *m_position, .samples = std::move(samples)};
    *m_position += static_cast<std::int64_t>(block.samples.size()) / m_reader.channels;
    return block;
}

/// The next part of the gap before m_behindSilence, or that itself.
SoundBlock SoundStream::pieceOfGap()
{
    if (m_silence == 0)
        return blockOf(std::exchange(m_behindSilence, {}));
    const std::int64_t piece = std::min(m_silence, kSilencePieceSamples);
    m_silence -= piece;
    return blockOf(std::vector<float>(static_cast<std::size_t>(piece * m_reader.channels), 0.0F));
}

std::optional<SoundBlock> SoundStream::accept(const AVFrame &frame)
{
    const std::int64_t ticks = frame.pts != AV_NOPTS_VALUE ? frame.pts
                                                           : frame.best_effort_timestamp;
    if (!m_startTicks) {
        m_startTicks = ticks == AV_NOPTS_VALUE ? 0 : ticks;
        m_rate = frame.sample_rate;
        m_start = ticks == AV_NOPTS_VALUE ? MediaTime{0} : m_input.time(ticks, stream().time_base);
    }
    if (frame.sample_rate != m_rate) {
        ++m_damaged;
        return std::nullopt;
    }
    if (!m_position) {
        m_position = foundPosition(frame, ticks);
        if (!m_position)
            return std::nullopt;
    }
    return placed(ticks, m_reader.read(frame));
}

/// After a seek: position of a frame, once it is the one with the wanted sample.
std::optional<std::int64_t> SoundStream::foundPosition(const AVFrame &frame,
                                                       std::int64_t ticks) const
{
    if (!m_isByStamp)
        return ticks == m_wanted.ticks ? std::optional(m_wanted.position) : std::nullopt;
    if (ticks == AV_NOPTS_VALUE || positionOf(ticks) + frame.nb_samples <= m_wanted.position)
        return std::nullopt;
    return positionOf(ticks);
}

Result<std::optional<SoundBlock>> SoundStream::next(const std::stop_token &stop)
{
    while (true) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "decoding was stopped");
        if (m_silence > 0 || !m_behindSilence.empty())
            return std::optional<SoundBlock>(pieceOfGap());
        const int status = avcodec_receive_frame(m_codec.get(), m_frame.get());
        if (status >= 0) {
            std::optional<SoundBlock> block = accept(*m_frame);
            const bool isMissed = !m_position && !m_isByStamp && m_frame->pts > m_wanted.ticks;
            av_frame_unref(m_frame.get());
            if (block)
                return block;
            if (isMissed) {
                // The seek did not lead to the mark: count from the start instead.
                if (const auto restarted = startOver(); !restarted)
                    return Unexpected(restarted.error());
            }
        } else if (status == AVERROR(EAGAIN) && !m_isDraining) {
            if (const auto fed = feed(); !fed)
                return Unexpected(fed.error());
        } else if (m_isDraining) {
            if (!m_startTicks) {
                return fail(ErrorCode::CorruptData,
                            m_file.path().string()
                                    + ": no sound in it can be decoded; get the file again");
            }
            return std::optional<SoundBlock>();
        } else {
            ++m_damaged;
        }
    }
}

} // namespace soundlocus
