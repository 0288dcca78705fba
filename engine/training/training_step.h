// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/contrastive_loss.h"
#include "engine/nn/geometric_warp.h"
#include "engine/nn/two_trunk_net.h"
#include "engine/training/gradient_scaler.h"
#include "engine/training/training_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <optional>

namespace soundlocus {

/// A batch on the device of the network.
struct BatchTensors
{
    at::Tensor images;       ///< [B, 3, S, S]
    at::Tensor spectrograms; ///< [B, 1, bins, columns]
    /// The same sounds, another jitter; for objective "sound" and with `otherImages`.
    at::Tensor otherSpectrograms;
    at::Tensor boxMasks; ///< [B, S / 16, S / 16]; undefined without annotations
    /// Of the second view, in other colours; undefined: it shows `images`.
    at::Tensor otherImages{};
};

enum class Objective { SslTie, Pooled, Sound };

/// Objective by its word in StageConfig. @param word passed TrainingConfig::validate()
[[nodiscard]] Objective objectiveFromString(const std::string &word);

/// What of the losses the masked contrast wants.
[[nodiscard]] nn::MaskedContrastOptions contrastOptions(const LossConfig &config);

/// Whether the second view of a stage is a picture and a sound of its own.
/// @param config passed TrainingConfig::validate()
[[nodiscard]] bool separatesViews(const TrainingConfig &config, Objective objective);

/// Embeddings of all processes, and which of them are this one's.
struct GatheredSounds
{
    at::Tensor embeddings; ///< [N, D], gradients flow to their owners
    std::int64_t firstOwn = 0;
};
using GatherSounds = std::function<GatheredSounds(const at::Tensor &embeddings)>;
/// Mean of a count over all processes, of a sum of at least 1; a scalar without gradient.
using MeanOfCounts = std::function<at::Tensor(const at::Tensor &count)>;

/// How a step works with other processes.
struct StepPeers
{
    GatherSounds gather;    ///< empty: sounds of this process alone are negatives
    MeanOfCounts meanCount; ///< empty: this process is alone
};

struct StepOptions
{
    bool hasValidityMask = false;
    /// Of the trunks alone. Warps, similarities and losses stay in float32: a warp whose
    /// coordinates have 8 bits is half a pixel off, and temperature 0.07 magnifies the rounding of
    /// a cosine.
    Precision precision = Precision::Float32;
    StepPeers peers{};
};

/// Loss of one batch and its terms; undefined where a term was not computed.
struct StepLoss
{
    at::Tensor total; ///< scalar, differentiable
    at::Tensor contrastiveFirst;
    at::Tensor contrastiveSecond;
    at::Tensor equivariance;
    at::Tensor supervised;
    nn::MaskedContrast first;  ///< objective SslTie only
    nn::MaskedContrast second; ///< with a second view only
    at::Tensor targetMaps;     ///< first maps through the transform, [B, 1, h', w']
};

/// Forward pass of one training step.
/// The released code sends the same spectrograms through the audio trunk once per view; here they
/// go once, which gives the same gradients. Their running statistics are updated as two passes
/// would: with momentum 1 - (1 - m)^2.
/// Where the batch has other images, the second view of objective SslTie is their warp together
/// with the other spectrograms, which go through the audio trunk in a pass of their own; its map is
/// still compared with the warped map of the first view.
/// @param transform of the second view; none: one view only
/// @param options with peers the mean of all processes' losses is the loss of the joined batch, as
/// far as negatives are gathered Source: SSL-TIE main.py `train`; fact sheet 1.3 to 1.5, 1.9.
[[nodiscard]] StepLoss computeLoss(nn::TwoTrunkNet &net,
                                   const BatchTensors &batch,
                                   const std::optional<nn::GeometricTransform> &transform,
                                   Objective objective,
                                   const LossConfig &config,
                                   const StepOptions &options = {});

/// Puts a network into training mode. @param freezesStatistics batch norm keeps its running
/// statistics and uses them
void setTrainingMode(nn::TwoTrunkNet &net, bool freezesStatistics);

} // namespace soundlocus
