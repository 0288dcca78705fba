// SPDX-License-Identifier: MIT
#include "engine/training/batch_loader.h"

#include "engine/augmentation/audio_mix.h"
#include "engine/augmentation/random_purpose.h"
#include "engine/augmentation/random_stream.h"
#include "engine/core/expects.h"
#include "engine/core/log.h"
#include "engine/features/audio_input.h"
#include "engine/training/batch_tray.h"
#include "engine/training/mix_plan.h"
#include "engine/training/sample_preparation.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <new>
#include <set>
#include <thread>

namespace soundlocus {

namespace {

/// More threads than this only wait for each other.
constexpr int kMaxWorkers = 16;
/// Broken samples whose reasons are kept: the statistics are copied at every step.
constexpr std::size_t kBrokenKept = 64;

int workerCount(const RunConfig &run)
{
    if (run.workers > 0)
        return run.workers;
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMaxWorkers);
}

EpochOrderOptions orderOptionsOf(const BatchLoaderOptions &options, const EpochStart &start)
{
    EpochOrderOptions result;
    result.seed = options.config.run.seed;
    result.epoch = start.epoch;
    result.batch = options.config.run.batch;
    result.share = options.share;
    result.isClassUnique = options.config.run.isClassUnique;
    result.isClassUniqueOverAll = result.isClassUnique && options.config.loss.gathersNegatives;
    if (start.needs)
        result.levelLimit = [needs = start.needs](std::int64_t position) {
            return needs(position).levelLimit;
        };
    return result;
}

/// Rate of the first sound of the list that can be read.
Result<int> firstRate(const BatchLoaderOptions &options)
{
    Error last{ErrorCode::InvalidArgument, "the list of training samples is empty", {}};
    for (const std::size_t index : options.indices) {
        const auto sound = options.source->loadSound(index);
        if (sound && sound->sampleRateHz() > 0)
            return sound->sampleRateHz();
        if (!sound)
            last = sound.error();
    }
    return Unexpected(std::move(last));
}

} // namespace

struct BatchLoader::Impl
{
    Impl(BatchLoaderOptions given, SamplePreparation prepared)
        : options(std::move(given))
        , preparation(std::move(prepared))
    {}

    void work();
    bool takeSlot(std::int64_t &position, std::size_t &slot);
    Result<PreparedSample> prepareRow(std::size_t row,
                                      std::int64_t position,
                                      std::size_t slot,
                                      const BatchNeeds &needs);
    std::optional<MixPartner> partnerOf(std::size_t row, const SampleSeat &seat);
    std::optional<PreparedSample> tryRow(std::size_t row,
                                         std::int64_t position,
                                         std::size_t slot,
                                         const BatchNeeds &needs);
    Result<void> finish(std::int64_t position, BatchTray &tray);
    void noteBroken(std::size_t row, const Error &error);
    void end(Error error);
    void join();
    BatchNeeds needsAt(std::int64_t position) const;

    BatchLoaderOptions options;
    SamplePreparation preparation;
    // Constant while workers run.
    EpochStart epoch;
    std::optional<EpochOrder> order;

    mutable std::mutex mutex; // guards everything below
    std::condition_variable changed;
    std::map<std::int64_t, BatchTray> trays;
    std::int64_t nextToTake = 0; // first position whose slots are not all given out
    std::int64_t nextToHand = 0; // position that next() returns
    bool isStopped = true;
    std::optional<Error> failure;
    Error lastBroken;
    std::set<std::size_t> brokenRows;
    LoaderStatistics statistics;

    std::vector<std::jthread> workers; // by the consumer's thread and stop() under joinMutex
    std::mutex joinMutex;
};

BatchNeeds BatchLoader::Impl::needsAt(std::int64_t position) const
{
    return epoch.needs ? epoch.needs(position) : BatchNeeds{};
}

/// Waits for room in the queue. False: nothing is left to do.
bool BatchLoader::Impl::takeSlot(std::int64_t &position, std::size_t &slot)
{
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] {
        return isStopped || nextToTake >= order->batchCount()
               || nextToTake < nextToHand + options.config.run.queuedBatches;
    });
    if (isStopped || nextToTake >= order->batchCount())
        return false;
    position = nextToTake;
    BatchTray &tray = trays[position];
    if (tray.rows.empty()) {
        tray.rows = order->rowsOf(position);
        tray.samples.resize(tray.rows.size());
        tray.needs = needsAt(position);
    }
    slot = tray.taken++;
    if (tray.taken == tray.rows.size())
        ++nextToTake;
    return true;
}

Result<PreparedSample> BatchLoader::Impl::prepareRow(std::size_t row,
                                                     std::int64_t position,
                                                     std::size_t slot,
                                                     const BatchNeeds &needs)
{
    const std::size_t index = options.indices[row];
    const auto sample = options.source->load(index);
    if (!sample)
        return Unexpected(sample.error());
    if (sample->frame.isEmpty())
        return fail(ErrorCode::NoVideo, "the sample has no picture");
    SamplePreparation::Request request;
    request.seat = {epoch.epoch,
                    position,
                    static_cast<std::int64_t>(slot) * options.share.world + options.share.rank};
    request.hasOtherImage = needs.hasOtherImages;
    request.hasOtherSpectrogram = needs.hasOtherSpectrograms;
    request.hasBoxMask = needs.hasBoxMasks;
    request.partner = partnerOf(row, request.seat);
    return preparation.prepare(*sample, options.source->item(index).sample.groundTruth, request);
}

/// The sound to mix in, where the draw says so; a partner that cannot be read is left out.
std::optional<MixPartner> BatchLoader::Impl::partnerOf(std::size_t row, const SampleSeat &seat)
{
    const MixSetting setting = mixSettingAt(options.config.audioMix, epoch.epoch);
    if (!epoch.mixPlan || setting.probability <= 0)
        return std::nullopt;
    RandomStream random({options.config.run.seed,
                         static_cast<std::uint64_t>(RandomPurpose::AudioMix),
                         static_cast<std::uint64_t>(seat.epoch),
                         static_cast<std::uint64_t>(seat.position),
                         static_cast<std::uint64_t>(seat.slot)});
    const std::size_t partner = epoch.mixPlan->partners[row];
    if (!random.chance(setting.probability)
        || (partner == row && !options.config.audioMix.allowsSelf))
        return std::nullopt;
    auto sound = options.source->loadSound(options.indices[partner]);
    if (sound)
        return MixPartner{std::move(*sound), setting.alpha};
    noteBroken(partner, sound.error());
    return std::nullopt;
}

std::optional<PreparedSample> BatchLoader::Impl::tryRow(std::size_t row,
                                                        std::int64_t position,
                                                        std::size_t slot,
                                                        const BatchNeeds &needs)
{
    {
        const std::scoped_lock lock(mutex);
        if (isStopped || brokenRows.contains(row))
            return std::nullopt;
    }
    auto prepared = prepareRow(row, position, slot, needs);
    if (prepared)
        return std::move(*prepared);
    noteBroken(row, prepared.error());
    return std::nullopt;
}

void BatchLoader::Impl::noteBroken(std::size_t row, const Error &error)
{
    const std::string &id = options.source->item(options.indices[row]).sample.id;
    const std::scoped_lock lock(mutex);
    if (!brokenRows.insert(row).second)
        return;
    lastBroken = error;
    if (statistics.broken.size() < kBrokenKept)
        statistics.broken.push_back(id + ": " + toString(error));
}

/// Replaces what is broken and makes the batch; by the worker that brought the last sample.
Result<void> BatchLoader::Impl::finish(std::int64_t position, BatchTray &tray)
{
    int replaced = 0;
    std::set<std::size_t> standIns;
    for (std::size_t slot = 0; slot < tray.samples.size(); ++slot) {
        if (tray.samples[slot])
            continue;
        std::optional<PreparedSample> found;
        const auto row = order->findSubstitute(position, slot, [&](std::size_t candidate) {
            if (!standIns.contains(candidate))
                found = tryRow(candidate, position, slot, tray.needs);
            return found.has_value();
        });
        if (!row) {
            const std::scoped_lock lock(mutex);
            return fail(lastBroken.code,
                        "too few training samples can be read to fill a batch; the last fault: "
                                + lastBroken.message,
                        lastBroken.context);
        }
        standIns.insert(*row);
        tray.rows[slot] = *row;
        tray.samples[slot] = std::move(found);
        ++replaced;
    }
    TrainingBatch batch = assemble(tray, preparation);
    batch.epoch = epoch.epoch;
    batch.position = position;
    batch.replaced = replaced;
    for (const std::size_t row : tray.rows) {
        batch.indices.push_back(options.indices[row]);
        batch.ids.push_back(options.source->item(options.indices[row]).sample.id);
    }
    const std::scoped_lock lock(mutex);
    statistics.replaced += replaced;
    tray.batch = std::move(batch);
    tray.isReady = true;
    changed.notify_all();
    return {};
}

void BatchLoader::Impl::work()
{
    std::int64_t position = 0;
    std::size_t slot = 0;
    try {
        keepAudioOnThisThread();
        while (takeSlot(position, slot)) {
            BatchTray *tray = nullptr;
            {
                const std::scoped_lock lock(mutex);
                tray = &trays.at(position);
            }
            // Rows and needs of a tray are constant until its last sample is back.
            auto sample = tryRow(tray->rows[slot], position, slot, tray->needs);
            bool isLast = false;
            {
                const std::scoped_lock lock(mutex);
                tray->samples[slot] = std::move(sample);
                isLast = ++tray->done == tray->samples.size();
            }
            const auto finished = isLast ? finish(position, *tray) : Result<void>();
            if (!finished)
                return end(finished.error());
        }
    } catch (const std::bad_alloc &) {
        end({ErrorCode::DeviceOutOfMemory,
             "no memory is left for loading: choose a smaller run.batch, fewer run.workers or "
             "run.queued_batches",
             {}});
    } catch (const std::exception &e) {
        end({ErrorCode::Internal, "loading a batch failed", e.what()});
    }
}

/// Ends loading with an error, which next() hands out; after stop() it counts no more.
void BatchLoader::Impl::end(Error error)
{
    const std::scoped_lock lock(mutex);
    if (!isStopped)
        failure = std::move(error);
    isStopped = true;
    changed.notify_all();
}

void BatchLoader::Impl::join()
{
    {
        const std::scoped_lock lock(mutex);
        isStopped = true;
        changed.notify_all();
    }
    const std::scoped_lock lock(joinMutex);
    workers.clear(); // waits for them
    const std::scoped_lock dropping(mutex);
    trays.clear();
}

BatchLoader::BatchLoader(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

BatchLoader::~BatchLoader()
{
    stop();
}

Result<std::unique_ptr<BatchLoader>> BatchLoader::create(BatchLoaderOptions options)
{
    SOUNDLOCUS_EXPECTS(options.source && options.config.run.batch > 0);
    SOUNDLOCUS_EXPECTS(options.config.run.queuedBatches > 0);
    if (options.model.audio.sampleRateHz == 0) {
        const auto rate = firstRate(options);
        if (!rate)
            return Unexpected(rate.error());
        options.model.audio.sampleRateHz = *rate;
    }
    auto preparation = SamplePreparation::create(options.config, options.model);
    if (!preparation)
        return Unexpected(preparation.error());
    // Says at once what no epoch could be made of.
    const auto order = EpochOrder::create(
            *options.source, options.indices, orderOptionsOf(options, {}));
    if (!order)
        return Unexpected(order.error());
    return std::unique_ptr<BatchLoader>(
            new BatchLoader(std::make_unique<Impl>(std::move(options), std::move(*preparation))));
}

std::int64_t BatchLoader::batchesPerEpoch() const
{
    return soundlocus::batchesPerEpoch(m_impl->options.indices.size(),
                                       m_impl->options.config.run.batch,
                                       m_impl->options.share);
}

const ModelSpec &BatchLoader::model() const
{
    return m_impl->preparation.model();
}

Result<void> BatchLoader::start(EpochStart start)
{
    Impl &impl = *m_impl;
    SOUNDLOCUS_EXPECTS(!start.mixPlan
                       || start.mixPlan->partners.size() == impl.options.indices.size());
    stop();
    auto order = EpochOrder::create(
            *impl.options.source, impl.options.indices, orderOptionsOf(impl.options, start));
    if (!order)
        return Unexpected(order.error());
    impl.epoch = std::move(start);
    impl.order = std::move(*order);
    {
        const std::scoped_lock lock(impl.mutex);
        impl.trays.clear();
        impl.nextToTake = impl.epoch.firstBatch;
        impl.nextToHand = impl.epoch.firstBatch;
        impl.failure.reset();
        impl.isStopped = false;
    }
    const std::scoped_lock lock(impl.joinMutex);
    for (int i = 0; i < workerCount(impl.options.config.run); ++i)
        impl.workers.emplace_back([&impl] { impl.work(); });
    return {};
}

Result<std::optional<TrainingBatch>> BatchLoader::next()
{
    Impl &impl = *m_impl;
    const auto begin = std::chrono::steady_clock::now();
    std::unique_lock lock(impl.mutex);
    const auto found = [&impl] {
        const auto tray = impl.trays.find(impl.nextToHand);
        return tray != impl.trays.end() && tray->second.isReady;
    };
    impl.changed.wait(lock, [&] {
        return found() || impl.isStopped || impl.nextToHand >= impl.order->batchCount();
    });
    impl.statistics.waitedSeconds +=
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (found()) {
        auto tray = impl.trays.extract(impl.nextToHand++);
        impl.changed.notify_all();
        return std::optional(std::move(tray.mapped().batch));
    }
    if (impl.failure)
        return Unexpected(*impl.failure);
    return std::optional<TrainingBatch>();
}

void BatchLoader::stop()
{
    m_impl->join();
}

LoaderStatistics BatchLoader::statistics() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->statistics;
}

} // namespace soundlocus
