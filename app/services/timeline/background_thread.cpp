// SPDX-License-Identifier: MIT
#include "app/services/timeline/background_thread.h"

#include "engine/core/log.h"

#include <exception>
#include <string>

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace soundlocus {

void yieldToOthers()
{
#ifdef __linux__
    // QThread's priorities do nothing under Linux's ordinary scheduler; its nice value is one of
    // the thread. The idle class would wait for seconds on a busy machine, also to be stopped.
    // Behind the live map, which runs at 4.
    constexpr int kNice = 15;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
#endif
}

void runGuarded(const std::function<void()> &job)
{
    try {
        job();
    } catch (const std::exception &exception) {
        log(LogLevel::Error,
            std::string("the timeline had an internal error: ") + exception.what());
    }
}

} // namespace soundlocus
