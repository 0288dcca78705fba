// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"
#include "engine/nn/two_trunk_net.h"
#include "engine/training/adam_optimizer.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace soundlocus {

/// Where a run stands between two steps; with the weights and the optimiser's moments all that the
/// rest of the run depends on, because every random draw is a function of its place.
struct RunPosition
{
    int epoch = 0;             ///< finished epochs
    std::int64_t position = 0; ///< finished batches of the current epoch
    std::int64_t step = 0;     ///< finished steps of the optimiser
    double lossScale = 65536;  ///< of float16 only
    std::int64_t scaleAge = 0; ///< steps since the scale changed
    /// Best value of the validation metric so far, and since when there was no better one.
    bool hasBest = false;
    double best = 0;
    int bestEpoch = 0;
    double seconds = 0; ///< of training, over all runs of the folder
    /// Of one step, over all processes; epochs and steps are counted by it. 0: not known.
    std::int64_t samplesPerStep = 0;

    bool operator==(const RunPosition &) const = default;
};

/// A tensor as the checkpoint library holds it; shares the memory of contiguous CPU tensors.
[[nodiscard]] StoredTensor storedTensor(const at::Tensor &tensor);
/// A tensor of its own from a stored one, on the CPU.
[[nodiscard]] at::Tensor tensorFrom(const StoredTensor &stored);

/// Weights of a network as a checkpoint, with no training state.
[[nodiscard]] Checkpoint weightsOf(const nn::TwoTrunkNet &net, const ModelSpec &spec);

/// Adds what a resumed run needs: the optimiser's state and the partners of audio mixing as tensors
/// "training.*", the position as entries "training.*".
void addTrainingState(Checkpoint &checkpoint,
                      const AdamOptimizer &optimizer,
                      const RunPosition &position,
                      const std::vector<std::int64_t> &mixPartners);

struct TrainingState
{
    RunPosition position;
    std::vector<std::int64_t> mixPartners;
};

/// Reads a checkpoint of addTrainingState() into a network of its shape and its optimiser.
/// Errors: those of readTensorFile, WrongCheckpoint (not such a file, or of another shape).
[[nodiscard]] Result<TrainingState> restoreTraining(const std::filesystem::path &path,
                                                    nn::TwoTrunkNet &net,
                                                    AdamOptimizer &optimizer);

/// Starts the image trunk with a torchvision ResNet-18 file (ImageNet weights); its last layer is
/// not used. Errors: those of readTensorFile, WrongCheckpoint.
[[nodiscard]] Result<void> loadImageTrunk(nn::TwoTrunkNet &net, const std::filesystem::path &path);

} // namespace soundlocus
