// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"

#include <cstdint>
#include <vector>

namespace soundlocus {

enum class ResampleFilter { Bilinear, Bicubic };

/// Part of a resized picture, in its pixels.
struct PixelWindow
{
    int left = 0;
    int top = 0;
    Size size;
};

/// Resizes to `target` and returns the part `window` of it: [h, w, 3] uint8 interleaved, no
/// padding. Same bytes as Pillow's Image.resize (antialiased, 8-bit, 22-bit fixed-point weights,
/// horizontal pass first and rounded), then crop; only what the window needs is computed. Own code
/// because LibTorch's 8-bit bicubic differs from Pillow in hundreds of pixels.
/// Source: Pillow, src/libImaging/Resample.c. Threads: reentrant.
[[nodiscard]] std::vector<std::uint8_t> resamplePicture(const Frame &frame,
                                                        Size target,
                                                        PixelWindow window,
                                                        ResampleFilter filter);

} // namespace soundlocus
