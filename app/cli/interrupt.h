// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace soundlocus::cli {

/// Jobs get so long to stop by themselves after Ctrl-C; then the program ends at once.
inline constexpr std::chrono::milliseconds kStopPatience(600);

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request. A job that cannot stop in time (one
/// forward pass may take long on a busy machine), or a second signal, ends the program with
/// kExitInterrupted: temporaries are removed first, so only whole files are left.
/// Threads: one object per process; make and destroy it in the main thread.
class InterruptGuard
{
public:
    /// @param patience before the program is ended; nothing: until a second signal comes
    explicit InterruptGuard(std::optional<std::chrono::milliseconds> patience = kStopPatience);
    InterruptGuard(const InterruptGuard &) = delete;
    InterruptGuard &operator=(const InterruptGuard &) = delete;
    ~InterruptGuard();

    /// What is said where the program must be ended; from another thread, and quick. Empty:
    /// nothing.
    void setFarewell(std::function<void()> farewell);

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] bool isInterrupted() const { return m_stop.stop_requested(); }

private:
    void watch();
    [[noreturn]] void endAtOnce();

    std::optional<std::chrono::milliseconds> m_patience;
    std::stop_source m_stop;
    std::mutex m_mutex; // guards m_farewell
    std::function<void()> m_farewell;
    int m_readEnd = -1;
    std::thread m_watcher;
};

} // namespace soundlocus::cli
