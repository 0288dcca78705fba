// SPDX-License-Identifier: MIT
// Internal to engine/compose: what lies behind the objects.
#pragma once

#include "engine/compose/random.h"
#include "engine/core/frame.h"
#include "engine/core/result.h"

#include <opencv2/core.hpp>

#include <string>
#include <vector>

namespace soundlocus {

/// Photographs are kept at most this large on their shorter side.
inline constexpr int kMaxPhotoSide = 512;

/// A photograph as RGB. Errors: CorruptData.
[[nodiscard]] Result<cv::Mat> loadPhoto(const std::string &bytes, const std::string &name);

/// A piece of a photograph, perhaps mirrored, at the size of the scene: [H, W, 3] uint8 RGB.
[[nodiscard]] cv::Mat photoBackground(const cv::Mat &photo, Size size, Random &random);

/// Which backgrounds are drawn instead of photographed.
enum class ProceduralKind { Flat, Gradient, Stripes, Checks, Noise, Blobs };
inline constexpr int kProceduralKinds = 6;

/// Quiet ones are for easy scenes: flat colours and gradients only.
enum class Busyness { Quiet, Any };
[[nodiscard]] ProceduralKind drawKind(Busyness busyness, Random &random);

/// A drawn background: [H, W, 3] uint8 RGB.
[[nodiscard]] cv::Mat proceduralBackground(ProceduralKind kind, Size size, Random &random);

} // namespace soundlocus
