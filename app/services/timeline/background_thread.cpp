// SPDX-License-Identifier: MIT
#include "app/services/timeline/background_thread.h"

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
    constexpr int kNice = 5;
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNice);
#endif
}

} // namespace soundlocus
