// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands.h"
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"
#include "engine/inference/runtime.h"

#include <memory>
#include <optional>
#include <string>

namespace soundlocus::cli {

/// A network that is ready, and what it was made of.
struct ReadyNetwork
{
    std::shared_ptr<const Localizer> localizer;
    std::string checkpointSha256;
    std::string torchVersion;
};

/// Opens LibTorch, reads the checkpoint and builds the network; warns where its family is a guess.
/// Errors: those of InferenceRuntime::load, readCheckpoint and createLocalizer.
[[nodiscard]] Result<ReadyNetwork> setUpNetwork(const CommandContext &context);

/// Warns where the family of a checkpoint is a guess, or its tensors are surely those of another.
void noteFamily(Console &console, const Checkpoint &checkpoint);

/// "auto" becomes the first GPU, or the processor.
[[nodiscard]] std::string deviceOf(const std::string &wanted, const InferenceRuntime &runtime);

/// From the words of the command line.
[[nodiscard]] std::optional<FitMode> fitOf(const NetworkArguments &arguments);

} // namespace soundlocus::cli
