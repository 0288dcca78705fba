// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/two_trunk_net.h"
#include "engine/training/training_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace soundlocus {

/// Adam or AdamW of LibTorch over the parameters that are not frozen, with a learning rate per
/// trunk, and its state as named tensors. Threads: one thread at a time.
class AdamOptimizer
{
public:
    /// Parameters that match a pattern of config.frozen are told not to need gradients.
    AdamOptimizer(nn::TwoTrunkNet &net, const OptimizerConfig &config);
    AdamOptimizer(const AdamOptimizer &) = delete;
    AdamOptimizer &operator=(const AdamOptimizer &) = delete;
    ~AdamOptimizer();

    void zeroGradients();
    /// @param learningRate before the trunks' factors
    void step(double learningRate);

    /// Parameters that learn.
    [[nodiscard]] std::vector<at::Tensor> parameters() const;
    /// L2 norm of all gradients; scales them down to maxNorm where it is larger and maxNorm > 0.
    double clipGradients(double maxNorm);

    /// "optimizer.exp_avg.NAME", "optimizer.exp_avg_sq.NAME" and "optimizer.step.NAME" (a scalar
    /// int64) of every parameter that has learnt; copies on the CPU.
    [[nodiscard]] std::map<std::string, at::Tensor> state() const;
    /// The opposite; entries of unknown parameters are passed over.
    void restore(const std::map<std::string, at::Tensor> &state);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Learning rate before the trunks' factors. Source: torch.optim.lr_scheduler MultiStepLR and
/// CosineAnnealingLR, with a linear warm-up in front.
/// @param step from 0; @param stepsPerEpoch > 0
[[nodiscard]] double learningRateAt(const OptimizerConfig &config,
                                    std::int64_t step,
                                    std::int64_t stepsPerEpoch,
                                    std::int64_t totalSteps);

/// Whether a name matches a pattern with `*` for any text.
[[nodiscard]] bool matchesPattern(std::string_view name, std::string_view pattern);

} // namespace soundlocus
