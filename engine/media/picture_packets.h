// SPDX-License-Identifier: MIT
// Internal to engine/media: the packets of one picture stream.
#pragma once

#include "engine/media/ffmpeg_input.h"

#include <filesystem>

namespace soundlocus {

/// A still picture that readPicture() decodes, not FFmpeg.
[[nodiscard]] bool isReadAsPicture(const MediaFile &file);

/// Reads the packets of one picture stream in decoding order; packets that never become a picture
/// (hidden VP8 references, empty MPEG-4 packets) are left out, and MPEG-4 packets that hold two
/// pictures are split.
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

    /// The container stores no presentation times (AVI with B-frames): the n-th picture shown then
    /// has the n-th smallest decoding time.
    [[nodiscard]] bool isTimedByOrder() const { return m_isTimedByOrder; }
    /// The picture follows the key frame before it, but is shown earlier (MPEG-4 B-frame).
    [[nodiscard]] bool isBackwardPicture(const AVPacket &packet) const;
    /// isBackwardPicture() can tell: seeking is possible although isTimedByOrder().
    [[nodiscard]] bool knowsPictureTypes() const;

    [[nodiscard]] AVStream &stream() const { return *m_input.stream(m_streamIndex); }
    [[nodiscard]] const ffmpeg::Input &input() const { return m_input; }
    [[nodiscard]] std::int64_t bytePosition() const;
    /// Packets the container marks as damaged, and read errors.
    [[nodiscard]] std::int64_t damagedPackets() const { return m_damagedPackets; }

private:
    PicturePackets(ffmpeg::Input input, int streamIndex);

    void prepare();
    [[nodiscard]] bool read();
    [[nodiscard]] bool readFiltered();
    [[nodiscard]] bool isHidden() const;

    ffmpeg::Input m_input;
    int m_streamIndex = -1;
    ffmpeg::PacketPtr m_packet;
    ffmpeg::FilterPtr m_filter;
    bool m_isFirstKept = false;
    bool m_isTimedByOrder = false;
    std::int64_t m_damagedPackets = 0;
};

} // namespace soundlocus
