// SPDX-License-Identifier: MIT
#include "engine/media/picture_packets.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace soundlocus {

namespace {

/// Read errors in a row after which a file is given up.
constexpr int kMaxReadErrors = 64;

/// VP8 marks pictures that only serve as references in the first byte (RFC 6386, 9.1: show_frame).
bool isHidden(const AVStream &stream, const AVPacket &packet)
{
    return stream.codecpar->codec_id == AV_CODEC_ID_VP8 && packet.size > 0
           && (packet.data[0] & 0x10U) == 0;
}

} // namespace

bool isReadAsPicture(const MediaFile &file)
{
    constexpr std::array<std::string_view, 6> kinds{"jpeg", "png", "bmp", "webp", "tiff", "pnm"};
    return file.isPicture()
           && std::find(kinds.begin(), kinds.end(), file.facts().container) != kinds.end();
}

PicturePackets::PicturePackets(ffmpeg::Input input, int streamIndex)
    : m_input(std::move(input))
    , m_streamIndex(streamIndex)
    , m_packet(ffmpeg::makePacket())
{
    ffmpeg::keepOnly(*m_input.context, streamIndex);
}

Result<PicturePackets> PicturePackets::open(const MediaFile &file, int streamIndex)
{
    const auto &streams = file.facts().video;
    const auto found = std::find_if(streams.begin(), streams.end(), [&](const auto &stream) {
        return streamIndex < 0 || stream.streamIndex == streamIndex;
    });
    if (found == streams.end()) {
        return fail(ErrorCode::NoVideo,
                    "\"" + file.path().string() + "\" holds no "
                            + (streamIndex < 0 ? std::string("picture; give a video")
                                               : "picture stream " + std::to_string(streamIndex)));
    }
    Result<ffmpeg::Input> input = ffmpeg::openInput(file.path());
    if (!input)
        return Unexpected(input.error());
    if (found->streamIndex >= static_cast<int>(input->context->nb_streams)) {
        return fail(ErrorCode::CorruptData,
                    "\"" + file.path().string() + "\" changed since it was opened; open it again");
    }
    return PicturePackets(std::move(*input), found->streamIndex);
}

const AVPacket *PicturePackets::next()
{
    for (int errors = 0; errors < kMaxReadErrors;) {
        av_packet_unref(m_packet.get());
        const int status = av_read_frame(m_input.context.get(), m_packet.get());
        if (status == AVERROR_EOF)
            return nullptr;
        if (status < 0) {
            ++errors;
            ++m_damagedPackets;
            continue;
        }
        if (m_packet->stream_index != m_streamIndex || isHidden(stream(), *m_packet))
            continue;
        if ((m_packet->flags & AV_PKT_FLAG_CORRUPT) != 0)
            ++m_damagedPackets;
        return m_packet.get();
    }
    return nullptr;
}

bool PicturePackets::seek(std::int64_t ticks)
{
    return av_seek_frame(m_input.context.get(), m_streamIndex, ticks, AVSEEK_FLAG_BACKWARD) >= 0;
}

std::int64_t PicturePackets::bytePosition() const
{
    return m_input.context->pb != nullptr ? avio_tell(m_input.context->pb) : 0;
}

} // namespace soundlocus
