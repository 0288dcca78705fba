// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/augmentation_config.h"
#include "engine/nn/geometric_warp.h"
#include "engine/training/batch_loader.h"
#include "engine/training/training_batch.h"
#include "engine/training/training_step.h"

#include <cstdint>
#include <optional>

namespace soundlocus {

/// A batch on its device: images [B, 3, H, W], spectrograms [B, 1, bins, columns], seconds of both
/// and box masks [B, H / stride, W / stride] where there are any. On the CPU the tensors share the
/// batch's memory.
/// @param stride pixels of a cell of the map; @param batch outlives the tensors
[[nodiscard]] BatchTensors tensorsOf(TrainingBatch &batch, int stride, const at::Device &device);

/// Warp of the second view, the same on every process: drawn for the joined batch, of which this
/// process has the slots rank, rank + world, ... None where the set is switched off.
[[nodiscard]] std::optional<nn::GeometricTransform> drawTransform(const TrainingBatch &batch,
                                                                  const GeometricConfig &config,
                                                                  std::uint64_t seed,
                                                                  ProcessShare share);

} // namespace soundlocus
