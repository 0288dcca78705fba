// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"

namespace soundlocus {

/// A rectangle of whole pixels; x to the right, y down.
struct PixelArea
{
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] constexpr bool isEmpty() const { return width <= 0 || height <= 0; }
    bool operator==(const PixelArea &) const = default;
};

/// What a screen shows of a picture: the picture scaled to `whole` pixels, and of these `part`,
/// which lies inside.
struct PictureView
{
    Size whole;
    PixelArea part;

    bool operator==(const PictureView &) const = default;
};

/// From this many screen pixels per pixel of the picture on, the picture's pixels are shown as
/// squares.
inline constexpr double kSquarePixelsFrom = 4;

/// How pixels of a picture become pixels of a screen.
struct PictureScaling
{
    int halvings = 0;     ///< times the picture is halved (mean of 2 x 2) first, as mip maps are
    bool isSmooth = true; ///< then bilinear with half-pixel centres; else the nearest pixel
};

[[nodiscard]] PictureScaling scalingFor(Size frame, Size whole);

/// Pixels of a picture of that size which the region covers; edges go to the nearest pixel.
[[nodiscard]] PixelArea coveredArea(Size picture, const FrameRegion &region);

/// The part of the frame that a view shows, as a frame of the part's size; times and aspect are
/// kept. Unchanged pixels where the view has the frame's own size. Threads: reentrant.
/// Errors: InvalidArgument (empty frame or view, a part that is not inside), Internal.
[[nodiscard]] Result<Frame> scaledPart(const Frame &frame, const PictureView &view);

} // namespace soundlocus
