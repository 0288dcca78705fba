// SPDX-License-Identifier: MIT
#include "engine/training/training_step.h"

#include "engine/core/expects.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/l1_loss.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/zeros.h>

namespace soundlocus {

namespace {

/// Momentum of batch norm in all published networks (PyTorch's default).
constexpr double kNormMomentum = 0.1;

void setNormMomentum(nn::ResNetTrunk &trunk, double momentum)
{
    for (auto &module : trunk->modules(/*include_self=*/false)) {
        if (auto *norm = module->as<torch::nn::BatchNorm2d>())
            norm->options.momentum(momentum);
    }
}

/// Half precision ends with the trunks; double stays double.
at::Tensor atLeastFloat(const at::Tensor &features)
{
    return features.to(c10::promoteTypes(features.scalar_type(), at::kFloat));
}

/// A network whose trunks run in a precision.
struct Trunks
{
    nn::TwoTrunkNet &net;
    Precision precision;

    [[nodiscard]] static at::Tensor features(nn::ResNetTrunk &trunk,
                                             const at::Tensor &input,
                                             Precision precision)
    {
        const AutocastGuard autocast(precision, input.device().type());
        return trunk->forward(input.contiguous(at::MemoryFormat::ChannelsLast));
    }

    /// @param passes whose running statistics count
    [[nodiscard]] at::Tensor embedSounds(const at::Tensor &spectrograms, int passes) const
    {
        double kept = 1;
        for (int i = 0; i < passes; ++i)
            kept *= 1 - kNormMomentum;
        setNormMomentum(net->audnet, 1 - kept);
        const at::Tensor maps = features(net->audnet, spectrograms, precision);
        return nn::unitLength(atLeastFloat(at::amax(maps, {2, 3})));
    }

    [[nodiscard]] at::Tensor embedPictures(const at::Tensor &images) const
    {
        return nn::unitLength(atLeastFloat(features(net->imgnet, images, precision)));
    }
};

GatheredSounds gathered(const at::Tensor &sounds, const GatherSounds &gather)
{
    return gather ? gather(sounds) : GatheredSounds{sounds, 0};
}

/// Rows and columns count: each process needs the rows of all.
/// @param scores [B, N], of this process's rows with the columns of all
at::Tensor joinedContrast(const at::Tensor &scores, double temperature, const GatherSounds &gather)
{
    return nn::symmetricContrast(gathered(scores, gather).embeddings, 0, temperature);
}

/// Mean over what counts of the squared or absolute difference.
at::Tensor equivarianceLoss(const at::Tensor &maps,
                            const at::Tensor &target,
                            const at::Tensor &validity,
                            const MeanOfCounts &meanCount,
                            bool isL1)
{
    if (!validity.defined())
        return isL1 ? at::l1_loss(maps, target) : at::mse_loss(maps, target);
    const at::Tensor difference = maps - target;
    const at::Tensor each = isL1 ? difference.abs() : difference.square();
    const at::Tensor count = meanCount ? meanCount(validity.sum()) : validity.sum().clamp_min(1);
    return (each * validity).sum() / count;
}

StepLoss soundLoss(const Trunks &trunks,
                   const BatchTensors &batch,
                   const LossConfig &config,
                   const GatherSounds &gather)
{
    SOUNDLOCUS_EXPECTS(batch.otherSpectrograms.defined());
    const std::int64_t count = batch.spectrograms.size(0);
    // Both jitters in one pass: their batch statistics are common.
    const at::Tensor both = trunks.embedSounds(
            at::cat({batch.spectrograms, batch.otherSpectrograms}), 1);
    StepLoss loss;
    const at::Tensor others = gathered(both.slice(0, count), gather).embeddings;
    loss.contrastiveFirst = joinedContrast(
            both.slice(0, 0, count).matmul(others.t()), config.pooledTemperature, gather);
    loss.total = loss.contrastiveFirst;
    return loss;
}

StepLoss pooledLoss(const Trunks &trunks,
                    const BatchTensors &batch,
                    const LossConfig &config,
                    const GatherSounds &gather)
{
    const GatheredSounds sounds = gathered(trunks.embedSounds(batch.spectrograms, 1), gather);
    const at::Tensor maps = nn::similarityMaps(trunks.embedPictures(batch.images),
                                               sounds.embeddings);
    StepLoss loss;
    loss.contrastiveFirst = joinedContrast(
            nn::logMeanExpPool(maps, config.poolingSharpness), config.pooledTemperature, gather);
    loss.first.ownMaps = maps.slice(1, sounds.firstOwn, sounds.firstOwn + maps.size(0))
                                 .diagonal(0, 0, 1)
                                 .permute({2, 0, 1})
                                 .unsqueeze(1);
    loss.total = loss.contrastiveFirst;
    return loss;
}

nn::MaskedContrast viewContrast(const Trunks &trunks,
                                const at::Tensor &images,
                                const GatheredSounds &sounds,
                                const LossConfig &config)
{
    return nn::maskedContrast(nn::similarityMaps(trunks.embedPictures(images), sounds.embeddings),
                              sounds.firstOwn,
                              contrastOptions(config));
}

/// Adds the distance between the second view's maps and the first ones through the transform.
void addEquivariance(const nn::GeometricTransform &transform,
                     std::int64_t side,
                     const LossConfig &config,
                     bool hasValidityMask,
                     const MeanOfCounts &meanCount,
                     StepLoss &loss)
{
    loss.targetMaps = nn::warpMaps(loss.first.ownMaps, transform, side);
    at::Tensor validity;
    if (hasValidityMask)
        validity = nn::validityMaps(side, transform, loss.targetMaps.options());
    loss.equivariance = equivarianceLoss(loss.second.ownMaps,
                                         config.detachesTarget ? loss.targetMaps.detach()
                                                               : loss.targetMaps,
                                         validity,
                                         meanCount,
                                         config.equivariance == "l1");
    loss.total = loss.total + config.equivarianceWeight * loss.equivariance;
}

StepLoss sslTieLoss(const Trunks &trunks,
                    const BatchTensors &batch,
                    const std::optional<nn::GeometricTransform> &transform,
                    const LossConfig &config,
                    const StepOptions &options)
{
    const StepPeers &peers = options.peers;
    const bool isSeparate = transform && batch.otherImages.defined();
    SOUNDLOCUS_EXPECTS(!isSeparate || batch.otherSpectrograms.defined());
    const int passes = transform && !isSeparate ? 2 : 1;
    GatheredSounds sounds = gathered(trunks.embedSounds(batch.spectrograms, passes), peers.gather);
    StepLoss loss;
    loss.first = viewContrast(trunks, batch.images, sounds, config);
    loss.contrastiveFirst = loss.first.loss;
    if (!transform) {
        loss.total = loss.contrastiveFirst;
        return loss;
    }
    if (isSeparate)
        sounds = gathered(trunks.embedSounds(batch.otherSpectrograms, 1), peers.gather);
    const at::Tensor &images = isSeparate ? batch.otherImages : batch.images;
    loss.second = viewContrast(trunks, nn::warpImages(images, *transform), sounds, config);
    loss.contrastiveSecond = loss.second.loss;
    loss.total = 0.5 * (loss.contrastiveFirst + loss.contrastiveSecond);
    if (config.equivarianceWeight != 0)
        addEquivariance(*transform,
                        batch.images.size(2),
                        config,
                        options.hasValidityMask,
                        peers.meanCount,
                        loss);
    return loss;
}

/// Every process takes part in counting, also one whose batch has no boxes.
void addSupervised(const BatchTensors &batch,
                   const LossConfig &config,
                   const MeanOfCounts &meanCount,
                   StepLoss &loss)
{
    at::Tensor count;
    if (meanCount)
        count = meanCount(batch.boxMasks.defined() ? nn::countMarked(batch.boxMasks)
                                                   : at::zeros({}, loss.total.options()));
    if (!batch.boxMasks.defined())
        return;
    loss.supervised = nn::boxCrossEntropy(
            loss.first.ownMaps, batch.boxMasks, config.supervisedTemperature, count);
    loss.total = loss.total + config.supervisedWeight * loss.supervised;
}

} // namespace

nn::MaskedContrastOptions contrastOptions(const LossConfig &config)
{
    return {config.epsilon,
            config.epsilonBackground,
            config.tau,
            config.temperature,
            config.diagonalFactor};
}

Objective objectiveFromString(const std::string &word)
{
    if (word == "pooled")
        return Objective::Pooled;
    if (word == "sound")
        return Objective::Sound;
    SOUNDLOCUS_EXPECTS(word == "ssltie");
    return Objective::SslTie;
}

bool separatesViews(const TrainingConfig &config, Objective objective)
{
    return config.appearance.separatesViews && config.geometric.isEnabled
           && objective == Objective::SslTie;
}

StepLoss computeLoss(nn::TwoTrunkNet &net,
                     const BatchTensors &batch,
                     const std::optional<nn::GeometricTransform> &transform,
                     Objective objective,
                     const LossConfig &config,
                     const StepOptions &options)
{
    const Trunks trunks{net, options.precision};
    if (objective == Objective::Sound)
        return soundLoss(trunks, batch, config, options.peers.gather);
    StepLoss loss = objective == Objective::Pooled
                            ? pooledLoss(trunks, batch, config, options.peers.gather)
                            : sslTieLoss(trunks, batch, transform, config, options);
    if (config.supervisedWeight > 0)
        addSupervised(batch, config, options.peers.meanCount, loss);
    return loss;
}

void setTrainingMode(nn::TwoTrunkNet &net, bool freezesStatistics)
{
    net->train();
    if (!freezesStatistics)
        return;
    for (auto &module : net->modules(/*include_self=*/false)) {
        if (auto *norm = module->as<torch::nn::BatchNorm2d>())
            norm->eval();
    }
}

} // namespace soundlocus
