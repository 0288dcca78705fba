// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/log.h"
#include "engine/training/training_session.h"

namespace soundlocus {

/// Training behind a door: a shared library of ours that is opened when it is needed, because
/// loading LibTorch costs a process 0.4 s. See InferenceRuntime, which checks devices for both.
/// Threads: one training at a time.
class TrainingRuntime
{
public:
    virtual ~TrainingRuntime() = default;

    /// Opens the library once per process; looked for like that of InferenceRuntime.
    /// Errors: RuntimeUnavailable (with the loader's text).
    [[nodiscard]] static Result<const TrainingRuntime *> load();

    [[nodiscard]] virtual std::string torchVersion() const = 0;
    /// trainNetwork() in the library; meets the other processes of request.place first.
    /// @param threads of one operation; 0 = one per core, shared by the processes of a machine
    [[nodiscard]] virtual Result<TrainingDone> train(const TrainingRequest &request,
                                                     RunFolder &folder,
                                                     const TrainingObserver &observer,
                                                     std::stop_token stop,
                                                     int threads) const = 0;
};

/// Grows with every change of what crosses the library's border.
inline constexpr int kTrainingRuntimeVersion = 3;
inline constexpr const char *kTrainingLibrary = "libsoundlocus-training.so";
inline constexpr const char *kTrainingEntry = "soundlocusTraining";

} // namespace soundlocus

/// The runtime of the library, or null where the versions differ. @param sink receives its log
extern "C" __attribute__((visibility("default"))) const soundlocus::TrainingRuntime *
soundlocusTraining(int version, const soundlocus::LogSink &sink);
