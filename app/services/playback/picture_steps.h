// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/media/video_decoder.h"

#include <optional>
#include <stop_token>

namespace soundlocus {

/// The picture `count` after a picture (before it, where negative), or the first or last one.
/// Damaged pictures are passed over. Errors: those of VideoDecoder::frame and frameAt.
[[nodiscard]] Result<Frame> stepFrom(const Frame &from,
                                     int count,
                                     VideoDecoder &decoder,
                                     const std::stop_token &stop);

/// Number of the key frame before (-1) or after (1) a picture; none where there is no other.
[[nodiscard]] std::optional<std::int64_t> keyFrameBeside(const Frame &frame,
                                                         int direction,
                                                         const FrameIndex &index);

} // namespace soundlocus
