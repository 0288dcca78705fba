// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// An id of a published list, and where it stands.
struct ListedId
{
    std::string id;
    int line = 0;       ///< from 1; 0 where it came from no list
    std::string item{}; ///< the line before its first comma, as some layouts name files after it

    bool operator==(const ListedId &) const = default;
};

/// What a list line, an id of a table or a file name means: the text before the first comma, of
/// that the last path part, of that the text before the first dot. "videos/1/2/3/26.mp4" and
/// "26.jpg,7" are "26". Source: how the published programs split their lists; fact sheet 5.5.
[[nodiscard]] std::string plainId(std::string_view text);

/// Reads `<id>`, `<id>.jpg`, `<id>,<anything>`, `videos/d/d/d/<id>.mp4`, one a line; ids may begin
/// with '-'. Lines without an id and repeated ids are left out with a warning.
/// Errors: those of readTextLines, UnsupportedFormat (a list of the extended sets).
/// Source: fact sheet 5.1 and 5.5.
[[nodiscard]] Result<std::vector<ListedId>> readIdList(const std::filesystem::path &path,
                                                       std::vector<ListWarning> &warnings);

/// Every id that a test set names, plain: a published list, one of the extended sets (both
/// columns), a table with an `id` column (.tsv, .csv, .jsonl), or vggss.json. In order, repeated
/// ones once. Errors: those of the readers.
[[nodiscard]] Result<std::vector<std::string>> readTestIds(const std::filesystem::path &path);

} // namespace soundlocus
