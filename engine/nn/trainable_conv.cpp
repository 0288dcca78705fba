// SPDX-License-Identifier: MIT
#include "engine/nn/trainable_conv.h"

#include "engine/nn/winograd_conv.h"

#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/flip.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>

namespace soundlocus::nn {

namespace {

/// Below so many channels the transforms cost what the products save.
constexpr std::int64_t kLeastChannels = 64;

constexpr std::array<std::int64_t, 2> kOnes{1, 1};
constexpr std::array<std::int64_t, 2> kZeros{0, 0};

/// 3 x 3, stride 1, padding 1, no bias.
class WinogradFunction : public torch::autograd::Function<WinogradFunction>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext *context,
                              const at::Tensor &x,
                              const at::Tensor &weight)
    {
        context->save_for_backward({x, weight});
        return WinogradConv::once(weight).forward(x, nullptr, false);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list outputs)
    {
        const auto saved = context->get_saved_variables();
        const at::Tensor &x = saved[0];
        const at::Tensor &weight = saved[1];
        const at::Tensor gradient = outputs[0].contiguous(at::MemoryFormat::ChannelsLast);
        at::Tensor ofInput;
        at::Tensor ofWeight;
        // The same convolution with each filter turned by 180 degrees, channels exchanged.
        if (context->needs_input_grad(0))
            ofInput = WinogradConv::once(at::flip(weight, {2, 3}).transpose(0, 1))
                              .forward(gradient, nullptr, false);
        if (context->needs_input_grad(1))
            ofWeight = std::get<1>(at::convolution_backward(gradient,
                                                            x,
                                                            weight,
                                                            at::OptionalIntArrayRef(),
                                                            kOnes,
                                                            kOnes,
                                                            kOnes,
                                                            /*transposed=*/false,
                                                            kZeros,
                                                            /*groups=*/1,
                                                            {false, true, false}));
        return {ofInput, ofWeight};
    }
};

bool isEqual(const torch::ExpandingArray<2> &sides, std::int64_t value)
{
    return sides->at(0) == value && sides->at(1) == value;
}

bool suitsWinograd(const torch::nn::Conv2dImpl &conv, const torch::Tensor &x)
{
    const auto &options = conv.options;
    return at::GradMode::is_enabled() && x.is_cpu() && x.scalar_type() == at::kFloat
           && conv.weight.scalar_type() == at::kFloat
           && !at::autocast::is_autocast_enabled(at::kCPU) && isEqual(options.kernel_size(), 3)
           && isEqual(options.stride(), 1)
           && std::min(options.in_channels(), options.out_channels()) >= kLeastChannels
           && WinogradConv::isWorthwhile(options.in_channels(), options.out_channels())
           && WinogradConv::isWorthwhile(options.out_channels(), options.in_channels());
}

} // namespace

torch::Tensor convolve(torch::nn::Conv2d &conv, const torch::Tensor &x)
{
    return suitsWinograd(*conv, x) ? WinogradFunction::apply(x, conv->weight) : conv->forward(x);
}

} // namespace soundlocus::nn
