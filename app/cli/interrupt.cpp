// SPDX-License-Identifier: MIT
#include "app/cli/interrupt.h"

#include "app/cli/command_line.h"
#include "engine/core/file_io.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace soundlocus::cli {

namespace {

constexpr char kSignal = 's';
constexpr char kDone = 'd';
constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

// Written by the signal handler, hence global.
std::atomic<int> g_writeEnd{-1};

void onSignal(int)
{
    const int saved = errno;
    [[maybe_unused]] const auto written = ::write(g_writeEnd.load(), &kSignal, 1);
    errno = saved;
}

} // namespace

InterruptGuard::InterruptGuard(std::optional<std::chrono::milliseconds> patience)
    : m_patience(patience)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        return; // no file descriptors left: signals keep their usual effect
    m_readEnd = ends[0];
    g_writeEnd = ends[1];
    m_watcher = std::thread([this] { watch(); });
    struct sigaction action
    {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : kSignals) {
        struct sigaction before
        {};
        ::sigaction(signal, &action, &before);
        if (signal == SIGHUP && before.sa_handler == SIG_IGN)
            ::sigaction(signal, &before, nullptr); // nohup
    }
    // A reader that goes away ends our output, not the work; a file that may not grow any more is a
    // fault like a full disk.
    struct sigaction ignore
    {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, nullptr);
    ::sigaction(SIGXFSZ, &ignore, nullptr);
}

InterruptGuard::~InterruptGuard()
{
    if (m_readEnd < 0)
        return;
    for (const int signal : kSignals)
        ::signal(signal, SIG_DFL);
    [[maybe_unused]] const auto written = ::write(g_writeEnd.load(), &kDone, 1);
    m_watcher.join();
    ::close(g_writeEnd.exchange(-1));
    ::close(m_readEnd);
}

void InterruptGuard::setFarewell(std::function<void()> farewell)
{
    const std::scoped_lock lock(m_mutex);
    m_farewell = std::move(farewell);
}

void InterruptGuard::endAtOnce()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_farewell)
            m_farewell();
    }
    discardTemporaryFiles();
    static constexpr char kMessage[] = "\r\033[Ksoundlocus-cli: interrupted\n";
    static constexpr char kPlain[] = "soundlocus-cli: interrupted\n";
    const char *text = isatty(STDERR_FILENO) == 1 ? kMessage : kPlain;
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
    ::_exit(kExitInterrupted);
}

void InterruptGuard::watch()
{
    constexpr int kForever = -1;
    int patience = kForever;
    while (true) {
        pollfd waiting{m_readEnd, POLLIN, 0};
        const int ready = ::poll(&waiting, 1, patience);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0)
            endAtOnce();
        char what = kDone;
        if (::read(m_readEnd, &what, 1) != 1 || what == kDone)
            return;
        if (m_stop.stop_requested())
            endAtOnce();
        m_stop.request_stop();
        patience = m_patience ? static_cast<int>(m_patience->count()) : kForever;
    }
}

} // namespace soundlocus::cli
