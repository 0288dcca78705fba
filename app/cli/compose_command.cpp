// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "app/cli/output_folder.h"
#include "engine/compose/compose_job.h"
#include "engine/compose/source_folder.h"

#include <fmt/format.h>

#include <sstream>
#include <string>
#include <utility>

namespace soundlocus::cli {

namespace {

/// Tells every line of a message as a fault of its own.
void tellLines(Console &console, const std::string &lines)
{
    std::istringstream stream(lines);
    for (std::string line; std::getline(stream, line);)
        console.fault(line);
}

/// The recipe of the command line; tells what is wrong with it.
std::optional<Recipe> recipeOf(const ComposeArguments &arguments, Console &console)
{
    if (arguments.recipe.empty()) {
        auto recipe = recipeFromSource(arguments.source);
        if (recipe)
            return *std::move(recipe);
        console.fault(recipe.error());
        return std::nullopt;
    }
    auto reading = readRecipe(arguments.recipe, arguments.split);
    if (!reading) {
        console.fault(reading.error());
        return std::nullopt;
    }
    for (const std::string &fault : reading->faults)
        console.fault(arguments.recipe.string() + ": " + fault);
    if (!reading->faults.empty())
        return std::nullopt;
    return std::move(reading->recipe);
}

/// Puts what the command line says over the recipe. @return false after telling what is wrong
bool addArguments(const ComposeArguments &arguments, Recipe &recipe, Console &console)
{
    if (arguments.objects)
        recipe.objects.count = *arguments.objects;
    if (arguments.size)
        recipe.picture = {arguments.size->width, arguments.size->height};
    if (!arguments.backgrounds.empty()) {
        auto photos = photosIn(arguments.backgrounds);
        if (!photos) {
            console.fault(photos.error());
            return false;
        }
        recipe.photos = *std::move(photos);
    }
    const std::vector<std::string> faults = faultsOf(recipe);
    for (const std::string &fault : faults)
        console.fault(fault);
    return faults.empty();
}

std::string sentenceOf(const ComposeReport &report, const ComposeArguments &arguments)
{
    constexpr double kPercent = 100;
    return fmt::format(
            "{}: {} composed {} of {} classes, {} rows{}, {} sounds; a box is {:.0f} % of "
            "its picture on average",
            (arguments.out / "table.tsv").string(),
            report.scenes,
            arguments.isVideo ? "videos" : "pictures",
            report.classes,
            report.rows,
            report.offScreenRows == 0 ? std::string()
                                      : fmt::format(" and {} off screen", report.offScreenRows),
            report.sounds,
            kPercent * report.meanBoxShare);
}

} // namespace

int runCompose(const CommandContext &context)
{
    const ComposeArguments &arguments = context.line.compose;
    Console &console = context.console;
    auto recipe = recipeOf(arguments, console);
    if (!recipe || !addArguments(arguments, *recipe, console))
        return kExitSomeFailed;
    ComposeOptions options;
    options.recipe = *std::move(recipe);
    options.folder = arguments.out;
    options.count = arguments.count;
    options.seed = arguments.seed;
    options.threads = arguments.threads;
    options.hasMasks = arguments.hasMasks;
    options.hasOffScreenRows = arguments.hasOffScreenRows;
    options.faultyFiles = arguments.recipe.empty() ? FaultyFiles::LeaveOut : FaultyFiles::Refuse;
    options.existing = arguments.isOverwriting ? ExistingScenes::Replace : ExistingScenes::Keep;
    const auto output = OutputFolder::create(arguments.out);
    if (!output) {
        console.fault(output.error());
        return kExitSomeFailed;
    }
    const std::string input = arguments.recipe.empty() ? arguments.source
                                                       : arguments.recipe.string();
    console.begin(arguments.out.string(), "pieces", input);
    console.event("started", {{"input", input}});
    const auto progress = [&console](const Progress &state) { console.progress(state); };
    VideoOptions video;
    video.seconds = arguments.seconds;
    const auto report = arguments.isVideo ? composeVideos(options, video, context.stop, progress)
                                          : composePictures(options, context.stop, progress);
    console.end();
    if (!report) {
        const bool isCancelled = report.error().code == ErrorCode::Cancelled;
        if (!isCancelled)
            tellLines(console, report.error().message);
        console.event("summary", {{"done", 0}, {"interrupted", isCancelled}});
        return isCancelled ? kExitInterrupted : kExitSomeFailed;
    }
    for (const std::string &warning : report->warnings)
        console.warn(warning);
    console.answer(sentenceOf(*report, arguments));
    console.event("summary",
                  {{"done", report->scenes}, {"rows", report->rows}, {"interrupted", false}});
    return kExitDone;
}

} // namespace soundlocus::cli
