// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/media/media_file.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace soundlocus {

struct VideoWriterOptions
{
    /// Encoder by FFmpeg's name ("libx264", "libx265", "libvpx-vp9", "ffv1", "mpeg4").
    std::string codec = "libx264";
    /// Encoder preset and quality, where the encoder knows them.
    std::string preset = "veryfast";
    int crf = 23;
    /// Encoding threads; 0 = as many as the encoder thinks right.
    int threads = 0;
    /// Nominal rate for players and encoders; frames keep their own times (variable rate stays so).
    Rational rate{25, 1};
    /// Unit of the time stamps in the file; 0/1 = chosen from the rate.
    Rational timeBase{0, 1};
    /// Sound taken over from this file: copied without re-encoding where the container allows it,
    /// else encoded as AAC (Opus in WebM).
    std::optional<MediaFile> soundFrom;
    /// Part of that sound; times are moved so that begin becomes 0. Copied sound is cut at packets,
    /// so a range that does not start at 0 is re-encoded to be exact.
    std::optional<TimeRange> soundRange;
};

/// Writes an encoded video with sound. The container follows the extension (.mp4, .mkv, .mov,
/// .webm, .avi). The file appears under its name only after finish(); a writer that is dropped
/// leaves nothing. Odd sizes are padded by one repeated row or column where the codec needs even
/// ones. Threads: one thread at a time.
class VideoWriter
{
public:
    /// @param size of the frames that will come; @param pixelAspect written to the stream
    /// Errors: PermissionDenied, DiskFull, WriteFailed, InvalidArgument (unknown codec: the message
    /// lists those that this FFmpeg has; codec and container do not go together).
    [[nodiscard]] static Result<VideoWriter> create(const std::filesystem::path &path,
                                                    Size size,
                                                    double pixelAspect,
                                                    const VideoWriterOptions &options = {});
    /// Finds out without any frame or file whether such a video can be made here.
    /// @param path only its extension counts
    /// Errors: InvalidArgument as of create(), without the name of a file.
    [[nodiscard]] static Result<void> check(const std::filesystem::path &path,
                                            const VideoWriterOptions &options);
    VideoWriter(VideoWriter &&other) noexcept;
    VideoWriter &operator=(VideoWriter &&other) noexcept;
    ~VideoWriter();

    /// Appends a frame at its pts (times must grow). Errors: DiskFull, WriteFailed,
    /// InvalidArgument.
    [[nodiscard]] Result<void> write(const Frame &frame);

    /// Flushes the encoder, adds the sound, renames the file into place.
    [[nodiscard]] Result<void> finish();

private:
    struct Impl;
    explicit VideoWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus
