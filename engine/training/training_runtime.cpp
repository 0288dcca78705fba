// SPDX-License-Identifier: MIT
#include "engine/training/training_runtime.h"

#include "engine/core/late_library.h"

namespace soundlocus {

namespace {

Result<const TrainingRuntime *> open()
{
    constexpr LateFunction kWanted{kTrainingLibrary, kTrainingEntry, nullptr};
    const auto function = openLateFunction(kWanted);
    if (!function)
        return Unexpected(function.error());
    using Entry = const TrainingRuntime *(*)(int, const LogSink &);
    const TrainingRuntime *runtime = reinterpret_cast<Entry>(*function)(kTrainingRuntimeVersion,
                                                                        logSink());
    if (runtime == nullptr)
        return Unexpected(otherVersion(kWanted));
    return runtime;
}

} // namespace

Result<const TrainingRuntime *> TrainingRuntime::load()
{
    static const Result<const TrainingRuntime *> runtime = open();
    return runtime;
}

} // namespace soundlocus
