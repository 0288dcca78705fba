// SPDX-License-Identifier: MIT
// Internal to engine/media: decoded pictures of one stream, from any start.
#pragma once

#include "engine/media/picture_packets.h"

#include <deque>
#include <optional>
#include <set>
#include <stop_token>

namespace soundlocus {

struct DecodedPicture
{
    ffmpeg::FramePtr picture;
    std::int64_t ticks = 0;
    std::int64_t durationTicks = 0;
    bool isKeyFrame = false;
};

/// Decodes one stream from a key frame on. Only pictures that decode right from there are given:
/// leading pictures of an open GOP, whose references lie before the start, are left out.
class PictureStream
{
public:
    [[nodiscard]] static Result<PictureStream> open(const MediaFile &file,
                                                    int streamIndex,
                                                    int threads);

    /// Next picture in presentation order, stamps strictly growing; empty at the end.
    /// Errors: CorruptData (not one picture in the whole file), TooLarge (memory), Cancelled.
    [[nodiscard]] Result<std::optional<DecodedPicture>> next(const std::stop_token &stop);

    /// Starts again so that the first picture is at or before the stamp.
    /// @param attempt 0 at first, counted up here; each further one starts earlier
    /// @return false when it went to the very start: there is nothing earlier
    [[nodiscard]] Result<bool> startBefore(std::int64_t ticks, int &attempt);
    /// Starts again with the first picture of the file.
    [[nodiscard]] Result<void> startOver();

    /// From now on pictures before the stamp that no other one refers to are not decoded, and not
    /// given; none: every picture is. Does nothing where the codec does not say for certain.
    void leaveOutBefore(std::optional<std::int64_t> ticks);
    /// Pictures up to this stamp may be missing behind the last one given; none: no picture is.
    [[nodiscard]] std::optional<std::int64_t> leftOutUpTo() const { return m_leftOutUpTo; }

    [[nodiscard]] bool isFromStart() const { return m_isFromStart; }
    [[nodiscard]] const std::filesystem::path &path() const { return m_file.path(); }
    [[nodiscard]] AVStream &stream() const { return m_packets.stream(); }
    [[nodiscard]] const ffmpeg::Input &input() const { return m_packets.input(); }
    [[nodiscard]] std::int64_t damagedPackets() const
    {
        return m_damaged + m_packets.damagedPackets();
    }

private:
    PictureStream(MediaFile file, int threads, PicturePackets packets, ffmpeg::CodecPtr codec);

    void reset();
    [[nodiscard]] ffmpeg::PacketPtr nextFromKeyFrame();
    void startAtKey(const AVPacket &key);
    [[nodiscard]] bool knowsUnreferenced() const;
    [[nodiscard]] std::int64_t ticksOf(const AVFrame &picture);
    [[nodiscard]] Result<void> feed();
    [[nodiscard]] std::optional<DecodedPicture> accept(const AVFrame &picture);

    MediaFile m_file;
    int m_threads = 1;
    PicturePackets m_packets;
    ffmpeg::CodecPtr m_codec;
    ffmpeg::FramePtr m_picture;
    /// Read ahead of decoding, oldest first.
    std::deque<ffmpeg::PacketPtr> m_pending;
    /// PicturePackets::isTimedByOrder(): times of the packets whose pictures are still to come.
    std::multiset<std::int64_t> m_times;
    std::optional<std::int64_t> m_firstKeyTicks;
    std::optional<std::int64_t> m_lastTicks;
    std::optional<std::int64_t> m_leaveOutBefore;
    std::optional<std::int64_t> m_leftOutUpTo;
    bool m_isDraining = false;
    bool m_isFromStart = true;
    bool m_hasGivenAny = false;
    std::int64_t m_damaged = 0;
};

} // namespace soundlocus
