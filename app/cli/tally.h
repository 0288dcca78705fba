// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace soundlocus::cli {

/// Counts, and tells, what happened to the inputs of a command, or to the rows of a list.
class Tally
{
public:
    explicit Tally(Console &console)
        : m_console(console)
    {}

    void done() { ++m_done; }
    /// @param input as the events name it
    void failed(const std::string &input, const Error &error);
    /// @param identity what the event begins with: {"input": ..., "sound": ...}
    void failed(const nlohmann::ordered_json &identity, const Error &error);
    /// The same for a row of a list: "table.tsv:12: 'dog': MESSAGE". @param id may be empty
    void rowFailed(const std::filesystem::path &list,
                   int line,
                   const std::string &id,
                   const Error &error);

    /// Writes the event `summary`. @param what "inputs", "rows" @return the exit code
    [[nodiscard]] int finish(bool isInterrupted, std::string_view what);

private:
    Console &m_console;
    std::int64_t m_done = 0;
    std::int64_t m_failed = 0;
};

} // namespace soundlocus::cli
