// SPDX-License-Identifier: MIT
#include "app/cli/network_setup.h"

#include "engine/core/memory.h"
#include "engine/inference/runtime.h"
#include "engine/pipeline/sound_windows.h"

#include <fmt/format.h>

namespace soundlocus::cli {

std::string deviceOf(const std::string &wanted, const InferenceRuntime &runtime)
{
    if (wanted != "auto")
        return wanted;
    for (const DeviceFacts &device : runtime.devices()) {
        if (device.id != "cpu")
            return device.id;
    }
    return "cpu";
}

namespace {

Result<ReadyNetwork> loadNetwork(const CommandContext &context)
{
    const NetworkArguments &arguments = context.line.network;
    const auto runtime = InferenceRuntime::load();
    if (!runtime)
        return Unexpected(runtime.error());
    LocalizerOptions options;
    options.device = deviceOf(arguments.device, **runtime);
    options.useMomentum = arguments.useMomentum;
    // Before the checkpoint is read, which takes seconds.
    if (auto there = (*runtime)->checkDevice(options.device); !there)
        return Unexpected(there.error());
    (*runtime)->setThreads(arguments.threads);
    CheckpointOptions checkpointOptions;
    checkpointOptions.family = modelFamilyFromString(arguments.family);
    auto checkpoint = readCheckpoint(arguments.checkpoint, checkpointOptions);
    if (!checkpoint)
        return Unexpected(checkpoint.error());
    ReadyNetwork network;
    auto localizer = (*runtime)->createLocalizer(*checkpoint, options);
    if (!localizer)
        return Unexpected(localizer.error());
    network.localizer = *std::move(localizer);
    network.checkpointSha256 = checkpoint->sha256;
    network.torchVersion = (*runtime)->torchVersion();
    if (checkpoint->isFamilyGuessed)
        context.console.warn(
                arguments.checkpoint.string() + ": taken for "
                + std::string(displayName(checkpoint->spec.family))
                + " by its name; another family has the same tensors, --family decides");
    if (arguments.window) {
        const MediaTime heard = heardWindow(*arguments.window, checkpoint->spec);
        if (heard < *arguments.window)
            context.console.warn(
                    fmt::format("--window {:g}: the network hears {:g} s; those in the "
                                "middle of the window are taken",
                                toSeconds(*arguments.window),
                                toSeconds(heard)));
    }
    return network;
}

} // namespace

std::optional<FitMode> fitOf(const NetworkArguments &arguments)
{
    return fitModeFromString(arguments.fit);
}

Result<ReadyNetwork> setUpNetwork(const CommandContext &context)
{
    auto network = loadNetwork(context);
    // The checkpoint is gone, the folded network stays.
    releaseFreedMemory();
    return network;
}

} // namespace soundlocus::cli
