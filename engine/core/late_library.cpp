// SPDX-License-Identifier: MIT
#include "engine/core/late_library.h"

#include "engine/core/program_path.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace soundlocus {

namespace fs = std::filesystem;

namespace {

/// What the library brings along uses its own functions first: OpenCV loads Debian's reference BLAS
/// into the program, whose names (sgemm_) would otherwise take the place of LibTorch's own,
/// much faster ones. Sanitizers do not allow it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(RTLD_DEEPBIND)
constexpr int kOpenFlags = RTLD_NOW | RTLD_LOCAL;
#else
constexpr int kOpenFlags = RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND;
#endif

/// The environment names the library.
bool isNamed(const LateFunction &wanted)
{
    const char *given = wanted.environment != nullptr ? std::getenv(wanted.environment) : nullptr;
    return given != nullptr && *given != '\0';
}

std::vector<fs::path> candidates(const LateFunction &wanted)
{
    if (isNamed(wanted))
        return {std::getenv(wanted.environment)};
    const fs::path program = programFolder();
    std::vector<fs::path> result{program / wanted.library,
                                 program / "../lib/soundlocus" / wanted.library};
#ifdef SOUNDLOCUS_BUILD_BIN_DIR
    // Tests are built into folders of their own.
    result.push_back(fs::path(SOUNDLOCUS_BUILD_BIN_DIR) / wanted.library);
#endif
    return result;
}

} // namespace

Result<void *> openLateFunction(const LateFunction &wanted)
{
    // Read by libgomp when it is loaded: threads that wait give their core to decoding and
    // encoding.
    ::setenv("OMP_WAIT_POLICY", "passive", /*overwrite=*/0);
    std::string tried;
    for (const fs::path &path : candidates(wanted)) {
        std::error_code code;
        if (!fs::exists(path, code)) {
            tried += (tried.empty() ? "" : ", ") + path.string();
            continue;
        }
        void *library = ::dlopen(path.c_str(), kOpenFlags);
        if (library == nullptr) {
            const char *text = ::dlerror();
            return fail(
                    ErrorCode::RuntimeUnavailable,
                    path.string()
                            + ": does not load; run packaging/fetch-libtorch.sh and build again",
                    text != nullptr ? text : "");
        }
        void *function = ::dlsym(library, wanted.function);
        if (function == nullptr)
            return Unexpected(otherVersion(wanted));
        return function;
    }
    if (isNamed(wanted))
        return fail(ErrorCode::RuntimeUnavailable,
                    tried + ": not found; correct or unset " + wanted.environment);
    return fail(ErrorCode::RuntimeUnavailable,
                std::string(wanted.library) + " is missing; build or install it anew",
                "looked for " + tried);
}

Error otherVersion(const LateFunction &wanted)
{
    return {ErrorCode::RuntimeUnavailable,
            std::string(wanted.library) + ": is of another version; build or install it anew",
            {}};
}

} // namespace soundlocus
