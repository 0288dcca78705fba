// SPDX-License-Identifier: MIT
#include "engine/annotation/id_list.h"

#include "engine/annotation/benchmark_reader.h"
#include "engine/annotation/list_file.h"
#include "engine/annotation/sample_table.h"
#include "engine/annotation/table_rows.h"

#include <algorithm>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// First line of the lists of the extended sets, which add silent pairs.
constexpr std::string_view kExtendedHeader = "video,audio,label";

/// Ids in order, each once.
class UniqueIds
{
public:
    void add(std::string_view text)
    {
        std::string id = plainId(text);
        if (!id.empty() && m_seen.insert(id).second)
            m_ids.push_back(std::move(id));
    }
    std::vector<std::string> take() { return std::move(m_ids); }

private:
    std::set<std::string> m_seen;
    std::vector<std::string> m_ids;
};

} // namespace

std::string plainId(std::string_view text)
{
    text = trimmed(text.substr(0, text.find(',')));
    text.remove_prefix(text.rfind('/') == std::string_view::npos ? 0 : text.rfind('/') + 1);
    return std::string(text.substr(0, text.find('.')));
}

Result<std::vector<ListedId>> readIdList(const fs::path &path, std::vector<ListWarning> &warnings)
{
    const auto lines = readTextLines(path, kMaxTableBytes);
    if (!lines)
        return Unexpected(lines.error());
    if (!lines->empty() && trimmed(lines->front().text) == kExtendedHeader)
        return fail(ErrorCode::UnsupportedFormat,
                    path.string()
                            + ": a list of the extended sets with silent pairs; give the plain "
                              "list of ids");
    std::vector<ListedId> ids;
    std::set<std::string> seen;
    for (const TextLine &line : *lines) {
        const std::string_view text = line.text;
        std::string id = plainId(text);
        if (id.empty())
            warnings.push_back({path, line.number, "no id; line left out", true});
        else if (!seen.insert(id).second)
            warnings.push_back({path,
                                line.number,
                                "'" + id + "' occurs a second time; left out",
                                false, // it is there once
                                id,
                                {},
                                ListFault::Repeated});
        else
            ids.push_back({std::move(id),
                           line.number,
                           std::string(trimmed(text.substr(0, text.find(','))))});
    }
    return ids;
}

Result<std::vector<std::string>> readTestIds(const fs::path &path)
{
    UniqueIds ids;
    if (path.extension() == ".json") {
        const auto list = readVggSsJson(path);
        if (!list)
            return Unexpected(list.error());
        for (const LabelledSample &sample : list->samples)
            ids.add(sample.id);
        return ids.take();
    }
    const auto table = readTableRows(path, kMaxTableBytes);
    if (!table)
        return Unexpected(table.error());
    const auto column = std::find(table->header.begin(), table->header.end(), "id");
    if (column != table->header.end()) {
        const auto index = static_cast<std::size_t>(column - table->header.begin());
        for (const TableRow &row : table->rows)
            ids.add(index < row.cells.size() ? row.cells[index] : std::string());
        return ids.take();
    }
    const auto lines = readTextLines(path, kMaxTableBytes);
    if (!lines)
        return Unexpected(lines.error());
    const bool isExtended = !lines->empty() && trimmed(lines->front().text) == kExtendedHeader;
    for (const TextLine &line : *lines) {
        const std::string_view text = line.text;
        if (isExtended && line.number == lines->front().number)
            continue;
        ids.add(text);
        if (isExtended && text.find(',') != std::string_view::npos)
            ids.add(text.substr(text.find(',') + 1));
    }
    return ids.take();
}

} // namespace soundlocus
