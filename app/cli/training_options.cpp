// SPDX-License-Identifier: MIT
#include "app/cli/training_options.h"

#include "app/cli/help_formatter.h"
#include "app/cli/help_texts.h"
#include "app/cli/option_helpers.h"
#include "app/cli/value_parsers.h"

#include <algorithm>
#include <memory>

namespace soundlocus::cli {

namespace {

void addDataOptions(CLI::App &app, DataArguments &data)
{
    const std::string group = "Data";
    app.add_option("--table", data.table, "A table of clips: .tsv, .csv or .jsonl (see TABLE).")
            ->type_name("TABLE")
            ->group(group);
    app.add_option("--data",
                   data.folder,
                   "A folder of videos, and of pictures with a sound of the same name.")
            ->type_name("DIR")
            ->group(group);
    const CLI::callback_t callback = [&data](const CLI::results_t &words) {
        if (words.back().starts_with('-'))
            throw CLI::ValidationError("--layout", "needs NAME and DIR");
        data.layout = words.front();
        data.root = words.back();
        return true;
    };
    constexpr int kWords = 2;
    app.add_option("--layout",
                   callback,
                   "A folder laid out for an official program (see LAYOUTS): ssltie-vggsound, "
                   "ssltie-flickr, lvs or ezvsl.")
            ->type_name("NAME DIR")
            ->type_size(kWords)
            ->group(group);
    app.add_option("--list",
                   data.list,
                   "Only the clips of this list, in its order, with --layout: one id a line.")
            ->type_name("FILE")
            ->group(group);
}

void addPrepare(CLI::App &app, CommandLine &line)
{
    constexpr int kMaxSide = 8192;
    CLI::App *sub = app.add_subcommand("prepare", "Turns clips into a store to train on.");
    sub->formatter(std::make_shared<ManualFormatter>(prepareHelp()));
    PrepareArguments &arguments = line.prepare;
    addDataOptions(*sub, arguments.data);
    const std::string group = "Store";
    sub->add_option(
               "-o,--out", arguments.out, "Folder of the store; an existing one is gone on with.")
            ->type_name("STORE")
            ->group(group);
    sub->add_option(
               "--side",
               arguments.side,
               "Short side of the stored pictures; smaller ones stay as they are. Default: 256.")
            ->check(CLI::Range(1, kMaxSide).description(""))
            ->type_name("PIXELS")
            ->group(group);
    sub->add_option("--keep",
                    arguments.kept,
                    "Do not leave out clips for this reason: still, silent, short or duplicate (of "
                    "picture and sound, not of the id). May be given several times.")
            ->check(CLI::IsMember({"still", "silent", "short", "duplicate"}).description(""))
            ->type_name("still|silent|short|duplicate")
            ->group(group);
    sub->add_option("--workers",
                    arguments.workers,
                    "Threads that decode and encode; 0 (default) = one per core.")
            ->check(CLI::Range(0, kMaxThreads).description(""))
            ->type_name("N")
            ->group(group);
    addOutputOptions(*sub, line.output);
}

void addCompose(CLI::App &app, CommandLine &line)
{
    CLI::App *sub = app.add_subcommand("compose", "Makes scenes whose sources are known exactly.");
    sub->formatter(std::make_shared<ManualFormatter>(composeHelp()));
    ComposeArguments &arguments = line.compose;
    const std::string source = "Source";
    sub->add_option("--source", arguments.source, "Cut-outs and their recordings (see above).")
            ->type_name("tuxpaint|gcompris|DIR")
            ->group(source);
    sub->add_option("--recipe", arguments.recipe, "A recipe instead of a source.")
            ->type_name("FILE")
            ->group(source);
    addChoice(*sub,
              "--split",
              arguments.split,
              {"train", "test"},
              "Which files of the recipe. Default: train.")
            ->group(source);
    sub->add_option("--backgrounds",
                    arguments.backgrounds,
                    "Photographs for the backgrounds. Default: those of the recipe, else drawn "
                    "ones.")
            ->type_name("DIR")
            ->group(source);
    const std::string scenes = "Scenes";
    CLI::Option *pictures = sub->add_flag("--pictures")
                                    ->description("Pictures, each with a sound (default).")
                                    ->group(scenes);
    sub->add_flag("--videos", arguments.isVideo, "Videos with their stems.")
            ->excludes(pictures)
            ->group(scenes);
    constexpr int kMaxObjects = 8;
    sub->add_option("--objects", arguments.objects, "Objects that can sound. Default: 2.")
            ->check(CLI::Range(1, kMaxObjects).description(""))
            ->type_name("N")
            ->group(scenes);
    constexpr int kMaxScenes = 1'000'000;
    sub->add_option("--count", arguments.count, "Scenes. Default: 100.")
            ->check(CLI::Range(1, kMaxScenes).description(""))
            ->type_name("K")
            ->group(scenes);
    sub->add_option("--seed", arguments.seed, "Other scenes for another seed. Default: 1.")
            ->check(CLI::Validator(CLI::NonNegativeNumber).description("")) // CLI11 2.1 takes -1
            ->type_name("I")
            ->group(scenes);
    addValue(*sub,
             "--size",
             arguments.size,
             parseSize,
             "Pixels. Default: as the recipe says, else 160.",
             "SIDE|WIDTHxHEIGHT")
            ->group(scenes);
    constexpr double kMaxSceneSeconds = 600;
    sub->add_option("--seconds", arguments.seconds, "Length of a video. Default: 12.")
            ->check(CLI::Range(1.0, kMaxSceneSeconds).description(""))
            ->type_name("X")
            ->group(scenes);
    const std::string results = "Results";
    sub->add_option("-o,--out", arguments.out, "Folder for table.tsv and the media.")
            ->type_name("DIR")
            ->group(results);
    sub->add_flag("--masks", arguments.hasMasks, "Also write a mask of every object.")
            ->group(results);
    sub->add_flag("--off-screen",
                  arguments.hasOffScreenRows,
                  "Also write off_screen.tsv: with every picture a sound of nothing in sight.")
            ->group(results);
    sub->add_flag("--overwrite", arguments.isOverwriting, "Replace scenes that are there already.")
            ->group(results);
    sub->add_option("--threads", arguments.threads, "Threads; 0 (default) = one per core.")
            ->check(CLI::Range(0, kMaxThreads).description(""))
            ->type_name("N")
            ->group(results);
    addOutputOptions(*sub, line.output);
}

/// What CLI11 cannot check by itself. @return a fault, or empty

void addRunOptions(CLI::App &app, TrainArguments &arguments)
{
    const std::string group = "Run";
    app.add_option("-o,--out", arguments.out, "Folder of the run; must be new or empty.")
            ->type_name("RUNDIR")
            ->group(group);
    app.add_option("--resume", arguments.resume, "Go on with this run instead.")
            ->type_name("RUNDIR")
            ->group(group);
    app.add_option(
               "--curves", arguments.curves, "Draw the curves of this run as it is now; no more.")
            ->type_name("RUNDIR")
            ->group(group);
    app.add_option("--init", arguments.init, "Begin with the weights of this checkpoint.")
            ->type_name("FILE")
            ->group(group);
    app.add_option("--image-init",
                   arguments.imageInit,
                   "Begin the image trunk with a torchvision ResNet-18 file.")
            ->type_name("FILE")
            ->group(group);
    app.add_option("--validation",
                   arguments.validation,
                   "Table to validate on. Default: a share of the training data is kept back.")
            ->type_name("TABLE")
            ->group(group);
    app.add_option("--test-list",
                   arguments.testList,
                   "Table or list of a test set: warn of clips that are in both.")
            ->type_name("FILE")
            ->group(group);
    constexpr int kMaxLocalWorkers = 1024;
    app.add_option("--workers-per-host",
                   arguments.workersPerHost,
                   "Train with so many processes on this machine (see PROCESSES).")
            ->check(CLI::Range(1, kMaxLocalWorkers).description(""))
            ->type_name("N")
            ->group(group);
    addValue(app,
             "--device",
             arguments.device,
             parseDevice,
             "auto (a GPU where there is one), cpu, cuda, cuda:N. Default: auto.",
             "DEVICE")
            ->group(group);
}

void addTrain(CLI::App &app, CommandLine &line)
{
    CLI::App *sub = app.add_subcommand("train", "Trains a network, or goes on with one.");
    sub->formatter(std::make_shared<ManualFormatter>(trainHelp()));
    TrainArguments &arguments = line.train;
    addDataOptions(*sub, arguments.data);
    addRunOptions(*sub, arguments);
    const std::string group = "Configuration";
    sub->add_option("--preset",
                    arguments.preset,
                    "tie-a to tie-f (rows of the paper's ablation), lvs or demo. Default: tie-f, "
                    "the full method.")
            ->type_name("NAME")
            ->group(group);
    sub->add_option("--config", arguments.config, "Fields from a JSON file, after the preset.")
            ->type_name("FILE")
            ->group(group);
    sub->add_option("--set", arguments.fields, "One field, after the file; may be repeated.")
            ->type_name("KEY=VALUE")
            ->group(group);
    const auto addNumber =
            [&](const char *name, std::optional<std::int64_t> &target, const char *description) {
                sub->add_option(name, target, description)->type_name("N")->group(group);
            };
    addNumber("--width", arguments.width, "Channels of the first stage (model.width).");
    addNumber("--epochs", arguments.epochs, "run.epochs.");
    addNumber("--batch", arguments.batch, "run.batch.");
    addNumber("--seed", arguments.seed, "run.seed.");
    addNumber("--threads", arguments.threads, "run.threads; 0 = one per core.");
    sub->add_flag("--fields", arguments.isListingFields, "List all fields of a configuration.")
            ->group(group);
    addOutputOptions(*sub, line.output);
}

/// @return a fault, or empty
std::string faultIn(const DataArguments &data)
{
    const int kinds = (data.table.empty() ? 0 : 1) + (data.folder.empty() ? 0 : 1)
                      + (data.layout.empty() ? 0 : 1);
    if (kinds != 1)
        return "give one of --table TABLE, --data DIR and --layout NAME DIR";
    const std::vector<std::string> layouts{"ssltie-vggsound", "ssltie-flickr", "lvs", "ezvsl"};
    if (!data.layout.empty() && std::ranges::find(layouts, data.layout) == layouts.end())
        return "--layout " + data.layout
               + ": not known; give ssltie-vggsound, ssltie-flickr, lvs or ezvsl";
    if (!data.list.empty() && data.layout.empty())
        return "--list goes with --layout only";
    return {};
}

} // namespace

void addTrainingCommands(CLI::App &app, CommandLine &line)
{
    addPrepare(app, line);
    addCompose(app, line);
    addTrain(app, line);
}

std::string trainingFaultIn(const CommandLine &line)
{
    if (line.command == Command::Prepare) {
        if (std::string fault = faultIn(line.prepare.data); !fault.empty())
            return fault;
        if (line.prepare.out.empty())
            return "no place for the store; give it with --out STORE";
    }
    if (line.command == Command::Compose) {
        const ComposeArguments &a = line.compose;
        if (a.source.empty() == a.recipe.empty())
            return "give either --source NAME or --recipe FILE";
        if (a.out.empty())
            return "no folder for the scenes; give --out DIR";
        if (a.isVideo && a.hasOffScreenRows)
            return "--off-screen: for pictures; videos have silent passages, leave out --videos";
        if (a.isVideo && a.hasMasks)
            return "--masks goes with --pictures only";
    }
    if (line.command == Command::Train && !line.train.isListingFields
        && line.train.curves.empty()) {
        const TrainArguments &a = line.train;
        if (a.resume.empty() == a.out.empty())
            return "give either --out RUNDIR for a new run or --resume RUNDIR";
        if (a.resume.empty())
            return faultIn(a.data);
        if (!a.data.table.empty() || !a.data.folder.empty() || !a.data.layout.empty()
            || !a.init.empty() || !a.imageInit.empty() || !a.preset.empty() || !a.validation.empty()
            || a.width || a.batch || a.seed)
            return "--resume takes data, weights and preset from the run; only --set, --config, "
                   "--epochs, --threads, --workers-per-host and --device may be given";
    }
    return {};
}

} // namespace soundlocus::cli
