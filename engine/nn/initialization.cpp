// SPDX-License-Identifier: MIT
#include "engine/nn/initialization.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/utils.h>

#include <cmath>

namespace soundlocus::nn {

void initializeWeights(TwoTrunkNet &net, std::uint64_t seed)
{
    constexpr double kNormDeviation = 0.02;
    const torch::NoGradGuard guard;
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    for (auto &item : net->named_parameters()) {
        at::Tensor &value = item.value();
        if (value.dim() == 4) {
            const double fanOut = static_cast<double>(value.size(0) * value[0][0].numel());
            value.normal_(0, std::sqrt(2 / fanOut), generator);
        } else if (item.key().ends_with("weight")) {
            value.normal_(1, kNormDeviation, generator);
        } else {
            value.zero_();
        }
    }
    for (auto &item : net->named_buffers()) {
        if (item.key().ends_with("running_var"))
            item.value().fill_(1);
        else
            item.value().zero_();
    }
}

} // namespace soundlocus::nn
