// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"

#include <CLI/CLI.hpp>

namespace soundlocus::cli {

/// The commands that turn files into others: convert and annotations.
void addConvert(CLI::App &app, CommandLine &line);
void addAnnotations(CLI::App &app, CommandLine &line);

} // namespace soundlocus::cli
