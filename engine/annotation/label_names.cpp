// SPDX-License-Identifier: MIT
#include "engine/annotation/label_names.h"

#include "engine/annotation/list_file.h"

#include <set>
#include <string_view>

namespace soundlocus {

namespace {

/// VGGSound's list of all clips has 8 MB.
constexpr std::uintmax_t kLargestList = std::uintmax_t{64} << 20;

/// Cells of a line of CSV; quotes around a cell are taken off, doubled ones within it are one.
std::vector<std::string> cellsOf(std::string_view line)
{
    std::vector<std::string> cells(1);
    bool isQuoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (isQuoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"')
            cells.back() += line[++i];
        else if (c == '"' && (isQuoted || trimmed(cells.back()).empty()))
            isQuoted = !isQuoted;
        else if (c == ',' && !isQuoted)
            cells.emplace_back();
        else
            cells.back() += c;
    }
    return cells;
}

/// A row of vggsound.csv.
bool isVggSoundRow(const std::vector<std::string> &cells)
{
    return cells.size() == 4 && (trimmed(cells[3]) == "train" || trimmed(cells[3]) == "test");
}

} // namespace

Result<std::vector<std::string>> readLabelNames(const std::filesystem::path &path)
{
    const auto lines = readTextLines(path, kLargestList);
    if (!lines)
        return Unexpected(lines.error());
    const bool isCsv = path.extension() == ".csv" || path.extension() == ".CSV";
    std::vector<std::string> names;
    std::set<std::string, std::less<>> seen;
    for (const TextLine &line : *lines) {
        std::string name = line.text;
        if (isCsv) {
            const std::vector<std::string> cells = cellsOf(line.text);
            name = isVggSoundRow(cells) ? cells[2] : cells[0];
        }
        name = trimmed(name);
        if (!name.empty() && seen.insert(name).second)
            names.push_back(std::move(name));
    }
    if (names.empty())
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": no name of a label; give a list with one name a line");
    return names;
}

} // namespace soundlocus
