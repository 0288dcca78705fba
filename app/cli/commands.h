// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/console.h"

#include <stop_token>

namespace soundlocus::cli {

/// What a command gets to work with.
struct CommandContext
{
    const CommandLine &line;
    Console &console;
    std::stop_token stop;
};

/// Each does one command and gives the exit code.
[[nodiscard]] int runLocalize(const CommandContext &context);
[[nodiscard]] int runInspect(const CommandContext &context);
[[nodiscard]] int runDoctor(const CommandContext &context);
[[nodiscard]] int runEvaluate(const CommandContext &context);
[[nodiscard]] int runPrepare(const CommandContext &context);
[[nodiscard]] int runCompose(const CommandContext &context);
[[nodiscard]] int runConvert(const CommandContext &context);
[[nodiscard]] int runAnnotations(const CommandContext &context);
[[nodiscard]] int runTrain(const CommandContext &context);

} // namespace soundlocus::cli
