// SPDX-License-Identifier: MIT
#include "engine/annotation/table_rows.h"

#include "engine/annotation/list_file.h"
#include "engine/core/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Boxes of several annotators are lists three deep; nobody needs more, and printing recurses.
constexpr int kMaxJsonDepth = 8;

std::vector<std::string> tabCells(std::string_view line)
{
    std::vector<std::string> cells;
    while (true) {
        const std::size_t end = line.find('\t');
        std::string_view cell = trimmed(line.substr(0, end));
        // Spreadsheets put quotes around cells that hold quotes or commas.
        if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
            cell = cell.substr(1, cell.size() - 2);
        cells.emplace_back(cell);
        if (end == std::string_view::npos)
            return cells;
        line.remove_prefix(end + 1);
    }
}

Result<std::vector<TableRow>> tabRows(const fs::path &table, std::uintmax_t limitBytes)
{
    const auto lines = readTextLines(table, limitBytes);
    if (!lines)
        return Unexpected(lines.error());
    std::vector<TableRow> rows;
    for (const TextLine &line : *lines)
        rows.push_back({line.number, tabCells(line.text), {}});
    return rows;
}

/// Splits a text by RFC 4180, except that a line feed alone ends a row too.
class CommaParser
{
public:
    explicit CommaParser(std::string_view text)
        : m_text(text)
    {}

    std::vector<TableRow> parse()
    {
        std::vector<TableRow> rows;
        while (m_at < m_text.size()) {
            TableRow row = parseRow();
            if (row.cells.size() > 1 || !row.cells.front().empty() || !row.fault.empty())
                rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }

    TableRow parseRow()
    {
        TableRow row;
        row.line = m_line;
        while (true) {
            while (!isAtEnd() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
                ++m_at;
            const bool isQuoted = !isAtEnd() && m_text[m_at] == '"';
            row.cells.push_back(isQuoted ? quotedCell(row) : std::string());
            const std::size_t end = std::min(m_text.find_first_of(",\n", m_at), m_text.size());
            const std::string_view rest = trimmed(m_text.substr(m_at, end - m_at));
            if (!isQuoted)
                row.cells.back() = rest;
            else if (!rest.empty() && row.fault.empty())
                row.fault = "text behind a closing quote";
            m_at = end;
            if (isAtEnd())
                return row;
            if (m_text[m_at++] == '\n') {
                ++m_line;
                return row;
            }
        }
    }

    std::string quotedCell(TableRow &row)
    {
        std::string cell;
        for (++m_at; !isAtEnd(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                if (m_at + 1 == m_text.size() || m_text[m_at + 1] != '"') {
                    ++m_at;
                    return cell;
                }
                ++m_at;
            }
            m_line += c == '\n' ? 1 : 0;
            cell += c;
        }
        row.fault = "a quote is never closed";
        return cell;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
};

Result<std::vector<TableRow>> commaRows(const fs::path &table, std::uintmax_t limitBytes)
{
    const auto content = readWholeFile(table, limitBytes);
    if (!content)
        return Unexpected(content.error());
    std::string_view text = *content;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    if (text.find('\0') != std::string_view::npos)
        return fail(ErrorCode::UnsupportedFormat,
                    table.string() + ": not a text file in UTF-8; save the table as UTF-8 text");
    return CommaParser(text).parse();
}

bool isShallow(const json &value, int depth)
{
    return !value.is_structured()
           || (depth > 0 && std::all_of(value.begin(), value.end(), [depth](const json &part) {
                   return isShallow(part, depth - 1);
               }));
}

std::string cellOf(const json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    return value.is_null() ? std::string()
                           : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Fills a row from a line, adding unknown keys to the header.
TableRow jsonRow(const TextLine &line, std::vector<std::string> &header)
{
    TableRow row{line.number, {}, {}};
    const json object = json::parse(line.text, nullptr, false);
    if (!object.is_object()) {
        row.fault = "not a JSON object";
        return row;
    }
    for (const auto &[key, value] : object.items()) {
        if (!isShallow(value, kMaxJsonDepth)) {
            row.fault = "'" + key + "' is nested too deep";
            return row;
        }
        auto column = std::find(header.begin(), header.end(), key);
        const auto index = static_cast<std::size_t>(column - header.begin());
        if (column == header.end())
            header.push_back(key);
        row.cells.resize(std::max(row.cells.size(), index + 1));
        row.cells[index] = cellOf(value);
    }
    return row;
}

Result<TableRows> jsonRows(const fs::path &table, std::uintmax_t limitBytes)
{
    const auto lines = readTextLines(table, limitBytes);
    if (!lines)
        return Unexpected(lines.error());
    TableRows rows;
    for (const TextLine &line : *lines)
        rows.rows.push_back(jsonRow(line, rows.header));
    if (rows.header.empty())
        return fail(ErrorCode::UnsupportedFormat,
                    table.string() + ": holds no JSON object; write one a line, as {\"id\": ...}");
    return rows;
}

} // namespace

TableDialect tableDialectOf(const fs::path &table)
{
    std::string extension = table.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    if (extension == ".csv")
        return TableDialect::Commas;
    return extension == ".jsonl" || extension == ".ndjson" ? TableDialect::JsonLines
                                                           : TableDialect::Tabs;
}

Result<TableRows> readTableRows(const fs::path &table, std::uintmax_t limitBytes)
{
    const TableDialect dialect = tableDialectOf(table);
    if (dialect == TableDialect::JsonLines)
        return jsonRows(table, limitBytes);
    auto rows = dialect == TableDialect::Commas ? commaRows(table, limitBytes)
                                                : tabRows(table, limitBytes);
    if (!rows)
        return Unexpected(rows.error());
    if (rows->empty())
        return fail(ErrorCode::UnsupportedFormat, table.string() + ": holds empty lines only");
    TableRows result;
    if (!rows->front().fault.empty())
        return fail(ErrorCode::UnsupportedFormat,
                    table.string() + ": its first line cannot be read: " + rows->front().fault);
    result.header = std::move(rows->front().cells);
    result.rows.assign(std::make_move_iterator(std::next(rows->begin())),
                       std::make_move_iterator(rows->end()));
    return result;
}

} // namespace soundlocus
