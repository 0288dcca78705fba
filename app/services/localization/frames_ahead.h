// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/media/video_decoder.h"

#include <filesystem>
#include <optional>
#include <stop_token>

namespace soundlocus {

/// The frames of a video behind the one on screen, with a decoder of its own.
/// Threads: one thread at a time.
class FramesAhead
{
public:
    /// The frames that follow the one at `after` come next. Goes on where it is, if that is where
    /// it is already. Nothing is opened or decoded here.
    void aim(const std::filesystem::path &path, MediaTime after);
    /// Nothing comes any more; the file is closed.
    void close();

    /// The next frame; nothing at the end. Errors: those of VideoDecoder, Cancelled (the next call
    /// tries again).
    [[nodiscard]] Result<std::optional<Frame>> next(std::stop_token stop);

private:
    std::filesystem::path m_path;
    std::optional<VideoDecoder> m_decoder;
    MediaTime m_position{0};           // of the frame given last
    std::optional<MediaTime> m_target; // to be found before the next frame
};

} // namespace soundlocus
