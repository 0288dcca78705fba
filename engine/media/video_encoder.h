// SPDX-License-Identifier: MIT
// Internal to engine/media: RGB frames to packets of an encoded picture stream.
#pragma once

#include "engine/core/frame.h"
#include "engine/media/ffmpeg_handles.h"
#include "engine/media/video_writer.h"

#include <map>
#include <optional>

namespace soundlocus {

/// Encodes frames of one size. Colours become studio-range YUV, BT.709 from 720 rows on, BT.601
/// below, and are tagged so. Threads: one thread at a time.
class VideoEncoder
{
public:
    /// @param format the container, for what it asks of the encoder; @param path for messages of
    /// later calls
    /// Errors: InvalidArgument (unknown encoder, size or option that it refuses: the message names
    /// the option, not the file).
    [[nodiscard]] static Result<VideoEncoder> open(const AVOutputFormat &format,
                                                   const std::filesystem::path &path,
                                                   Size size,
                                                   double pixelAspect,
                                                   const VideoWriterOptions &options);
    VideoEncoder(VideoEncoder &&other) noexcept = default;
    VideoEncoder &operator=(VideoEncoder &&other) = delete;
    /// Ends an encoder that must not be freed before its end (SVT-AV1): it may take what is inside.
    ~VideoEncoder();

    [[nodiscard]] const AVCodecContext &context() const { return *m_codec; }

    /// Hands over a frame. Its time is rounded to the time base; of two that fall together the
    /// second moves on by one tick. Errors: InvalidArgument (size, time that does not grow),
    /// WriteFailed.
    [[nodiscard]] Result<void> send(const Frame &frame);
    /// No frame will come any more.
    [[nodiscard]] Result<void> finish();
    /// Next packet in decoding order, stamps in the encoder's time base; false: none for now.
    [[nodiscard]] Result<bool> receive(AVPacket &packet);

private:
    VideoEncoder(std::filesystem::path path, Size size, ffmpeg::CodecPtr codec);

    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Result<void> convert(const Frame &frame);
    void endBeforeFreeing();
    [[nodiscard]] Unexpected failure(int averror) const;

    std::filesystem::path m_path;
    Size m_size; // of the frames, before padding
    ffmpeg::CodecPtr m_codec;
    ffmpeg::SwsPtr m_scaler;
    ffmpeg::FramePtr m_rgb; // padded and aligned for swscale
    ffmpeg::FramePtr m_picture;
    std::map<std::int64_t, std::int64_t> m_durations; // of the frames inside the encoder, by stamp
    std::optional<MediaTime> m_lastTime;
    std::int64_t m_lastTicks = 0;
    bool m_isEnded = false; // it was told that no frame will come
};

} // namespace soundlocus
