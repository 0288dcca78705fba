// SPDX-License-Identifier: MIT
#include "app/signal_watcher.h"

#include <QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace soundlocus {

namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

// Written by the signal handler, hence global.
std::atomic<int> g_writeEnd{-1};

void onSignal(int)
{
    const int saved = errno;
    constexpr char kByte = 's';
    [[maybe_unused]] const auto written = ::write(g_writeEnd.load(), &kByte, 1);
    errno = saved;
}

} // namespace

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // no file descriptors left
    m_readEnd = ends[0];
    g_writeEnd = ends[1];
    auto *notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes{};
        while (::read(m_readEnd, bytes.data(), bytes.size()) > 0) {
        }
        Q_EMIT endRequested();
    });
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
}

SignalWatcher::~SignalWatcher()
{
    if (m_readEnd < 0)
        return;
    for (const int signal : kSignals)
        ::signal(signal, SIG_DFL);
    ::close(g_writeEnd.exchange(-1));
    ::close(m_readEnd);
}

} // namespace soundlocus
