// SPDX-License-Identifier: MIT
#include "engine/nn/folded_conv.h"

#include "engine/nn/winograd_conv.h"

#include <ATen/Context.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/sqrt.h>

#include <optional>
#include <string_view>

namespace soundlocus::nn {

namespace {

using Sizes = c10::ArrayRef<std::int64_t>;
using Scalars = c10::List<std::optional<at::Scalar>>;

// oneDNN's fused convolutions are what LibTorch's own compiler emits; they have no C++ header, so
// they are called by name. Schemas: aten/src/ATen/native/mkldnn/RegisterMkldnnOpContextClass.cpp.
constexpr auto kFusedName = "mkldnn::_convolution_pointwise";

std::optional<c10::OperatorHandle> findOperator(const char *name, const char *overload)
{
    return c10::Dispatcher::singleton().findSchema({name, overload});
}

at::Tensor reorderWeight(const at::Tensor &weight, Sizes padding, Sizes stride)
{
    static const auto op = findOperator("mkldnn::_reorder_convolution_weight", "");
    torch::jit::Stack stack;
    const std::vector<std::int64_t> one{1, 1};
    stack.emplace_back(weight);
    stack.emplace_back(padding.vec());
    stack.emplace_back(stride.vec());
    stack.emplace_back(one);
    stack.emplace_back(std::int64_t{1});
    stack.emplace_back(c10::IValue());
    op->callBoxed(stack);
    return stack.back().toTensor();
}

bool hasFusedOperators()
{
    static const bool has = at::globalContext().userEnabledMkldnn() && at::hasMKLDNN()
                            && findOperator(kFusedName, "") && findOperator(kFusedName, "binary")
                            && findOperator("mkldnn::_reorder_convolution_weight", "");
    return has;
}

} // namespace

FoldedConv::FoldedConv(const torch::nn::Conv2d &conv,
                       const torch::nn::BatchNorm2d &norm,
                       at::ScalarType dtype,
                       at::Device device)
{
    const at::Tensor gain = norm->weight.to(at::kDouble)
                            / at::sqrt(norm->running_var.to(at::kDouble) + norm->options.eps());
    const at::Tensor weight = conv->weight.to(at::kDouble) * gain.view({-1, 1, 1, 1});
    const at::Tensor bias = norm->bias.to(at::kDouble) - norm->running_mean.to(at::kDouble) * gain;
    const auto &stride = *conv->options.stride();
    const auto &kernel = *conv->options.kernel_size();
    m_stride.assign(stride.begin(), stride.end());
    m_padding = {kernel[0] / 2, kernel[1] / 2};
    m_bias = bias.to(device, dtype);
    const bool isCpu = device.is_cpu();
    if (isCpu && dtype == at::kFloat && kernel[0] == 3 && m_stride[0] == 1
        && WinogradConv::isWorthwhile(weight.size(1), weight.size(0))) {
        m_path = Path::Winograd;
        m_winograd = std::make_unique<WinogradConv>(weight, bias);
        return;
    }
    // oneDNN would pack these weights anew for every call, as its layout depends on the picture.
    if (isCpu && dtype == at::kFloat && kernel[0] == 1) {
        m_path = Path::Product;
        m_weight = weight.to(dtype).view({weight.size(0), weight.size(1)});
        return;
    }
    m_weight = weight.to(device, dtype).contiguous(at::MemoryFormat::ChannelsLast);
    if (isCpu && hasFusedOperators()) {
        m_path = Path::OneDnn;
        m_weight = reorderWeight(m_weight, m_padding, m_stride);
    }
}

FoldedConv::FoldedConv(FoldedConv &&other) noexcept = default;
FoldedConv &FoldedConv::operator=(FoldedConv &&other) noexcept = default;
FoldedConv::~FoldedConv() = default;

at::Tensor FoldedConv::product(const at::Tensor &x) const
{
    const at::Tensor taken = x.slice(2, 0, x.size(2), m_stride[0])
                                     .slice(3, 0, x.size(3), m_stride[1])
                                     .permute({0, 2, 3, 1});
    return at::linear(taken, m_weight, m_bias).permute({0, 3, 1, 2});
}

at::Tensor FoldedConv::operator()(const at::Tensor &x, Activation activation) const
{
    const bool isRelu = activation == Activation::Relu;
    if (m_path == Path::Winograd)
        return m_winograd->forward(x, nullptr, isRelu);
    if (m_path == Path::Product)
        return isRelu ? product(x).relu_() : product(x);
    if (m_path == Path::Generic) {
        at::Tensor y = at::conv2d(x, m_weight, m_bias, m_stride, m_padding);
        return isRelu ? y.relu_() : y;
    }
    static const auto op = findOperator(kFusedName, "")
                                   ->typed<at::Tensor(const at::Tensor &,
                                                      const at::Tensor &,
                                                      const std::optional<at::Tensor> &,
                                                      Sizes,
                                                      Sizes,
                                                      Sizes,
                                                      std::int64_t,
                                                      std::string_view,
                                                      Scalars,
                                                      std::optional<std::string_view>)>();
    const std::int64_t dilation[] = {1, 1};
    return op.call(x,
                   m_weight,
                   m_bias,
                   m_padding,
                   m_stride,
                   dilation,
                   1,
                   isRelu ? "relu" : "none",
                   Scalars(),
                   std::nullopt);
}

at::Tensor FoldedConv::addRelu(const at::Tensor &x, const at::Tensor &residual) const
{
    if (m_path == Path::Winograd)
        return m_winograd->forward(x, &residual, true);
    if (m_path == Path::Product)
        return product(x).add_(residual).relu_();
    if (m_path == Path::Generic)
        return at::conv2d(x, m_weight, m_bias, m_stride, m_padding).add_(residual).relu_();
    static const auto op = findOperator(kFusedName, "binary")
                                   ->typed<at::Tensor(const at::Tensor &,
                                                      const at::Tensor &,
                                                      const at::Tensor &,
                                                      const std::optional<at::Tensor> &,
                                                      Sizes,
                                                      Sizes,
                                                      Sizes,
                                                      std::int64_t,
                                                      std::string_view,
                                                      std::optional<at::Scalar>,
                                                      std::optional<std::string_view>,
                                                      Scalars,
                                                      std::optional<std::string_view>)>();
    const std::int64_t dilation[] = {1, 1};
    return op.call(x,
                   residual,
                   m_weight,
                   m_bias,
                   m_padding,
                   m_stride,
                   dilation,
                   1,
                   "add",
                   at::Scalar(1.0),
                   "relu",
                   Scalars(),
                   std::nullopt);
}

} // namespace soundlocus::nn
