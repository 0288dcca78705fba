// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"
#include "engine/core/result.h"
#include "engine/dataset/sample_source.h"
#include "engine/training/process_place.h"
#include "engine/training/run_folder.h"
#include "engine/training/training_config.h"
#include "engine/training/training_plan.h"
#include "engine/training_log/training_events.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace soundlocus {

class ProcessGroup;

/// What one call of trainNetwork() works on.
struct TrainingRequest
{
    /// Passed validate(); with `init` its model part is that of the checkpoint.
    TrainingConfig config;
    std::shared_ptr<const SampleSource> source;
    /// Where validation samples come from; null: `source`.
    std::shared_ptr<const SampleSource> validationSource;
    TrainingSplit split;
    /// Weights to begin with; none: fresh ones.
    std::optional<Checkpoint> init;
    /// torchvision ResNet-18 file for the image trunk; empty: none.
    std::filesystem::path imageInit;
    /// Goes on from the last checkpoint of the folder.
    bool isResuming = false;
    /// "cpu", "cuda:N"; checked.
    std::string device = "cpu";
    /// Told as warnings when the run begins.
    std::vector<std::string> notes{};
    /// Which one of several processes this is; none: there is one.
    std::optional<ProcessPlace> place;
};

/// Trains until the epochs are over, patience ends, or stop is requested; leaves checkpoints,
/// metrics, TensorBoard events and curves in the folder. A run that was stopped, or killed at any
/// instant, and resumed gives the same weights, bit for bit, as one that was not, on the same
/// machine with the same number of threads.
/// Over several processes every step is that of one with the joined batch; the first process alone
/// calls the observer and writes. A stop requested of any of them stops all.
/// @param stop the step in progress is finished and a checkpoint written; TrainingDone says
/// "stopped". @param group the processes; null: this one alone
/// Threads: one training per process; the observer is called from the calling thread.
/// Errors: NotFinite (the loss; the last checkpoint is from before), ProcessLost (another process
/// ended or cannot be reached; the last checkpoint is whole), DeviceOutOfMemory (with the
/// batch that would fit), InvalidArgument (more samples in a batch than there are), those of the
/// samples where none can be read, of the checkpoint where it cannot be resumed, DiskFull and
/// WriteFailed where the configuration says to stop then, Internal.
[[nodiscard]] Result<TrainingDone> trainNetwork(const TrainingRequest &request,
                                                RunFolder &folder,
                                                const TrainingObserver &observer,
                                                std::stop_token stop,
                                                std::shared_ptr<ProcessGroup> group = nullptr);

} // namespace soundlocus
