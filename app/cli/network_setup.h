// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"

#include <memory>
#include <optional>
#include <string>

namespace soundlocus::cli {

/// A network that is ready, and what there is to say about it.
struct ReadyNetwork
{
    std::shared_ptr<const Localizer> localizer;
    std::string checkpointSha256;
    std::string torchVersion;
    /// "EZ-VSL and FNAC have the same tensors; ..." or empty.
    std::string note;
};

/// Reads the checkpoint, opens LibTorch and builds the network.
/// Errors: those of readCheckpoint, requireLoadable, InferenceRuntime::load and createLocalizer.
[[nodiscard]] Result<ReadyNetwork> setUpNetwork(const NetworkArguments &arguments);

/// From the words of the command line.
[[nodiscard]] std::optional<FitMode> fitOf(const NetworkArguments &arguments);

} // namespace soundlocus::cli
