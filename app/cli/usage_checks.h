// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace soundlocus::cli {

/// What CLI11 cannot check by itself. @return a fault, or empty
[[nodiscard]] std::string faultIn(const CommandLine &line);

/// Options and names that were given as "". @return a fault, or empty
[[nodiscard]] std::string emptyNameIn(const CLI::App &app);

/// Options that would be passed over without a word. @param app the command
/// @return a fault, or empty
[[nodiscard]] std::string idleOptionIn(const CLI::App &app, const CommandLine &line);

/// Options of localize that were given and mean something for videos only.
[[nodiscard]] std::vector<std::string> videoOptionsIn(const CLI::App &app);

} // namespace soundlocus::cli
