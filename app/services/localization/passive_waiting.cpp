// SPDX-License-Identifier: MIT
#include "app/services/localization/passive_waiting.h"

#ifdef __linux__
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>
#endif

namespace soundlocus {

void waitPassively(char **argv)
{
#ifdef __linux__
    constexpr const char *kVariable = "OMP_WAIT_POLICY";
    if (std::getenv(kVariable) != nullptr) // NOLINT(concurrency-mt-unsafe): before any thread
        return;
    ::setenv(kVariable, "passive", 0);
    // By its own path, so that the process keeps its name; by the link where the file was replaced.
    constexpr const char *kSelf = "/proc/self/exe";
    std::error_code code;
    const std::filesystem::path program = std::filesystem::read_symlink(kSelf, code);
    if (!code)
        ::execv(program.c_str(), argv);
    ::execv(kSelf, argv);
#else
    static_cast<void>(argv);
#endif
}

} // namespace soundlocus
