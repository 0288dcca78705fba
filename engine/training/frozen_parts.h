// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/two_trunk_net.h"
#include "engine/training/training_config.h"

#include <string>

namespace soundlocus {

/// Patterns of optimizer.frozen that are misspelt, or leave nothing to learn; empty: none.
[[nodiscard]] std::string frozenFaults(const nn::TwoTrunkNet &net, const TrainingConfig &config);

} // namespace soundlocus
