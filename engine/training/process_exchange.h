// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/two_trunk_net.h"
#include "engine/training/adam_optimizer.h"
#include "engine/training/network_state.h"
#include "engine/training/process_group.h"
#include "engine/training/training_step.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace soundlocus {

// What makes a step over several processes that of one process with the joined batch. The loss of a
// process is the mean over its own rows, that of the joined batch the mean of these. Backward
// passes of all processes together differentiate their sum; averaging the gradients gives that of
// the mean.

/// Rows of all processes; gradients go back to their owners, summed over all losses.
[[nodiscard]] GatherSounds gatherOver(const std::shared_ptr<ProcessGroup> &group);

/// Mean of a count over all processes, of a sum of at least 1, without gradient.
[[nodiscard]] MeanOfCounts meanOver(const std::shared_ptr<ProcessGroup> &group);

/// Mean over all processes, in place; undefined tensors are passed over and must be so everywhere.
void averageOver(ProcessGroup &group, const std::vector<at::Tensor> &tensors);

/// Gradients of parameters, where there are any.
[[nodiscard]] std::vector<at::Tensor> gradientsOf(const std::vector<at::Tensor> &parameters);
/// Running means and variances of batch norm.
[[nodiscard]] std::vector<at::Tensor> runningStatisticsOf(const nn::TwoTrunkNet &net);

/// Batch norm of the whole network takes its statistics over all processes.
void synchronizeNorm(nn::TwoTrunkNet &net, const std::shared_ptr<ProcessGroup> &group);

/// The first process's weights and statistics.
void broadcastWeights(ProcessGroup &group, nn::TwoTrunkNet &net);
/// The first process's numbers, of any count.
void broadcastRows(ProcessGroup &group, std::vector<std::int64_t> &rows);
/// What restoreTraining() gave the first process.
void broadcastState(ProcessGroup &group,
                    nn::TwoTrunkNet &net,
                    AdamOptimizer &optimizer,
                    TrainingState &state);

} // namespace soundlocus
