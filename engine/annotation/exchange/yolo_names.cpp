// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/yolo_names.h"

#include "engine/annotation/exchange/set_builder.h"
#include "engine/annotation/list_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxBytes = std::uintmax_t{4} << 20;
/// Objects365 has 365; a number beyond this is a fault in the file.
constexpr std::size_t kMaxClasses = 100'000;

std::optional<std::size_t> numberIn(std::string_view text)
{
    std::size_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isNumber = code == std::errc() && end == text.data() + text.size()
                          && value < kMaxClasses;
    return isNumber ? std::optional(value) : std::nullopt;
}

/// A YAML scalar that begins at `place`, which then stands behind it; nothing where a quote does
/// not end. @param stops signs that end a bare one
std::optional<std::string> scalarAt(std::string_view text,
                                    std::size_t &place,
                                    std::string_view stops)
{
    const std::size_t begin = text.find_first_not_of(" \t", place);
    if (begin == std::string_view::npos) {
        place = text.size();
        return std::string();
    }
    const char quote = text[begin];
    if (quote == '[' || quote == '{')
        return std::nullopt;
    if (quote != '"' && quote != '\'') {
        std::size_t end = text.find_first_of(stops, begin);
        end = std::min({end, text.find(" #", begin), text.size()});
        place = end;
        return std::string(trimmed(text.substr(begin, end - begin)));
    }
    std::string plain;
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == quote && quote == '\'' && i + 1 < text.size() && text[i + 1] == quote) {
            plain += quote;
            ++i;
        } else if (text[i] == quote) {
            place = i + 1;
            if (quote == '\'')
                return plain;
            const auto decoded = nlohmann::json::parse('"' + plain + '"', nullptr, false);
            return decoded.is_string() ? std::optional(decoded.get<std::string>()) : std::nullopt;
        } else {
            plain += text[i];
            if (quote == '"' && text[i] == '\\' && i + 1 < text.size())
                plain += text[++i];
        }
    }
    return std::nullopt;
}

/// Puts names in their places.
class NameList
{
public:
    /// @param text "name" or "3: name" from `place` on, which then stands behind it
    /// @param stops signs that end a bare name; @return false where it is neither
    bool add(std::string_view text, std::size_t &place, std::string_view stops)
    {
        const std::size_t begin = place;
        const std::string keyStops = std::string(stops) + ":";
        const auto first = scalarAt(text, place, keyStops);
        if (!first || place == begin || m_names.size() >= kMaxClasses)
            return false;
        if (place >= text.size() || text[place] != ':') {
            m_names.push_back(*first);
            return true;
        }
        const auto number = numberIn(*first);
        const auto name = scalarAt(text, ++place, stops);
        if (!number || !name)
            return false;
        m_names.resize(std::max(m_names.size(), *number + 1));
        m_names[*number] = *name;
        return true;
    }
    /// An item of a list, which may hold a colon.
    bool addItem(std::string_view text)
    {
        std::size_t place = 0;
        auto name = scalarAt(text, place, "");
        if (!name || m_names.size() >= kMaxClasses)
            return false;
        m_names.push_back(std::move(*name));
        return true;
    }
    [[nodiscard]] ClassNames take() { return std::move(m_names); }

private:
    ClassNames m_names;
};

/// What stands between the brackets of "[a, b]" or "{0: a}".
bool addInline(NameList &names, std::string_view text)
{
    const char close = text.front() == '[' ? ']' : '}';
    std::size_t place = 1;
    while (true) {
        place = text.find_first_not_of(" \t,", place);
        if (place == std::string_view::npos)
            return false;
        if (text[place] == close)
            return true;
        if (!names.add(text, place, ",]}"))
            return false;
    }
}

Unexpected unreadable(const fs::path &path, int line)
{
    return fail(ErrorCode::CorruptData,
                path.string() + ":" + std::to_string(line)
                        + ": the names of the classes cannot be read; is the file cut off?");
}

Result<ClassNames> namesFromLines(const fs::path &path)
{
    std::error_code code;
    if (fs::file_size(path, code) == 0 && !code)
        return ClassNames();
    const auto lines = readTextLines(path, kMaxBytes);
    if (!lines)
        return Unexpected(lines.error());
    ClassNames names;
    for (const TextLine &line : *lines) {
        if (!isUtf8(line.text))
            return fail(ErrorCode::CorruptData,
                        path.string() + ":" + std::to_string(line.number)
                                + ": not in UTF-8; save it again as UTF-8");
        names.resize(static_cast<std::size_t>(line.number)); // an empty line is a number, too
        names.back() = trimmed(line.text);
    }
    return names;
}

} // namespace

Result<ClassNames> classNamesFromYaml(const fs::path &path)
{
    const auto lines = readTextLines(path, kMaxBytes);
    if (!lines)
        return Unexpected(lines.error());
    NameList names;
    bool isInside = false;
    for (const TextLine &line : *lines) {
        if (!isUtf8(line.text))
            return unreadable(path, line.number);
        std::string_view text = line.text;
        if (text.starts_with("names:")) {
            isInside = true;
            text = trimmed(text.substr(std::string_view("names:").size()));
            if (text.starts_with('[') || text.starts_with('{'))
                return addInline(names, text) ? Result<ClassNames>(names.take())
                                              : Result<ClassNames>(unreadable(path, line.number));
            continue;
        }
        const std::string_view item = trimmed(text);
        if (!isInside || item.empty() || item.starts_with('#'))
            continue;
        const bool isListed = item.starts_with("- ");
        if (!isListed && text.front() != ' ' && text.front() != '\t')
            break; // the next key
        std::size_t place = 0;
        if (isListed ? !names.addItem(item.substr(2)) : !names.add(item, place, ""))
            return unreadable(path, line.number);
    }
    return names.take();
}

Result<ClassNames> readClassNames(const fs::path &folder)
{
    std::error_code code;
    for (const fs::path &name : {fs::path("classes.txt"), fs::path("labels") / "classes.txt"}) {
        if (fs::is_regular_file(folder / name, code))
            return namesFromLines(folder / name);
    }
    std::vector<fs::path> files = filesIn(folder, ".yaml");
    const std::vector<fs::path> more = filesIn(folder, ".yml");
    files.insert(files.end(), more.begin(), more.end());
    for (const fs::path &file : files) {
        auto names = classNamesFromYaml(file);
        if (!names || !names->empty())
            return names;
    }
    if (fs::is_regular_file(folder / "obj.names", code))
        return namesFromLines(folder / "obj.names");
    return ClassNames();
}

std::string yamlOf(const ClassNames &names)
{
    std::string text = "path: .\ntrain: images\nval: images\nnames:\n";
    for (std::size_t i = 0; i < names.size(); ++i)
        text += "  " + std::to_string(i) + ": "
                + nlohmann::json(names[i]).dump(
                        -1, ' ', false, nlohmann::json::error_handler_t::replace)
                + "\n";
    return text;
}

} // namespace soundlocus
