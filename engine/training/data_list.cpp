// SPDX-License-Identifier: MIT
#include "engine/training/data_list.h"

#include "engine/annotation/sample_table.h"
#include "engine/checkpoint/sha256.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <unordered_map>

namespace soundlocus {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kHeader = "id\tbytes\tsha256_of_ends\n";
/// Ids that a sentence about differences names.
constexpr std::size_t kNamedIds = 3;

/// Size and both ends of a file, as bytes to hash.
std::optional<std::string> endsOf(const fs::path &path, std::uintmax_t bytes)
{
    std::ifstream stream(path, std::ios::binary);
    std::string ends = std::to_string(bytes) + "\n";
    const auto append = [&stream, &ends](std::uintmax_t from, std::uintmax_t count) {
        const std::size_t before = ends.size();
        ends.resize(before + count);
        stream.seekg(static_cast<std::streamoff>(from));
        stream.read(ends.data() + before, static_cast<std::streamsize>(count));
    };
    if (bytes <= 2 * kFingerprintBytes) {
        append(0, bytes);
    } else {
        append(0, kFingerprintBytes);
        append(bytes - kFingerprintBytes, kFingerprintBytes);
    }
    return stream ? std::optional(std::move(ends)) : std::nullopt;
}

/// What a row says besides its files, where it says anything.
std::string labelsOf(const TrainingItem &item)
{
    const LabelledSample &sample = item.sample;
    std::string text;
    const auto add = [&text](const char *name, const std::string &value) {
        if (!value.empty())
            text += std::string(name) + ' ' + value + '\n';
    };
    add("time_us", sample.time ? std::to_string(sample.time->count()) : std::string());
    add("class", sample.label);
    add("group", sample.group);
    add("level", item.level > 0 ? fmt::format("{}", item.level) : std::string());
    add("boxes", sample.groundTruth ? formatBoxes(*sample.groundTruth) : std::string());
    return text;
}

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '\\')
            result += "\\\\";
        else if (c == '\t')
            result += "\\t";
        else if (c == '\n')
            result += "\\n";
        else if (c == '\r')
            result += "\\r";
        else
            result += c;
    }
    return result;
}

std::string unescaped(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        const char c = text[++i];
        result += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
    }
    return result;
}

std::optional<DataRow> parseRow(std::string_view line)
{
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    DataRow row;
    row.id = unescaped(line.substr(0, first));
    row.hash = line.substr(second + 1);
    const auto [stop,
                code] = std::from_chars(line.data() + first + 1, line.data() + second, row.bytes);
    if (code != std::errc{} || stop != line.data() + second)
        return std::nullopt;
    return row;
}

/// "2 samples are not in the list any more (a, b)", or nothing.
void addSentence(std::vector<std::string> &sentences,
                 const std::vector<std::string_view> &ids,
                 const char *one,
                 const char *many)
{
    if (ids.empty())
        return;
    const std::size_t named = std::min(ids.size(), kNamedIds);
    sentences.push_back(fmt::format("{} {} ({}{})",
                                    ids.size(),
                                    ids.size() == 1 ? one : many,
                                    fmt::join(ids.begin(), ids.begin() + named, ", "),
                                    named < ids.size() ? ", ..." : ""));
}

} // namespace

DataRow dataRow(const TrainingItem &item)
{
    DataRow row;
    row.id = item.sample.id;
    std::string ends = labelsOf(item);
    for (const fs::path *path : {&item.sample.picture, &item.sample.video, &item.sample.sound}) {
        if (path->empty())
            continue;
        std::error_code code;
        const std::uintmax_t bytes = fs::file_size(*path, code);
        const auto part = code ? std::nullopt : endsOf(*path, bytes);
        if (!part)
            return row;
        row.bytes += bytes;
        ends += *part;
    }
    if (auto hash = sha256OfBytes(ends))
        row.hash = *std::move(hash);
    return row;
}

DataRow dataRow(const SampleSource &source, std::size_t index)
{
    const auto stamp = source.stamp(index);
    if (!stamp)
        return dataRow(source.item(index));
    DataRow row;
    row.id = source.item(index).sample.id;
    row.bytes = stamp->bytes;
    if (auto hash = sha256OfBytes(labelsOf(source.item(index)) + stamp->checksum))
        row.hash = *std::move(hash);
    return row;
}

std::string toDataTsv(const std::vector<DataRow> &rows)
{
    std::string text(kHeader);
    for (const DataRow &row : rows)
        text += fmt::format("{}\t{}\t{}\n", escaped(row.id), row.bytes, row.hash);
    return text;
}

Result<std::vector<DataRow>> parseDataTsv(std::string_view text)
{
    if (!text.starts_with(kHeader))
        return fail(ErrorCode::CorruptData, "line 1: not the header of a data list");
    text.remove_prefix(kHeader.size());
    std::vector<DataRow> rows;
    for (std::size_t number = 2; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        auto row = end == std::string_view::npos ? std::nullopt : parseRow(text.substr(0, end));
        if (!row)
            return fail(ErrorCode::CorruptData,
                        fmt::format("line {}: not a row of a data list", number));
        rows.push_back(*std::move(row));
        text.remove_prefix(end + 1);
    }
    return rows;
}

std::vector<std::string> dataDifferences(const std::vector<DataRow> &before,
                                         const std::vector<DataRow> &now)
{
    std::unordered_map<std::string_view, const DataRow *> byId;
    for (const DataRow &row : now)
        byId.emplace(row.id, &row);
    std::vector<std::string_view> gone;
    std::vector<std::string_view> changed;
    std::vector<std::string_view> added;
    for (const DataRow &row : before) {
        const auto found = byId.find(row.id);
        if (found == byId.end()) {
            gone.push_back(row.id);
        } else {
            if (*found->second != row)
                changed.push_back(row.id);
            byId.erase(found);
        }
    }
    for (const DataRow &row : now)
        if (byId.contains(row.id))
            added.push_back(row.id);
    std::vector<std::string> sentences;
    addSentence(sentences,
                gone,
                "sample is not in the list any more",
                "samples are not in the list any more");
    addSentence(sentences, added, "sample is new", "samples are new");
    addSentence(sentences, changed, "sample has changed", "samples have changed");
    const auto isSameId = [](const DataRow &a, const DataRow &b) { return a.id == b.id; };
    if (sentences.empty()
        && !std::equal(before.begin(), before.end(), now.begin(), now.end(), isSameId))
        sentences.emplace_back("the samples stand in another order");
    return sentences;
}

} // namespace soundlocus
