// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands.h"
#include "engine/training/run_folder.h"
#include "engine/training/training_session.h"

#include <string>

namespace soundlocus::cli {

/// What a call of `train` comes to.
struct TrainingSetup
{
    TrainingRequest request;
    RunFolder folder;
};

/// The configuration that the words ask for: preset, file, fields, single options, in this order.
/// @param base of a run that goes on, else null
/// @param init model of the weights it begins with, in place of the preset's; null: fresh ones
/// Errors: InvalidArgument (all faults at once), those of reading the file.
[[nodiscard]] Result<TrainingConfig> trainingConfigOf(const TrainArguments &arguments,
                                                      const TrainingConfig *base,
                                                      const ModelConfig *init);

/// Opens data, weights and the run folder, new or to go on with; warns of leaks and left-out rows.
/// Errors: those of the parts; InvalidArgument for a configuration that cannot be.
[[nodiscard]] Result<TrainingSetup> setUpTraining(const CommandContext &context);

} // namespace soundlocus::cli
