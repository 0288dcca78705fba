// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/json_file.h"

#include "engine/annotation/exchange/set_builder.h"
#include "engine/core/file_io.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

using nlohmann::json;

/// Annotations are nested five deep.
constexpr int kMaxDepth = 64;

/// Where brackets are nested deeper than that, or npos.
std::size_t tooDeepAt(std::string_view text)
{
    int depth = 0;
    bool isInText = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isInText && c == '\\')
            ++i;
        else if (c == '"')
            isInText = !isInText;
        else if (!isInText && (c == '[' || c == '{') && ++depth > kMaxDepth)
            return i;
        else if (!isInText && (c == ']' || c == '}'))
            --depth;
    }
    return std::string_view::npos;
}

Unexpected damagedAt(const std::filesystem::path &path,
                     std::string_view text,
                     std::size_t offset,
                     const std::string &what)
{
    return fail(ErrorCode::CorruptData,
                path.string() + ":" + std::to_string(lineOf(text, offset)) + ": " + what);
}

} // namespace

Result<json> readJsonFile(const std::filesystem::path &path)
{
    const auto content = readWholeFile(path, kMaxExchangeBytes);
    if (!content)
        return Unexpected(content.error());
    if (const std::size_t place = tooDeepAt(*content); place != std::string::npos)
        return damagedAt(path, *content, place, "nested deeper than annotations are");
    try {
        return json::parse(*content);
    } catch (const json::parse_error &error) {
        return damagedAt(path,
                         *content,
                         error.byte == 0 ? 0 : error.byte - 1,
                         "not readable as JSON; is the file cut off, or not in UTF-8?");
    } catch (const json::exception &error) { // a number that no double holds
        return fail(ErrorCode::CorruptData, path.string() + ": not readable as JSON", error.what());
    }
}

std::optional<double> numberAt(const json &object, const char *key)
{
    if (!object.is_object())
        return std::nullopt;
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number() || !std::isfinite(found->get<double>()))
        return std::nullopt;
    return found->get<double>();
}

std::optional<std::int64_t> integerAt(const json &object, const char *key)
{
    constexpr double kLargest = 9e15; // doubles hold all integers below
    const auto number = numberAt(object, key);
    if (!number || *number != std::floor(*number) || std::abs(*number) > kLargest)
        return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

std::optional<std::string> textAt(const json &object, const char *key)
{
    if (!object.is_object())
        return std::nullopt;
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? std::optional(found->get<std::string>())
                                                       : std::nullopt;
}

const json &listAt(const json &object, const char *key)
{
    static const json kEmpty = json::array();
    if (!object.is_object())
        return kEmpty;
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : kEmpty;
}

json restOf(const json &object, std::initializer_list<std::string_view> known)
{
    json rest = json::object();
    for (const auto &[key, value] : object.items()) {
        if (std::ranges::find(known, key) == known.end())
            rest[key] = value;
    }
    return rest;
}

std::string extraText(std::string_view format, const json &rest)
{
    if (rest.empty())
        return {};
    const json extra{{std::string(format), rest}};
    return extra.dump(-1, ' ', false, json::error_handler_t::replace);
}

json extraOf(const std::string &extra, std::string_view format)
{
    if (extra.empty() || tooDeepAt(extra) != std::string::npos)
        return json::object();
    const json all = json::parse(extra, nullptr, false);
    const std::string key(format);
    return all.is_object() && all.contains(key) && all[key].is_object() ? all[key] : json::object();
}

} // namespace soundlocus
