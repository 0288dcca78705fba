// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace soundlocus {

/// A place where networks can run.
struct DeviceFacts
{
    std::string id;   ///< "cpu", "cuda:0"
    std::string name; ///< "AMD EPYC 9354", "NVIDIA H200"
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0;
};

/// What happened when a device was asked to reproduce stored numbers.
struct SelfTestResult
{
    std::string device;
    bool isPassed = false;
    double largestMapDeviation = 0; ///< against the stored map, cosine
    double milliseconds = 0;
    std::string detail; ///< why it failed
};

/// LibTorch behind a door: everything of the engine that computes with tensors. It is a shared
/// library opened at run time, because loading LibTorch costs a process 0.4 s, and because libgomp
/// reads OMP_WAIT_POLICY when it is loaded (set to "passive" here unless the user set it: threads
/// that spin at barriers take the cores that decoding and encoding need). Threads: thread-safe.
class InferenceRuntime
{
public:
    virtual ~InferenceRuntime() = default;

    /// Opens the library once per process; later calls return the same object. Looked for in
    /// SOUNDLOCUS_RUNTIME, then beside the program, then in ../lib/soundlocus of it.
    /// Errors: RuntimeUnavailable (with the loader's text).
    [[nodiscard]] static Result<const InferenceRuntime *> load();

    [[nodiscard]] virtual std::string torchVersion() const = 0;
    /// "cpu" first, then GPUs; opens LibTorch's CUDA part where it is installed.
    [[nodiscard]] virtual std::vector<DeviceFacts> devices() const = 0;
    /// Why there is no GPU ("LibTorch's CUDA libraries are not installed", "no driver"); empty if
    /// one.
    [[nodiscard]] virtual std::string cudaStatus() const = 0;

    /// Whether a network can run there. @param device "cpu", "cuda", "cuda:N"
    /// Errors: DeviceUnavailable (the message says why), InvalidArgument (no such kind of device).
    [[nodiscard]] virtual Result<void> checkDevice(const std::string &device) const = 0;

    /// Threads inside one operation, for the whole process. 0 = one per core.
    virtual void setThreads(int threads) const = 0;
    [[nodiscard]] virtual int threads() const = 0;

    /// Builds the network of a checkpoint, batch norm folded into the convolutions.
    /// Errors: WrongCheckpoint, NotFinite, DeviceUnavailable, DeviceOutOfMemory, InvalidArgument.
    [[nodiscard]] virtual Result<std::shared_ptr<const Localizer>> createLocalizer(
            const Checkpoint &checkpoint,
            const LocalizerOptions &options) const = 0;

    /// Runs a small seeded network on a device and compares with values stored in the program.
    [[nodiscard]] virtual SelfTestResult selfTest(const std::string &device) const = 0;
};

} // namespace soundlocus
