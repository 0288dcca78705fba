// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/augmentation_config.h"
#include "engine/augmentation/picture_geometry.h"
#include "engine/augmentation/picture_steps.h"
#include "engine/augmentation/random_stream.h"
#include "engine/core/frame.h"

namespace soundlocus {

/// An augmented picture and where it lies in its frame, so that boxes can follow.
struct AppearanceResult
{
    Frame frame; ///< [side, side]
    PictureGeometry geometry;
};

/// Applies the steps of config.order, each by its own probability. Where "crop" is not among them
/// the largest square in the middle is taken, so that the result has the right size.
/// @param frame not empty; @param config valid (see TrainingConfig::validate)
/// Threads: reentrant. Source: fact sheet 1.6; torchvision's RandomResizedCrop, ColorJitter.
[[nodiscard]] AppearanceResult applyAppearance(const Frame &frame,
                                               const AppearanceConfig &config,
                                               int side,
                                               RandomStream &random);

/// The part that RandomResizedCrop would take: ten tries, then the largest fitting one in the
/// middle.
[[nodiscard]] PixelCrop drawCrop(Size size, const AppearanceConfig &config, RandomStream &random);

} // namespace soundlocus
