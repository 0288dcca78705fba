// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "app/cli/network_setup.h"
#include "app/cli/output_folder.h"
#include "app/cli/tally.h"
#include "engine/core/cache_folder.h"
#include "engine/core/file_io.h"
#include "engine/media/encoder_words.h"
#include "engine/media/media_names.h"
#include "engine/pipeline/localize_inputs.h"
#include "engine/pipeline/localize_job.h"
#include "engine/pipeline/localize_table_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

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
    options.encoder.codec = arguments.codec;
    options.encoder.preset = arguments.preset.value_or(options.encoder.preset);
    options.encoder.crf = arguments.crf.value_or(options.encoder.crf);
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

/// Errors: InvalidArgument.
Result<void> checkVideo(const EncoderOptions &encoder, const LocalizeArguments &arguments)
{
    if (auto heeded = checkEncoderWords({arguments.codec, arguments.preset, arguments.crf});
        !heeded)
        return heeded;
    return checkEncoder(encoder);
}

bool areAllPictures(const std::vector<LocalizeInput> &inputs)
{
    return !inputs.empty() && std::ranges::all_of(inputs, [](const LocalizeInput &input) {
        return namedKindOf(input.picture) == NamedKind::Picture;
    });
}

/// "dog.mp4", or "dog.jpg+bark.wav" where the sound is not known by that name, or not the only one.
std::string titleOf(const LocalizeInput &input)
{
    const std::string sound = input.sound.stem().string();
    const bool isJoined = !input.sound.empty()
                          && (sound != input.picture.stem().string()
                              || input.name.ends_with("+" + sound));
    return input.picture.filename().string()
           + (isJoined ? "+" + input.sound.filename().string() : std::string());
}

/// What all events of an input begin with.
Json identityOf(const LocalizeInput &input)
{
    Json json{{"input", input.picture.string()}};
    if (!input.sound.empty())
        json["sound"] = input.sound.string();
    json["name"] = input.name;
    return json;
}

/// "dog.mp4: strongest at the left, 31 % from the left and 52 % from the top (similarity 0.61), 250
/// frames in 12.3 s"
std::string sentenceOf(const LocalizeInput &input, const LocalizeAnswer &answer)
{
    constexpr double kPercent = 100;
    const LocalizeStatistics &statistics = answer.statistics;
    const std::string_view place = placeName(answer.peakX, answer.peakY);
    return fmt::format("{}: strongest {} {}, {:.0f} % from the left and {:.0f} % from the top "
                       "(similarity {:.2f}), {} {} in {:.1f} s",
                       oneLine(titleOf(input)),
                       place == "centre" ? "in the" : "at the",
                       place,
                       kPercent * answer.peakX,
                       kPercent * answer.peakY,
                       answer.similarity,
                       statistics.localizedFrames,
                       statistics.localizedFrames == 1 ? "frame" : "frames",
                       statistics.wallSeconds);
}

Json eventOf(const LocalizeInput &input, const LocalizeAnswer &answer)
{
    const LocalizeStatistics &statistics = answer.statistics;
    constexpr double kMillis = 1000;
    Json files = Json::array();
    for (const auto &file : answer.files)
        files.push_back(file.string());
    Json json = identityOf(input);
    json.update(Json{{"place", placeName(answer.peakX, answer.peakY)},
                     {"peak_x", answer.peakX},
                     {"peak_y", answer.peakY},
                     {"similarity", answer.similarity},
                     {"frames", statistics.localizedFrames},
                     {"seconds", std::round(statistics.wallSeconds * kMillis) / kMillis},
                     {"files", std::move(files)},
                     {"warnings", answer.warnings}});
    return json;
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
    context.console.begin(
            line.localize.table.filename().string(), "rows", line.localize.table.string());
    context.console.event("started", {{"input", line.localize.table.string()}});
    const auto answer = localizeTable(
            options,
            std::move(network.localizer),
            context.stop,
            [&](const Progress &progress) { context.console.progress(progress); },
            [&](const LabelledSample &row, const Result<void> &outcome) {
                if (!outcome) {
                    tally.rowFailed(line.localize.table, row.line, row.id, outcome.error());
                    return;
                }
                tally.done();
                context.console.event("finished", {{"input", row.id}});
            });
    if (answer) {
        for (const ListWarning &row : answer->leftOut)
            tally.rowFailed(
                    row.file, row.line, row.id, {ErrorCode::InvalidArgument, row.message, {}});
        for (const std::string &warning : answer->warnings) {
            context.console.caution(warning);
            context.console.event("warning",
                                  {{"input", line.localize.table.string()}, {"message", warning}});
        }
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
    console.begin(label, "frames", input.picture.string());
    console.event("started", identityOf(input));
    const auto answer = localizeInput(
            input, options, localizer, context.stop, [&console](const Progress &progress) {
                console.progress(progress);
            });
    if (answer) {
        tally.done();
        const std::string name = (input.picture.parent_path() / titleOf(input)).string();
        for (const std::string &warning : answer->warnings)
            console.caution(fmt::format("{}: {}", name, warning));
        console.answer(sentenceOf(input, *answer));
        console.event("finished", eventOf(input, *answer));
    } else if (answer.error().code != ErrorCode::Cancelled) {
        tally.failed(identityOf(input), answer.error());
    }
}

void localizeAll(const CommandContext &context,
                 const std::vector<LocalizeInput> &inputs,
                 const LocalizeOptions &options,
                 const Localizer &localizer,
                 Tally &tally)
{
    for (std::size_t i = 0; i < inputs.size() && !context.stop.stop_requested(); ++i) {
        const std::string count = inputs.size() == 1
                                          ? std::string()
                                          : fmt::format("[{}/{}] ", i + 1, inputs.size());
        const std::string label = count + titleOf(inputs[i]);
        localizeOne(context, inputs[i], label, options, localizer, tally);
    }
}

} // namespace

int runLocalize(const CommandContext &context)
{
    const LocalizeArguments &arguments = context.line.localize;
    const bool isTable = !arguments.table.empty();
    Tally tally(context.console);
    const auto nothingDone = [&](const std::string &input, const Error &error) {
        tally.failed(input, error);
        return tally.finish(context.stop.stop_requested(), "inputs");
    };
    const LocalizeOptions options = optionsOf(context.line);
    // What can be told before the network is loaded, which takes seconds.
    if (!isTable && arguments.hasVideo) {
        if (const auto encoder = checkVideo(options.encoder, arguments); !encoder) {
            context.console.fault(encoder.error());
            return kExitUsage;
        }
    }
    const CollectedInputs collected = collectInputs(arguments.inputs, arguments.out);
    for (const std::string &note : collected.notes)
        context.console.warn(note);
    for (const InputFault &fault : collected.faults)
        tally.failed(fault.input, fault.error);
    if (!isTable && collected.inputs.empty()) {
        if (collected.faults.empty())
            context.console.fault("no input that can be localised");
        return std::max(tally.finish(false, "inputs"), kExitSomeFailed);
    }
    if (!isTable && !arguments.videoOptions.empty() && areAllPictures(collected.inputs)) {
        context.console.fault(arguments.videoOptions.front()
                              + " means nothing for pictures, and no video is named; leave it out");
        return kExitUsage;
    }
    const auto readable = isTable ? checkReadableFile(arguments.table) : Result<void>();
    if (!readable)
        return nothingDone(arguments.table.string(), readable.error());
    const auto output = OutputFolder::create(arguments.out);
    if (!output)
        return nothingDone(arguments.out.string(), output.error());

    auto network = setUpNetwork(context);
    if (!network)
        return nothingDone(context.line.network.checkpoint.string(), network.error());
    if (isTable)
        return localizeTableCommand(context, *std::move(network));
    localizeAll(context, collected.inputs, options, *network->localizer, tally);
    return tally.finish(context.stop.stop_requested(), "inputs");
}

} // namespace soundlocus::cli
