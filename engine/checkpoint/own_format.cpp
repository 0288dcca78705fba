// SPDX-License-Identifier: MIT
#include "engine/checkpoint/own_format.h"

#include "engine/checkpoint/input_format.h"
#include "engine/checkpoint/pickle_value.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <string_view>

namespace soundlocus::own_format {

namespace {

constexpr int kFormatVersion = 1;
constexpr const char *kFormatKey = "soundlocus.format";
constexpr const char *kInputKey = "soundlocus.input";
constexpr const char *kTypesKey = "soundlocus.types";
constexpr const char *kFamilyKey = "family";
constexpr const char *kWidthKey = "width";
constexpr const char *kEmbeddingKey = "embedding_dim";

bool isReserved(std::string_view key)
{
    return key == kFormatKey || key == kTypesKey || key == kFamilyKey || key == kWidthKey
           || key == kEmbeddingKey || key == kInputKey;
}

struct Written
{
    std::string text;
    const char *type = nullptr; ///< nothing for a text
};

/// Numbers with as many digits as bring back the same value.
template <typename T>
std::string digits(T number)
{
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    return {buffer.data(), end};
}

Written write(const MetadataValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return {*flag ? "true" : "false", "bool"};
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return {digits(*whole), "int"};
    if (const auto *real = std::get_if<double>(&value))
        return {digits(*real), "float"};
    return {std::get<std::string>(value)};
}

template <typename T>
std::optional<T> number(const std::string &text)
{
    T value{};
    const char *end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, value);
    if (code != std::errc() || stop != end)
        return std::nullopt;
    return value;
}

template <typename T>
bool readNumber(const std::string &text, MetadataValue &value)
{
    const std::optional<T> parsed = number<T>(text);
    if (parsed)
        value = *parsed;
    return parsed.has_value();
}

/// False where the text is not of its type.
bool read(const std::string &text, const std::string &type, MetadataValue &value)
{
    if (type == "int")
        return readNumber<std::int64_t>(text, value);
    if (type == "float")
        return readNumber<double>(text, value);
    if (type == "bool")
        value = text == "true";
    else
        value = text;
    return true;
}

std::string textOf(const Metadata &entries, const char *key)
{
    const auto found = entries.find(key);
    const auto *text = found == entries.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text != nullptr ? *text : std::string();
}

Unexpected damaged(const std::string &fileName, const std::string &what)
{
    return fail(ErrorCode::CorruptData,
                fileName + ": damaged (" + what + " in its header); copy it again");
}

} // namespace

std::map<std::string, std::string> entriesOf(const Checkpoint &checkpoint)
{
    std::map<std::string, std::string> entries;
    nlohmann::json types = nlohmann::json::object();
    for (const auto &[key, value] : checkpoint.metadata) {
        if (isReserved(key))
            continue;
        const Written written = write(value);
        entries[key] = written.text;
        if (written.type != nullptr)
            types[key] = written.type;
    }
    entries[kFormatKey] = std::to_string(kFormatVersion);
    entries[kFamilyKey] = toString(checkpoint.spec.family);
    entries[kWidthKey] = std::to_string(checkpoint.spec.width);
    entries[kEmbeddingKey] = std::to_string(checkpoint.spec.embeddingDim);
    entries[kInputKey] = inputText(checkpoint.spec);
    entries[kTypesKey] = types.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return entries;
}

Result<std::optional<Header>> headerOf(const Metadata &entries, const std::string &fileName)
{
    const std::string version = textOf(entries, kFormatKey);
    if (version.empty())
        return std::optional<Header>();
    const auto versionNumber = number<std::int64_t>(version);
    if (!versionNumber)
        return damaged(fileName, "the version");
    if (*versionNumber > kFormatVersion)
        return fail(ErrorCode::UnsupportedFormat,
                    fileName + ": written by a newer version of SoundLocus; update this one");
    const auto family = modelFamilyFromString(textOf(entries, kFamilyKey));
    if (!family)
        return damaged(fileName, "the model family");
    const std::string typesText = textOf(entries, kTypesKey);
    const auto types = nlohmann::json::parse(typesText, nullptr, false);
    Header header;
    header.spec = modelSpecOf(*family);
    const std::string input = textOf(entries, kInputKey);
    if (!input.empty()) {
        if (const auto fault = readInput(input, header.spec))
            return damaged(fileName, "the input: " + *fault);
    }
    for (const auto &[key, value] : entries) {
        const auto *text = std::get_if<std::string>(&value);
        if (text == nullptr || isReserved(key))
            continue;
        const bool isTyped = types.is_object() && types.contains(key) && types[key].is_string();
        const std::string type = isTyped ? types[key].get<std::string>() : std::string();
        if (!read(*text, type, header.metadata[key]))
            return damaged(fileName, "the entry " + pickle::printable(key));
    }
    return std::optional<Header>(std::move(header));
}

} // namespace soundlocus::own_format
