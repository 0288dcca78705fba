// SPDX-License-Identifier: MIT
#pragma once

#include "engine/training/run_folder.h"
#include "engine/training/training_session.h"

#include <filesystem>
#include <vector>

namespace soundlocus::cli {

/// What a run learns from and is judged on.
struct DataRows
{
    std::vector<DataRow> data;
    std::vector<DataRow> validation;
};

/// Of a request with its data; reads both ends of every file.
[[nodiscard]] DataRows dataRowsOf(const TrainingRequest &request);

/// The data of a run that is taken up must be those it began with. Errors: InvalidArgument, those
/// of reading the lists.
[[nodiscard]] Result<void> checkSameData(const RunFolder &folder, const TrainingRequest &request);

/// Notes clips that are learnt from and tested on, or judged by. @param validation and @param
/// testList: empty where there is none
/// Errors: those of findLeaks.
[[nodiscard]] Result<void> noteLeaks(const std::filesystem::path &validation,
                                     const std::filesystem::path &testList,
                                     TrainingRequest &request);

/// Notes settings that the data leave without effect.
void noteIdleSettings(TrainingRequest &request);

} // namespace soundlocus::cli
