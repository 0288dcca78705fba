// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"
#include "engine/core/result.h"

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace soundlocus::cli {

inline constexpr int kMaxThreads = 1024;

/// An option whose value goes through one of the value parsers.
template <typename Target, typename Parser>
CLI::Option *addValue(CLI::App &app,
                      const std::string &name,
                      Target &target,
                      Parser parser,
                      const std::string &description,
                      const std::string &type)
{
    const CLI::callback_t callback = [&target, parser, name](const CLI::results_t &texts) {
        auto parsed = parser(texts.back());
        if (!parsed)
            throw CLI::ValidationError(name, parsed.error().message);
        target = *parsed;
        return true;
    };
    return app.add_option(name, callback, description)->type_name(type)->expected(1);
}

/// A positive time. Errors: InvalidArgument.
[[nodiscard]] Result<MediaTime> parseLength(std::string_view text);

/// A time that the networks can analyse. Errors: InvalidArgument.
[[nodiscard]] Result<MediaTime> parseWindow(std::string_view text);

/// An option that takes one of a few words.
CLI::Option *addChoice(CLI::App &app,
                       const std::string &names,
                       std::string &target,
                       const std::vector<std::string> &choices,
                       const std::string &description);

/// --family.
CLI::Option *addFamily(CLI::App &app, std::string &family);

/// --events, --quiet and --verbose.
void addOutputOptions(CLI::App &app, OutputArguments &output);

} // namespace soundlocus::cli
