// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/console.h"
#include "engine/dataset/training_list.h"

#include <filesystem>
#include <vector>

namespace soundlocus::cli {

/// From the words of the command line. Errors: InvalidArgument (unknown layout).
[[nodiscard]] Result<TrainingData> trainingDataOf(const DataArguments &arguments);

/// The table, folder or list that messages name.
[[nodiscard]] std::filesystem::path sourceOf(const TrainingData &data);

/// Rows that a list warns of, one line each; the first ones only where there are many.
void showListWarnings(Console &console, const std::vector<ListWarning> &warnings);

} // namespace soundlocus::cli
