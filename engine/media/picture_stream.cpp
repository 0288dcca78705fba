// SPDX-License-Identifier: MIT
#include "engine/media/picture_stream.h"

#include <algorithm>
#include <new>

namespace soundlocus {

namespace {

/// How far each further attempt starts before the wanted picture; after them, from the start.
constexpr double kFirstBackoffSeconds = 0.5;
constexpr int kSeekAttempts = 8;
/// Errors while the decoder is emptied after which the rest is given up.
constexpr int kMaxErrorsAtEnd = 64;

std::int64_t durationTicks(const AVFrame &picture)
{
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(57, 30, 100)
    return std::max<std::int64_t>(0, picture.duration);
#else
    return std::max<std::int64_t>(0, picture.pkt_duration);
#endif
}

bool isKey(const AVFrame &picture)
{
#if LIBAVUTIL_VERSION_INT >= AV_VERSION_INT(58, 7, 100)
    return (picture.flags & AV_FRAME_FLAG_KEY) != 0;
#else
    return picture.key_frame != 0;
#endif
}

} // namespace

PictureStream::PictureStream(MediaFile file,
                             int threads,
                             PicturePackets packets,
                             ffmpeg::CodecPtr codec)
    : m_file(std::move(file))
    , m_threads(threads)
    , m_packets(std::move(packets))
    , m_codec(std::move(codec))
    , m_picture(ffmpeg::makeFrame())
{}

Result<PictureStream> PictureStream::open(const MediaFile &file, int streamIndex, int threads)
{
    Result<PicturePackets> packets = PicturePackets::open(file, streamIndex);
    if (!packets)
        return Unexpected(packets.error());
    Result<ffmpeg::CodecPtr> codec = ffmpeg::openDecoder(packets->stream(), threads, file.path());
    if (!codec)
        return Unexpected(codec.error());
    return PictureStream(file, threads, std::move(*packets), std::move(*codec));
}

void PictureStream::reset()
{
    avcodec_flush_buffers(m_codec.get());
    m_pending.clear();
    m_times.clear();
    m_firstKeyTicks.reset();
    m_lastTicks.reset();
    m_leftOutUpTo.reset();
    m_isDraining = false;
}

Result<void> PictureStream::startOver()
{
    const std::int64_t damaged = damagedPackets();
    Result<PictureStream> fresh = open(m_file, stream().index, m_threads);
    if (!fresh)
        return Unexpected(fresh.error());
    const bool hadGiven = m_hasGivenAny;
    *this = std::move(*fresh);
    m_hasGivenAny = hadGiven;
    m_damaged = damaged;
    return {};
}

/// Whether what the decoder takes for unreferenced is so by the standard. In HEVC higher layers may
/// refer to it, and two fields of one picture may differ.
bool PictureStream::knowsUnreferenced() const
{
    const AVCodecParameters &parameters = *stream().codecpar;
    switch (parameters.codec_id) {
    case AV_CODEC_ID_H264:
    case AV_CODEC_ID_MPEG1VIDEO:
    case AV_CODEC_ID_MPEG2VIDEO:
    case AV_CODEC_ID_MPEG4:
        return parameters.field_order == AV_FIELD_PROGRESSIVE;
    default:
        return false;
    }
}

void PictureStream::leaveOutBefore(std::optional<std::int64_t> ticks)
{
    m_leaveOutBefore = knowsUnreferenced() && !m_packets.isTimedByOrder() ? ticks : std::nullopt;
}

Result<bool> PictureStream::startBefore(std::int64_t ticks, int &attempt)
{
    const bool canSeek = !m_packets.isTimedByOrder() || m_packets.knowsPictureTypes();
    while (canSeek && attempt < kSeekAttempts) {
        const double back = attempt == 0 ? 0.0 : kFirstBackoffSeconds * (1 << (attempt - 1));
        ++attempt;
        const auto wanted = ticks - static_cast<std::int64_t>(back / av_q2d(stream().time_base));
        if (!m_packets.seek(wanted))
            break;
        reset();
        m_isFromStart = false;
        ffmpeg::PacketPtr key = nextFromKeyFrame();
        if (!key)
            continue;
        m_pending.push_front(std::move(key));
        if (*m_firstKeyTicks <= ticks)
            return true;
    }
    if (const auto restarted = startOver(); !restarted)
        return Unexpected(restarted.error());
    return false;
}

/// Next packet from the first key frame on; null at the end.
ffmpeg::PacketPtr PictureStream::nextFromKeyFrame()
{
    if (!m_pending.empty()) {
        ffmpeg::PacketPtr packet = std::move(m_pending.front());
        m_pending.pop_front();
        return packet;
    }
    while (const AVPacket *packet = m_packets.next()) {
        const bool isKeyPacket = (packet->flags & AV_PKT_FLAG_KEY) != 0;
        if (!m_firstKeyTicks && !isKeyPacket)
            continue;
        ffmpeg::PacketPtr copy(av_packet_clone(packet));
        if (!copy)
            throw std::bad_alloc();
        if (m_packets.isTimedByOrder())
            m_times.insert(copy->dts);
        if (!m_firstKeyTicks)
            startAtKey(*copy);
        return copy;
    }
    return nullptr;
}

/// Notes the time of the key frame that decoding starts at.
void PictureStream::startAtKey(const AVPacket &key)
{
    m_firstKeyTicks = key.pts != AV_NOPTS_VALUE ? key.pts : key.dts;
    if (!m_packets.isTimedByOrder() || !m_packets.knowsPictureTypes())
        return;
    // Pictures right behind the key frame that are shown before it take the smallest times; they
    // cannot be decoded from here.
    while (const AVPacket *packet = m_packets.next()) {
        m_times.insert(packet->dts);
        if (!m_packets.isBackwardPicture(*packet)) {
            m_pending.emplace_back(av_packet_clone(packet));
            break;
        }
        m_times.erase(m_times.begin());
    }
    m_firstKeyTicks = *m_times.begin();
}

Result<void> PictureStream::feed()
{
    const ffmpeg::PacketPtr packet = nextFromKeyFrame();
    m_isDraining = packet == nullptr;
    const bool isLeftOut = packet && m_leaveOutBefore && packet->pts != AV_NOPTS_VALUE
                           && packet->pts < *m_leaveOutBefore;
    m_codec->skip_frame = isLeftOut ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
    if (isLeftOut)
        m_leftOutUpTo = std::max(packet->pts, m_leftOutUpTo.value_or(packet->pts));
    const int status = avcodec_send_packet(m_codec.get(), packet.get());
    if (status == AVERROR(ENOMEM)) {
        return fail(ErrorCode::TooLarge,
                    "decoding \"" + m_file.path().string() + "\" needs more memory than there is");
    }
    if (status < 0 && status != AVERROR_EOF)
        ++m_damaged;
    return {};
}

std::int64_t PictureStream::ticksOf(const AVFrame &picture)
{
    if (m_packets.isTimedByOrder() && !m_times.empty())
        return m_times.extract(m_times.begin()).value();
    if (picture.pts != AV_NOPTS_VALUE)
        return picture.pts;
    if (picture.best_effort_timestamp != AV_NOPTS_VALUE)
        return picture.best_effort_timestamp;
    return m_lastTicks ? *m_lastTicks + std::max<std::int64_t>(1, durationTicks(picture)) : 0;
}

std::optional<DecodedPicture> PictureStream::accept(const AVFrame &picture)
{
    if (picture.decode_error_flags != 0 || (picture.flags & AV_FRAME_FLAG_CORRUPT) != 0)
        ++m_damaged;
    const std::int64_t ticks = ticksOf(picture);
    if (ticks < m_firstKeyTicks.value_or(ticks) || (m_lastTicks && ticks <= *m_lastTicks))
        return std::nullopt;
    m_lastTicks = ticks;
    m_hasGivenAny = true;

    DecodedPicture decoded;
    decoded.picture = ffmpeg::makeFrame();
    decoded.ticks = ticks;
    decoded.durationTicks = durationTicks(picture);
    decoded.isKeyFrame = isKey(picture);
    av_frame_move_ref(decoded.picture.get(), m_picture.get());
    return decoded;
}

Result<std::optional<DecodedPicture>> PictureStream::next(const std::stop_token &stop)
{
    for (int errorsAtEnd = 0;;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "decoding was stopped");
        const int status = avcodec_receive_frame(m_codec.get(), m_picture.get());
        if (status >= 0) {
            std::optional<DecodedPicture> decoded = accept(*m_picture);
            av_frame_unref(m_picture.get());
            if (decoded)
                return decoded;
        } else if (status == AVERROR(EAGAIN) && !m_isDraining) {
            if (const auto fed = feed(); !fed)
                return Unexpected(fed.error());
        } else if (status == AVERROR_EOF || errorsAtEnd > kMaxErrorsAtEnd) {
            if (!m_hasGivenAny && m_isFromStart) {
                return fail(ErrorCode::CorruptData,
                            m_file.path().string()
                                    + ": no picture in it can be decoded; get the file again");
            }
            return std::optional<DecodedPicture>();
        } else {
            ++m_damaged;
            errorsAtEnd += m_isDraining ? 1 : 0;
        }
    }
}

} // namespace soundlocus
