// SPDX-License-Identifier: MIT
// Internal to engine/annotation: the three dialects of a table as cells of text.
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// One row: cells in the order of the header; trailing ones may be missing.
struct TableRow
{
    int line = 0; ///< where it begins, from 1
    std::vector<std::string> cells;
    /// What makes it unreadable, or empty.
    std::string fault;

    bool operator==(const TableRow &) const = default;
};

struct TableRows
{
    std::vector<std::string> header;
    std::vector<TableRow> rows;
};

/// What stands between cells, as the extension tells.
enum class TableDialect {
    Tabs,      ///< any other extension: one row a line, cells parted by tabs
    Commas,    ///< .csv: RFC 4180, quoted cells may hold commas, quotes and line ends
    JsonLines, ///< .jsonl, .ndjson: one object a line; its keys are the columns
};

[[nodiscard]] TableDialect tableDialectOf(const std::filesystem::path &table);

/// Reads a table of any dialect, UTF-8, byte-order mark and CRLF allowed, empty lines passed over.
/// JSON numbers, lists and objects become their JSON text, null an empty cell.
/// Errors: those of checkReadableFile, TooLarge, UnsupportedFormat (no text, no row at all).
[[nodiscard]] Result<TableRows> readTableRows(const std::filesystem::path &table,
                                              std::uintmax_t limitBytes);

} // namespace soundlocus
