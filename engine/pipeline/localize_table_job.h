// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace soundlocus {

struct LocalizeTableOptions
{
    std::filesystem::path table;
    /// Where <id>.npy and <id>.json go.
    std::filesystem::path folder;
    FitMode fit = FitMode::Official;
    /// None: the whole sound, cut as the family's own test code does; for videos without a time
    /// defaultWindow() around each frame.
    std::optional<MediaTime> window;
    /// For videos without a time.
    MediaTime hop = std::chrono::seconds(1);
    int every = 1;
    int batch = 4;
    /// Replace older maps; else a row whose map is there already fails.
    bool isOverwriting = false;
};

/// What became of a table.
struct LocalizeTableAnswer
{
    std::int64_t done = 0;
    std::int64_t failed = 0;
    std::vector<std::string> warnings;
    /// Rows of the table that could not be read, with their lines.
    std::vector<ListWarning> leftOut;
};

/// Told of every row when it is done, in the thread of the call.
using RowCallback = std::function<void(const LabelledSample &row, const Result<void> &outcome)>;

/// Writes the raw map, before up-sampling, of every row of a table: float32 [h, w]; for a video
/// without a time [frames, h, w]. A JSON beside it holds the times and the part of the picture that
/// the map shows. Rows that fail do
/// not stop the others. Loading and inference run at the same time.
/// @param stop returns Cancelled within one forward pass
/// @param progress in rows; within a row that is a whole video Progress::part grows
/// Errors: those of readSampleTable, InvalidArgument (no usable row), PermissionDenied, DiskFull,
/// Cancelled.
[[nodiscard]] Result<LocalizeTableAnswer> localizeTable(const LocalizeTableOptions &options,
                                                        std::shared_ptr<const Localizer> localizer,
                                                        std::stop_token stop = {},
                                                        const ProgressCallback &progress = {},
                                                        const RowCallback &onRow = {});

} // namespace soundlocus
