// SPDX-License-Identifier: MIT
#include "engine/nn/contrastive_loss.h"

#include "engine/core/expects.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/zeros.h>

#include <cmath>

namespace soundlocus::nn {

namespace {

/// Floor of a vector's length, as in torch.nn.functional.normalize.
constexpr double kNormFloor = 1e-12;

/// Mean over the places, weighted. @param values, weights [..., h, w]; @return [...]
at::Tensor weightedMean(const at::Tensor &values, const at::Tensor &weights)
{
    return (values * weights).sum({-2, -1}) / weights.sum({-2, -1});
}

at::Tensor softMask(const at::Tensor &values, double threshold, double softness)
{
    return at::sigmoid((values - threshold) / softness);
}

/// Numbers of the right answers, [count].
at::Tensor diagonalFrom(std::int64_t first, std::int64_t count, const at::Tensor &like)
{
    return at::arange(first, first + count, like.options().dtype(at::kLong));
}

} // namespace

at::Tensor unitLength(const at::Tensor &x)
{
    return x / at::linalg_vector_norm(x, 2, {1}, /*keepdim=*/true).clamp_min(kNormFloor);
}

at::Tensor similarityMaps(const at::Tensor &pictures, const at::Tensor &sounds)
{
    const std::int64_t count = pictures.size(0);
    const std::int64_t height = pictures.size(2);
    const std::int64_t width = pictures.size(3);
    const at::Tensor places = pictures.permute({0, 2, 3, 1})
                                      .reshape({count * height * width, pictures.size(1)});
    return at::matmul(places, sounds.t())
            .view({count, height, width, sounds.size(0)})
            .permute({0, 3, 1, 2});
}

MaskedContrast maskedContrast(const at::Tensor &maps,
                              std::int64_t firstOwn,
                              const MaskedContrastOptions &options)
{
    const std::int64_t count = maps.size(0);
    const std::int64_t sounds = maps.size(1);
    SOUNDLOCUS_EXPECTS(firstOwn >= 0 && firstOwn + count <= sounds);
    MaskedContrast result;
    const at::Tensor own = maps.slice(1, firstOwn, firstOwn + count)
                                   .diagonal(0, 0, 1)
                                   .permute({2, 0, 1})
                                   .contiguous();
    const at::Tensor positive = softMask(own, options.epsilon, options.tau);
    const at::Tensor background = 1 - softMask(own, options.epsilonBackground, options.tau);
    const at::Tensor cross = weightedMean(maps, softMask(maps, options.epsilon, options.tau));
    at::Tensor factors = at::ones({count, sounds}, maps.options());
    factors.slice(1, firstOwn, firstOwn + count).diagonal().fill_(options.diagonalFactor);
    result.logits = at::cat({weightedMean(own, positive).unsqueeze(1),
                             cross * factors,
                             weightedMean(own, background).unsqueeze(1)},
                            1)
                    / options.temperature;
    result.loss = at::cross_entropy_loss(result.logits,
                                         at::zeros({count}, maps.options().dtype(at::kLong)));
    result.ownMaps = own.unsqueeze(1);
    result.positiveMask = positive.unsqueeze(1);
    result.backgroundMask = background.unsqueeze(1);
    return result;
}

at::Tensor logMeanExpPool(const at::Tensor &maps, double sharpness)
{
    const auto places = static_cast<double>(maps.size(2) * maps.size(3));
    return (at::logsumexp(maps * sharpness, {2, 3}) - std::log(places)) / sharpness;
}

at::Tensor symmetricContrast(const at::Tensor &scores, std::int64_t firstOwn, double temperature)
{
    const at::Tensor logits = scores / temperature;
    const at::Tensor rows = at::cross_entropy_loss(logits,
                                                   diagonalFrom(firstOwn, scores.size(0), scores));
    if (scores.size(0) != scores.size(1))
        return rows;
    return (rows + at::cross_entropy_loss(logits.t(), diagonalFrom(0, scores.size(0), scores))) / 2;
}

at::Tensor boxCrossEntropy(const at::Tensor &maps,
                           const at::Tensor &masks,
                           double temperature,
                           const at::Tensor &count)
{
    const at::Tensor logShares = at::log_softmax(maps.flatten(1) / temperature, 1);
    const at::Tensor targets = masks.flatten(1);
    const at::Tensor area = targets.sum(1);
    const at::Tensor isMarked = (area > 0).to(maps.scalar_type());
    const at::Tensor each = -(logShares * targets).sum(1) / area.clamp_min(kNormFloor);
    return (each * isMarked).sum() / (count.defined() ? count : isMarked.sum().clamp_min(1));
}

at::Tensor countMarked(const at::Tensor &masks)
{
    return (masks.flatten(1).sum(1) > 0).to(masks.scalar_type()).sum();
}

} // namespace soundlocus::nn
