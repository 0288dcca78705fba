// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace soundlocus::nn {

/// How the second view of a batch lies to the first: turned about the centre, shrunk, mirrored.
struct GeometricTransform
{
    std::vector<double> degrees; ///< one per sample, counter-clockwise
    double scale = 1;            ///< of the whole batch; the canvas shrinks with it
    bool isFlipped = false;
    bool keepsSize = false; ///< the canvas keeps its size whatever the scale
};

/// Side of the shrunk canvas: scale times `side`, rounded to the trunk's stride of 16; at least 16.
[[nodiscard]] std::int64_t warpedSide(std::int64_t side, double scale);

/// Turns and shrinks within the canvas (bilinear, zeros from outside, grid on pixel centres), then
/// resizes the canvas (bilinear, half-pixel centres, no antialiasing) unless it keeps its size,
/// then mirrors.
/// @param images [B, C, S, S]; @return [B, C, S', S'] with S' = warpedSide(S, scale), or S where
/// the canvas keeps its size Source: SSL-TIE main.py with kornia 0.5.6 `rotate`, `scale`, `resize`;
/// fact sheet 1.5. Keeping the size: the figure of the project page; fact sheet 1.9.
[[nodiscard]] at::Tensor warpImages(const at::Tensor &images, const GeometricTransform &transform);

/// The same for maps: resized to the pictures' size first and to their own share of it last.
/// Differentiable. @param maps [B, 1, h, w] of pictures of side `imageSide`
/// @return [B, 1, h', w'] with h' = ceil(S' / 16), S' the side of the warped pictures
[[nodiscard]] at::Tensor warpMaps(const at::Tensor &maps,
                                  const GeometricTransform &transform,
                                  std::int64_t imageSide);

/// Share of each map cell that comes from inside the picture, [B, 1, h', w'] in [0, 1].
[[nodiscard]] at::Tensor validityMaps(std::int64_t imageSide,
                                      const GeometricTransform &transform,
                                      const at::TensorOptions &options);

} // namespace soundlocus::nn
