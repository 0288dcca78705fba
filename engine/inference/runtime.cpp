// SPDX-License-Identifier: MIT
#include "engine/inference/runtime.h"

#include "engine/core/late_library.h"
#include "engine/inference/runtime_entry.h"

namespace soundlocus {

namespace {

Result<const InferenceRuntime *> open()
{
    constexpr LateFunction kWanted{kRuntimeLibrary, kRuntimeEntry, "SOUNDLOCUS_RUNTIME"};
    const auto function = openLateFunction(kWanted);
    if (!function)
        return Unexpected(function.error());
    using Entry = const InferenceRuntime *(*)(int, const LogSink &);
    const InferenceRuntime *runtime = reinterpret_cast<Entry>(*function)(kRuntimeVersion,
                                                                         logSink());
    if (runtime == nullptr)
        return Unexpected(otherVersion(kWanted));
    return runtime;
}

} // namespace

Result<const InferenceRuntime *> InferenceRuntime::load()
{
    static const Result<const InferenceRuntime *> runtime = open();
    return runtime;
}

} // namespace soundlocus
