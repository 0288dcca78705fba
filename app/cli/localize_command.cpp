// SPDX-License-Identifier: MIT
#include "app/cli/cache_folder.h"
#include "app/cli/commands.h"
#include "app/cli/network_setup.h"
#include "engine/core/file_io.h"
#include "engine/pipeline/localize_inputs.h"
#include "engine/pipeline/localize_job.h"
#include "engine/pipeline/localize_table_job.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace soundlocus::cli {

namespace {

using Json = nlohmann::ordered_json;

OverlayOptions overlayOptionsOf(const LocalizeArguments &arguments)
{
    OverlayOptions overlay;
    if (const auto colorMap = colorMapFromString(arguments.colormap))
        overlay.colorMap = *colorMap;
    overlay.opacity = arguments.opacity;
    if (arguments.scale)
        overlay.scale = ValueRange{arguments.scale->low, arguments.scale->high};
    if (arguments.contour) {
        const bool isTop = arguments.contour->kind == ContourArgument::Kind::TopPercent;
        overlay.contour = ContourThreshold{isTop ? ContourThreshold::Kind::TopPercent
                                                 : ContourThreshold::Kind::Absolute,
                                           arguments.contour->value};
    }
    return overlay;
}

LocalizeOptions optionsOf(const CommandLine &line)
{
    const LocalizeArguments &arguments = line.localize;
    LocalizeOptions options;
    options.range = {arguments.start, arguments.end};
    options.every = arguments.every;
    options.window = line.network.window;
    options.hop = arguments.hop;
    options.fit = fitOf(line.network).value_or(FitMode::Full);
    options.batch = line.network.batch;
    options.overlay = overlayOptionsOf(arguments);
    if (arguments.contour && arguments.contour->kind == ContourArgument::Kind::Absolute)
        options.areaThreshold = arguments.contour->value;
    options.encoder = {arguments.codec, arguments.preset, arguments.crf};
    options.results.folder = arguments.out;
    options.results.hasOverlay = arguments.hasVideo;
    options.results.hasSheet = arguments.hasSheet;
    options.results.isOverwriting = arguments.isOverwriting;
    if (arguments.heatmaps == "npz")
        options.results.heatmaps = HeatmapFormat::Npz;
    else if (arguments.heatmaps == "npy")
        options.results.heatmaps = HeatmapFormat::Npy;
    else if (arguments.heatmaps == "png")
        options.results.heatmaps = HeatmapFormat::Png;
    if (const auto cache = cacheFolder(); !cache.empty())
        options.indexFolder = cache / "index";
    return options;
}

/// "dog.mp4: strongest at the left, 31 % / 52 % of the picture (similarity 0.61), 250 frames in
/// 12.3 s"
std::string sentenceOf(const LocalizeInput &input, const LocalizeAnswer &answer)
{
    constexpr double kPercent = 100;
    const LocalizeStatistics &statistics = answer.statistics;
    const std::string_view place = placeName(answer.peakX, answer.peakY);
    std::string text = fmt::format(
            "{}: strongest {} {}, {:.0f} % / {:.0f} % of the picture (similarity {:.2f}), ",
            input.picture.filename().string(),
            place == "centre" ? "in the" : "at the",
            place,
            kPercent * answer.peakX,
            kPercent * answer.peakY,
            answer.similarity);
    return text
           + fmt::format("{} {} in {:.1f} s",
                         statistics.localizedFrames,
                         statistics.localizedFrames == 1 ? "frame" : "frames",
                         statistics.wallSeconds);
}

Json eventOf(const LocalizeInput &input, const LocalizeAnswer &answer)
{
    const LocalizeStatistics &statistics = answer.statistics;
    Json files = Json::array();
    for (const auto &file : answer.files)
        files.push_back(file.string());
    return {{"input", input.picture.string()},
            {"name", input.name},
            {"place", placeName(answer.peakX, answer.peakY)},
            {"peak_x", answer.peakX},
            {"peak_y", answer.peakY},
            {"similarity", answer.similarity},
            {"frames", statistics.localizedFrames},
            {"seconds", statistics.wallSeconds},
            {"files", std::move(files)},
            {"warnings", answer.warnings}};
}

/// Counts, and tells, what happened to the inputs.
class Tally
{
public:
    explicit Tally(Console &console)
        : m_console(console)
    {}

    void failed(const std::string &input, const Error &error)
    {
        ++m_failed;
        m_console.fault(toString(error));
        m_console.event("failed",
                        {{"input", input},
                         {"code", toString(error.code)},
                         {"message", error.message},
                         {"context", error.context}});
    }
    void done() { ++m_done; }

    int finish(bool isInterrupted, std::string_view what)
    {
        m_console.end();
        m_console.event("summary",
                        {{"done", m_done}, {"failed", m_failed}, {"interrupted", isInterrupted}});
        if (m_failed > 0 && m_done + m_failed > 1)
            m_console.fault(fmt::format("{} of {} {} failed", m_failed, m_done + m_failed, what));
        if (isInterrupted)
            return kExitInterrupted;
        return m_failed > 0 ? kExitSomeFailed : kExitDone;
    }

private:
    Console &m_console;
    std::int64_t m_done = 0;
    std::int64_t m_failed = 0;
};

Result<void> checkOutput(const std::filesystem::path &folder)
{
    if (auto made = makeFolder(folder); !made)
        return made;
    auto probe = AtomicFile::create(folder / "probe");
    return probe ? Result<void>() : Result<void>(Unexpected(probe.error()));
}

Result<ReadyNetwork> loadNetwork(const CommandContext &context)
{
    auto network = setUpNetwork(context.line.network);
    if (network && !network->note.empty())
        context.console.warn(network->note);
    return network;
}

int localizeTableCommand(const CommandContext &context, ReadyNetwork network)
{
    const CommandLine &line = context.line;
    LocalizeTableOptions options;
    options.table = line.localize.table;
    options.folder = line.localize.out;
    options.fit = fitOf(line.network).value_or(FitMode::Official);
    options.window = line.network.window;
    options.hop = line.localize.hop;
    options.every = line.localize.every;
    options.batch = line.network.batch;
    options.isOverwriting = line.localize.isOverwriting;
    Tally tally(context.console);
    context.console.begin(line.localize.table.filename().string(), "rows");
    context.console.event("started", {{"input", line.localize.table.string()}});
    const auto answer = localizeTable(
            options,
            std::move(network.localizer),
            context.stop,
            [&](const Progress &progress) { context.console.progress(progress); },
            [&](const LabelledSample &row, const Result<void> &outcome) {
                if (!outcome) {
                    tally.failed(row.id, outcome.error());
                    return;
                }
                tally.done();
                context.console.event("finished", {{"input", row.id}});
            });
    if (answer) {
        for (const Error &row : answer->leftOut)
            tally.failed("", row);
        for (const std::string &warning : answer->warnings)
            context.console.warn(warning);
        context.console.answer(fmt::format("{}: {} maps in {}",
                                           line.localize.table.filename().string(),
                                           answer->done,
                                           line.localize.out.string()));
    } else if (answer.error().code != ErrorCode::Cancelled) {
        tally.failed(line.localize.table.string(), answer.error());
    }
    return tally.finish(context.stop.stop_requested(), "rows");
}

void localizeOne(const CommandContext &context,
                 const LocalizeInput &input,
                 const std::string &label,
                 const LocalizeOptions &options,
                 const Localizer &localizer,
                 Tally &tally)
{
    Console &console = context.console;
    console.begin(label, "frames");
    console.event("started", {{"input", input.picture.string()}, {"name", input.name}});
    const auto answer = localizeInput(
            input, options, localizer, context.stop, [&console](const Progress &progress) {
                console.progress(progress);
            });
    if (answer) {
        tally.done();
        for (const std::string &warning : answer->warnings)
            console.warn(input.picture.string() + ": " + warning);
        console.answer(sentenceOf(input, *answer));
        console.event("finished", eventOf(input, *answer));
    } else if (answer.error().code != ErrorCode::Cancelled) {
        tally.failed(input.picture.string(), answer.error());
    }
}

} // namespace

int runLocalize(const CommandContext &context)
{
    const LocalizeArguments &arguments = context.line.localize;
    Tally tally(context.console);
    const auto nothingDone = [&](const std::string &input, const Error &error) {
        tally.failed(input, error);
        return tally.finish(context.stop.stop_requested(), "inputs");
    };
    CollectedInputs collected = collectInputs(arguments.inputs);
    if (auto writable = checkOutput(arguments.out); !writable)
        return nothingDone(arguments.out.string(), writable.error());
    if (!arguments.table.empty()) {
        if (auto readable = checkReadableFile(arguments.table); !readable)
            return nothingDone(arguments.table.string(), readable.error());
    }
    if (arguments.table.empty() && collected.inputs.empty()) {
        for (const Error &fault : collected.faults)
            tally.failed("", fault);
        if (collected.faults.empty())
            context.console.fault("no input that can be localised");
        return std::max(tally.finish(false, "inputs"), kExitSomeFailed);
    }
    auto network = loadNetwork(context);
    if (!network)
        return nothingDone(context.line.network.checkpoint.string(), network.error());
    if (!arguments.table.empty())
        return localizeTableCommand(context, *std::move(network));

    for (const std::string &note : collected.notes)
        context.console.warn(note);
    for (const Error &fault : collected.faults)
        tally.failed("", fault);
    const LocalizeOptions options = optionsOf(context.line);
    std::size_t number = 0;
    for (const LocalizeInput &input : collected.inputs) {
        ++number;
        if (context.stop.stop_requested())
            break;
        const std::string count = collected.inputs.size() == 1
                                          ? std::string()
                                          : fmt::format(
                                                  "[{}/{}] ", number, collected.inputs.size());
        localizeOne(context,
                    input,
                    count + input.picture.filename().string(),
                    options,
                    *network->localizer,
                    tally);
    }
    return tally.finish(context.stop.stop_requested(), "inputs");
}

} // namespace soundlocus::cli
