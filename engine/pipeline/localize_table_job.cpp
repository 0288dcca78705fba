// SPDX-License-Identifier: MIT
#include "engine/pipeline/localize_table_job.h"

#include "engine/annotation/sample_table.h"
#include "engine/core/file_io.h"
#include "engine/pipeline/abort_on_exit.h"
#include "engine/pipeline/batch_localizer.h"
#include "engine/pipeline/heatmap_writer.h"
#include "engine/pipeline/localize_job.h"
#include "engine/pipeline/sample_loader.h"

#include <algorithm>
#include <exception>
#include <thread>
#include <utility>

namespace soundlocus {

namespace {

/// A row and what was loaded for it; nothing for a video of which every frame is meant.
struct LoadedRow
{
    const LabelledSample *row = nullptr;
    std::optional<Result<LoadedSample>> sample;
};

bool meansEveryFrame(const LabelledSample &row)
{
    return row.picture.empty() && !row.time;
}

Unexpected internalError(const std::exception &exception)
{
    return fail(ErrorCode::Internal, "internal error; please report it", exception.what());
}

/// One call of localizeTable().
class TableRun
{
public:
    TableRun(const LocalizeTableOptions &options,
             std::shared_ptr<const Localizer> localizer,
             SampleList list,
             const ProgressCallback &progress,
             const RowCallback &onRow)
        : m_options(options)
        , m_localizer(std::move(localizer))
        , m_list(std::move(list))
        , m_progress(progress)
        , m_onRow(onRow)
        , m_batchLocalizer(m_localizer, options.window ? AudioCut::Window : AudioCut::Official)
    {}

    Result<LocalizeTableAnswer> run(const std::stop_token &stop)
    {
        const auto batchSize = static_cast<std::size_t>(m_options.batch);
        BoundedQueue<LoadedRow> queue(batchSize);
        const std::stop_callback onStop(stop, [&queue] { queue.abort(); });
        const std::jthread loader([this, &queue, stop] { loadAll(queue, stop); });
        const AbortOnExit abortOnExit(queue); // goes before the thread that may wait for room
        std::vector<LoadedRow> batch;
        while (auto item = queue.pop()) {
            if (item->sample) {
                batch.push_back(*std::move(item));
                if (batch.size() == batchSize)
                    writeBatch(std::exchange(batch, {}));
                continue;
            }
            auto written = localizeVideo(*item->row, stop);
            if (!written && written.error().code == ErrorCode::Cancelled)
                break;
            finish(*item->row, written);
        }
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "stopped");
        writeBatch(batch);
        for (const ListWarning &warning : m_list.warnings) {
            if (warning.isLeftOut)
                m_answer.leftOut.push_back(warning);
            else
                m_answer.warnings.push_back(toString(warning));
        }
        return m_answer;
    }

private:
    void loadAll(BoundedQueue<LoadedRow> &queue, const std::stop_token &stop)
    {
        SampleLoader loader(m_localizer, m_options.fit, m_options.window, kMaxWholeSound);
        for (const LabelledSample &row : m_list.samples) {
            LoadedRow item{&row, std::nullopt};
            if (auto free = checkOlderMap(row); !free)
                item.sample = Result<LoadedSample>(Unexpected(free.error()));
            else if (!meansEveryFrame(row))
                item.sample = load(loader, row, stop);
            if (stop.stop_requested() || !queue.push(std::move(item)))
                return;
        }
        queue.close();
    }

    static Result<LoadedSample> load(SampleLoader &loader,
                                     const LabelledSample &row,
                                     const std::stop_token &stop)
    {
        try {
            return loader.load(row, stop);
        } catch (const std::exception &exception) {
            return internalError(exception);
        }
    }

    [[nodiscard]] Result<void> checkOlderMap(const LabelledSample &row) const
    {
        std::error_code code;
        for (const auto &path : heatmapPaths(m_options.folder, row.id, HeatmapFormat::Npy)) {
            if (!m_options.isOverwriting && std::filesystem::exists(path, code))
                return fail(ErrorCode::WriteFailed,
                            path.string()
                                    + ": is there already; choose another folder with --out, or "
                                      "--overwrite");
        }
        return {};
    }

    void writeBatch(const std::vector<LoadedRow> &batch)
    {
        std::vector<LoadedSample> samples;
        for (const LoadedRow &item : batch) {
            if (*item.sample)
                samples.push_back(**item.sample);
        }
        const std::vector<Result<Heatmap>> maps = m_batchLocalizer.localize(samples);
        auto map = maps.begin();
        for (const LoadedRow &item : batch) {
            if (!*item.sample) {
                finish(*item.row, Unexpected(item.sample->error()));
                continue;
            }
            if ((*item.sample)->isPictureDamaged)
                m_answer.warnings.push_back(item.row->picture.string() + ": "
                                            + kDamagedPictureText);
            finish(*item.row, *map ? writeMap(*item.row, **map) : Unexpected(map->error()));
            ++map;
        }
    }

    [[nodiscard]] Result<void> writeMap(const LabelledSample &row, const Heatmap &map) const
    {
        auto writer = HeatmapWriter::create(
                m_options.folder, row.id, HeatmapFormat::Npy, FrameAxis::Drop);
        if (!writer)
            return Unexpected(writer.error());
        (*writer)->setFamily(m_localizer->spec().family);
        if (auto added = (*writer)->append(map); !added)
            return added;
        return (*writer)->finish();
    }

    void report(const std::string &stage, double part) const
    {
        if (m_progress)
            m_progress({m_answer.done + m_answer.failed,
                        static_cast<std::int64_t>(m_list.samples.size()),
                        stage,
                        part});
    }

    [[nodiscard]] Result<void> localizeVideo(const LabelledSample &row, const std::stop_token &stop)
    {
        LocalizeOptions options;
        options.every = m_options.every;
        options.window = m_options.window;
        options.hop = m_options.hop;
        options.fit = m_options.fit;
        options.batch = m_options.batch;
        options.results.folder = m_options.folder;
        options.results.hasTable = false;
        options.results.hasOverlay = false;
        options.results.hasSheet = false;
        options.results.heatmaps = HeatmapFormat::Npy;
        options.results.isOverwriting = m_options.isOverwriting;
        auto answer = localizeInput(
                {row.video, row.sound, row.id},
                options,
                *m_localizer,
                stop,
                [this](const Progress &frames) {
                    const double share = frames.total > 0
                                                 ? static_cast<double>(frames.done)
                                                           / static_cast<double>(frames.total)
                                                 : 0.0;
                    report(frames.stage, std::min(share, 1.0)); // the total may be an estimate
                });
        if (!answer)
            return Unexpected(answer.error());
        for (const std::string &warning : answer->warnings)
            m_answer.warnings.push_back(row.id + ": " + warning);
        return {};
    }

    void finish(const LabelledSample &row, const Result<void> &outcome)
    {
        ++(outcome ? m_answer.done : m_answer.failed);
        if (m_onRow)
            m_onRow(row, outcome);
        report("localising " + row.id, 0);
    }

    const LocalizeTableOptions &m_options;
    std::shared_ptr<const Localizer> m_localizer;
    SampleList m_list;
    const ProgressCallback &m_progress;
    const RowCallback &m_onRow;
    BatchLocalizer m_batchLocalizer;
    LocalizeTableAnswer m_answer;
};

} // namespace

Result<LocalizeTableAnswer> localizeTable(const LocalizeTableOptions &options,
                                          std::shared_ptr<const Localizer> localizer,
                                          std::stop_token stop,
                                          const ProgressCallback &progress,
                                          const RowCallback &onRow)
{
    auto list = readSampleTable(options.table);
    if (!list)
        return Unexpected(list.error());
    if (list->samples.empty())
        return fail(ErrorCode::InvalidArgument,
                    list->warnings.empty()
                            ? options.table.string() + ": has no rows; add some below the header"
                            : toString(list->warnings.front()) + "; no other row can be used");
    if (auto made = makeFolder(options.folder); !made)
        return Unexpected(made.error());
    if (auto probe = AtomicFile::create(options.folder / "map.npy"); !probe)
        return Unexpected(probe.error());
    try {
        return TableRun(options, std::move(localizer), *std::move(list), progress, onRow).run(stop);
    } catch (const std::exception &exception) {
        return fail(ErrorCode::Internal,
                    options.table.string() + ": internal error; please report it",
                    exception.what());
    }
}

} // namespace soundlocus
