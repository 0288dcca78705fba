// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/folded_conv.h"
#include "engine/nn/two_trunk_net.h"

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

namespace soundlocus::nn {

/// A trunk made ready for inference: batch norm folded into the convolutions (in double),
/// activation and short cut fused, channels-last. Immutable; threads: reentrant.
class FoldedTrunk
{
public:
    /// @param dtype arithmetic, float32 or bfloat16; @param device where it will run
    FoldedTrunk(const ResNetTrunk &trunk, at::ScalarType dtype, at::Device device);

    /// @param x [N, channels, h, w] float32; @return [N, 8 width, h', w'] float32, channels-last
    [[nodiscard]] at::Tensor forward(const at::Tensor &x) const;

private:
    struct Block
    {
        FoldedConv first;
        FoldedConv second;
        std::optional<FoldedConv> shortcut;
    };
    at::ScalarType m_dtype;
    FoldedConv m_stem;
    std::vector<Block> m_blocks;
};

} // namespace soundlocus::nn
