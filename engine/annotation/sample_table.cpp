// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"

#include "engine/annotation/table_rows.h"
#include "engine/core/file_io.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr char kSeparator = '\t';
/// Names of files are at most 255 bytes on all common file systems; this leaves room for suffixes.
constexpr std::size_t kMaxIdBytes = 200;
/// Times are kept in microseconds in 64 bits; nobody has a file of more than 31 years.
constexpr double kMaxSeconds = 1e9;
/// Coordinates above this are taken for pixels by mistake.
constexpr double kPixelLikeCoordinate = 2.0;

constexpr std::array<std::string_view, 8>
        kColumns{"id", "picture", "video", "time_s", "sound", "boxes", "class", "group"};

/// Cells of one row by column name.
class Row
{
public:
    Row(const std::vector<std::string> &header, std::vector<std::string> cells)
        : m_header(header)
        , m_cells(std::move(cells))
    {}

    [[nodiscard]] std::string at(std::string_view column) const
    {
        const auto found = std::find(m_header.begin(), m_header.end(), column);
        const auto index = static_cast<std::size_t>(found - m_header.begin());
        return index < m_cells.size() ? m_cells[index] : std::string();
    }

private:
    const std::vector<std::string> &m_header;
    std::vector<std::string> m_cells;
};

/// What is wrong with an id, or nothing.
std::optional<std::string> faultOfId(const std::string &id)
{
    if (id.empty())
        return "no id";
    if (id.find('/') != std::string::npos || id == "." || id == "..")
        return "id '" + id + "' cannot name a file; use one without '/'";
    if (id.size() > kMaxIdBytes)
        return "id is longer than " + std::to_string(kMaxIdBytes) + " bytes";
    const bool hasControl = std::any_of(id.begin(), id.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
    return hasControl ? std::optional<std::string>("id holds a control character") : std::nullopt;
}

fs::path resolved(const fs::path &folder, const std::string &cell)
{
    return cell.empty() ? fs::path() : folder / fs::path(cell);
}

Result<std::optional<MediaTime>> timeFrom(const std::string &cell)
{
    if (cell.empty())
        return std::optional<MediaTime>();
    double seconds = 0;
    const auto [end, code] = std::from_chars(cell.data(), cell.data() + cell.size(), seconds);
    if (code != std::errc() || end != cell.data() + cell.size() || !std::isfinite(seconds)
        || std::abs(seconds) > kMaxSeconds)
        return fail(ErrorCode::InvalidArgument, "time_s is no number of seconds: '" + cell + "'");
    return std::optional<MediaTime>(fromSeconds(seconds));
}

Result<void> checkMedia(const LabelledSample &sample, MediaColumns media)
{
    if (!sample.picture.empty() && !sample.video.empty())
        return fail(ErrorCode::InvalidArgument, "has both a picture and a video; give one");
    if (media == MediaColumns::Optional)
        return {};
    if (sample.picture.empty() && sample.video.empty())
        return fail(ErrorCode::InvalidArgument, "has neither a picture nor a video");
    if (!sample.picture.empty() && sample.sound.empty())
        return fail(ErrorCode::InvalidArgument, "a picture needs a sound");
    return {};
}

Result<LabelledSample> sampleFrom(const Row &row, const fs::path &folder, MediaColumns media)
{
    LabelledSample sample;
    sample.id = row.at("id");
    if (const auto fault = faultOfId(sample.id))
        return fail(ErrorCode::InvalidArgument, *fault);
    sample.picture = resolved(folder, row.at("picture"));
    sample.video = resolved(folder, row.at("video"));
    sample.sound = resolved(folder, row.at("sound"));
    sample.label = row.at("class");
    sample.group = row.at("group");
    const auto time = timeFrom(row.at("time_s"));
    if (!time)
        return Unexpected(time.error());
    sample.time = *time;
    const auto checked = checkMedia(sample, media);
    if (!checked)
        return Unexpected(checked.error());
    const std::string boxes = row.at("boxes");
    if (!boxes.empty()) {
        auto groundTruth = parseBoxes(boxes);
        if (!groundTruth)
            return Unexpected(groundTruth.error());
        sample.groundTruth = std::move(*groundTruth);
    }
    return sample;
}

bool looksLikePixels(const LabelledSample &sample)
{
    if (!sample.groundTruth)
        return false;
    for (const auto &boxes : sample.groundTruth->annotators) {
        for (const BoundingBox &box : boxes) {
            if (box.x1 > kPixelLikeCoordinate || box.y1 > kPixelLikeCoordinate)
                return true;
        }
    }
    return false;
}

/// `time` is another name for `time_s`, where that is not there too.
std::vector<std::string> withPlainNames(std::vector<std::string> header)
{
    const auto time = std::find(header.begin(), header.end(), "time");
    if (time != header.end() && std::find(header.begin(), header.end(), "time_s") == header.end())
        *time = "time_s";
    return header;
}

Result<void> checkHeader(const fs::path &table, const std::vector<std::string> &header)
{
    const auto has = [&header](std::string_view name) {
        return std::find(header.begin(), header.end(), name) != header.end();
    };
    if (!has("id"))
        return fail(ErrorCode::UnsupportedFormat,
                    table.string() + ": no 'id' column; "
                            + (tableDialectOf(table) == TableDialect::JsonLines
                                       ? "each line is an object with the key \"id\""
                               : tableDialectOf(table) == TableDialect::Commas
                                       ? "the first line names the columns, separated by commas"
                                       : "the first line names the columns, separated by tabs"));
    for (const std::string_view name : kColumns) {
        if (std::count(header.begin(), header.end(), name) > 1)
            return fail(ErrorCode::UnsupportedFormat,
                        table.string() + ": column '" + std::string(name) + "' occurs twice");
    }
    return {};
}

std::string cellOf(const fs::path &path, const fs::path &folder)
{
    if (path.empty())
        return {};
    const fs::path whole = fs::absolute(path).lexically_normal();
    const fs::path relative = whole.lexically_proximate(folder);
    return *relative.begin() == ".." ? whole.string() : relative.string();
}

std::string secondsText(MediaTime time)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), toSeconds(time));
    return {buffer.data(), end.ptr};
}

} // namespace

Result<SampleList> readSampleTable(const fs::path &table,
                                   MediaColumns media,
                                   std::string_view extraColumn)
{
    auto rows = readTableRows(table, kMaxTableBytes);
    if (!rows)
        return Unexpected(rows.error());
    const std::vector<std::string> header = withPlainNames(std::move(rows->header));
    if (auto checked = checkHeader(table, header); !checked)
        return Unexpected(checked.error());
    const fs::path folder = table.parent_path();
    SampleList list;
    std::set<std::string> ids;
    for (TableRow &line : rows->rows) {
        const std::size_t cellCount = line.cells.size();
        const Row row(header, std::move(line.cells));
        const auto leaveOut = [&](const std::string &text, ListFault fault = ListFault::Row) {
            list.warnings.push_back({table,
                                     line.line,
                                     text + "; row left out",
                                     true,
                                     row.at("id"),
                                     row.at("group"),
                                     fault});
        };
        if (!line.fault.empty()) {
            leaveOut(line.fault);
            continue;
        }
        if (cellCount > header.size()) {
            leaveOut("it has " + std::to_string(cellCount) + " cells, the header "
                     + std::to_string(header.size()));
            continue;
        }
        auto sample = sampleFrom(row, folder, media);
        if (!sample) {
            leaveOut(sample.error().message);
            continue;
        }
        if (!ids.insert(sample->id).second) {
            leaveOut("id '" + sample->id + "' occurs a second time", ListFault::Repeated);
            continue;
        }
        if (looksLikePixels(*sample))
            list.warnings.push_back(
                    {table,
                     line.line,
                     "boxes of '" + sample->id + "' look like pixels; they are fractions in 0..1"});
        sample->line = line.line;
        list.samples.push_back(std::move(*sample));
        if (!extraColumn.empty())
            list.extraCells.push_back(row.at(extraColumn));
    }
    return list;
}

Result<void> writeSampleTable(const fs::path &table,
                              const std::vector<LabelledSample> &samples,
                              const std::vector<ExtraColumn> &extra)
{
    const fs::path folder = fs::absolute(table).lexically_normal().parent_path();
    std::string text;
    for (const std::string_view name : kColumns)
        text += std::string(name) + (name == kColumns.back() && extra.empty() ? '\n' : kSeparator);
    for (std::size_t i = 0; i < extra.size(); ++i) {
        SOUNDLOCUS_EXPECTS(extra[i].cells.size() == samples.size());
        text += extra[i].name + (i + 1 == extra.size() ? '\n' : kSeparator);
    }
    for (std::size_t k = 0; k < samples.size(); ++k) {
        const LabelledSample &sample = samples[k];
        std::vector<std::string> cells{sample.id,
                                       cellOf(sample.picture, folder),
                                       cellOf(sample.video, folder),
                                       sample.time ? secondsText(*sample.time) : std::string(),
                                       cellOf(sample.sound, folder),
                                       sample.groundTruth ? formatBoxes(*sample.groundTruth)
                                                          : std::string(),
                                       sample.label,
                                       sample.group};
        for (const ExtraColumn &column : extra)
            cells.push_back(column.cells[k]);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].find_first_of("\t\r\n") != std::string::npos)
                return fail(ErrorCode::InvalidArgument,
                            table.string() + ": sample '" + sample.id
                                    + "' holds a tab or a line break; rename it");
            text += cells[i];
            text += i + 1 == cells.size() ? '\n' : kSeparator;
        }
    }
    return writeWholeFile(table, text);
}

} // namespace soundlocus
