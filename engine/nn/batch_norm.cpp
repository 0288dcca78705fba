// SPDX-License-Identifier: MIT
#include "engine/nn/batch_norm.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/ivalue.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/full.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/var_mean.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/utils.h>

namespace soundlocus::nn {

namespace {

constexpr std::initializer_list<std::int64_t> kPlaces{0, 2, 3};

/// What statistics and gradients are computed in: float, or double for a network in double.
at::ScalarType wideType(const at::Tensor &x)
{
    return c10::promoteTypes(x.scalar_type(), at::kFloat);
}

/// Statistics of the joined batch, double.
struct JoinedStatistics
{
    at::Tensor mean;
    at::Tensor variance; ///< biased
    double count = 0;    ///< values of a channel
};

JoinedStatistics joinedStatistics(const at::Tensor &x, const SumOverProcesses &sum)
{
    const std::int64_t channels = x.size(1);
    const std::int64_t values = x.numel() / channels;
    const auto count = static_cast<double>(values);
    const auto [variance, mean] = at::var_mean(x.to(wideType(x)), kPlaces, c10::Scalar(0));
    const at::Tensor wideMean = mean.to(at::kDouble);
    at::Tensor sums = at::cat({wideMean * count,
                               (variance.to(at::kDouble) + wideMean.square()) * count,
                               at::full({1}, count, wideMean.options())});
    sum(sums);
    JoinedStatistics result;
    result.count = sums[2 * channels].item<double>();
    result.mean = sums.slice(0, 0, channels) / result.count;
    result.variance = (sums.slice(0, channels, 2 * channels) / result.count - result.mean.square())
                              .clamp_min(0);
    return result;
}

at::Tensor overChannels(const at::Tensor &values, at::ScalarType type)
{
    return values.to(type).view({1, -1, 1, 1});
}

struct SumHolder final : torch::CustomClassHolder
{
    explicit SumHolder(SumOverProcesses given)
        : sum(std::move(given))
    {}
    SumOverProcesses sum;
};

/// Normalises by given statistics that are themselves functions of the input of all processes.
class JoinedNorm : public torch::autograd::Function<JoinedNorm>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext *context,
                              const at::Tensor &x,
                              const at::Tensor &weight,
                              const at::Tensor &bias,
                              const JoinedStatistics &statistics,
                              double epsilon,
                              const SumOverProcesses &sum)
    {
        const at::Tensor inverse = at::rsqrt(statistics.variance + epsilon);
        context->save_for_backward({x, weight, statistics.mean, inverse});
        context->saved_data["count"] = statistics.count;
        context->saved_data["sum"] = c10::IValue::make_capsule(c10::make_intrusive<SumHolder>(sum));
        return at::batch_norm(x,
                              weight,
                              bias,
                              statistics.mean.to(wideType(x)),
                              statistics.variance.to(wideType(x)),
                              /*training=*/false,
                              /*momentum=*/0,
                              epsilon,
                              /*cudnn_enabled=*/true);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list outputs)
    {
        const auto saved = context->get_saved_variables();
        const at::Tensor &x = saved[0];
        const at::Tensor &mean = saved[2];
        const at::Tensor &inverse = saved[3];
        const double count = context->saved_data["count"].toDouble();
        const auto holder = context->saved_data["sum"].toCapsule();
        const at::ScalarType type = wideType(x);
        const at::Tensor gradient = outputs[0].to(type);
        const at::Tensor centred = x.to(type) - overChannels(mean, type);
        const at::Tensor bias = gradient.sum(kPlaces);
        const at::Tensor weight = (gradient * centred).sum(kPlaces) * inverse.to(type);
        at::Tensor sums = at::cat({bias, weight}).to(at::kDouble);
        static_cast<const SumHolder &>(*holder).sum(sums);
        const std::int64_t channels = x.size(1);
        const at::Tensor factor = overChannels(saved[1].to(at::kDouble) * inverse, type);
        const at::Tensor meanGradient = overChannels(sums.slice(0, 0, channels) / count, type);
        const at::Tensor slope = overChannels(sums.slice(0, channels) * inverse / count, type);
        const at::Tensor input = (gradient - meanGradient - centred * slope) * factor;
        return {input.to(x.scalar_type()), weight, bias, {}, {}, {}};
    }
};

} // namespace

torch::Tensor BatchNormImpl::forward(const torch::Tensor &x)
{
    if (!sum || !is_training())
        return torch::nn::BatchNorm2dImpl::forward(x);
    JoinedStatistics statistics;
    {
        const torch::NoGradGuard guard;
        statistics = joinedStatistics(x, sum);
        const double momentum = options.momentum().value();
        const double unbiased = statistics.count / std::max(statistics.count - 1, 1.0);
        running_mean.mul_(1 - momentum).add_(statistics.mean.to(wideType(x)), momentum);
        running_var.mul_(1 - momentum)
                .add_((statistics.variance * unbiased).to(wideType(x)), momentum);
        num_batches_tracked.add_(1);
    }
    return JoinedNorm::apply(x, weight, bias, statistics, options.eps(), sum);
}

} // namespace soundlocus::nn
