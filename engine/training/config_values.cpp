// SPDX-License-Identifier: MIT
#include "engine/training/config_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <type_traits>

namespace soundlocus {

namespace {

template <typename T>
constexpr std::string_view kExpected{};
template <>
constexpr std::string_view kExpected<bool> = "true or false";
template <>
constexpr std::string_view kExpected<int> = "a whole number";
template <>
constexpr std::string_view kExpected<std::int64_t> = "a whole number";
template <>
constexpr std::string_view kExpected<std::uint64_t> = "a whole number from 0";
template <>
constexpr std::string_view kExpected<double> = "a number";
template <>
constexpr std::string_view kExpected<std::string> = "a text";
template <>
constexpr std::string_view kExpected<std::vector<std::string>> = "a list of texts";
template <>
constexpr std::string_view kExpected<std::vector<int>> = "a list of whole numbers";
template <>
constexpr std::string_view kExpected<std::vector<double>> = "a list of numbers";

template <typename T>
constexpr bool kIsList = false;
template <typename T>
constexpr bool kIsList<std::vector<T>> = true;

bool read(const ConfigJson &json, bool &value)
{
    if (!json.is_boolean())
        return false;
    value = json.get<bool>();
    return true;
}

bool read(const ConfigJson &json, std::string &value)
{
    if (!json.is_string())
        return false;
    value = json.get<std::string>();
    return true;
}

bool read(const ConfigJson &json, double &value)
{
    if (!json.is_number() || !std::isfinite(json.get<double>()))
        return false;
    value = json.get<double>();
    return true;
}

template <typename T>
bool readWhole(const ConfigJson &json, T &value)
{
    if (json.is_number_unsigned()) {
        const auto number = json.get<std::uint64_t>();
        value = static_cast<T>(number);
        return number <= static_cast<std::uint64_t>(std::numeric_limits<T>::max());
    }
    if (!json.is_number_integer() || std::is_unsigned_v<T>)
        return false;
    const auto number = json.get<std::int64_t>();
    value = static_cast<T>(number);
    return number >= static_cast<std::int64_t>(std::numeric_limits<T>::min());
}

bool read(const ConfigJson &json, int &value)
{
    return readWhole(json, value);
}

bool read(const ConfigJson &json, std::int64_t &value)
{
    return readWhole(json, value);
}

bool read(const ConfigJson &json, std::uint64_t &value)
{
    return readWhole(json, value);
}

template <typename T>
bool read(const ConfigJson &json, std::vector<T> &values)
{
    if (!json.is_array())
        return false;
    values.clear();
    return std::all_of(json.begin(), json.end(), [&values](const ConfigJson &entry) {
        T value{};
        const bool isRead = read(entry, value);
        values.push_back(std::move(value));
        return isRead;
    });
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

template <typename T>
ConfigJson parsed(std::string_view text)
{
    const std::string_view word = trimmed(text);
    if constexpr (std::is_same_v<T, bool>) {
        if (word == "true" || word == "1" || word == "on" || word == "yes")
            return true;
        if (word == "false" || word == "0" || word == "off" || word == "no")
            return false;
    } else if constexpr (std::is_arithmetic_v<T>) {
        T value{};
        const char *end = word.data() + word.size();
        const auto [stop, code] = std::from_chars(word.data(), end, value);
        if (code == std::errc{} && stop == end)
            return value;
    }
    return std::string(word);
}

template <typename T>
ConfigJson parsedList(std::string_view text)
{
    if (trimmed(text).starts_with('[')) {
        ConfigJson list = ConfigJson::parse(text, nullptr, false);
        return list.is_discarded() ? ConfigJson(std::string(text)) : list;
    }
    ConfigJson list = ConfigJson::array();
    while (!trimmed(text).empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        list.push_back(parsed<T>(text.substr(0, comma)));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return list;
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

ConfigJson jsonOf(const FieldReference &field)
{
    return std::visit([](const auto *value) { return ConfigJson(*value); }, field);
}

std::optional<std::string> assign(const FieldReference &field, const ConfigJson &value)
{
    return std::visit(
            [&value](auto *target) -> std::optional<std::string> {
                using T = std::remove_pointer_t<decltype(target)>;
                T copy{};
                if (!read(value, copy))
                    return "expects " + std::string(kExpected<T>) + ", is "
                           + value.dump(-1, ' ', false, ConfigJson::error_handler_t::replace);
                *target = std::move(copy);
                return std::nullopt;
            },
            field);
}

ConfigJson jsonFromText(const FieldReference &field, std::string_view text)
{
    return std::visit(
            [text](const auto *target) -> ConfigJson {
                using T = std::remove_cvref_t<decltype(*target)>;
                if constexpr (kIsList<T>)
                    return parsedList<typename T::value_type>(text);
                else if constexpr (std::is_same_v<T, std::string>)
                    return std::string(text);
                else
                    return parsed<T>(text);
            },
            field);
}

std::string nearestKey(std::string_view unknown, const std::vector<std::string> &known)
{
    std::string nearest;
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (const std::string &key : known) {
        std::size_t distance = editDistance(unknown, key);
        // "learning_rate" means "optimizer.learning_rate".
        if (unknown.find('.') == std::string_view::npos)
            distance = std::min(
                    distance,
                    editDistance(unknown, std::string_view(key).substr(key.rfind('.') + 1)));
        if (distance < least) {
            least = distance;
            nearest = key;
        }
    }
    return nearest;
}

} // namespace soundlocus
