// SPDX-License-Identifier: MIT
#pragma once

#include "engine/dataset/training_list.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace soundlocus {

/// Samples to train on, and what a user should know of them.
struct TrainingSource
{
    std::shared_ptr<const SampleSource> samples;
    std::vector<ListWarning> warnings;
};

/// Opens whatever the user named. A folder that holds a prepared store is taken as one.
/// @param cacheBytes for media as they lie (MediaSampleSource); a store needs none
/// Errors: those of readTrainingList and StoreSampleSource::open.
[[nodiscard]] Result<TrainingSource> openTrainingSource(const TrainingData &data,
                                                        std::size_t cacheBytes = 0);

} // namespace soundlocus
