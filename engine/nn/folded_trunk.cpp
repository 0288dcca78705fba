// SPDX-License-Identifier: MIT
#include "engine/nn/folded_trunk.h"

#include <ATen/ops/max_pool2d.h>

namespace soundlocus::nn {

namespace {

torch::nn::BatchNorm2d plain(const BatchNorm &norm)
{
    return torch::nn::BatchNorm2d(std::shared_ptr<torch::nn::BatchNorm2dImpl>(norm.ptr()));
}

} // namespace

FoldedTrunk::FoldedTrunk(const ResNetTrunk &trunk, at::ScalarType dtype, at::Device device)
    : m_dtype(dtype)
    , m_stem(trunk->stem, plain(trunk->bn1), dtype, device)
{
    for (const auto &layer : trunk->layers) {
        for (std::size_t i = 0; i < layer->size(); ++i) {
            const BasicBlock block(layer->ptr<BasicBlockImpl>(i));
            std::optional<FoldedConv> shortcut;
            if (!block->downsample.is_empty()) {
                const auto conv = std::dynamic_pointer_cast<torch::nn::Conv2dImpl>(
                        block->downsample->ptr(0));
                const auto norm = std::dynamic_pointer_cast<torch::nn::BatchNorm2dImpl>(
                        block->downsample->ptr(1));
                shortcut.emplace(
                        torch::nn::Conv2d(conv), torch::nn::BatchNorm2d(norm), dtype, device);
            }
            m_blocks.push_back({FoldedConv(block->conv1, plain(block->bn1), dtype, device),
                                FoldedConv(block->conv2, plain(block->bn2), dtype, device),
                                std::move(shortcut)});
        }
    }
}

at::Tensor FoldedTrunk::forward(const at::Tensor &x) const
{
    const at::Tensor input = x.to(m_dtype).contiguous(at::MemoryFormat::ChannelsLast);
    at::Tensor y = at::max_pool2d(m_stem(input, Activation::Relu), {3, 3}, {2, 2}, {1, 1});
    for (const Block &block : m_blocks) {
        const at::Tensor residual = block.shortcut ? (*block.shortcut)(y, Activation::None) : y;
        y = block.second.addRelu(block.first(y, Activation::Relu), residual);
    }
    return y.to(at::kFloat);
}

} // namespace soundlocus::nn
