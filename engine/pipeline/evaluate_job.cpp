// SPDX-License-Identifier: MIT
#include "engine/pipeline/evaluate_job.h"

#include "engine/annotation/sample_table.h"
#include "engine/core/file_io.h"
#include "engine/pipeline/abort_on_exit.h"
#include "engine/pipeline/batch_localizer.h"
#include "engine/pipeline/machine_facts.h"
#include "engine/pipeline/map_folder.h"
#include "engine/pipeline/rule_choice.h"
#include "engine/pipeline/sample_loader.h"
#include "engine/pipeline/sound_windows.h"

#include <algorithm>
#include <exception>
#include <new>
#include <thread>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

Unexpected cancelled()
{
    return fail(ErrorCode::Cancelled, "stopped on request");
}

/// A loaded sample, or why it could not be loaded, and its place in the list.
struct LoadedItem
{
    std::size_t index = 0;
    Result<LoadedSample> sample;
};

/// Runs a step and turns what it throws into an Error: nothing may leave a thread or this header.
template <typename Function>
auto guarded(Function function) -> decltype(function())
{
    try {
        return function();
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::DeviceOutOfMemory,
                    "the memory of this machine is used up; close other programs or use a smaller "
                    "batch");
    } catch (const std::exception &exception) {
        return fail(ErrorCode::Internal, "internal error while evaluating", exception.what());
    }
}

/// One call of evaluate().
class EvaluationRun
{
public:
    EvaluationRun(const EvaluateOptions &options,
                  ProtocolRule rule,
                  SampleList list,
                  SampleList offScreen,
                  std::stop_token stop,
                  const ProgressCallback &progress)
        : m_options(options)
        , m_list(std::move(list))
        , m_builder(std::move(rule))
        , m_stop(std::move(stop))
        , m_progress(progress)
    {
        for (const LabelledSample &sample : m_list.samples)
            m_builder.announce(sample);
        for (const ListWarning &row : m_list.warnings) {
            if (row.isLeftOut)
                m_builder.announceLost(row.group);
        }
        m_inSight = m_list.samples.size();
        std::ranges::move(offScreen.samples, std::back_inserter(m_list.samples));
        std::ranges::move(offScreen.warnings, std::back_inserter(m_list.warnings));
    }

    [[nodiscard]] Result<EvaluationReport> run()
    {
        auto done = m_options.localizer ? scoreWithLocalizer() : scoreMaps();
        if (!done)
            return Unexpected(done.error());
        for (const ListWarning &row : m_list.warnings) {
            if (row.isLeftOut)
                m_builder.fail({row.id, row.line, {ErrorCode::InvalidArgument, row.message, {}}});
        }
        EvaluationReport report = m_builder.build();
        if (report.rows.empty() && !report.failed.empty())
            return fail(ErrorCode::InvalidArgument,
                        "none of " + std::to_string(report.failed.size())
                                + " samples could be scored; the first: "
                                + report.failed.front().error.message);
        describe(report);
        return report;
    }

private:
    [[nodiscard]] Result<void> scoreMaps();
    [[nodiscard]] Result<void> scoreWithLocalizer();
    void loadAll(BoundedQueue<LoadedItem> &queue, const std::stop_token &stop);
    void scoreBatch(const std::vector<LoadedItem> &batch, BatchLocalizer &localizer);
    void score(std::size_t index, const Result<Heatmap> &map);
    void describe(EvaluationReport &report) const;

    const EvaluateOptions &m_options;
    SampleList m_list;
    std::size_t m_inSight = 0; ///< samples of the test set; those off screen come behind
    ReportBuilder m_builder;
    std::stop_token m_stop;
    const ProgressCallback &m_progress;
    std::int64_t m_done = 0;
    std::int64_t m_cropped = 0;
    std::int64_t m_cutSounds = 0;
    std::vector<std::string> m_damaged; ///< pictures
};

void EvaluationRun::score(std::size_t index, const Result<Heatmap> &map)
{
    const LabelledSample &sample = m_list.samples[index];
    const bool isOffScreen = index >= m_inSight;
    // Lines are those of the test set.
    const int line = isOffScreen ? 0 : sample.line;
    if (!map) {
        m_builder.fail({sample.id, line, map.error()});
    } else if (isOffScreen) {
        if (const auto noted = m_builder.addOffScreen(sample, *map); !noted)
            m_builder.fail({sample.id, line, noted.error()});
    } else if (const auto scored = m_builder.add(sample, *map); !scored) {
        m_builder.fail({sample.id, line, scored.error()});
    }
    ++m_done;
    if (m_progress)
        m_progress({m_done,
                    static_cast<std::int64_t>(m_list.samples.size()),
                    "evaluating " + sample.id});
}

Result<void> EvaluationRun::scoreMaps()
{
    for (std::size_t i = 0; i < m_list.samples.size(); ++i) {
        if (m_stop.stop_requested())
            return cancelled();
        const auto map = guarded([&] { return readSampleMap(m_options.maps, m_list.samples[i]); });
        m_cropped += map && map->region != FrameRegion{} ? 1 : 0;
        score(i, map);
    }
    return {};
}

void EvaluationRun::loadAll(BoundedQueue<LoadedItem> &queue, const std::stop_token &stop)
{
    SampleLoader loader(m_options.localizer, m_options.fit, m_options.audioWindow, kMaxSampleSound);
    for (std::size_t i = 0; i < m_list.samples.size() && !stop.stop_requested(); ++i) {
        const LabelledSample &sample = m_list.samples[i];
        const auto load = [&]() -> Result<LoadedSample> {
            if (!sample.groundTruth && i < m_inSight)
                return fail(ErrorCode::InvalidArgument,
                            "not annotated; fill its 'boxes' cell ([] = nothing in sight)");
            return loader.load(sample, stop);
        };
        if (!queue.push({i, guarded(load)}))
            return;
    }
    queue.close();
}

Result<void> EvaluationRun::scoreWithLocalizer()
{
    const auto batchSize = static_cast<std::size_t>(m_options.batch);
    BoundedQueue<LoadedItem> queue(batchSize);
    const std::stop_callback onStop(m_stop, [&queue] { queue.abort(); });
    // Joins before the queue goes; its own token also stops it when this function is left early.
    const std::jthread loader([this, &queue](const std::stop_token &left) {
        std::stop_source either;
        const std::stop_callback a(left, [&either] { either.request_stop(); });
        const std::stop_callback b(m_stop, [&either] { either.request_stop(); });
        loadAll(queue, either.get_token());
    });
    const AbortOnExit abortOnExit(queue); // goes before the thread that may wait for room
    BatchLocalizer localizer(m_options.localizer,
                             m_options.audioWindow ? AudioCut::Window : AudioCut::Official);
    std::vector<LoadedItem> batch;
    while (auto item = queue.pop()) {
        batch.push_back(std::move(*item));
        if (batch.size() == batchSize)
            scoreBatch(std::exchange(batch, {}), localizer);
    }
    if (m_stop.stop_requested())
        return cancelled();
    scoreBatch(batch, localizer);
    return {};
}

void EvaluationRun::scoreBatch(const std::vector<LoadedItem> &batch, BatchLocalizer &localizer)
{
    std::vector<LoadedSample> samples;
    for (const LoadedItem &item : batch) {
        if (!item.sample)
            continue;
        m_cropped += item.sample->image.region != FrameRegion{} ? 1 : 0;
        m_cutSounds += item.sample->isSoundCut ? 1 : 0;
        if (item.sample->isPictureDamaged)
            m_damaged.push_back(m_list.samples[item.index].picture.string());
        samples.push_back(*item.sample);
    }
    const std::vector<Result<Heatmap>> maps = localizer.localize(samples);
    auto map = maps.begin();
    for (const LoadedItem &item : batch) {
        if (item.sample)
            score(item.index, *map++);
        else
            score(item.index, Unexpected(item.sample.error()));
    }
}

void EvaluationRun::describe(EvaluationReport &report) const
{
    for (const ListWarning &warning : m_list.warnings) {
        if (!warning.isLeftOut)
            report.warnings.push_back(toString(warning));
    }
    if (m_cropped > 0)
        report.warnings.push_back(
                std::to_string(m_cropped)
                + " pictures are not square: the official fit crops them, which shifts the map "
                  "against the boxes; "
                + (m_options.localizer ? "use" : "make their maps again with")
                + " the fit 'squash' or 'full' for such pictures");
    if (m_cutSounds > 0)
        report.warnings.push_back(std::to_string(m_cutSounds) + " sounds are longer than "
                                  + std::to_string(kMaxSampleSound / std::chrono::seconds(1))
                                  + " s; what lies behind was not used");
    for (const std::string &picture : m_damaged)
        report.warnings.push_back(picture + ": " + kDamagedPictureText);
    std::error_code code;
    report.isComposed = !m_options.table.empty()
                        && fs::exists(m_options.table.parent_path() / kComposedName, code);
    auto &settings = report.settings;
    settings = m_options.settings;
    if (m_options.table.empty()) {
        settings["benchmark"] = toString(m_options.layout.benchmark);
        settings["root"] = m_options.layout.root.string();
        if (!m_options.layout.list.empty())
            settings["list"] = m_options.layout.list.string();
    } else {
        settings["table"] = m_options.table.string();
    }
    if (!m_options.offScreenTable.empty())
        settings["off_screen_table"] = m_options.offScreenTable.string();
    if (m_options.localizer) {
        settings["family"] = toString(m_options.localizer->spec().family);
        settings["device"] = m_options.localizer->options().device;
        settings["momentum"] = m_options.localizer->options().useMomentum ? "yes" : "no";
        settings["fit"] = toString(m_options.fit);
        settings["batch"] = std::to_string(m_options.batch);
        settings["audio"] = m_options.audioWindow
                                    ? "window of "
                                              + std::to_string(toSeconds(
                                                      heardWindow(*m_options.audioWindow,
                                                                  m_options.localizer->spec())))
                                              + " s"
                                    : "whole sound, cut as the family's test code does";
    } else {
        settings["maps"] = m_options.maps.string();
    }
    report.versions = m_options.versions;
    report.versions.emplace("soundlocus", SOUNDLOCUS_VERSION);
    const LibraryVersions libraries = libraryVersions();
    report.versions.emplace("ffmpeg", libraries.ffmpeg);
    report.versions.emplace("opencv", libraries.openCv);
}

Result<void> checkOptions(const EvaluateOptions &options)
{
    if (options.batch < 1)
        return fail(ErrorCode::InvalidArgument, "the batch must be at least 1");
    if (options.table.empty() && options.layout.root.empty())
        return fail(ErrorCode::InvalidArgument, "give a table, or the folder of a benchmark");
    if (options.audioWindow && *options.audioWindow <= MediaTime{0})
        return fail(ErrorCode::InvalidArgument, "the audio window must be longer than 0 s");
    if (!options.localizer && options.maps.empty())
        return fail(ErrorCode::InvalidArgument, "give a checkpoint, or a folder of maps");
    std::error_code code;
    if (!options.localizer && !fs::is_directory(options.maps, code))
        return fail(ErrorCode::NotFound,
                    options.maps.string() + ": no such folder; it should hold <id>.npy files");
    return {};
}

Result<SampleList> readList(const EvaluateOptions &options)
{
    const bool isTable = !options.table.empty();
    auto list = isTable ? readSampleTable(options.table,
                                          options.localizer ? MediaColumns::Required
                                                            : MediaColumns::Optional)
                        : readBenchmark(options.layout);
    if (!list || !list->samples.empty())
        return list;
    return fail(ErrorCode::InvalidArgument,
                list->warnings.empty()
                        ? (isTable ? options.table : options.layout.root).string()
                                  + ": no annotated sample in it"
                        : toString(list->warnings.front()) + "; no other sample can be used");
}

/// Errors: those of readSampleTable, InvalidArgument (no row).
Result<SampleList> readOffScreen(const EvaluateOptions &options)
{
    if (options.offScreenTable.empty())
        return SampleList{};
    auto list = readSampleTable(options.offScreenTable,
                                options.localizer ? MediaColumns::Required
                                                  : MediaColumns::Optional);
    if (list && list->samples.empty())
        return fail(ErrorCode::InvalidArgument,
                    options.offScreenTable.string() + ": no sample in it that can be used");
    return list;
}

Result<void> writeOutputs(const EvaluateOptions &options, const EvaluationReport &report)
{
    if (auto written = writeWholeFile(options.output / kReportName, toJson(report)); !written)
        return written;
    return writeWholeFile(options.output / kSamplesName, toSampleTable(report));
}

/// Finds out before the work, not after it, whether the results can be written.
Result<void> prepareOutput(const fs::path &folder)
{
    if (folder.empty())
        return {};
    if (auto made = makeFolder(folder); !made)
        return made;
    const auto probe = AtomicFile::create(folder / kReportName);
    return probe ? Result<void>() : Result<void>(Unexpected(probe.error()));
}

} // namespace

Result<EvaluationReport> evaluate(const EvaluateOptions &options,
                                  std::stop_token stop,
                                  const ProgressCallback &progress)
{
    return guarded([&]() -> Result<EvaluationReport> {
        if (auto checked = checkOptions(options); !checked)
            return Unexpected(checked.error());
        auto list = readList(options);
        if (!list)
            return Unexpected(list.error());
        auto offScreen = readOffScreen(options);
        if (!offScreen)
            return Unexpected(offScreen.error());
        auto chosen = chooseRule(options, *list, stop);
        if (!chosen)
            return Unexpected(chosen.error());
        if (auto prepared = prepareOutput(options.output); !prepared)
            return Unexpected(prepared.error());
        auto report = EvaluationRun(options,
                                    chosen->rule,
                                    *std::move(list),
                                    *std::move(offScreen),
                                    stop,
                                    progress)
                              .run();
        if (!report)
            return report;
        if (chosen->family)
            report->settings["family"] = toString(*chosen->family);
        if (chosen->isAssumed)
            report->warnings.push_back("the maps do not say of which family they are; scored by "
                                       "the rule "
                                       + chosen->rule.id + ", --rule names another");
        if (options.output.empty())
            return report;
        if (auto written = writeOutputs(options, *report); !written)
            return Unexpected(written.error());
        return report;
    });
}

} // namespace soundlocus
