// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace soundlocus::nn {

/// 3 x 3 convolution, stride 1, padding 1, by Winograd's minimal filtering F(4 x 4, 3 x 3): a
/// quarter of the multiplications of the direct method, as 36 matrix products (panel_product.h)
/// between two cheap transforms. float32 on the CPU only; a result differs from the direct one by
/// about 1e-6 of the largest value. Own code because no library in LibTorch has it for x86 (oneDNN
/// dropped its own), and 3 x 3 convolutions of stride 1 are nine tenths of a trunk's work.
/// Immutable; threads: reentrant. Source: Lavin and Gray, CVPR 2016, section 4.
class WinogradConv
{
public:
    /// Whether channel counts suit it: vectors of 16 channels.
    [[nodiscard]] static bool isWorthwhile(std::int64_t inChannels, std::int64_t outChannels);

    /// For weights that stay. @param weight [K, C, 3, 3] double; @param bias [K] double
    WinogradConv(const at::Tensor &weight, const at::Tensor &bias);
    /// For weights that are used once, as in training: transformed in float32, a few times quicker.
    /// @param weight [K, C, 3, 3] float32
    [[nodiscard]] static WinogradConv once(const at::Tensor &weight);

    /// @param x [N, C, h, w] float32, channels-last
    /// @param residual added before the activation; same shape as the result, or null
    /// @return [N, K, h, w] float32, channels-last
    [[nodiscard]] at::Tensor forward(const at::Tensor &x,
                                     const at::Tensor *residual,
                                     bool isRelu) const;

private:
    WinogradConv(const at::Tensor &bias, std::int64_t inChannels, at::Tensor panels);

    std::int64_t m_inChannels;
    std::int64_t m_outChannels;
    at::Tensor m_panels; ///< [36, K C]: for each point of the transform a matrix [K, C] in panels
    at::Tensor m_bias;
};

} // namespace soundlocus::nn
