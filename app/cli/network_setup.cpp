// SPDX-License-Identifier: MIT
#include "app/cli/network_setup.h"

#include "engine/core/memory.h"
#include "engine/inference/runtime.h"
#include "engine/pipeline/sound_windows.h"

#include <fmt/format.h>

#include <algorithm>

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
    noteFamily(context.console, *checkpoint);
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

void noteFamily(Console &console, const Checkpoint &checkpoint)
{
    const ModelFamily family = checkpoint.spec.family;
    if (const auto sure = checkpoint.overruledFamily)
        console.warn(fmt::format(
                "{}: its tensors are those of {}; taken for {} because --family says so",
                checkpoint.path.string(),
                displayName(*sure),
                displayName(family)));
    const auto twin = twinOf(family);
    if (checkpoint.isFamilyGuessed && twin)
        console.warn(fmt::format("{}: could be {} or {}; taken for {}, --family {} for the other",
                                 checkpoint.path.string(),
                                 displayName(std::min(family, *twin)),
                                 displayName(std::max(family, *twin)),
                                 displayName(family),
                                 toString(*twin)));
}

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
