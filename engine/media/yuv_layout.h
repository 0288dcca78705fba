// SPDX-License-Identifier: MIT
// Internal to engine/media: what samples of a decoded picture mean.
#pragma once

#include "engine/core/yuv_picture.h"
#include "engine/media/ffmpeg_input.h"

#include <optional>

namespace soundlocus {

/// The full-range formats of old, named as what they are stored like.
[[nodiscard]] AVPixelFormat plainFormat(AVPixelFormat format);
[[nodiscard]] bool hasFullRange(const AVFrame &picture);
/// The colour space of libswscale for a picture; BT.601 where it names none.
[[nodiscard]] int swscaleSpaceOf(const AVFrame &picture);

/// Planes of a picture with 8 bits per sample: 4:2:0, 4:2:2, 4:4:4 and NV12; none for others. They
/// lie in the picture's own memory.
[[nodiscard]] std::optional<YuvPlanes> yuvPlanesOf(const AVFrame &picture,
                                                   const ffmpeg::DisplayTransform &transform);

} // namespace soundlocus
