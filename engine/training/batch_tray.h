// SPDX-License-Identifier: MIT
// Internal to engine/training: a batch while its samples come in.
#pragma once

#include "engine/training/batch_loader.h"
#include "engine/training/sample_preparation.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace soundlocus {

/// Slots of a batch that workers fill. Threads: guarded by its owner.
struct BatchTray
{
    std::vector<std::size_t> rows; // of the split; substitutes replace broken ones
    std::vector<std::optional<PreparedSample>> samples;
    BatchNeeds needs;
    std::size_t taken = 0; // slots given to workers
    std::size_t done = 0;  // slots back, good or broken
    bool isReady = false;
    TrainingBatch batch;
};

/// Moves the samples of a full tray into one batch; numbers only, the caller adds names and place.
[[nodiscard]] TrainingBatch assemble(BatchTray &tray, const SamplePreparation &preparation);

} // namespace soundlocus
