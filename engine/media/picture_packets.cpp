// SPDX-License-Identifier: MIT
#include "engine/media/picture_packets.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace soundlocus {

namespace {

/// Read errors in a row after which a file is given up.
constexpr int kMaxReadErrors = 64;

/// An MPEG-4 packet shorter than this may stand for "nothing new" (MAX_NVOP_SIZE in libavcodec).
constexpr int kMaxEmptyBytes = 19;

/// Coding type in the first picture header of an MPEG-4 packet: 0 I, 1 P, 2 B, 3 S; -1 if none.
int mpeg4PictureType(const AVPacket &packet)
{
    for (int i = 0; i + 4 < packet.size; ++i) {
        const std::uint8_t *bytes = packet.data + i;
        if (bytes[0] == 0 && bytes[1] == 0 && bytes[2] == 1 && bytes[3] == 0xB6)
            return bytes[4] >> 6;
    }
    return -1;
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
    prepare();
}

/// Sets up what the stream needs, by its codec and its first packet.
void PicturePackets::prepare()
{
    if (stream().codecpar->codec_id == AV_CODEC_ID_MPEG4) {
        AVBSFContext *raw = nullptr;
        const AVBitStreamFilter *filter = av_bsf_get_by_name("mpeg4_unpack_bframes");
        if (filter != nullptr && av_bsf_alloc(filter, &raw) >= 0) {
            m_filter.reset(raw);
            raw->time_base_in = stream().time_base;
            if (avcodec_parameters_copy(raw->par_in, stream().codecpar) < 0 || av_bsf_init(raw) < 0
                || avcodec_parameters_copy(stream().codecpar, raw->par_out) < 0) {
                m_filter.reset();
            }
        }
    }
    const AVPacket *first = next();
    m_isFirstKept = first != nullptr;
    m_isTimedByOrder = m_isFirstKept && first->pts == AV_NOPTS_VALUE
                       && first->dts != AV_NOPTS_VALUE;
    // Single packets without a time: FFmpeg derives it from those that follow.
    if (!m_isTimedByOrder)
        m_input.context->flags |= AVFMT_FLAG_GENPTS;
}

Result<PicturePackets> PicturePackets::open(const MediaFile &file, int streamIndex)
{
    const auto &streams = file.facts().video;
    const auto found = std::find_if(streams.begin(), streams.end(), [&](const auto &stream) {
        return streamIndex < 0 || stream.streamIndex == streamIndex;
    });
    if (found == streams.end()) {
        return fail(ErrorCode::NoVideo,
                    file.path().string() + ": holds no "
                            + (streamIndex < 0 ? std::string("picture; give a video")
                                               : "picture stream " + std::to_string(streamIndex)));
    }
    Result<ffmpeg::Input> input = ffmpeg::openInput(file);
    if (!input)
        return Unexpected(input.error());
    if (found->streamIndex >= static_cast<int>(input->context->nb_streams)) {
        return fail(ErrorCode::CorruptData,
                    file.path().string() + ": changed since it was opened; open it again");
    }
    return PicturePackets(std::move(*input), found->streamIndex);
}

bool PicturePackets::isHidden() const
{
    const AVCodecParameters &parameters = *stream().codecpar;
    if (parameters.codec_id == AV_CODEC_ID_VP8) {
        // Pictures that only serve as references: RFC 6386, 9.1, show_frame.
        return m_packet->size > 0 && (m_packet->data[0] & 0x10U) == 0;
    }
    if (parameters.codec_id == AV_CODEC_ID_MPEG4) {
        // Too short to hold the one bit that every macroblock takes.
        const int macroblocks = ((parameters.width + 15) / 16) * ((parameters.height + 15) / 16);
        return m_packet->size < kMaxEmptyBytes && m_packet->size * 8 < macroblocks;
    }
    return false;
}

bool PicturePackets::isBackwardPicture(const AVPacket &packet) const
{
    return knowsPictureTypes() && mpeg4PictureType(packet) == 2;
}

bool PicturePackets::knowsPictureTypes() const
{
    return stream().codecpar->codec_id == AV_CODEC_ID_MPEG4;
}

/// Next packet of the stream from the demuxer.
bool PicturePackets::read()
{
    for (int errors = 0; errors < kMaxReadErrors;) {
        av_packet_unref(m_packet.get());
        const int status = av_read_frame(m_input.context.get(), m_packet.get());
        if (status == AVERROR_EOF)
            return false;
        if (status < 0) {
            ++errors;
            ++m_damagedPackets;
            continue;
        }
        if (m_packet->stream_index != m_streamIndex)
            continue;
        if ((m_packet->flags & AV_PKT_FLAG_CORRUPT) != 0)
            ++m_damagedPackets;
        return true;
    }
    return false;
}

/// The same behind the filter, which may hold packets back or make two of one.
bool PicturePackets::readFiltered()
{
    if (!m_filter)
        return read();
    while (true) {
        const int status = av_bsf_receive_packet(m_filter.get(), m_packet.get());
        if (status >= 0)
            return true;
        if (status != AVERROR(EAGAIN))
            return false;
        const bool isThere = read();
        if (av_bsf_send_packet(m_filter.get(), isThere ? m_packet.get() : nullptr) < 0)
            ++m_damagedPackets;
    }
}

const AVPacket *PicturePackets::next()
{
    if (std::exchange(m_isFirstKept, false))
        return m_packet.get();
    while (readFiltered()) {
        if (!isHidden())
            return m_packet.get();
    }
    return nullptr;
}

bool PicturePackets::seek(std::int64_t ticks)
{
    if (m_filter)
        av_bsf_flush(m_filter.get());
    m_isFirstKept = false;
    return av_seek_frame(m_input.context.get(), m_streamIndex, ticks, AVSEEK_FLAG_BACKWARD) >= 0;
}

std::int64_t PicturePackets::bytePosition() const
{
    return m_input.context->pb != nullptr ? avio_tell(m_input.context->pb) : 0;
}

} // namespace soundlocus
