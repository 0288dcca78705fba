// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/via3_values.h"

#include "engine/annotation/exchange/via3_attributes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace soundlocus::via3 {

using nlohmann::json;

namespace {

/// Names that people give to the attribute that holds the class.
constexpr std::array<std::string_view, 6> kClassNames{kLabel,
                                                      "class",
                                                      "source",
                                                      "object",
                                                      "name",
                                                      "sounding"};
constexpr std::array<std::string_view, 6> kOwnNames{kAnnotator,
                                                    kTrack,
                                                    kOccluded,
                                                    kGap,
                                                    kEnds,
                                                    kMark};

} // namespace

std::string idIn(const json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    return value.is_number_integer() ? std::to_string(value.get<std::int64_t>()) : std::string();
}

std::string idAt(const json &object, const char *key)
{
    return object.is_object() && object.contains(key) ? idIn(object[key]) : std::string();
}

const json &objectAt(const json &object, const char *key)
{
    static const json kEmpty = json::object();
    if (!object.is_object())
        return kEmpty;
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : kEmpty;
}

std::vector<std::pair<std::string, const json *>> numbered(const json &object)
{
    std::vector<std::pair<std::string, const json *>> members;
    for (const auto &[id, value] : object.items())
        members.emplace_back(id, &value);
    std::ranges::sort(members, [](const auto &a, const auto &b) {
        return std::pair(a.first.size(), a.first) < std::pair(b.first.size(), b.first);
    });
    return members;
}

std::optional<std::vector<double>> numbersAt(const json &object, const char *key)
{
    std::vector<double> numbers;
    for (const json &value : listAt(object, key)) {
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            return std::nullopt;
        numbers.push_back(value.get<double>());
    }
    return numbers;
}

std::string valueOf(const Values &values, std::string_view name)
{
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
}

Values valuesOf(const json &attributes, const json &given)
{
    Values values;
    for (const auto &[id, value] : given.items()) {
        const json &attribute = objectAt(attributes, id.c_str());
        const std::string name = textAt(attribute, "aname").value_or(id);
        const json &options = objectAt(attribute, "options");
        const std::string key = idIn(value);
        std::string text;
        for (std::size_t begin = 0; begin <= key.size();) { // a checkbox holds several keys
            const bool isList = integerAt(attribute, "type") == via3::kCheckbox;
            const std::size_t end = std::min(isList ? key.find(',', begin) : key.size(),
                                             key.size());
            const std::string part = key.substr(begin, end - begin);
            const std::string option = idAt(options, part.c_str());
            text += (text.empty() ? "" : ", ") + (option.empty() ? part : option);
            begin = end + 1;
        }
        if (!text.empty())
            values[name] = std::move(text);
    }
    return values;
}

std::string classIn(const Values &values)
{
    for (const std::string_view name : kClassNames) {
        if (const std::string text = valueOf(values, name); !text.empty())
            return text;
    }
    for (const auto &[name, text] : values) {
        if (std::ranges::find(kOwnNames, name) == kOwnNames.end())
            return text;
    }
    return {};
}

std::string extraIn(const Values &values)
{
    const std::string label = classIn(values);
    json rest = json::object();
    for (const auto &[name, text] : values) {
        const bool isKnown = std::ranges::find(kOwnNames, name) != kOwnNames.end()
                             || std::ranges::find(kClassNames, name) != kClassNames.end();
        if (!isKnown && text != label)
            rest[name] = text;
    }
    return rest.empty() ? std::string() : extraText(via3::kFormat, {{"av", std::move(rest)}});
}

} // namespace soundlocus::via3
