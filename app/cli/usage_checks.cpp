// SPDX-License-Identifier: MIT
#include "app/cli/usage_checks.h"

#include "app/cli/training_options.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace soundlocus::cli {

namespace {

/// The first of these options that was given, or empty.
std::string firstGiven(const CLI::App &app, std::initializer_list<const char *> names)
{
    const auto found = std::ranges::find_if(
            names, [&app](const char *name) { return app.count(name) > 0; });
    return found == names.end() ? std::string() : *found;
}

} // namespace

std::string idleOptionIn(const CLI::App &app, const CommandLine &line)
{
    if (line.command == Command::Localize && !line.localize.table.empty()) {
        const std::string idle = firstGiven(app,
                                            {"--start",
                                             "--end",
                                             "--colormap",
                                             "--opacity",
                                             "--contour",
                                             "--scale",
                                             "--codec",
                                             "--preset",
                                             "--crf"});
        if (!idle.empty())
            return idle
                   + " does not go with --table, which writes maps of its rows and no video; "
                     "leave it out";
    }
    if (line.command == Command::Localize && !line.localize.hasVideo) {
        const std::string idle = firstGiven(app, {"--codec", "--preset", "--crf"});
        if (!idle.empty())
            return idle + " does not go with --no-video; leave one out";
    }
    if (line.command == Command::Evaluate && line.evaluate.benchmark == "flickr"
        && app.count("--annotations") > 0)
        return "--annotations goes with --benchmark vggss, flickr has its boxes in its folder; "
               "leave it out";
    if (line.command == Command::Evaluate && !line.evaluate.maps.empty()) {
        const std::string idle = firstGiven(app,
                                            {"--fit",
                                             "--window",
                                             "--batch",
                                             "--device",
                                             "--threads",
                                             "--momentum",
                                             "--family"});
        if (!idle.empty())
            return idle + " does not go with --maps, which runs no network; leave it out"
                   + (idle == "--family" ? " (--rule says how maps are scored)" : "");
    }
    if (line.command == Command::Evaluate && !line.evaluate.table.empty()) {
        const std::string idle = firstGiven(app, {"--root", "--list", "--annotations"});
        if (!idle.empty())
            return idle + " goes with --benchmark, not with --table; leave it out";
    }
    return {};
}

std::string emptyNameIn(const CLI::App &app)
{
    for (const CLI::Option *option : app.get_options()) {
        const auto &texts = option->results();
        if (std::ranges::any_of(texts, &std::string::empty))
            return option->get_name() + " \"\" names nothing; give a name, or leave it out";
    }
    return {};
}

std::vector<std::string> videoOptionsIn(const CLI::App &app)
{
    std::vector<std::string> given;
    for (const char *name :
         {"--start", "--end", "--every", "--hop", "--codec", "--preset", "--crf"}) {
        if (app.get_option_no_throw(name) != nullptr && app.count(name) > 0)
            given.emplace_back(name);
    }
    return given;
}

std::string faultIn(const CommandLine &line)
{
    if (line.command == Command::Localize) {
        const LocalizeArguments &a = line.localize;
        if (a.inputs.empty() && a.table.empty())
            return "no INPUT; name videos, pictures with sounds or folders, or give --table TABLE";
        if (!a.inputs.empty() && !a.table.empty())
            return "INPUT and --table do not go together; leave one out";
        if (line.network.checkpoint.empty())
            return "no network; give its weights with --checkpoint FILE (a published .pth or "
                   ".pth.tar, or .safetensors)";
        if (a.start && a.end && *a.end <= *a.start)
            return "--end must lie behind --start";
        if (!a.table.empty() && !a.heatmaps.empty() && a.heatmaps != "npy")
            return "--table writes --heatmaps npy only";
    }
    if (line.command == Command::Inspect && line.inspect.files.empty())
        return "no FILE; name media files or checkpoints";
    if (line.command == Command::Evaluate) {
        const EvaluateArguments &a = line.evaluate;
        if (a.table.empty() == a.benchmark.empty())
            return "give either --table TABLE or --benchmark NAME --root DIR";
        if (!a.benchmark.empty() && a.root.empty())
            return "--benchmark needs --root DIR";
        if (line.network.checkpoint.empty() == a.maps.empty())
            return "give either --checkpoint FILE or --maps DIR";
    }
    if (line.command == Command::Convert) {
        if (line.convert.output.empty())
            return "give CHECKPOINT and OUT.safetensors";
        if (line.convert.output.extension() != ".safetensors")
            return "OUT must end in .safetensors, is " + line.convert.output.string();
    }
    if (line.command == Command::Annotations) {
        const AnnotationsArguments &a = line.annotations;
        if (a.action.empty() || a.files.empty())
            return "give convert IN OUT, info FILE, check FILE or merge IN... -o OUT";
        if (a.action == "convert" && (a.files.size() != 2 || a.to.empty()))
            return "convert needs IN, OUT and --to FORMAT";
        if (a.action == "merge" && a.output.empty())
            return "merge needs -o OUT";
        if (a.action == "merge" && a.to.empty() && a.output.extension() != ".soundlocus")
            return "merge needs --to FORMAT, or OUT that ends in .soundlocus";
        if (a.action != "merge" && !a.output.empty())
            return "-o belongs to merge";
    }
    if (line.command == Command::Compose && !std::isfinite(line.compose.seconds))
        return "--seconds must be a number";
    return trainingFaultIn(line);
}

} // namespace soundlocus::cli
