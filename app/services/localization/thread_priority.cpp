// SPDX-License-Identifier: MIT
#include "app/services/localization/thread_priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace soundlocus {

void giveWay(Background kind)
{
#ifdef __linux__
    constexpr int kLiveNice = 4; // about 40 % of the share of a thread at 0
    constexpr int kPatientNice = 10;
    const auto thread = static_cast<id_t>(::syscall(SYS_gettid));
    const int wanted = kind == Background::Live ? kLiveNice : kPatientNice;
    if (::getpriority(PRIO_PROCESS, thread) < wanted)
        ::setpriority(PRIO_PROCESS, thread, wanted);
#else
    static_cast<void>(kind);
#endif
}

} // namespace soundlocus
