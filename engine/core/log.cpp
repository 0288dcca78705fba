// SPDX-License-Identifier: MIT
#include "engine/core/log.h"

#include <mutex>

namespace soundlocus {

namespace {

struct SinkHolder
{
    std::mutex mutex;
    LogSink sink;
};

SinkHolder &holder()
{
    static SinkHolder instance;
    return instance;
}

} // namespace

void setLogSink(LogSink sink)
{
    SinkHolder &h = holder();
    const std::scoped_lock lock(h.mutex);
    h.sink = std::move(sink);
}

LogSink logSink()
{
    SinkHolder &h = holder();
    const std::scoped_lock lock(h.mutex);
    return h.sink;
}

void log(LogLevel level, std::string_view message)
{
    // Called outside the lock: no foreign code under a mutex.
    if (const LogSink sink = logSink())
        sink(level, message);
}

} // namespace soundlocus
