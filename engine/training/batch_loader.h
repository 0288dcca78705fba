// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/model_spec.h"
#include "engine/training/epoch_order.h"
#include "engine/training/training_batch.h"
#include "engine/training/training_config.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace soundlocus {

struct MixPlan;

/// What a loader serves.
struct BatchLoaderOptions
{
    std::shared_ptr<const SampleSource> source;
    std::vector<std::size_t> indices; ///< the training split, in the source
    TrainingConfig config;
    /// What the network sees. With audio.sampleRateHz 0 all sounds are brought to the rate of the
    /// first one that can be read, because a batch has one width.
    ModelSpec model;
    ProcessShare share;
};

/// What the batch at a position is to hold.
struct BatchNeeds
{
    double levelLimit = 1.0; ///< of TrainingItem::level
    bool hasOtherImages = false;
    bool hasOtherSpectrograms = false;
    bool hasBoxMasks = false;
};

/// An epoch, or the rest of one.
struct EpochStart
{
    int epoch = 1;
    std::int64_t firstBatch = 0; ///< where a resumed run goes on
    /// Empty: BatchNeeds{} everywhere. Called from start() and from workers; must be a pure
    /// function of the position.
    std::function<BatchNeeds(std::int64_t position)> needs{};
    /// Partners for audio mixing; none: no mixing.
    std::shared_ptr<const MixPlan> mixPlan{};
};

/// What happened so far.
struct LoaderStatistics
{
    double waitedSeconds = 0;  ///< next() stood waiting
    std::int64_t replaced = 0; ///< samples others stood in for
    /// The first samples that cannot be read, at most 64, in the order met: "ID: reason".
    std::vector<std::string> broken;
};

/// Reads, augments and batches samples on threads of its own, ahead of the step. The order and
/// every draw depend on (seed, epoch, position in the epoch, slot) alone: any number of workers and
/// any first batch give the same bits. A sample that cannot be read is noted once by name and
/// replaced by the next good one of the permutation.
/// Threads: one consumer; stop() from any thread.
class BatchLoader
{
public:
    /// Errors: InvalidArgument (fewer samples than a batch), those of the source where none of the
    /// samples can be read, AudioTooShort.
    [[nodiscard]] static Result<std::unique_ptr<BatchLoader>> create(BatchLoaderOptions options);
    ~BatchLoader();
    BatchLoader(const BatchLoader &) = delete;
    BatchLoader &operator=(const BatchLoader &) = delete;

    [[nodiscard]] std::int64_t batchesPerEpoch() const;
    /// The model as it is fed: audio.sampleRateHz is never 0.
    [[nodiscard]] const ModelSpec &model() const;

    /// Begins to load; ends what was being loaded.
    /// Errors: InvalidArgument (batch too large for the classes or the level).
    [[nodiscard]] Result<void> start(EpochStart start);

    /// The next batch in order, waiting for it; nothing at the end of the epoch or after stop().
    /// Errors: those of the source where no good sample is left, Internal, DeviceOutOfMemory.
    [[nodiscard]] Result<std::optional<TrainingBatch>> next();

    /// Ends all threads; what is queued is dropped.
    void stop();

    [[nodiscard]] LoaderStatistics statistics() const;

private:
    struct Impl;
    explicit BatchLoader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus
