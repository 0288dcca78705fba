// SPDX-License-Identifier: MIT
#include "tests/benchmarks/watched_application.h"

#include <QThread>

#include <sys/resource.h>

#include <algorithm>
#include <ctime>
#include <utility>

namespace soundlocus {

namespace {

constexpr std::size_t kSlowest = 8;

double milliseconds(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

long waits()
{
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}

} // namespace

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    if (QThread::currentThread() != thread() || m_depth > 0)
        return QApplication::notify(receiver, event);
    // The receiver may be gone afterwards.
    SlowDispatch dispatch;
    dispatch.type = event->type();
    const char *className = receiver->metaObject()->className();
    const QString name = receiver->objectName();
    ++m_depth;
    const long waitsBefore = waits();
    const double wall = milliseconds(CLOCK_MONOTONIC);
    const double cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);
    const bool isTaken = QApplication::notify(receiver, event);
    dispatch.time.cpuMs = milliseconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
    dispatch.time.wallMs = milliseconds(CLOCK_MONOTONIC) - wall;
    dispatch.time.waits = waits() - waitsBefore;
    --m_depth;
    m_dispatches.push_back(dispatch.time);
    if (m_slowest.size() == kSlowest && m_slowest.back().time.wallMs >= dispatch.time.wallMs)
        return isTaken;
    dispatch.receiver = std::string(className) + " " + name.toStdString();
    const auto place = std::ranges::find_if(m_slowest, [&](const SlowDispatch &other) {
        return other.time.wallMs < dispatch.time.wallMs;
    });
    m_slowest.insert(place, std::move(dispatch));
    if (m_slowest.size() > kSlowest)
        m_slowest.pop_back();
    return isTaken;
}

std::vector<WatchedApplication::Dispatch> WatchedApplication::takeDispatches()
{
    return std::exchange(m_dispatches, {});
}

std::vector<WatchedApplication::SlowDispatch> WatchedApplication::takeSlowest()
{
    return std::exchange(m_slowest, {});
}

} // namespace soundlocus
