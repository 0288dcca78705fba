// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"

#include <string>
#include <variant>
#include <vector>

namespace soundlocus::cli {

/// The program is to print a text and end: --help, --version, or a fault in the command line.
struct TextAnswer
{
    std::string text;
    int exitCode = kExitDone; ///< kExitDone: text is for standard output, else for standard error
};

/// Parses the arguments behind the program's name. Links no library beside CLI11, so that it is
/// quick. Faults give a one-line message, a hint at --help and kExitUsage.
[[nodiscard]] std::variant<CommandLine, TextAnswer> parseCommandLine(
        const std::vector<std::string> &arguments);

} // namespace soundlocus::cli
