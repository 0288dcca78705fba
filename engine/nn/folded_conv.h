// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/conv.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace soundlocus::nn {

class WinogradConv;

enum class Activation { None, Relu };

/// One convolution with its batch norm folded in. On a CPU 3 x 3 convolutions of stride 1 run by
/// Winograd's method (winograd_conv.h), 1 x 1 convolutions as one matrix product, the others
/// through oneDNN with fused bias, sum and ReLU; on a GPU through cuDNN. Immutable; threads:
/// reentrant.
class FoldedConv
{
public:
    FoldedConv(const torch::nn::Conv2d &conv,
               const torch::nn::BatchNorm2d &norm,
               at::ScalarType dtype,
               at::Device device);
    FoldedConv(FoldedConv &&other) noexcept;
    FoldedConv &operator=(FoldedConv &&other) noexcept;
    ~FoldedConv();

    /// @param x [N, C, h, w] channels-last
    [[nodiscard]] at::Tensor operator()(const at::Tensor &x, Activation activation) const;

    /// relu(conv(x) + residual); residual as large as the result.
    [[nodiscard]] at::Tensor addRelu(const at::Tensor &x, const at::Tensor &residual) const;

private:
    [[nodiscard]] at::Tensor product(const at::Tensor &x) const;

    enum class Path { Generic, OneDnn, Product, Winograd };
    Path m_path = Path::Generic;
    at::Tensor m_weight;
    at::Tensor m_bias;
    std::vector<std::int64_t> m_stride;
    std::vector<std::int64_t> m_padding;
    std::unique_ptr<WinogradConv> m_winograd;
};

} // namespace soundlocus::nn
