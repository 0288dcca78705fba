// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/dataset/sample_source.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// What a run remembers of one sample: enough to tell whether it is still the same.
struct DataRow
{
    std::string id;
    /// Of its files together; of its record in a prepared store.
    std::uintmax_t bytes = 0;
    /// SHA-256 over what its row says besides (time, class, group, level, boxes) and the
    /// fingerprints of its files, or the checksum of its record; 64 hex digits, empty where a file
    /// was missing.
    std::string hash;

    bool operator==(const DataRow &) const = default;
};

/// Bytes hashed at either end of a file; what lies between is told apart by the size alone, so that
/// lists of 100,000 videos take minutes, not hours.
inline constexpr std::size_t kFingerprintBytes = std::size_t{1} << 16U;

/// Reads both ends of the item's picture, video and sound. A file that cannot be read leaves the
/// hash empty. Threads: reentrant.
[[nodiscard]] DataRow dataRow(const TrainingItem &item);
/// The same of a sample in a source: of one that holds its content itself no file is read.
[[nodiscard]] DataRow dataRow(const SampleSource &source, std::size_t index);

/// A table with a header line and one line per row; tabs, line ends and backslashes in ids are
/// escaped as \t, \n, \r and \\.
[[nodiscard]] std::string toDataTsv(const std::vector<DataRow> &rows);
/// Errors: CorruptData, with the line.
[[nodiscard]] Result<std::vector<DataRow>> parseDataTsv(std::string_view text);

/// How a list differs from the one a run began with, a sentence per kind of difference with up to
/// three ids; empty if not at all. The order counts: a resumed run draws samples by number.
[[nodiscard]] std::vector<std::string> dataDifferences(const std::vector<DataRow> &before,
                                                       const std::vector<DataRow> &now);

} // namespace soundlocus
