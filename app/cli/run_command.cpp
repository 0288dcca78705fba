// SPDX-License-Identifier: MIT
// The door of libsoundlocus-commands.so.
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "engine/training/process_place.h"

#include <exception>
#include <iostream>
#include <new>
#include <string_view>

namespace soundlocus::cli {

namespace {

int dispatch(const CommandContext &context)
{
    switch (context.line.command) {
    case Command::Localize:
        return runLocalize(context);
    case Command::Inspect:
        return runInspect(context);
    case Command::Doctor:
        return runDoctor(context);
    case Command::Evaluate:
        return runEvaluate(context);
    case Command::Prepare:
        return runPrepare(context);
    case Command::Compose:
        return runCompose(context);
    case Command::Train:
        return runTrain(context);
    case Command::Convert:
        return runConvert(context);
    case Command::Annotations:
        return runAnnotations(context);
    }
    return kExitUsage;
}

/// Of several processes that train together only the first one speaks and writes.
OutputArguments outputOf(const CommandLine &line)
{
    OutputArguments output = line.output;
    if (line.command == Command::Train && isFollower()) {
        output.events.clear();
        output.isQuiet = true;
        output.isSilent = true;
    }
    return output;
}

int run(const CommandLine &line)
{
    // A step on a small machine takes longer than any patience, and the checkpoint comes after it.
    InterruptGuard interrupt(line.command == Command::Train ? std::nullopt
                                                            : std::optional(kStopPatience));
    const OutputArguments output = outputOf(line);
    Console console(output);
    if (auto opened = console.open(); !opened) {
        console.fault(opened.error());
        return kExitUsage;
    }
    setLogSink([&console](LogLevel level, std::string_view text) { console.log(level, text); });
    interrupt.setFarewell([&console] { console.sayInterrupted(); });
    int code = dispatch({line, console, interrupt.token()});
    interrupt.setFarewell({});
    setLogSink({});
    console.end();
    if (interrupt.isInterrupted() && code != kExitDone) {
        if (!output.isSilent)
            console.fault("interrupted");
        code = kExitInterrupted;
    }
    if (code == kExitDone && console.hasLostOutput())
        code = kExitSomeFailed;
    return code;
}

} // namespace

} // namespace soundlocus::cli

extern "C" __attribute__((visibility("default"))) int soundlocus_run_command(
        const char *version,
        const soundlocus::cli::CommandLine *commandLine)
{
    using namespace soundlocus::cli;
    if (std::string_view(version) != SOUNDLOCUS_VERSION) {
        std::cerr << "soundlocus-cli: the program is of version " << version
                  << ", its library of version " SOUNDLOCUS_VERSION "; install both again\n";
        return kExitSomeFailed;
    }
    try {
        return run(*commandLine);
    } catch (const std::bad_alloc &) {
        std::cerr << "soundlocus-cli: the machine's memory is used up; close other programs\n";
    } catch (const std::exception &exception) {
        std::cerr << "soundlocus-cli: internal error, please report it: " << exception.what()
                  << '\n';
    }
    return kExitSomeFailed;
}
