// SPDX-License-Identifier: MIT
#pragma once

#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/pimpl.h>

#include <functional>

namespace soundlocus::nn {

/// Adds up a contiguous tensor over all processes, in place; every process gets the same bits.
using SumOverProcesses = std::function<void(at::Tensor &)>;

/// torch.nn.BatchNorm2d that can take its statistics over the batches of all processes: outputs,
/// gradients and running statistics are then those of one process with the joined batch.
/// Gradients of the input are of the sum of all processes' losses, those of weight and bias of this
/// process's rows alone, so that averaging parameter gradients gives the gradient of the mean loss.
class BatchNormImpl final : public torch::nn::BatchNorm2dImpl
{
public:
    explicit BatchNormImpl(std::int64_t channels)
        : torch::nn::BatchNorm2dImpl(torch::nn::BatchNormOptions(channels))
    {}

    /// @param x [N, channels, h, w]
    torch::Tensor forward(const torch::Tensor &x);

    /// Empty: the statistics of this process. Used in training mode only.
    SumOverProcesses sum;
};
TORCH_MODULE(BatchNorm);

} // namespace soundlocus::nn
