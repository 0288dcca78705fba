// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/initialization.h"
#include "engine/nn/two_trunk_net.h"
#include "engine/training/training_config.h"
#include "engine/training/training_plan.h"

#include <ATen/ATen.h>

namespace soundlocus::test {

/// A narrow model with small pictures and short sounds.
inline ModelConfig smallModel()
{
    ModelConfig model;
    model.width = 4;
    model.imageSide = 64;
    model.sampleRateHz = 8000;
    model.seconds = 0.5;
    model.nFft = 256;
    model.hopLength = 100;
    model.nMels = 32;
    return model;
}

inline nn::TwoTrunkNet smallNet(std::uint64_t seed = 1)
{
    nn::TwoTrunkNet net(modelSpecOf(smallModel()));
    nn::initializeWeights(net, seed);
    return net;
}

/// Numbers that look like noise, the same on every machine.
inline at::Tensor noise(at::IntArrayRef shape, double phase)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape)
        count *= side;
    const at::Tensor index = at::arange(count, at::kDouble);
    return (at::sin(index * 12.9898 + phase) * 43758.5453).frac().to(at::kFloat).view(shape);
}

} // namespace soundlocus::test
