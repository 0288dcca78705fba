// SPDX-License-Identifier: MIT
#include "engine/annotation/label_names.h"

#include "engine/annotation/list_file.h"
#include "engine/annotation/table_rows.h"

#include <set>
#include <utility>

namespace soundlocus {

namespace {

/// VGGSound's list of all clips has 8 MB.
constexpr std::uintmax_t kLargestList = std::uintmax_t{64} << 20;

/// A row of vggsound.csv.
bool isVggSoundRow(const std::vector<std::string> &cells)
{
    return cells.size() == 4 && (trimmed(cells[3]) == "train" || trimmed(cells[3]) == "test");
}

Result<std::vector<std::string>> namesInColumn(const std::filesystem::path &path)
{
    auto table = readTableRows(path, kLargestList);
    if (!table)
        return Unexpected(table.error());
    table->rows.insert(table->rows.begin(), {1, std::move(table->header), {}}); // it has no header
    std::vector<std::string> names;
    for (const TableRow &row : table->rows) {
        if (row.fault.empty())
            names.push_back(row.cells[isVggSoundRow(row.cells) ? 2 : 0]);
    }
    return names;
}

Result<std::vector<std::string>> namesInLines(const std::filesystem::path &path)
{
    const auto lines = readTextLines(path, kLargestList);
    if (!lines)
        return Unexpected(lines.error());
    std::vector<std::string> names;
    for (const TextLine &line : *lines)
        names.emplace_back(trimmed(line.text));
    return names;
}

} // namespace

Result<std::vector<std::string>> readLabelNames(const std::filesystem::path &path)
{
    auto names = tableDialectOf(path) == TableDialect::Commas ? namesInColumn(path)
                                                              : namesInLines(path);
    if (!names)
        return names;
    std::set<std::string> seen;
    std::erase_if(*names, [&seen](const std::string &name) {
        return trimmed(name).empty() || !seen.insert(name).second;
    });
    if (names->empty())
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": no name of a label; give a list with one name a line");
    return names;
}

} // namespace soundlocus
