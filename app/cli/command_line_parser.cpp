// SPDX-License-Identifier: MIT
#include "app/cli/command_line_parser.h"

#include "app/cli/file_options.h"
#include "app/cli/help_formatter.h"
#include "app/cli/help_texts.h"
#include "app/cli/option_helpers.h"
#include "app/cli/training_options.h"
#include "app/cli/usage_checks.h"
#include "app/cli/value_parsers.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <memory>

namespace soundlocus::cli {

namespace {

constexpr int kMaxBatch = 256;
constexpr int kMaxEvery = 1'000'000;

void addNetworkOptions(CLI::App &app, NetworkArguments &network)
{
    const std::string group = "Network";
    app.add_option("-c,--checkpoint",
                   network.checkpoint,
                   "Weights: a published .pth or .pth.tar file, .safetensors, or the folder of a "
                   "training run (its best checkpoint).")
            ->type_name("FILE")
            ->group(group);
    addFamily(app, network.family)->group(group);
    addChoice(app,
              "--fit",
              network.fit,
              {"full", "official", "squash"},
              "How the picture meets the network: full, the whole picture with its own sides "
              "(default for looking at video); official, as the family's own test code does "
              "(default for tables and scores; SSL-TIE and LVS see the centre square); squash, the "
              "whole picture as a square.")
            ->group(group);
    addValue(app,
             "--window",
             network.window,
             parseWindow,
             "Sound around a frame, at most what the network hears. Default: 3 s for videos, less "
             "where the network hears less; the whole sound for pictures, tables and scores (of a "
             "longer video what the network "
             "takes, around time_s).",
             "TIME")
            ->group(group);
    addValue(app,
             "--device",
             network.device,
             parseDevice,
             "auto (a GPU where there is one), cpu, cuda, cuda:N. Default: auto.",
             "DEVICE")
            ->group(group);
    app.add_option(
               "--threads", network.threads, "Threads of the network; 0 (default) = one per core.")
            ->check(CLI::Range(0, kMaxThreads).description(""))
            ->type_name("N")
            ->group(group);
    app.add_option("--batch",
                   network.batch,
                   "Pictures in one pass. Default: " + std::to_string(kDefaultBatch) + ".")
            ->check(CLI::Range(1, kMaxBatch).description(""))
            ->type_name("N")
            ->group(group);
    app.add_flag("--momentum", network.useMomentum, "SLAVC: use the momentum copy of the weights.")
            ->group(group);
}

void addLookOptions(CLI::App &app, LocalizeArguments &arguments)
{
    const std::string group = "Look";
    addChoice(app,
              "--colormap",
              arguments.colormap,
              {"viridis", "magma", "turbo", "jet"},
              "Colours of the map; jet for comparison with papers. Default: viridis.")
            ->group(group);
    addValue(app,
             "--opacity",
             arguments.opacity,
             parseShare,
             "Weight of the map, 0 to 1. Default: 0.5.",
             "X")
            ->group(group);
    addValue(app,
             "--contour",
             arguments.contour,
             parseContour,
             "Draw the line around the best PERCENT of the picture (top:50) or around values above "
             "VALUE on the network's own scale (abs:0.4).",
             "top:PERCENT|abs:VALUE")
            ->group(group);
    addValue(app,
             "--scale",
             arguments.scale,
             parseScale,
             "Values that get the first and the last colour: frame, lowest and highest of each "
             "picture (default); fixed:LOW,HIGH, the same for all.",
             "frame|fixed:LOW,HIGH")
            ->group(group);
}

void addResultOptions(CLI::App &app, LocalizeArguments &arguments)
{
    const std::string group = "Results";
    app.add_option("-o,--out", arguments.out, "Folder for the results. Default: soundlocus-out.")
            ->type_name("DIR")
            ->group(group);
    app.add_flag("--overwrite", arguments.isOverwriting, "Replace results that are there already.")
            ->group(group);
    addChoice(app,
              "--heatmaps",
              arguments.heatmaps,
              {"npz", "npy", "png"},
              "Also write the raw maps, before up-sampling: npz (maps, pts_s, region), npy with "
              "the times in a .json beside it, or one 16-bit picture per frame.")
            ->group(group);
    app.add_flag("!--no-video", arguments.hasVideo, "No overlay video.")->group(group);
    app.add_flag("!--no-sheet", arguments.hasSheet, "No contact sheet.")->group(group);
    app.add_option(
               "--codec",
               arguments.codec,
               "Video encoder by FFmpeg's name: libx264 (default), libx265, libvpx-vp9 (.webm), "
               "ffv1 (.mkv), ...")
            ->type_name("NAME")
            ->group(group);
    app.add_option("--preset",
                   arguments.preset,
                   "Encoder preset, of encoders that have some (libx264, libx265, libsvtav1). "
                   "Default: veryfast.")
            ->type_name("NAME")
            ->group(group);
    constexpr int kWorstCrf = 63;
    app.add_option(
               "--crf",
               arguments.crf,
               "Encoder quality, lower is better: to 51 for H.264 and H.265, 63 for others; not "
               "of lossless encoders. Default: 23.")
            ->check(CLI::Range(0, kWorstCrf).description(""))
            ->type_name("N")
            ->group(group);
}

void addLocalize(CLI::App &app, CommandLine &line)
{
    CLI::App *sub = app.add_subcommand("localize", "Shows where a sound comes from.");
    sub->formatter(std::make_shared<ManualFormatter>(localizeHelp()));
    LocalizeArguments &arguments = line.localize;
    sub->add_option("INPUT",
                    arguments.inputs,
                    "Videos, pictures with sounds, folders, patterns (see above).")
            ->group("Inputs");
    sub->add_option("--table", arguments.table, "Localise the rows of a table instead.")
            ->type_name("TABLE")
            ->group("Inputs");
    addValue(*sub, "--start", arguments.start, parseTime, "Begin there.", "TIME")->group("Inputs");
    addValue(*sub, "--end", arguments.end, parseTime, "Stop before that time.", "TIME")
            ->group("Inputs");
    sub->add_option("--every",
                    arguments.every,
                    "Localise every N-th frame only; the frames between show the last map.")
            ->check(CLI::Range(1, kMaxEvery).description(""))
            ->type_name("N")
            ->group("Inputs");
    addValue(*sub,
             "--hop",
             arguments.hop,
             parseLength,
             "Distance of the sound windows; a frame uses the nearest. Default: 1 s.",
             "TIME")
            ->group("Inputs");
    addResultOptions(*sub, arguments);
    addLookOptions(*sub, arguments);
    addNetworkOptions(*sub, line.network);
    addOutputOptions(*sub, line.output);
}

void addInspect(CLI::App &app, CommandLine &line)
{
    CLI::App *sub = app.add_subcommand("inspect", "Tells what a media file or a checkpoint holds.");
    sub->formatter(std::make_shared<ManualFormatter>(inspectHelp()));
    sub->add_option("FILE", line.inspect.files, "Media files and checkpoints.")->group("Inputs");
    addFamily(*sub, line.inspect.family)->group("Inputs");
    sub->add_flag("--json",
                  line.inspect.isJson,
                  "Print JSON: one object, or a list for several files.")
            ->group("Messages");
    sub->add_flag("-v,--verbose", line.output.isVerbose, "Also name every tensor.")
            ->group("Messages");
}

void addDoctor(CLI::App &app, CommandLine &line)
{
    CLI::App *sub = app.add_subcommand("doctor", "Checks this installation and this machine.");
    sub->formatter(std::make_shared<ManualFormatter>(doctorHelp()));
    sub->add_option("-o,--out", line.doctor.out, "Folder whose free space is told. Default: here.")
            ->type_name("DIR")
            ->group("Options");
    sub->add_flag("--json", line.doctor.isJson, "Print JSON.")->group("Options");
}

void addEvaluate(CLI::App &app, CommandLine &line)
{
    CLI::App *sub = app.add_subcommand("evaluate", "Scores a network, or finished maps.");
    sub->formatter(std::make_shared<ManualFormatter>(evaluateHelp()));
    EvaluateArguments &arguments = line.evaluate;
    const std::string group = "Test set";
    sub->add_option("--table", arguments.table, "A table of samples.")
            ->type_name("TABLE")
            ->group(group);
    addChoice(*sub,
              "--benchmark",
              arguments.benchmark,
              {"vggss", "flickr"},
              "A published test set in the folders of the official code.")
            ->group(group);
    sub->add_option("--root", arguments.root, "Folder of the published test set.")
            ->type_name("DIR")
            ->group(group);
    sub->add_option("--list", arguments.list, "Its list of ids. Default: all that are annotated.")
            ->type_name("FILE")
            ->group(group);
    sub->add_option(
               "--annotations", arguments.annotations, "vggss.json, where it is not in the folder.")
            ->type_name("FILE")
            ->group(group);
    sub->add_option("--maps", arguments.maps, "Score the finished maps in DIR/ID.npy.")
            ->type_name("DIR")
            ->group("Maps");
    sub->add_option("--off-screen",
                    arguments.offScreen,
                    "Table of sounds that come from nothing in their picture.")
            ->type_name("TABLE")
            ->group(group);
    sub->add_option("--rule",
                    arguments.rule,
                    "How maps are scored: ssltie, lvs, sslalign, sslalign-align-corners, ezvsl, "
                    "fnac, fnac-bicubic, slavc, slavc-absolute. Default: that of the family, which "
                    "finished maps name in ID.json; else ssltie.")
            ->type_name("RULE")
            ->group("Maps");
    sub->add_option("-o,--out", arguments.out, "Write report.json and samples.tsv there.")
            ->type_name("DIR")
            ->group("Results");
    sub->add_flag("--json", arguments.isJson, "Print report.json instead of the table.")
            ->group("Results");
    addNetworkOptions(*sub, line.network);
    addOutputOptions(*sub, line.output);
}

Command commandOf(const std::string &name)
{
    static const std::map<std::string, Command> commands{{"localize", Command::Localize},
                                                         {"inspect", Command::Inspect},
                                                         {"doctor", Command::Doctor},
                                                         {"evaluate", Command::Evaluate},
                                                         {"prepare", Command::Prepare},
                                                         {"compose", Command::Compose},
                                                         {"train", Command::Train},
                                                         {"convert", Command::Convert},
                                                         {"annotations", Command::Annotations}};
    return commands.at(name);
}

const std::string kCommands =
        "localize, inspect, doctor, evaluate, prepare, compose, train, convert "
        "or annotations";

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (const std::string &word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

TextAnswer usageFault(const std::string &message, const std::string &command)
{
    std::string oneLine = message;
    std::ranges::replace(oneLine, '\n', ' ');
    return {"soundlocus-cli: " + oneLine + " (see soundlocus-cli "
                    + (command.empty() ? "" : command + " ") + "--help)\n",
            kExitUsage};
}

} // namespace

std::variant<CommandLine, TextAnswer> parseCommandLine(const std::vector<std::string> &arguments)
{
    CommandLine line;
    CLI::App app{"", "soundlocus-cli"};
    app.formatter(std::make_shared<ManualFormatter>(programHelp()));
    app.set_version_flag("--version", "soundlocus-cli " SOUNDLOCUS_VERSION, "Print the version.");
    app.set_help_flag("-h,--help", "Print this text.");
    app.require_subcommand(0, 1);
    app.fallthrough(false);
    addLocalize(app, line);
    addInspect(app, line);
    addDoctor(app, line);
    addEvaluate(app, line);
    addTrainingCommands(app, line);
    addConvert(app, line);
    addAnnotations(app, line);

    // What stands behind "--" is a name, whatever it begins with; CLI11 takes it for a subcommand
    // of the program once there is a first input.
    const auto marker = std::ranges::find(arguments, "--");
    const std::vector<std::string> names(marker == arguments.end() ? marker : std::next(marker),
                                         arguments.end());
    const auto chosen = [&app] {
        const auto subs = app.get_subcommands();
        return subs.empty() ? nullptr : subs.front();
    };
    try {
        // CLI11 takes them last first.
        app.parse(std::vector<std::string>(std::make_reverse_iterator(marker), arguments.rend()));
    } catch (const CLI::CallForHelp &) {
        return TextAnswer{chosen() ? chosen()->help() : app.help()};
    } catch (const CLI::CallForVersion &) {
        return TextAnswer{"soundlocus-cli " SOUNDLOCUS_VERSION "\n"};
    } catch (const CLI::ExtrasError &) {
        const std::vector<std::string> extras = app.remaining(true);
        const bool isCommand = chosen() == nullptr && !extras.front().starts_with('-');
        if (isCommand)
            return usageFault("no command '" + extras.front() + "'; give " + kCommands, "");
        return usageFault("not expected: " + joined(extras), chosen() ? chosen()->get_name() : "");
    } catch (const CLI::ParseError &error) {
        return usageFault(error.what(), chosen() ? chosen()->get_name() : "");
    }
    if (chosen() == nullptr)
        return usageFault("no command; give " + kCommands, "");
    const std::string name = chosen()->get_name();
    line.command = commandOf(name);
    if (!names.empty() && line.command != Command::Localize && line.command != Command::Inspect)
        return usageFault("'" + names.front() + "' is not expected", name);
    line.localize.inputs.insert(line.localize.inputs.end(), names.begin(), names.end());
    line.inspect.files.insert(line.inspect.files.end(), names.begin(), names.end());
    if (const std::string fault = emptyNameIn(*chosen()); !fault.empty())
        return usageFault(fault, name);
    if (const std::string fault = faultIn(line); !fault.empty())
        return usageFault(fault, name);
    if (const std::string fault = idleOptionIn(*chosen(), line); !fault.empty())
        return usageFault(fault, name);
    line.localize.videoOptions = videoOptionsIn(*chosen());
    return line;
}

} // namespace soundlocus::cli
