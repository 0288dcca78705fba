// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/media_time.h"
#include "engine/core/model_spec.h"

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
    /// Whole picture squashed to the square of the model, 224 x 224 for the published ones.
    Squash,
    /// Whole picture, short side as of the square, sides rounded to the network's stride: a 16:9
    /// picture gives a
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

/// Largest ratio of the sides that FitMode::Full takes; a longer strip is squashed to it.
inline constexpr int kMaxAspect = 4;

/// A picture's own pixels as the networks take them: [3, height, width], R G B planes, ImageNet
/// mean and deviation removed. @param frame not empty. Threads: reentrant.
[[nodiscard]] std::vector<float> normalizedPlanes(const Frame &frame);

/// Prepares a picture for a model's image trunk; the side is spec.imageSide, 224 where the texts
/// say so.
/// Official: SSL-TIE and LVS short side to 224 (other side truncated), antialiased bicubic on 8-bit
/// pixels, centre crop; EZ-VSL, FNAC and SLAVC the same squashed to 224 x 224; SSL-Align converts
/// to float first and squashes with a bicubic (a = -0.75) without antialiasing. Squash and Full:
/// antialiased bicubic on 8-bit pixels for all families; Full takes the pixel aspect into account
/// and rounds the long side to a multiple of the trunk's stride.
/// @param frame not empty. Threads: reentrant.
/// Source: fact sheet 1.2; official transforms of each repository.
[[nodiscard]] ImageInput prepareImage(const Frame &frame, const ModelSpec &spec, FitMode mode);

} // namespace soundlocus
