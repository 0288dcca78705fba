// SPDX-License-Identifier: MIT
// Internal to engine/media: decoded pictures to RGB.
#pragma once

#include "engine/core/frame.h"
#include "engine/media/ffmpeg_input.h"

#include <memory>

namespace soundlocus {

/// Turns decoded pictures into upright RGB. Colour space and range are those of the picture; where
/// it names none, BT.601 in studio range, as FFmpeg takes it. Interlaced pictures stay as they are.
/// Buffers are used again once no Frame holds them.
class FrameConverter
{
public:
    explicit FrameConverter(ffmpeg::DisplayTransform transform);

    /// Pixels only: the caller fills in times. Errors: UnsupportedFormat, Internal.
    [[nodiscard]] Result<Frame> convert(const AVFrame &picture);
    /// A frame that carries the planes of the picture and converts to the same pixels when somebody
    /// asks for them; formats that have no such planes (see yuvPlanesOf) are converted here.
    /// Errors: those of convert().
    [[nodiscard]] Result<Frame> defer(const AVFrame &picture);

private:
    class BufferPool;
    class Scaler;

    [[nodiscard]] Result<void> prepare(const AVFrame &picture);

    ffmpeg::DisplayTransform m_transform;
    std::shared_ptr<BufferPool> m_pool;
    std::shared_ptr<Scaler> m_scaler; ///< frames that were deferred have it, too
    int m_colorSpace = -1;
    int m_colorRange = -1;
    int m_width = 0;
    int m_height = 0;
    int m_format = AV_PIX_FMT_NONE;
};

} // namespace soundlocus
