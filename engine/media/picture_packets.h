// SPDX-License-Identifier: MIT
// Internal to engine/media: the packets of one picture stream.
#pragma once

#include "engine/media/ffmpeg_input.h"

#include <filesystem>

namespace soundlocus {

/// A still picture that readPicture() decodes, not FFmpeg.
[[nodiscard]] bool isReadAsPicture(const MediaFile &file);

/// Reads the packets of one picture stream in decoding order; packets that never become a picture
/// (hidden VP8 references) are left out.
class PicturePackets
{
public:
    /// @param streamIndex -1 = the first picture stream
    /// Errors: those of MediaFile::open, NoVideo.
    [[nodiscard]] static Result<PicturePackets> open(const MediaFile &file, int streamIndex);

    /// Next packet, valid until the next call; nullptr at the end, or where reading fails for good.
    [[nodiscard]] const AVPacket *next();
    /// Goes to a key frame at or, as far as the container can tell, before the stamp.
    [[nodiscard]] bool seek(std::int64_t ticks);

    [[nodiscard]] AVStream &stream() const { return *m_input.stream(m_streamIndex); }
    [[nodiscard]] const ffmpeg::Input &input() const { return m_input; }
    [[nodiscard]] std::int64_t bytePosition() const;
    /// Packets the container marks as damaged, and read errors.
    [[nodiscard]] std::int64_t damagedPackets() const { return m_damagedPackets; }

private:
    PicturePackets(ffmpeg::Input input, int streamIndex);

    ffmpeg::Input m_input;
    int m_streamIndex = -1;
    ffmpeg::PacketPtr m_packet;
    std::int64_t m_damagedPackets = 0;
};

} // namespace soundlocus
