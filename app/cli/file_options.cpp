// SPDX-License-Identifier: MIT
#include "app/cli/file_options.h"

#include "app/cli/help_formatter.h"
#include "app/cli/help_texts.h"
#include "app/cli/option_helpers.h"
#include "app/cli/value_parsers.h"

#include <memory>
#include <string>
#include <vector>

namespace soundlocus::cli {

void addConvert(CLI::App &app, CommandLine &line)
{
    CLI::App *sub = app.add_subcommand("convert", "Writes a checkpoint as a small file.");
    sub->formatter(std::make_shared<ManualFormatter>(convertHelp()));
    ConvertArguments &arguments = line.convert;
    const std::string group = "Options";
    sub->add_option("CHECKPOINT", arguments.input, "What to convert.")->group("Inputs");
    sub->add_option("OUT", arguments.output, "The new file, OUT.safetensors.")->group("Inputs");
    sub->add_flag("--half",
                  arguments.isHalf,
                  "Store the weights of convolutions as float16: half the size.")
            ->group(group);
    sub->add_flag("--overwrite", arguments.isOverwriting, "Replace OUT where it is there already.")
            ->group(group);
    addFamily(*sub, arguments.family)->group(group);
    addOutputOptions(*sub, line.output);
}

void addAnnotations(CLI::App &app, CommandLine &line)
{
    CLI::App *sub = app.add_subcommand("annotations",
                                       "Converts, checks and merges boxes of annotators.");
    sub->formatter(std::make_shared<ManualFormatter>(annotationsHelp()));
    AnnotationsArguments &arguments = line.annotations;
    const std::vector<std::string> formats{"soundlocus",
                                           "table",
                                           "vggss",
                                           "ssltie-xml",
                                           "flickr-xml",
                                           "coco",
                                           "cocovid",
                                           "cvat-video",
                                           "voc",
                                           "ssl-boxes",
                                           "yolo",
                                           "labelme",
                                           "via3",
                                           "cvat-images"};
    const std::string group = "Options";
    addChoice(*sub,
              "ACTION",
              arguments.action,
              {"convert", "info", "check", "merge"},
              "What to do: convert, info, check or merge.")
            ->group("Inputs");
    sub->add_option("FILE", arguments.files, "Files or folders; IN and OUT for convert.")
            ->group("Inputs");
    addChoice(*sub, "--from", arguments.from, formats, "Format of the files. Default: found out.")
            ->type_name("FORMAT")
            ->group(group);
    addChoice(*sub, "--to", arguments.to, formats, "Format of OUT.")
            ->type_name("FORMAT")
            ->group(group);
    sub->add_option("-o,--output", arguments.output, "merge: the file that is written.")
            ->type_name("OUT")
            ->group(group);
    sub->add_option("--media",
                    arguments.media,
                    "Folder of the media, which tell sizes, rates and durations that the file does "
                    "not.")
            ->type_name("DIR")
            ->group(group);
    addValue(*sub,
             "--size",
             arguments.size,
             parseSize,
             "Size of the pictures, where neither tells it.",
             "WxH")
            ->group(group);
    constexpr double kMaxRate = 1000;
    sub->add_option("--fps",
                    arguments.framesPerSecond,
                    "Frames per second, where neither tells it. Default: 25.")
            ->check(CLI::Range(0.001, kMaxRate).description(""))
            ->type_name("X")
            ->group(group);
    sub->add_flag(
               "--dense", arguments.isDense, "Write every frame of a track, not key frames only.")
            ->group(group);
    sub->add_flag("--devkit",
                  arguments.isDevkit,
                  "Pascal VOC corners count from 1 and include the last, as the devkit says.")
            ->group(group);
    sub->add_flag("--overwrite", arguments.isOverwriting, "Replace OUT where it is there already.")
            ->group(group);
    sub->add_flag("--json", arguments.isJson, "info, check and merge: print JSON.")
            ->group("Messages");
    addOutputOptions(*sub, line.output);
}

} // namespace soundlocus::cli
