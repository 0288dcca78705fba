// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/media_time.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace soundlocus {

/// How a picture becomes the square or the strip that the network sees.
enum class FitMode {
    /// Each family's own test pipeline: SSL-TIE and LVS crop the centre square, the others squash.
    /// For
    /// scores and tables.
    Official,
    /// Whole picture squashed to 224 x 224.
    Squash,
    /// Whole picture, short side 224, sides rounded to the network's stride: a 16:9 picture gives a
    /// 14 x 25 map. For looking at video.
    Full,
};

/// Stable text id: "official", "squash", "full".
[[nodiscard]] std::string_view toString(FitMode mode);
[[nodiscard]] std::optional<FitMode> fitModeFromString(std::string_view id);

/// What a trunk sees: [3, height, width] float32, R G B planes, ImageNet mean and deviation
/// removed. Remembers which part of the frame it shows, so that maps and boxes can be placed. Cheap
/// to copy; threads: a value.
struct ImageInput
{
    std::shared_ptr<const std::vector<float>> values;
    Size size;
    FrameRegion region;
    MediaTime pts{0};
};

} // namespace soundlocus
