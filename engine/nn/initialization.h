// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/two_trunk_net.h"

#include <cstdint>

namespace soundlocus::nn {

/// Fresh weights: convolutions normal with variance 2 / (outputs * kernel area), batch norm weights
/// normal around 1 with deviation 0.02, biases 0, running statistics 0 and 1. The same seed gives
/// the same weights on every machine. Source: SSL-TIE models/model.py; fact sheet 1.1.
void initializeWeights(TwoTrunkNet &net, std::uint64_t seed);

} // namespace soundlocus::nn
