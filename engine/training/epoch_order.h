// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/dataset/sample_source.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace soundlocus {

/// Which part of every batch a process takes: the slots rank, rank + world, rank + 2 world, ... of
/// a global batch.
struct ProcessShare
{
    int rank = 0;
    int world = 1;

    bool operator==(const ProcessShare &) const = default;
};

/// What decides the order of an epoch.
struct EpochOrderOptions
{
    std::uint64_t seed = 0;
    int epoch = 0;
    int batch = 1; ///< of one process
    ProcessShare share;
    /// Each class at most once in a batch of one process; samples without a class never collide.
    bool isClassUnique = false;
    /// The same for the joined batch of all processes.
    bool isClassUniqueOverAll = false;
    /// Largest TrainingItem::level of the batch at a position; empty: no limit.
    std::function<double(std::int64_t position)> levelLimit;
};

/// Which sample stands where in an epoch: a seeded permutation, cut into global batches; the last
/// partial batch is dropped. Samples above the level limit are passed over, those whose class is
/// in the batch already go to the front of the next one; where the permutation ends early because
/// of that, another one follows, so that every epoch has as many batches.
/// Threads: a value, constant once made.
class EpochOrder
{
public:
    /// @param indices of the training split, in `source`
    /// Errors: InvalidArgument (fewer samples, or fewer classes, than a batch needs).
    [[nodiscard]] static Result<EpochOrder> create(const SampleSource &source,
                                                   std::span<const std::size_t> indices,
                                                   const EpochOrderOptions &options);

    /// Of every process.
    [[nodiscard]] std::int64_t batchCount() const { return m_batchCount; }

    /// Rows of the split (positions in `indices`) in this process's part of a batch.
    [[nodiscard]] std::vector<std::size_t> rowsOf(std::int64_t position) const;

    /// Looks for a row that stands in for a broken one: what follows it in the permutation, first
    /// those that fit into the batch (level, class), then any, at last a row of this process's
    /// part itself. Each process walks over rows of its own, so that two never take the same one.
    /// @param accept says whether a row will do; called in that order until it says yes
    /// @return the row; nothing where none was accepted
    [[nodiscard]] std::optional<std::size_t> findSubstitute(
            std::int64_t position,
            std::size_t slot,
            const std::function<bool(std::size_t row)> &accept) const;

private:
    [[nodiscard]] std::span<const std::size_t> globalRowsOf(std::int64_t position) const;

    std::vector<std::size_t> m_permutation; // of rows, the first pass
    std::vector<std::size_t> m_placeOf;     // row -> place in m_permutation
    std::vector<std::size_t> m_slots;       // rows, [batchCount, batch * world]
    std::vector<double> m_levels;           // of rows; empty: no limits
    std::vector<double> m_limits;           // of batches; empty: none
    std::vector<std::size_t> m_classes;     // of rows; empty: classes may repeat
    std::int64_t m_batchCount = 0;
    int m_batch = 1;
    ProcessShare m_share;
};

/// Batches of an epoch: whole global batches that so many samples fill.
[[nodiscard]] std::int64_t batchesPerEpoch(std::size_t samples, int batch, ProcessShare share);

} // namespace soundlocus
