// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"

#include <string>

namespace CLI {
class App;
}

namespace soundlocus::cli {

/// The commands that make data and networks: prepare, compose, train.
void addTrainingCommands(CLI::App &app, CommandLine &line);

/// What is wrong with the words of one of these commands; empty if nothing, or another command.
[[nodiscard]] std::string trainingFaultIn(const CommandLine &line);

} // namespace soundlocus::cli
