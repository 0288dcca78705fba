// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/result.h"

#include <filesystem>
#include <string_view>

namespace soundlocus {

/// Largest table that is read (VGG-SS as a table is 0.7 MB).
inline constexpr std::uintmax_t kMaxTableBytes = std::uintmax_t{256} << 20;

/// Whether rows that name neither a picture nor a video are of use.
enum class MediaColumns {
    Required,
    Optional, ///< scoring finished maps needs the boxes only
};

/// Reads our table: TSV, UTF-8, with a header; columns in any order, others are passed over. A file
/// named .csv is read as RFC 4180, one named .jsonl or .ndjson as one JSON object a line, whose
/// keys are the columns.
/// - `id`: names the sample and its files, so no '/'; may begin with '-'
/// - `picture`, or `video` with `time_s` (or `time`; seconds on the axis of the file)
/// - `sound`: optional for a video, whose own sound is used then
/// - `boxes`: JSON, list of [x0, y0, x1, y1] in 0..1 (GroundTruthKind::Union); one such list per
///   annotator (GroundTruthKind::Consensus); empty cell = not annotated, [] = no source in sight
/// - `class`, `group`: text
/// Paths are relative to the folder of the table. A byte-order mark, CRLF, empty lines and missing
/// trailing cells are fine. A bad row or a second row with the same id is left out with a warning
/// that names its line; the others go on.
/// @param extraColumn one more column, for SampleList::extraCells
/// Errors: those of checkReadableFile, TooLarge, UnsupportedFormat (no usable header).
[[nodiscard]] Result<SampleList> readSampleTable(const std::filesystem::path &table,
                                                 MediaColumns media = MediaColumns::Required,
                                                 std::string_view extraColumn = {});

/// Parses a `boxes` cell. Errors: InvalidArgument with what is wrong in it.
[[nodiscard]] Result<GroundTruth> parseBoxes(std::string_view text);

/// The `boxes` cell of a ground truth; parseBoxes() gives back the same.
[[nodiscard]] std::string formatBoxes(const GroundTruth &groundTruth);

/// A column beside those above: for people and other programs, readSampleTable() passes over it.
struct ExtraColumn
{
    std::string name;
    std::vector<std::string> cells; ///< one per sample
};

/// Writes a list as such a table, paths relative to its folder where they lie below it. Errors:
/// those of AtomicFile, InvalidArgument (a tab or line break in a text).
[[nodiscard]] Result<void> writeSampleTable(const std::filesystem::path &table,
                                            const std::vector<LabelledSample> &samples,
                                            const std::vector<ExtraColumn> &extra = {});

} // namespace soundlocus
