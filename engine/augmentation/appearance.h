// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/augmentation_config.h"
#include "engine/augmentation/picture_geometry.h"
#include "engine/augmentation/picture_steps.h"
#include "engine/augmentation/random_stream.h"
#include "engine/core/frame.h"

#include <array>
#include <optional>

namespace soundlocus {

/// An augmented picture and where it lies in its frame, so that boxes can follow.
struct AppearanceResult
{
    Frame frame; ///< [side, side]
    PictureGeometry geometry;
};

/// Numbers of torchvision's ColorJitter.
struct ColorJitterDraw
{
    std::array<int, 4> order{0, 1, 2, 3}; ///< of brightness, contrast, saturation, hue
    double brightness = 1;
    double contrast = 1;
    double saturation = 1;
    double hue = 0;

    bool operator==(const ColorJitterDraw &) const = default;
};

/// What happens to one picture: numbers only.
struct AppearanceDraw
{
    PixelCrop crop; ///< of the frame, mirrored before where "flip" comes first
    bool isFlipped = false;
    std::optional<ColorJitterDraw> jitter;
    bool isGray = false;
    std::optional<double> blurSigma;

    bool operator==(const AppearanceDraw &) const = default;
};

/// Draws the steps of config.order, each by its own probability. Where "crop" is not among them the
/// largest square in the middle is taken, so that the result has the right size.
/// @param size of the frame, not empty; @param config valid (see TrainingConfig::validate)
/// Threads: reentrant. Source: fact sheet 1.6; torchvision's RandomResizedCrop, ColorJitter.
[[nodiscard]] AppearanceDraw drawAppearance(Size size,
                                            const AppearanceConfig &config,
                                            RandomStream &random);

/// Another look of the same part of the frame: colours (jitter, gray, blur) of its own, crop and
/// flip of `first`.
[[nodiscard]] AppearanceDraw drawOtherLook(const AppearanceDraw &first,
                                           Size size,
                                           const AppearanceConfig &config,
                                           RandomStream &random);

/// Does what was drawn, in the order of config.order.
/// @param frame of the size drawn for
[[nodiscard]] AppearanceResult applyAppearance(const Frame &frame,
                                               const AppearanceConfig &config,
                                               int side,
                                               const AppearanceDraw &draw);

/// Draws and does it.
[[nodiscard]] AppearanceResult applyAppearance(const Frame &frame,
                                               const AppearanceConfig &config,
                                               int side,
                                               RandomStream &random);

/// The part that RandomResizedCrop would take: ten tries, then the largest fitting one in the
/// middle.
[[nodiscard]] PixelCrop drawCrop(Size size, const AppearanceConfig &config, RandomStream &random);

} // namespace soundlocus
