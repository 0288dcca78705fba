// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"
#include "engine/core/log.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>

namespace soundlocus::cli {

/// Plain lines about progress come at most so often; a bar on a terminal ten times a second.
inline constexpr std::chrono::seconds kPlainPeriod(5);
/// A job says nothing about its progress before this time.
inline constexpr std::chrono::milliseconds kQuietBegin(700);

/// What the commands have to say: results on standard output, progress and faults on standard
/// error, events as JSON lines where asked for. Threads: thread-safe.
class Console
{
public:
    explicit Console(const OutputArguments &arguments);
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;
    ~Console();

    /// Opens the file for events; an older one is replaced.
    /// Errors: PermissionDenied, NotFound, WriteFailed (also where it holds something else).
    [[nodiscard]] Result<void> open();

    /// A line of result, on standard output unless events have it.
    /// What cannot be written is told once, and hasLostOutput() afterwards.
    void answer(std::string_view text);
    /// "soundlocus-cli: TEXT" on standard error, whatever --quiet says; control characters in it
    /// are written out (\\n, \\x1b).
    void fault(std::string_view text);
    /// The message of an error; what the library underneath said only with --verbose, or where the
    /// program itself is at fault. @param where put before the message
    void fault(std::string_view where, const Error &error);
    void fault(const Error &error) { fault({}, error); }
    /// The same as a warning; not with --quiet.
    void warn(std::string_view text);
    /// A warning that results may be wrong; whatever --quiet says.
    void caution(std::string_view text);
    /// What the engine logs: warnings always, the rest with --verbose.
    void log(LogLevel level, std::string_view text);

    /// A new piece of work; times and rates count from here.
    /// @param label "[2/7] dog.mp4", for people @param input as the events name it
    /// @param doneBefore what an earlier program did of it; not in the rate
    void begin(const std::string &label,
               std::string unit,
               std::string input,
               std::int64_t doneBefore = 0);
    void progress(const Progress &progress);
    /// Removes the bar.
    void end();

    /// Writes {"event": name, "time_s": ..., fields...}.
    /// What cannot be written is told once, and hasLostOutput() afterwards.
    void event(std::string_view name, const nlohmann::ordered_json &fields);

    /// The event `summary` of a program that must end now, unless there was one. Does not wait long
    /// for another thread that is just writing.
    void sayInterrupted();

    /// Results or events could not be written, as to a full disk or to a reader that went away.
    [[nodiscard]] bool hasLostOutput() const;

private:
    using Clock = std::chrono::steady_clock;
    void eventLocked(std::string_view name, const nlohmann::ordered_json &fields);
    void writeLocked(std::ostream &stream, std::string_view text);
    void clearBar();
    void drawBar(const Progress &progress, double rate);

    OutputArguments m_arguments;
    bool m_isTerminal = false;
    bool m_hasEventsOnOutput = false;
    mutable std::timed_mutex m_mutex; // guards everything below, and the streams
    std::ofstream m_events;
    Clock::time_point m_start;
    Clock::time_point m_begin;
    std::int64_t m_doneBefore = 0;
    Clock::time_point m_lastShown;
    Clock::time_point m_lastEvent;
    std::string m_label;
    std::string m_unit;
    std::string m_input;
    bool m_isBarShown = false;
    bool m_hasLostOutput = false;
    std::int64_t m_finished = 0; // events of this name
    std::int64_t m_failed = 0;
    bool m_hasSummary = false;
};

/// Names of files may hold line breaks and what moves the cursor: control characters written out,
/// so that a message stays one line of text.
[[nodiscard]] std::string oneLine(std::string_view text);

/// "table.tsv:12: 'dog'", as far as line and id are known.
[[nodiscard]] std::string rowName(const std::filesystem::path &list,
                                  int line,
                                  const std::string &id);

/// "3 s", "2:05", "1:00:07".
[[nodiscard]] std::string formatSeconds(double seconds);

} // namespace soundlocus::cli
