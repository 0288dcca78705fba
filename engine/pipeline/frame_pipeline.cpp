// SPDX-License-Identifier: MIT
#include "engine/pipeline/frame_pipeline.h"

#include "engine/core/bounded_queue.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <thread>
#include <vector>

namespace soundlocus {

namespace {

/// Length of the queues behind decoding and painting, whose pace is even.
constexpr std::size_t kShortQueue = 2;

struct PreparedFrame
{
    Frame frame;
    std::optional<ImageInput> input; // none: skipped
};

/// One run: the queues, and the first fault. Threads: thread-safe.
class Run
{
public:
    Run(const FramePipelineOptions &options, std::stop_token stop)
        : depth(pipelineDepth(options))
        , decoded(kShortQueue)
        , prepared(static_cast<std::size_t>(depth.pending))
        , localized(static_cast<std::size_t>(depth.pending))
        , painted(kShortQueue)
        , m_onStop(std::move(stop), [this] {
            abort({ErrorCode::Cancelled, "stopped", {}});
        })
    {}

    void abort(Error error)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_error)
                m_error = std::move(error);
        }
        m_stop.request_stop();
        decoded.abort();
        prepared.abort();
        localized.abort();
        painted.abort();
    }
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] std::optional<Error> error()
    {
        const std::scoped_lock lock(m_mutex);
        return m_error;
    }
    [[nodiscard]] StageTimes &times(PipelineStage stage)
    {
        return stageTimes[static_cast<std::size_t>(stage)];
    }

    const PipelineDepth depth;
    BoundedQueue<Frame> decoded;
    BoundedQueue<PreparedFrame> prepared;
    BoundedQueue<LocalizedFrame> localized;
    BoundedQueue<Frame> painted;
    PipelineTimes stageTimes; // each element is written by one thread, read after all have ended

private:
    std::mutex m_mutex; // guards m_error
    std::optional<Error> m_error;
    std::stop_source m_stop;
    // Last: it may run as soon as it is made, and must be gone before the rest.
    std::stop_callback<std::function<void()>> m_onStop;
};

Result<void> decode(FrameSource &source, Run &run)
{
    while (true) {
        std::optional<Frame> frame;
        {
            StageTimes &times = run.times(PipelineStage::Decode);
            const StageClock clock(times, 0);
            auto next = source.next(run.token());
            if (!next)
                return Unexpected(next.error());
            frame = *std::move(next);
            times.items += frame ? 1 : 0;
        }
        if (!frame || !run.decoded.push(*std::move(frame)))
            break;
    }
    run.decoded.close();
    return {};
}

Result<void> prepare(const Localizer &localizer, const FramePipelineOptions &options, Run &run)
{
    for (std::int64_t n = 0;; ++n) {
        std::optional<Frame> frame = run.decoded.pop();
        if (!frame)
            break;
        PreparedFrame item{*std::move(frame), std::nullopt};
        if (n % options.every == 0) {
            const StageClock clock(run.times(PipelineStage::Prepare));
            auto input = localizer.prepare(item.frame, options.fit);
            if (!input)
                return Unexpected(input.error());
            item.input = *std::move(input);
        } else if (options.skipped == SkippedFrames::Drop) {
            continue;
        }
        if (!run.prepared.push(std::move(item)))
            break;
    }
    run.prepared.close();
    return {};
}

/// Collects prepared frames and sends them through the network in batches.
class NetworkStage
{
public:
    NetworkStage(const Localizer &localizer, SoundWindows &sounds, Run &run)
        : m_localizer(localizer)
        , m_sounds(sounds)
        , m_run(run)
    {}

    Result<void> work()
    {
        while (std::optional<PreparedFrame> item = m_run.prepared.pop()) {
            if (item->input && !m_inputs.empty() && item->input->size != m_inputs.front().size) {
                if (auto flushed = flush(); !flushed)
                    return flushed;
            }
            if (item->input)
                m_inputs.push_back(*item->input);
            m_pending.push_back(*std::move(item));
            if (static_cast<int>(m_inputs.size()) >= m_run.depth.batch
                || static_cast<int>(m_pending.size()) >= m_run.depth.pending) {
                if (auto flushed = flush(); !flushed)
                    return flushed;
            }
        }
        if (auto flushed = flush(); !flushed)
            return flushed;
        m_run.localized.close();
        return {};
    }

private:
    Result<std::vector<Heatmap>> localizeInputs()
    {
        if (m_run.token().stop_requested())
            return fail(ErrorCode::Cancelled, "stopped");
        if (m_inputs.empty())
            return std::vector<Heatmap>();
        std::vector<MediaTime> times;
        for (const ImageInput &input : m_inputs)
            times.push_back(input.pts);
        const StageClock clock(m_run.times(PipelineStage::Network),
                               static_cast<std::int64_t>(m_inputs.size()));
        auto sounds = m_sounds.at(times, m_run.token());
        if (!sounds)
            return Unexpected(sounds.error());
        if (m_run.token().stop_requested())
            return fail(ErrorCode::Cancelled, "stopped");
        auto maps = m_localizer.localize(m_inputs, *sounds);
        SOUNDLOCUS_EXPECTS(!maps || maps->size() == m_inputs.size());
        return maps;
    }

    Result<void> flush()
    {
        auto maps = localizeInputs();
        if (!maps)
            return Unexpected(maps.error());
        std::size_t used = 0;
        for (PreparedFrame &item : m_pending) {
            const bool isLocalized = item.input.has_value();
            if (isLocalized)
                m_last = (*maps)[used++];
            if (!m_run.localized.push({std::move(item.frame), m_last, isLocalized}))
                break;
        }
        m_pending.clear();
        m_inputs.clear();
        return {};
    }

    const Localizer &m_localizer;
    SoundWindows &m_sounds;
    Run &m_run;
    std::vector<PreparedFrame> m_pending;
    std::vector<ImageInput> m_inputs; // those of m_pending that have one
    Heatmap m_last;
};

Result<void> overlay(const FrameSinks &sinks, Run &run)
{
    while (std::optional<LocalizedFrame> item = run.localized.pop()) {
        Frame painted;
        {
            const StageClock clock(run.times(PipelineStage::Overlay));
            auto result = sinks.overlay(*item);
            if (!result)
                return Unexpected(result.error());
            painted = *std::move(result);
        }
        if (!painted.isEmpty() && !run.painted.push(std::move(painted)))
            break;
    }
    run.painted.close();
    return {};
}

Result<void> encode(const FrameSinks &sinks, Run &run)
{
    while (std::optional<Frame> frame = run.painted.pop()) {
        const StageClock clock(run.times(PipelineStage::Encode));
        if (auto written = sinks.encode(*frame); !written)
            return written;
    }
    return {};
}

/// Runs a stage; a fault or an exception ends the whole run.
template <typename Stage>
void guarded(Run &run, Stage stage)
{
    try {
        if (Result<void> result = stage(); !result)
            run.abort(result.error());
    } catch (const std::bad_alloc &) {
        run.abort({ErrorCode::DeviceOutOfMemory,
                   "the machine's memory is used up; close other programs or lower --batch",
                   {}});
    } catch (const std::exception &exception) {
        run.abort({ErrorCode::Internal, "internal error; please report it", exception.what()});
    }
}

} // namespace

PipelineDepth pipelineDepth(const FramePipelineOptions &options)
{
    constexpr std::int64_t kBytesPerPixel = 3;
    // In the short queues, and one at work in each of the five stages.
    constexpr std::int64_t kElsewhere = 2 * static_cast<std::int64_t>(kShortQueue) + 5;
    // A batch at work, the next before it and the last behind it, so that the network never waits.
    constexpr std::int64_t kBatches = 3;
    const std::int64_t pixels = static_cast<std::int64_t>(std::max(options.frameSize.width, 1))
                                * std::max(options.frameSize.height, 1);
    const std::int64_t inFlight = static_cast<std::int64_t>(kInFlightBytes)
                                  / (pixels * kBytesPerPixel);
    const std::int64_t fitting = std::max<std::int64_t>((inFlight - kElsewhere) / kBatches, 1);
    PipelineDepth depth;
    depth.batch = static_cast<int>(std::min<std::int64_t>(options.batch, fitting));
    const std::int64_t wanted = static_cast<std::int64_t>(depth.batch) * options.every;
    depth.pending = static_cast<int>(std::min(wanted, fitting));
    return depth;
}

Result<PipelineTimes> runFramePipeline(FrameSource &source,
                                       SoundWindows &sounds,
                                       const Localizer &localizer,
                                       const FramePipelineOptions &options,
                                       const FrameSinks &sinks,
                                       std::stop_token stop)
{
    SOUNDLOCUS_EXPECTS(options.batch >= 1 && options.every >= 1);
    Run run(options, std::move(stop));
    {
        std::vector<std::jthread> threads;
        const auto start = [&run, &threads](auto stage) {
            threads.emplace_back([&run, stage] { guarded(run, stage); });
        };
        start([&] { return decode(source, run); });
        start([&] { return prepare(localizer, options, run); });
        start([&] { return NetworkStage(localizer, sounds, run).work(); });
        start([&] { return overlay(sinks, run); });
        start([&] { return encode(sinks, run); });
    }
    if (const std::optional<Error> error = run.error())
        return Unexpected(*error);
    run.times(PipelineStage::Sound) = sounds.soundTimes();
    StageTimes &network = run.times(PipelineStage::Network);
    network.wallSeconds -= sounds.soundTimes().wallSeconds;
    network.threadCpuSeconds -= sounds.soundTimes().threadCpuSeconds;
    return run.stageTimes;
}

} // namespace soundlocus
