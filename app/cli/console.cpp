// SPDX-License-Identifier: MIT
#include "app/cli/console.h"

#include "engine/core/file_io.h"

#include <fmt/format.h>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <utility>

namespace soundlocus::cli {

namespace {

/// Of the event lines: readers leave out events and fields they do not know; none ever changes.
constexpr int kEventVersion = 1;
constexpr std::chrono::milliseconds kBarPeriod(100);
constexpr std::chrono::milliseconds kEventPeriod(500);

int terminalColumns()
{
    constexpr int kUsual = 80;
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

/// Cut to a number of characters; UTF-8 is not cut within one.
std::string shorten(std::string text, std::size_t limit)
{
    if (text.size() <= limit)
        return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U)
        --limit;
    text.resize(limit);
    return text;
}

/// What every line of events begins with, whatever its version.
constexpr std::string_view kEventsBegin = "{\"v\":";

/// A file of events, or an empty one, is replaced; anything else may be the input or the
/// checkpoint.
Result<void> checkOlderEvents(const std::string &path)
{
    std::error_code code;
    if (!std::filesystem::is_regular_file(path, code)
        || std::filesystem::file_size(path, code) == 0)
        return {};
    std::string begin(kEventsBegin.size(), ' ');
    std::ifstream(path, std::ios::binary).read(begin.data(), std::ssize(begin));
    if (begin == kEventsBegin)
        return {};
    return fail(ErrorCode::WriteFailed,
                "--events " + path
                        + ": is there already and holds something else; name another file, or "
                          "remove it");
}

/// "12", or "12.4" within an item that takes long.
std::string doneText(const Progress &progress)
{
    return progress.part > 0
                   ? fmt::format("{:.1f}", static_cast<double>(progress.done) + progress.part)
                   : fmt::format("{}", progress.done);
}

} // namespace

std::string oneLine(std::string_view text)
{
    constexpr unsigned char kDelete = 0x7F;
    std::string line;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '\n')
            line += "\\n";
        else if (code < ' ' || code == kDelete)
            line += fmt::format("\\x{:02x}", code);
        else
            line += c;
    }
    return line;
}

std::string rowName(const std::filesystem::path &list, int line, const std::string &id)
{
    return list.string() + (line > 0 ? fmt::format(":{}", line) : "")
           + (id.empty() ? "" : fmt::format(": '{}'", id));
}

std::string formatSeconds(double seconds)
{
    constexpr long kMinute = 60;
    constexpr long kHour = 3600;
    const long whole = std::lround(std::max(seconds, 0.0));
    if (whole < kMinute)
        return fmt::format("{} s", whole);
    if (whole < kHour)
        return fmt::format("{}:{:02}", whole / kMinute, whole % kMinute);
    return fmt::format("{}:{:02}:{:02}", whole / kHour, whole / kMinute % kMinute, whole % kMinute);
}

Console::Console(const OutputArguments &arguments)
    : m_arguments(arguments)
    , m_isTerminal(isatty(STDERR_FILENO) == 1)
    , m_hasEventsOnOutput(arguments.events == "-")
    , m_start(Clock::now())
    , m_begin(m_start)
    , m_lastShown(m_start)
{}

Console::~Console()
{
    end();
}

Result<void> Console::open()
{
    const std::scoped_lock lock(m_mutex);
    if (m_arguments.events.empty() || m_hasEventsOnOutput)
        return {};
    if (auto checked = checkOlderEvents(m_arguments.events); !checked)
        return checked;
    errno = 0;
    m_events.open(m_arguments.events);
    if (!m_events)
        return Unexpected(systemError("write", m_arguments.events, errno != 0 ? errno : EIO));
    return {};
}

void Console::answer(std::string_view text)
{
    if (m_arguments.isSilent)
        return;
    const std::scoped_lock lock(m_mutex);
    clearBar();
    writeLocked(m_hasEventsOnOutput ? std::cerr : std::cout, text);
}

void Console::writeLocked(std::ostream &stream, std::string_view text)
{
    errno = 0;
    stream << text << std::endl;
    const int reason = errno;
    if (stream || &stream == &std::cerr || std::exchange(m_hasLostOutput, true))
        return;
    const std::string name = &stream == &std::cout ? "standard output" : m_arguments.events;
    clearBar();
    std::cerr << fmt::format("soundlocus-cli: {} cannot be written: {}; {}\n",
                             name,
                             std::strerror(reason != 0 ? reason : EIO),
                             reason == EPIPE ? "let its reader run to the end"
                                             : "free some space or choose another place")
              << std::flush;
}

bool Console::hasLostOutput() const
{
    const std::scoped_lock lock(m_mutex);
    return m_hasLostOutput;
}

void Console::fault(std::string_view text)
{
    const std::scoped_lock lock(m_mutex);
    clearBar();
    std::cerr << "soundlocus-cli: " << oneLine(text) << std::endl;
}

void Console::fault(std::string_view where, const Error &error)
{
    const bool isWhole = m_arguments.isVerbose || error.code == ErrorCode::Internal;
    fault(std::string(where) + (isWhole ? toString(error) : error.message));
}

void Console::warn(std::string_view text)
{
    if (!m_arguments.isQuiet)
        caution(text);
}

void Console::caution(std::string_view text)
{
    fault(fmt::format("warning: {}", text));
}

void Console::log(LogLevel level, std::string_view text)
{
    if (m_arguments.isVerbose || level == LogLevel::Error)
        fault(text);
    else if (level == LogLevel::Warning)
        warn(text);
}

void Console::begin(const std::string &label,
                    std::string unit,
                    std::string input,
                    std::int64_t doneBefore)
{
    const std::scoped_lock lock(m_mutex);
    m_label = oneLine(label);
    m_unit = std::move(unit);
    m_input = std::move(input);
    m_doneBefore = doneBefore;
    m_begin = Clock::now();
    m_lastShown = m_begin + kQuietBegin - (m_isTerminal ? kBarPeriod : kQuietBegin);
    m_lastEvent = m_begin;
}

void Console::progress(const Progress &progress)
{
    const std::scoped_lock lock(m_mutex);
    const Clock::time_point now = Clock::now();
    const double elapsed = std::chrono::duration<double>(now - m_begin).count();
    const double done = static_cast<double>(progress.done - m_doneBefore) + progress.part;
    const double rate = elapsed > 0 ? done / elapsed : 0.0;
    if (now - m_lastEvent >= kEventPeriod) {
        m_lastEvent = now;
        nlohmann::ordered_json fields{{"input", m_input},
                                      {"done", progress.done},
                                      {"total", progress.total},
                                      {"per_second", rate}};
        if (progress.part > 0)
            fields["part"] = progress.part;
        eventLocked("progress", fields);
    }
    if (m_arguments.isQuiet)
        return;
    if (m_isTerminal && now - m_lastShown >= kBarPeriod) {
        m_lastShown = now;
        drawBar(progress, rate);
    } else if (!m_isTerminal && now - m_lastShown >= kPlainPeriod) {
        m_lastShown = now;
        const std::string total = progress.total > 0 ? fmt::format(" of {}", progress.total) : "";
        std::cerr << fmt::format(
                "{}: {}{} {}, {:.1f} a second\n", m_label, doneText(progress), total, m_unit, rate)
                  << std::flush;
    }
}

void Console::end()
{
    const std::scoped_lock lock(m_mutex);
    clearBar();
}

void Console::clearBar()
{
    if (std::exchange(m_isBarShown, false))
        std::cerr << "\r\033[K" << std::flush;
}

void Console::drawBar(const Progress &progress, double rate)
{
    constexpr int kBarColumns = 24;
    std::string bar;
    std::string left;
    if (progress.total > 0) {
        // The total may be an estimate.
        const double done = static_cast<double>(progress.done) + progress.part;
        const double share = std::min(done / static_cast<double>(progress.total), 1.0);
        const int filled = static_cast<int>(std::lround(share * kBarColumns));
        bar = fmt::format(" [{}{}] {:3.0f} %",
                          std::string(static_cast<std::size_t>(filled), '#'),
                          std::string(static_cast<std::size_t>(kBarColumns - filled), '.'),
                          100 * share);
        if (rate > 0)
            left = ", "
                   + formatSeconds(std::max(static_cast<double>(progress.total) - done, 0.0) / rate)
                   + " left";
    }
    const std::string tail = fmt::format(
            "{} {} {}, {:.1f}/s{}", bar, doneText(progress), m_unit, rate, left);
    const auto columns = static_cast<std::size_t>(std::max(terminalColumns() - 1, 1));
    const std::size_t room = columns > tail.size() ? columns - tail.size() : 0;
    std::cerr << "\r\033[K" << shorten(shorten(m_label, room) + tail, columns) << std::flush;
    m_isBarShown = true;
}

void Console::event(std::string_view name, const nlohmann::ordered_json &fields)
{
    const std::scoped_lock lock(m_mutex);
    eventLocked(name, fields);
}

void Console::sayInterrupted()
{
    constexpr std::chrono::milliseconds kLongest(100);
    const std::unique_lock lock(m_mutex, kLongest);
    // A pipe that takes nothing, as its reader stands still, must not hold up the end.
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    const bool isBlocked = m_hasEventsOnOutput && ::poll(&output, 1, 0) <= 0;
    if (lock && !m_hasSummary && !isBlocked)
        eventLocked("summary", {{"done", m_finished}, {"failed", m_failed}, {"interrupted", true}});
}

void Console::eventLocked(std::string_view name, const nlohmann::ordered_json &fields)
{
    m_finished += name == "finished" ? 1 : 0;
    m_failed += name == "failed" ? 1 : 0;
    m_hasSummary = m_hasSummary || name == "summary";
    if (m_arguments.events.empty())
        return;
    constexpr double kMillis = 1000;
    const double seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
    nlohmann::ordered_json line{{"v", kEventVersion},
                                {"event", name},
                                {"time_s", std::round(seconds * kMillis) / kMillis}};
    line.update(fields);
    // File names need not be UTF-8.
    const std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    writeLocked(m_hasEventsOnOutput ? std::cout : m_events, text);
}

} // namespace soundlocus::cli
