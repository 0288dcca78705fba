// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"
#include "engine/nn/batch_norm.h"

#include <torch/nn/module.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/pimpl.h>

#include <string>

namespace soundlocus::nn {

/// Two 3 x 3 convolutions with a short cut; names as in torchvision's BasicBlock.
class BasicBlockImpl : public torch::nn::Module
{
public:
    BasicBlockImpl(int inChannels, int outChannels, int stride);

    /// @param x [N, inChannels, h, w]; @return [N, outChannels, ceil(h / stride), ceil(w / stride)]
    torch::Tensor forward(const torch::Tensor &x);

    torch::nn::Conv2d conv1{nullptr};
    BatchNorm bn1{nullptr};
    torch::nn::Conv2d conv2{nullptr};
    BatchNorm bn2{nullptr};
    torch::nn::Sequential downsample{nullptr}; ///< empty holder where shapes agree
};
TORCH_MODULE(BasicBlock);

/// ResNet-18 trunk up to layer 4, names as in the reference, channels width, 2 w, 4 w, 8 w.
/// Source: SSL-TIE models/base_models.py; torchvision resnet.py.
class ResNetTrunkImpl : public torch::nn::Module
{
public:
    struct Options
    {
        int inChannels = 3;
        int width = 64;
        /// Name of the stem in the reference: "conv1", or "conv1_a" for SSL-TIE's sound.
        std::string stemName = "conv1";
        /// 1: overall stride 16 (SSL-TIE, LVS, SSL-Align); 2: overall stride 32 (EZ-VSL and after).
        int lastStride = 1;
    };

    explicit ResNetTrunkImpl(const Options &options);

    /// @param x [N, inChannels, h, w] float; @return [N, 8 width, h / stride, w / stride], ReLU
    /// applied
    torch::Tensor forward(const torch::Tensor &x);

    torch::nn::Conv2d stem{nullptr};
    BatchNorm bn1{nullptr};
    torch::nn::Sequential layers[4] = {nullptr, nullptr, nullptr, nullptr};
};
TORCH_MODULE(ResNetTrunk);

/// The parts of a published two-trunk network that its map needs; parameter names are those of the
/// reference (`imgnet.layer1.0.conv1.weight`), so published weights load by key.
/// Source: SSL-TIE models/model.py; LVS model.py; EZ-VSL model.py; SLAVC model.py.
class TwoTrunkNetImpl : public torch::nn::Module
{
public:
    /// Weights are uninitialised; batch norm starts as identity.
    explicit TwoTrunkNetImpl(const ModelSpec &spec);

    ModelSpec spec;
    ResNetTrunk imgnet{nullptr};
    ResNetTrunk audnet{nullptr};
    /// 1 x 1 projections, one per head: none, `img_proj`, or `img_proj1` and `img_proj2`.
    std::vector<torch::nn::Conv2d> imageProjections;
    std::vector<torch::nn::Linear> audioProjections;
};
TORCH_MODULE(TwoTrunkNet);

/// Copies the weights a network needs out of a checkpoint. @param prefix put before every name
/// ("momentum_" for SLAVC's second copy).
/// Throws c10::Error where a tensor is missing or has another shape; call requireLoadable() first.
void loadWeights(TwoTrunkNet &net, const Checkpoint &checkpoint, const std::string &prefix = {});

} // namespace soundlocus::nn
