// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/media/media_file.h"
#include "engine/media/video_decoder.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>

namespace soundlocus {

/// Which pictures of a file are wanted.
struct FrameRange
{
    std::optional<MediaTime> start;
    std::optional<MediaTime> end;
};

/// A time that is at most so far below `start` still counts: tables and people write milliseconds.
inline constexpr MediaTime kFrameTimeTolerance = std::chrono::microseconds(500);

/// The pictures of a video in a range of time, in order; a still picture is a stream of one.
/// Threads: one thread at a time.
class FrameSource
{
public:
    /// @param indexFolder where the frame index of a file is kept between calls; it is needed only
    /// to number the frames of a range that does not start at the beginning, and those behind a
    /// damage, where pictures are lost. Empty: frames of such a range keep number -1, and for a
    /// damage the index is made anew.
    /// Errors: those of VideoDecoder::open, OutOfRange (the range lies outside the file).
    [[nodiscard]] static Result<FrameSource> open(const MediaFile &file,
                                                  FrameRange range,
                                                  const std::filesystem::path &indexFolder,
                                                  Orientation orientation,
                                                  std::stop_token stop);

    /// The next picture, numbered; nothing at the end of the range or of the file.
    /// Errors: those of VideoDecoder::next.
    [[nodiscard]] Result<std::optional<Frame>> next(std::stop_token stop);

    /// Pictures to come, estimated where the file does not say; 0 = not known.
    [[nodiscard]] std::int64_t expectedFrames() const { return m_expectedFrames; }
    [[nodiscard]] std::int64_t damagedPackets() const;
    /// Parts of a still picture are made up.
    [[nodiscard]] bool isPictureDamaged() const { return m_isPictureDamaged; }

private:
    FrameSource() = default;
    [[nodiscard]] Result<std::optional<Frame>> firstFrame(std::stop_token stop);
    [[nodiscard]] Result<void> setIndex(const std::stop_token &stop);
    [[nodiscard]] Result<void> number(Frame &frame, const std::stop_token &stop);

    std::optional<MediaFile> m_file;
    std::filesystem::path m_indexFolder;
    std::optional<VideoDecoder> m_decoder;
    std::optional<Frame> m_picture;
    bool m_isPictureDamaged = false;
    FrameRange m_range;
    std::int64_t m_expectedFrames = 0;
    std::int64_t m_nextIndex = 0;
    bool m_isStarted = false;
    bool m_isIndexTried = false;
};

} // namespace soundlocus
