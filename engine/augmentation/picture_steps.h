// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"

namespace soundlocus {

/// Part of a frame in its pixels.
struct PixelCrop
{
    int left = 0;
    int top = 0;
    Size size;

    bool operator==(const PixelCrop &) const = default;
};

// Steps of appearance augmentation on 8-bit pictures, each with the bytes that torchvision 0.26 on
// Pillow 13 gives. A frame's times are kept. Threads: reentrant. Source: torchvision
// _functional_pil.py; Pillow Blend.c, Convert.c, BoxBlur.c, ImageEnhance.py.

/// torchvision's resized_crop: cuts, then resizes, bilinear with antialiasing.
[[nodiscard]] Frame resizedCrop(const Frame &frame, const PixelCrop &crop, Size target);
[[nodiscard]] Frame mirrored(const Frame &frame);
/// Luma (ITU-R 601) in all three channels.
[[nodiscard]] Frame grayed(const Frame &frame);
/// @param factor 0 black, 1 unchanged
[[nodiscard]] Frame withBrightness(const Frame &frame, double factor);
/// @param factor 0 the mean luma everywhere, 1 unchanged
[[nodiscard]] Frame withContrast(const Frame &frame, double factor);
/// @param factor 0 grey, 1 unchanged
[[nodiscard]] Frame withSaturation(const Frame &frame, double factor);
/// @param turn -0.5 .. 0.5 of the colour circle
[[nodiscard]] Frame withHueTurned(const Frame &frame, double turn);
/// Three box blurs in each direction. @param radius standard deviation, pixels; >= 0
[[nodiscard]] Frame blurred(const Frame &frame, double radius);

} // namespace soundlocus
