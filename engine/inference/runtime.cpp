// SPDX-License-Identifier: MIT
#include "engine/inference/runtime.h"

#include "engine/inference/runtime_entry.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace soundlocus {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> candidates()
{
    std::vector<fs::path> result;
    if (const char *given = std::getenv("SOUNDLOCUS_RUNTIME"); given != nullptr && *given != '\0')
        return {given};
    std::error_code code;
    const fs::path program = fs::read_symlink("/proc/self/exe", code).parent_path();
    result.push_back(program / kRuntimeLibrary);
    result.push_back(program / "../lib/soundlocus" / kRuntimeLibrary);
#ifdef SOUNDLOCUS_BUILD_BIN_DIR
    // Tests are built into folders of their own.
    result.push_back(fs::path(SOUNDLOCUS_BUILD_BIN_DIR) / kRuntimeLibrary);
#endif
    return result;
}

Result<const InferenceRuntime *> open()
{
    // Read by libgomp when it is loaded: threads that wait give their core to decoding and
    // encoding.
    ::setenv("OMP_WAIT_POLICY", "passive", /*overwrite=*/0);
    std::string tried;
    for (const fs::path &path : candidates()) {
        std::error_code code;
        if (!fs::exists(path, code)) {
            tried += (tried.empty() ? "" : ", ") + path.string();
            continue;
        }
        void *library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr) {
            const char *text = ::dlerror();
            return fail(
                    ErrorCode::RuntimeUnavailable,
                    path.string()
                            + ": does not load; run packaging/fetch-libtorch.sh and build again",
                    text != nullptr ? text : "");
        }
        using Entry = const InferenceRuntime *(*)(int, const LogSink &);
        const auto entry = reinterpret_cast<Entry>(::dlsym(library, kRuntimeEntry));
        const InferenceRuntime *runtime = entry != nullptr ? entry(kRuntimeVersion, logSink())
                                                           : nullptr;
        if (runtime == nullptr)
            return fail(ErrorCode::RuntimeUnavailable,
                        path.string() + ": is of another version; build or install it anew");
        return runtime;
    }
    return fail(ErrorCode::RuntimeUnavailable,
                std::string(kRuntimeLibrary) + " is missing; build or install it anew",
                "looked for " + tried);
}

} // namespace

Result<const InferenceRuntime *> InferenceRuntime::load()
{
    static const Result<const InferenceRuntime *> runtime = open();
    return runtime;
}

} // namespace soundlocus
