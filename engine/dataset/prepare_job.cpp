// SPDX-License-Identifier: MIT
#include "engine/dataset/prepare_job.h"

#include "engine/core/bounded_queue.h"
#include "engine/core/file_io.h"
#include "engine/dataset/clip_encoder.h"
#include "engine/dataset/duplicate_finder.h"
#include "engine/dataset/shard_writer.h"
#include "engine/dataset/store_index.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <vector>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr int kMaxSide = 8192;
constexpr int kMaxWorkers = 1024;
/// Encoded clips that wait for the writer, per worker.
constexpr std::size_t kQueuedPerWorker = 2;

Result<void> checkOptions(const PrepareOptions &options)
{
    const bool isFine = !options.out.empty() && options.side >= 1 && options.side <= kMaxSide
                        && options.jpegQuality >= 1 && options.jpegQuality <= 100
                        && options.workers >= 0 && options.workers <= kMaxWorkers
                        && options.shardBytes > 0;
    if (!isFine)
        return fail(ErrorCode::InvalidArgument,
                    "a store needs a folder, a side of 1 to 8192 pixels, a quality of 1 to 100 and "
                    "at most 1024 workers");
    return {};
}

std::map<std::string, std::string> settingsOf(const PrepareOptions &options)
{
    return {{"side", std::to_string(options.side)},
            {"quality", std::to_string(options.jpegQuality)}};
}

/// Refuses a folder with other things in it: a store is a folder of its own.
Result<void> checkFolder(const fs::path &folder)
{
    std::error_code code;
    if (isStore(folder) || !fs::exists(folder, code))
        return {};
    for (const auto &entry : fs::directory_iterator(folder, code)) {
        // What a process leaves that died before it could make the index.
        const std::string name = entry.path().filename().string();
        if (name != ".lock" && !name.starts_with(kStoreIndexName))
            return fail(ErrorCode::InvalidArgument,
                        folder.string() + ": holds other files; give a new folder, or a store");
    }
    return {};
}

/// Workers that encode the pending clips in order, and the queue they fill. Threads: made, asked
/// and destroyed in one thread.
class EncoderPool
{
public:
    EncoderPool(const std::vector<TrainingItem> &items,
                std::vector<std::size_t> pending,
                const PrepareOptions &options,
                std::size_t workers)
        : m_items(items)
        , m_pending(std::move(pending))
        , m_options(options)
        , m_queue(workers * kQueuedPerWorker)
        , m_active(workers)
    {
        for (std::size_t i = 0; i < workers; ++i)
            m_threads.emplace_back([this] { work(); });
    }
    EncoderPool(const EncoderPool &) = delete;
    EncoderPool &operator=(const EncoderPool &) = delete;
    ~EncoderPool() { m_queue.abort(); }

    /// What is ready: at least one clip, none when all are done or stop() was called.
    [[nodiscard]] std::vector<EncodedClip> take() { return m_queue.popAll(); }
    void stop() { m_queue.abort(); }

private:
    void work()
    {
        while (true) {
            const std::size_t next = m_next.fetch_add(1);
            if (next >= m_pending.size())
                break;
            const std::size_t position = m_pending[next];
            EncodedClip clip = encodeClip(m_items[position], m_options);
            clip.outcome.position = position;
            if (!m_queue.push(std::move(clip)))
                break;
        }
        if (m_active.fetch_sub(1) == 1)
            m_queue.close();
    }

    const std::vector<TrainingItem> &m_items;
    const std::vector<std::size_t> m_pending;
    const PrepareOptions &m_options;
    BoundedQueue<EncodedClip> m_queue;
    std::atomic<std::size_t> m_next{0};
    std::atomic<std::size_t> m_active;
    std::vector<std::jthread> m_threads; // last: they use all of the above
};

/// Writes media and rows of what is ready; the media first, and on disk.
/// @param duplicates null: clips that are the same stay
/// @return what became of these clips, and of earlier ones that were given up for them
Result<std::vector<StoreOutcome>> write(std::vector<EncodedClip> &clips,
                                        DuplicateFinder *duplicates,
                                        ShardWriter &writer,
                                        StoreIndex &index)
{
    std::vector<StoreOutcome> outcomes;
    bool hasMedia = false;
    for (EncodedClip &clip : clips) {
        StoreOutcome &outcome = clip.outcome;
        if (outcome.media && duplicates != nullptr) {
            if (auto loser = duplicates->settle(outcome)) {
                outcomes.insert(outcomes.end(), {*std::move(loser), outcome});
                continue;
            }
        }
        if (outcome.media) {
            const auto start = writer.append(clip.bytes);
            if (!start)
                return Unexpected(start.error());
            outcome.media->shard = start->shard;
            outcome.media->offset = start->offset;
            hasMedia = true;
            if (duplicates != nullptr)
                duplicates->add(outcome);
        }
        outcomes.push_back(outcome);
    }
    if (hasMedia) {
        if (auto flushed = writer.flush(); !flushed)
            return Unexpected(flushed.error());
    }
    if (auto committed = index.commit(outcomes); !committed)
        return Unexpected(committed.error());
    return outcomes;
}

std::string oneLine(std::string text)
{
    std::ranges::replace_if(
            text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    return text;
}

std::string reportLine(const SkippedClip &clip, const LabelledSample &files)
{
    std::string text;
    for (const std::string &cell : {clip.id,
                                    std::string(toString(clip.reason)),
                                    clip.detail,
                                    files.picture.string(),
                                    files.video.string(),
                                    files.sound.string()})
        text += oneLine(cell) + '\t';
    return text + std::to_string(clip.line) + '\n';
}

/// Clips in the order of the list, then rows that are in no list.
Result<void> writeReport(const fs::path &folder,
                         const std::vector<StoreRow> &rows,
                         const std::vector<SkippedClip> &leftOut)
{
    std::string text = "id\treason\tdetail\tpicture\tvideo\tsound\tline\n";
    for (const StoreRow &row : rows) {
        const LabelledSample &sample = row.item.sample;
        if (row.reason)
            text += reportLine({sample.id, sample.line, *row.reason, row.detail}, sample);
    }
    for (const SkippedClip &clip : leftOut)
        text += reportLine(clip, {});
    return writeWholeFile(folder / kSkipReportName, text);
}

std::uintmax_t bytesIn(const fs::path &folder)
{
    std::uintmax_t bytes = 0;
    std::error_code code;
    for (const auto &entry : fs::directory_iterator(folder, code)) {
        const std::uintmax_t size = entry.file_size(code);
        bytes += code ? 0 : size;
    }
    return bytes;
}

/// One run on an open store.
class Preparation
{
public:
    Preparation(const TrainingList &list,
                const PrepareOptions &options,
                StoreIndex index,
                ShardWriter writer)
        : m_list(list)
        , m_options(options)
        , m_index(std::move(index))
        , m_writer(std::move(writer))
    {}

    Result<void> run(std::vector<std::size_t> pending,
                     const std::stop_token &stop,
                     const ProgressCallback &progress,
                     const SkipCallback &onSkip)
    {
        const auto before = m_index.rows();
        if (!before)
            return Unexpected(before.error());
        m_before = std::ranges::count_if(*before,
                                         [](const StoreRow &row) { return row.media.has_value(); });
        std::optional<DuplicateFinder> duplicates;
        if (!m_options.kept.contains(SkipReason::Duplicate))
            duplicates.emplace(m_list.items, *before);
        const auto total = static_cast<std::int64_t>(pending.size());
        if (total == 0)
            return {};
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        const std::size_t wanted = m_options.workers > 0
                                           ? static_cast<std::size_t>(m_options.workers)
                                           : cores;
        EncoderPool pool(m_list.items,
                         std::move(pending),
                         m_options,
                         std::min(wanted, static_cast<std::size_t>(total)));
        const std::stop_callback onStop(stop, [&pool] { pool.stop(); });
        for (std::int64_t done = 0; done < total;) {
            std::vector<EncodedClip> clips = pool.take();
            if (clips.empty())
                return fail(ErrorCode::Cancelled, "stopped");
            const auto written = write(
                    clips, duplicates ? &*duplicates : nullptr, m_writer, m_index);
            if (!written)
                return Unexpected(written.error());
            for (const StoreOutcome &outcome : *written)
                tell(outcome, onSkip);
            done += static_cast<std::int64_t>(clips.size());
            if (progress)
                progress({done, total, "preparing"});
        }
        return {};
    }

    Result<PrepareAnswer> finish()
    {
        auto rows = m_index.rows();
        if (!rows)
            return Unexpected(rows.error());
        PrepareAnswer answer;
        answer.before = m_before;
        answer.added = -m_before;
        for (const StoreRow &row : *rows) {
            ++answer.listed;
            answer.added += row.media ? 1 : 0;
            if (row.reason)
                ++answer.skipped[*row.reason];
        }
        const std::vector<SkippedClip> leftOut = rowsLeftOut(m_list);
        for (const SkippedClip &clip : leftOut)
            ++answer.skipped[clip.reason];
        answer.listed += static_cast<std::int64_t>(leftOut.size());
        if (auto written = writeReport(m_options.out, *rows, leftOut); !written)
            return Unexpected(written.error());
        if (auto finished = m_index.finish(); !finished)
            return Unexpected(finished.error());
        answer.bytes = bytesIn(m_options.out);
        return answer;
    }

private:
    void tell(const StoreOutcome &outcome, const SkipCallback &onSkip) const
    {
        if (outcome.media || !onSkip)
            return;
        const LabelledSample &sample = m_list.items[outcome.position].sample;
        onSkip({sample.id, sample.line, outcome.reason, outcome.detail});
    }

    const TrainingList &m_list;
    const PrepareOptions &m_options;
    StoreIndex m_index;
    ShardWriter m_writer;
    std::int64_t m_before = 0; ///< clips in the store when this run began
};

} // namespace

std::vector<SkippedClip> rowsLeftOut(const TrainingList &list)
{
    std::vector<SkippedClip> clips;
    for (const ListWarning &warning : list.warnings) {
        const bool isOfARow = warning.line > 0 || !warning.id.empty();
        if (!isOfARow || (!warning.isLeftOut && warning.fault != ListFault::Repeated))
            continue;
        const SkipReason reason = warning.fault == ListFault::Repeated  ? SkipReason::Duplicate
                                  : warning.fault == ListFault::Missing ? SkipReason::Missing
                                                                        : SkipReason::FaultyRow;
        clips.push_back({warning.id, warning.line, reason, warning.message});
    }
    return clips;
}

Result<PrepareAnswer> prepareStore(const TrainingList &list,
                                   const PrepareOptions &options,
                                   std::stop_token stop,
                                   const ProgressCallback &progress,
                                   const SkipCallback &onSkip)
{
    if (auto checked = checkOptions(options); !checked)
        return Unexpected(checked.error());
    if (auto checked = checkFolder(options.out); !checked)
        return Unexpected(checked.error());
    if (auto made = makeFolder(options.out); !made)
        return Unexpected(made.error());
    const auto lock = StoreLock::take(options.out);
    if (!lock)
        return Unexpected(lock.error());
    auto index = StoreIndex::openForWriting(options.out, settingsOf(options));
    if (!index)
        return Unexpected(index.error());
    const auto lost = index->forgetLostRecords();
    if (!lost)
        return Unexpected(lost.error());
    std::set<SkipReason> retried = options.kept;
    retried.insert({SkipReason::Missing, SkipReason::Unreadable});
    if (auto set = index->setList(list.items, retried); !set)
        return Unexpected(set.error());
    auto pending = index->pending();
    if (!pending)
        return Unexpected(pending.error());
    const auto end = index->end();
    if (!end)
        return Unexpected(end.error());
    auto writer = ShardWriter::open(options.out, *end, options.shardBytes);
    if (!writer)
        return Unexpected(writer.error());
    Preparation preparation(list, options, std::move(*index), std::move(*writer));
    if (auto run = preparation.run(std::move(*pending), stop, progress, onSkip); !run)
        return Unexpected(run.error());
    auto answer = preparation.finish();
    if (answer)
        answer->lost = *lost;
    return answer;
}

} // namespace soundlocus
