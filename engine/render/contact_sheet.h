// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/render/color_map.h"

#include <filesystem>
#include <span>
#include <string>

namespace soundlocus {

struct ContactSheetOptions
{
    /// First line; ASCII (OpenCV's built-in font has nothing else, other letters become "?").
    std::string title;
    /// Second line, smaller.
    std::string subtitle;
    /// Colours of the bar beside the title; its ends are labelled.
    ColorMap colorMap = ColorMap::Viridis;
    std::string lowLabel = "low";
    std::string highLabel = "high";
    int columns = 4;
    int cellWidth = 320;
};

/// Writes pictures with their times as one PNG.
/// @param frames in the order they are shown; not empty. The first gives the cells their sides (at
/// most 4 times as high as wide); others are fitted in
/// Errors: InvalidArgument (no frames), those of writePng.
[[nodiscard]] Result<void> writeContactSheet(const std::filesystem::path &path,
                                             std::span<const Frame> frames,
                                             const ContactSheetOptions &options = {});

} // namespace soundlocus
