// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/training/training_config.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace soundlocus {

/// Who is mixed with whom in an epoch: rows of the training split.
struct MixPlan
{
    std::vector<std::size_t> partners; ///< of each row

    bool operator==(const MixPlan &) const = default;
};

/// What decides the pools.
struct MixPlanSeed
{
    std::uint64_t seed = 0;
    int epoch = 0;
};

/// For each row the nearest by cosine among config.poolSize random ones, drawn anew for each block
/// of config.blockSize rows. A row that finds nobody but itself is its own partner.
/// @param embeddings [rows, dimensions], any length each; a row without length has similarity 0
/// Errors: NotFinite, Internal. Threads: reentrant; LibTorch's threads of the caller do the work.
[[nodiscard]] Result<MixPlan> planMixing(std::span<const float> embeddings,
                                         std::size_t dimensions,
                                         const AudioMixConfig &config,
                                         MixPlanSeed seed);

} // namespace soundlocus
