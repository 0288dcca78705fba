// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/annotation/training_layout.h"
#include "engine/core/result.h"
#include "engine/dataset/sample_source.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

/// What to train on, as a user names it: a table, a folder, a layout of an official program, or a
/// prepared store. Exactly one of `table`, `folder`, `layout` and `store` is set.
struct TrainingData
{
    /// Our table (readSampleTable), with the extra column `level`.
    std::filesystem::path table;
    /// Videos, and pictures with a sound of the same name, in it and below it; or a prepared store.
    std::filesystem::path folder;
    std::optional<TrainingLayout> layout;
    std::filesystem::path root; ///< of the layout
    std::filesystem::path list; ///< of the layout; empty: all that is there
    /// Folder that `soundlocus-cli prepare` made.
    std::filesystem::path store;
};

/// What a list of training data holds and what was wrong with it.
struct TrainingList
{
    std::vector<TrainingItem> items; ///< in the order of the list; ids are unique
    std::vector<ListWarning> warnings;
};

/// Reads the table, folder or layout; nothing is decoded, so files that are broken show later, one
/// by one. Videos of a folder have no time: their middle is meant. Errors: InvalidArgument (not
/// exactly one kind of data, nothing usable in a table), NotFound (nothing in a folder), NoAudio
/// (no video of a folder has a sound, by a sample of them), those of readSampleTable and
/// readTrainingLayout.
[[nodiscard]] Result<TrainingList> readTrainingList(const TrainingData &data);

/// Ids of the items that a test set names too (readTestIds, plainId on both sides), in the order of
/// the items: training on them makes the test set's score worthless. Errors: those of readTestIds.
[[nodiscard]] Result<std::vector<std::string>> findLeaks(const std::vector<TrainingItem> &items,
                                                         const std::filesystem::path &testList);

} // namespace soundlocus
