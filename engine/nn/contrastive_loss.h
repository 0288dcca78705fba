// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace soundlocus::nn {

/// Vectors of unit length along dimension 1. @param x [B, D] or [B, D, h, w]
[[nodiscard]] at::Tensor unitLength(const at::Tensor &x);

/// Cosine of every place of every picture with every sound, [B, N, h, w].
/// @param pictures [B, D, h, w] and @param sounds [N, D], both of unit length
[[nodiscard]] at::Tensor similarityMaps(const at::Tensor &pictures, const at::Tensor &sounds);

/// Constants of SSL-TIE's loss; see LossConfig for where they come from.
struct MaskedContrastOptions
{
    double epsilon = 0.65;
    double epsilonBackground = 0.40;
    double tau = 0.03;
    double temperature = 0.07;
    double diagonalFactor = -99;
};

/// SSL-TIE's contrastive loss and what it was made of. All differentiable; gradients flow through
/// the masks.
struct MaskedContrast
{
    at::Tensor loss;           ///< scalar
    at::Tensor ownMaps;        ///< [B, 1, h, w] similarity of each picture with its own sound
    at::Tensor positiveMask;   ///< [B, 1, h, w]
    at::Tensor backgroundMask; ///< [B, 1, h, w]
    at::Tensor logits;         ///< [B, N + 2]: positive, each sound, background; over temperature
};

/// @param maps of similarityMaps()
/// @param firstOwn sound of picture i is number firstOwn + i (others come from other processes)
/// Source: fact sheet 1.3; SSL-TIE models/model.py and main.py.
[[nodiscard]] MaskedContrast maskedContrast(const at::Tensor &maps,
                                            std::int64_t firstOwn,
                                            const MaskedContrastOptions &options);

/// log(mean(exp(sharpness x))) / sharpness over all places: between mean and maximum.
/// @param maps [B, N, h, w]; @return [B, N]
[[nodiscard]] at::Tensor logMeanExpPool(const at::Tensor &maps, double sharpness);

/// Mean of both cross-entropies (rows and columns) of a square score matrix whose right answers
/// stand in the diagonal. @param scores [B, N]; with N > B only rows count.
[[nodiscard]] at::Tensor symmetricContrast(const at::Tensor &scores,
                                           std::int64_t firstOwn,
                                           double temperature);

/// Cross-entropy between a map, read as a distribution over its places (softmax of value /
/// temperature), and a box mask, likewise of sum 1. Pictures without a marked place do not count.
/// @param maps [B, 1, h, w]; @param masks [B, h, w] in [0, 1]
/// @param count that the sum over pictures is divided by; undefined: countMarked(masks)
[[nodiscard]] at::Tensor boxCrossEntropy(const at::Tensor &maps,
                                         const at::Tensor &masks,
                                         double temperature,
                                         const at::Tensor &count = {});
/// Pictures with a marked place, a scalar of the masks' type.
[[nodiscard]] at::Tensor countMarked(const at::Tensor &masks);

} // namespace soundlocus::nn
