// SPDX-License-Identifier: MIT
#include "engine/nn/two_trunk_net.h"

#include "engine/nn/trainable_conv.h"

#include <ATen/ops/conv2d.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/slice.h>
#include <torch/utils.h>

#include <stdexcept>

namespace soundlocus::nn {

namespace {

using torch::nn::Conv2d;
using torch::nn::Conv2dOptions;

Conv2d makeConv(int in, int out, int kernel, int stride)
{
    return Conv2d(Conv2dOptions(in, out, kernel).stride(stride).padding(kernel / 2).bias(false));
}

bool hasOwnProjection(ModelFamily family)
{
    return family == ModelFamily::EzVsl || family == ModelFamily::Fnac
           || family == ModelFamily::Slavc;
}

at::ScalarType scalarTypeOf(DType type)
{
    switch (type) {
    case DType::Float32:
        return at::kFloat;
    case DType::Float64:
        return at::kDouble;
    case DType::Float16:
        return at::kHalf;
    case DType::BFloat16:
        return at::kBFloat16;
    case DType::Int64:
        return at::kLong;
    case DType::Int32:
        return at::kInt;
    case DType::Int16:
        return at::kShort;
    case DType::Int8:
        return at::kChar;
    case DType::UInt8:
        return at::kByte;
    case DType::Bool:
        return at::kBool;
    }
    return at::kFloat;
}

void copyInto(torch::Tensor &target, const Checkpoint &checkpoint, const std::string &name)
{
    const auto found = checkpoint.weights.find(name);
    if (found == checkpoint.weights.end())
        throw std::runtime_error("tensor " + name + " is missing");
    const StoredTensor &stored = found->second;
    const at::Tensor source = at::from_blob(
            const_cast<std::byte *>(stored.bytes.data()), stored.shape, scalarTypeOf(stored.dtype));
    if (source.sizes() != target.sizes())
        throw std::runtime_error("tensor " + name + " has another shape");
    target.copy_(source);
}

/// The projection of a short cut. A 1 x 1 convolution of stride 2 sees every second place only:
/// they are taken out first, because oneDNN 3.7 (LibTorch 2.11) crashes in the gradient of the
/// strided one with 8 channels on AVX-512.
torch::Tensor shortened(torch::nn::Sequential &downsample, const torch::Tensor &x)
{
    auto *conv = downsample->ptr<torch::nn::Conv2dImpl>(0).get();
    auto *norm = downsample->ptr<BatchNormImpl>(1).get();
    const std::int64_t stride = conv->options.stride()->at(0);
    if (stride == 1)
        return norm->forward(conv->forward(x));
    const torch::Tensor seen = at::slice(at::slice(x, 2, 0, x.size(2), stride),
                                         3,
                                         0,
                                         x.size(3),
                                         stride)
                                       .contiguous(x.suggest_memory_format());
    return norm->forward(at::conv2d(seen, conv->weight));
}

} // namespace

BasicBlockImpl::BasicBlockImpl(int inChannels, int outChannels, int stride)
{
    conv1 = register_module("conv1", makeConv(inChannels, outChannels, 3, stride));
    bn1 = register_module("bn1", BatchNorm(outChannels));
    conv2 = register_module("conv2", makeConv(outChannels, outChannels, 3, 1));
    bn2 = register_module("bn2", BatchNorm(outChannels));
    // torchvision adds the projection where the stride or the width changes; the published
    // stride-1 layer 4 changes the width.
    if (stride != 1 || inChannels != outChannels)
        downsample = register_module(
                "downsample",
                torch::nn::Sequential(makeConv(inChannels, outChannels, 1, stride),
                                      BatchNorm(outChannels)));
}

torch::Tensor BasicBlockImpl::forward(const torch::Tensor &x)
{
    torch::Tensor inner = bn1(convolve(conv1, x)).relu_();
    inner = bn2(convolve(conv2, inner));
    return (inner + (downsample.is_empty() ? x : shortened(downsample, x))).relu_();
}

ResNetTrunkImpl::ResNetTrunkImpl(const Options &options)
{
    const int w = options.width;
    stem = register_module(options.stemName, makeConv(options.inChannels, w, 7, 2));
    bn1 = register_module("bn1", BatchNorm(w));
    const int strides[4] = {1, 2, 2, options.lastStride};
    int in = w;
    for (int i = 0; i < 4; ++i) {
        const int out = w << i;
        layers[i] = register_module(
                "layer" + std::to_string(i + 1),
                torch::nn::Sequential(BasicBlock(in, out, strides[i]), BasicBlock(out, out, 1)));
        in = out;
    }
}

torch::Tensor ResNetTrunkImpl::forward(const torch::Tensor &x)
{
    torch::Tensor y = at::max_pool2d(bn1(stem(x)).relu_(), {3, 3}, {2, 2}, {1, 1});
    for (auto &layer : layers)
        y = layer->forward(y);
    return y;
}

TwoTrunkNetImpl::TwoTrunkNetImpl(const ModelSpec &modelSpec)
    : spec(modelSpec)
{
    const bool isProjected = hasOwnProjection(spec.family);
    ResNetTrunkImpl::Options image;
    image.width = spec.width;
    image.lastStride = isProjected ? 2 : 1;
    ResNetTrunkImpl::Options audio = image;
    audio.inChannels = 1;
    audio.stemName = isProjected ? "conv1" : "conv1_a";
    imgnet = register_module("imgnet", ResNetTrunk(image));
    audnet = register_module("audnet", ResNetTrunk(audio));
    if (!isProjected)
        return;
    const int in = 8 * spec.width;
    const int heads = spec.family == ModelFamily::Slavc ? 2 : 1;
    for (int i = 1; i <= heads; ++i) {
        const std::string suffix = heads == 1 ? "" : std::to_string(i);
        imageProjections.emplace_back(register_module(
                "img_proj" + suffix, Conv2d(Conv2dOptions(in, spec.embeddingDim, 1))));
        audioProjections.emplace_back(
                register_module("aud_proj" + suffix, torch::nn::Linear(in, spec.embeddingDim)));
    }
}

void loadWeights(TwoTrunkNet &net, const Checkpoint &checkpoint, const std::string &prefix)
{
    const torch::NoGradGuard guard;
    for (auto &item : net->named_parameters())
        copyInto(item.value(), checkpoint, prefix + item.key());
    for (auto &item : net->named_buffers()) {
        // Counts of training steps; old files lack them and no result depends on them.
        if (!item.key().ends_with("num_batches_tracked"))
            copyInto(item.value(), checkpoint, prefix + item.key());
    }
}

} // namespace soundlocus::nn
