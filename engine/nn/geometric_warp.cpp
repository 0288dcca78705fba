// SPDX-License-Identifier: MIT
#include "engine/nn/geometric_warp.h"

#include "engine/core/expects.h"

#include <ATen/ops/affine_grid_generator.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/flip.h>
#include <ATen/ops/grid_sampler.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/upsample_bilinear2d.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundlocus::nn {

namespace {

constexpr std::int64_t kStride = 16;

at::Tensor resized(const at::Tensor &x, std::int64_t side)
{
    if (x.size(2) == side && x.size(3) == side)
        return x;
    return at::upsample_bilinear2d(x, {side, side}, /*align_corners=*/false);
}

bool isTurnedOrShrunk(const GeometricTransform &transform)
{
    return transform.scale != 1
           || std::any_of(transform.degrees.begin(), transform.degrees.end(), [](double d) {
                  return d != 0;
              });
}

/// For every pixel of the result the place in the source, in normalised coordinates that run from
/// -1 at the first to 1 at the last pixel centre. The centre of the turn is side / 2, half a pixel
/// off the middle of the pixel centres, as in the released code.
at::Tensor inverseMatrices(const GeometricTransform &transform, std::int64_t side)
{
    const auto count = static_cast<std::int64_t>(transform.degrees.size());
    at::Tensor theta = at::empty({count, 2, 3}, at::kFloat);
    auto access = theta.accessor<float, 3>();
    const double half = static_cast<double>(side - 1) / 2;
    const double centre = static_cast<double>(side) / 2;
    for (std::int64_t i = 0; i < count; ++i) {
        const double angle = transform.degrees[static_cast<std::size_t>(i)] * std::numbers::pi
                             / 180;
        // Source = R^T (x - c) / scale + c, with R of a counter-clockwise turn and y down.
        const double c = std::cos(angle) / transform.scale;
        const double s = std::sin(angle) / transform.scale;
        const double shift = (half - centre) / half;
        const double rest = -shift; // (c - half) / half
        access[i][0][0] = static_cast<float>(c);
        access[i][0][1] = static_cast<float>(-s);
        access[i][0][2] = static_cast<float>(c * shift - s * shift + rest);
        access[i][1][0] = static_cast<float>(s);
        access[i][1][1] = static_cast<float>(c);
        access[i][1][2] = static_cast<float>(s * shift + c * shift + rest);
    }
    return theta;
}

/// Within the canvas.
at::Tensor turned(const at::Tensor &x, const GeometricTransform &transform)
{
    SOUNDLOCUS_EXPECTS(x.size(0) == static_cast<std::int64_t>(transform.degrees.size()));
    SOUNDLOCUS_EXPECTS(x.size(2) == x.size(3) && transform.scale > 0);
    if (!isTurnedOrShrunk(transform))
        return x;
    const at::Tensor theta = inverseMatrices(transform, x.size(2)).to(x.options());
    const at::Tensor grid = at::affine_grid_generator(theta,
                                                      {x.size(0), 1, x.size(2), x.size(3)},
                                                      /*align_corners=*/true);
    constexpr std::int64_t kBilinear = 0;
    constexpr std::int64_t kZeros = 0;
    return at::grid_sampler(x, grid, kBilinear, kZeros, /*align_corners=*/true);
}

at::Tensor mirrored(const at::Tensor &x, const GeometricTransform &transform)
{
    return transform.isFlipped ? at::flip(x, {3}) : x;
}

std::int64_t canvasSide(std::int64_t imageSide, const GeometricTransform &transform)
{
    return transform.keepsSize ? imageSide : warpedSide(imageSide, transform.scale);
}

std::int64_t mapSide(std::int64_t imageSide, const GeometricTransform &transform)
{
    return (canvasSide(imageSide, transform) + kStride - 1) / kStride;
}

} // namespace

std::int64_t warpedSide(std::int64_t side, double scale)
{
    if (scale == 1)
        return side;
    const double cells = static_cast<double>(side) * scale / static_cast<double>(kStride);
    return std::max<std::int64_t>(1, std::llround(cells)) * kStride;
}

at::Tensor warpImages(const at::Tensor &images, const GeometricTransform &transform)
{
    const at::Tensor canvas = turned(images, transform);
    return mirrored(resized(canvas, canvasSide(images.size(2), transform)), transform);
}

at::Tensor warpMaps(const at::Tensor &maps,
                    const GeometricTransform &transform,
                    std::int64_t imageSide)
{
    const at::Tensor canvas = turned(resized(maps, imageSide), transform);
    return mirrored(resized(canvas, mapSide(imageSide, transform)), transform);
}

at::Tensor validityMaps(std::int64_t imageSide,
                        const GeometricTransform &transform,
                        const at::TensorOptions &options)
{
    const auto count = static_cast<std::int64_t>(transform.degrees.size());
    return warpMaps(at::ones({count, 1, imageSide, imageSide}, options), transform, imageSide);
}

} // namespace soundlocus::nn
