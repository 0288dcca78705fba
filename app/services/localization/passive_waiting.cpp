// SPDX-License-Identifier: MIT
#include "app/services/localization/passive_waiting.h"

#include "engine/core/program_path.h"

#ifdef __linux__
#include <unistd.h>

#include <cstdlib>
#endif

namespace soundlocus {

void waitPassively(char **argv)
{
#ifdef __linux__
    constexpr const char *kVariable = "OMP_WAIT_POLICY";
    if (std::getenv(kVariable) != nullptr) // NOLINT(concurrency-mt-unsafe): before any thread
        return;
    ::setenv(kVariable, "passive", 0);
    ::execv(programToStart().c_str(), argv);
#else
    static_cast<void>(argv);
#endif
}

} // namespace soundlocus
