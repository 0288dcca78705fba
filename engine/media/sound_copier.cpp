// SPDX-License-Identifier: MIT
#include "engine/media/ffmpeg_input.h"
#include "engine/media/sound_track.h"

namespace soundlocus {

namespace {

class SoundCopier final : public SoundTrack
{
public:
    SoundCopier(ffmpeg::Input input, int streamIndex, std::optional<MediaTime> end)
        : m_input(std::move(input))
        , m_stream(*m_input.stream(streamIndex))
        , m_end(end)
        , m_shift(ffmpeg::toTicks(m_input.origin, m_stream.time_base))
        , m_first(ffmpeg::makePacket())
    {
        ffmpeg::keepOnly(*m_input.context, streamIndex);
        // Priming before 0 must be declared before the first packet is written.
        m_hasFirst = read(*m_first);
        AVCodecParameters &codec = *m_stream.codecpar;
        codec.codec_tag = 0;
        if (m_hasFirst && m_first->pts != AV_NOPTS_VALUE && m_first->pts < 0
            && codec.initial_padding == 0 && codec.sample_rate > 0) {
            codec.initial_padding = static_cast<int>(av_rescale_q(
                    -m_first->pts, m_stream.time_base, AVRational{1, codec.sample_rate}));
        }
        // Sizes that MP3 and AC-3 have in some containers only.
        if (codec.codec_id == AV_CODEC_ID_MP3 || codec.codec_id == AV_CODEC_ID_AC3)
            codec.block_align = 0;
    }

    [[nodiscard]] const AVCodecParameters &parameters() const override
    {
        return *m_stream.codecpar;
    }
    [[nodiscard]] AVRational timeBase() const override { return m_stream.time_base; }

    [[nodiscard]] Result<bool> next(AVPacket &packet) override
    {
        if (m_hasFirst) {
            m_hasFirst = false;
            av_packet_move_ref(&packet, m_first.get());
            return true;
        }
        return read(packet);
    }

private:
    /// A file that breaks off ends there, as it does for a player.
    [[nodiscard]] bool read(AVPacket &packet)
    {
        while (true) {
            av_packet_unref(&packet);
            if (av_read_frame(m_input.context.get(), &packet) < 0)
                return false;
            if (packet.stream_index != m_stream.index)
                continue;
            setStamps(packet);
            const std::int64_t end = m_end ? ffmpeg::toTicks(*m_end, m_stream.time_base)
                                           : INT64_MAX;
            if (packet.pts >= end)
                return false;
            // Packets behind the end of an edit are stored, but not played.
            if ((packet.flags & AV_PKT_FLAG_DISCARD) != 0 && packet.pts >= 0)
                continue;
            return true;
        }
    }

    void setStamps(AVPacket &packet)
    {
        if (packet.pts == AV_NOPTS_VALUE)
            packet.pts = packet.dts;
        packet.pts = packet.pts == AV_NOPTS_VALUE ? m_nextTicks : packet.pts - m_shift;
        // Sound is stored in the order in which it is played.
        packet.dts = packet.pts;
        packet.pos = -1;
        m_nextTicks = packet.pts + packet.duration;
    }

    ffmpeg::Input m_input;
    AVStream &m_stream;
    std::optional<MediaTime> m_end;
    std::int64_t m_shift = 0;
    std::int64_t m_nextTicks = 0;
    ffmpeg::PacketPtr m_first;
    bool m_hasFirst = false;
};

} // namespace

bool canCopySound(const AVOutputFormat &format, const MediaFile &file)
{
    const AVCodecDescriptor *codec = avcodec_descriptor_get_by_name(
            file.facts().audio.front().codec.c_str());
    return codec != nullptr && avformat_query_codec(&format, codec->id, FF_COMPLIANCE_NORMAL) == 1;
}

Result<std::unique_ptr<SoundTrack>> copySound(const MediaFile &file, std::optional<MediaTime> end)
{
    Result<ffmpeg::Input> input = ffmpeg::openInput(file.path());
    if (!input)
        return Unexpected(input.error());
    const int index = file.facts().audio.front().streamIndex;
    if (index >= static_cast<int>(input->context->nb_streams)) {
        return fail(ErrorCode::CorruptData,
                    file.path().string() + ": changed since it was opened; open it again");
    }
    return std::unique_ptr<SoundTrack>(
            std::make_unique<SoundCopier>(std::move(*input), index, end));
}

} // namespace soundlocus
