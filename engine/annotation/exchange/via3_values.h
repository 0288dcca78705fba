// SPDX-License-Identifier: MIT
// Internal to engine/annotation: how ids, members and attributes of a VIA 3 project are read.
// Source: VIA 3.0.10; fact sheet 6.5.
#pragma once

#include "engine/annotation/exchange/json_file.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soundlocus::via3 {

/// VIA writes ids as texts, older versions some as numbers.
[[nodiscard]] std::string idIn(const nlohmann::json &value);
[[nodiscard]] std::string idAt(const nlohmann::json &object, const char *key);
/// An empty object where there is none.
[[nodiscard]] const nlohmann::json &objectAt(const nlohmann::json &object, const char *key);
/// Members in the order in which programs number them: "2" before "10".
[[nodiscard]] std::vector<std::pair<std::string, const nlohmann::json *>> numbered(
        const nlohmann::json &object);
/// Finite numbers of a list; nothing where there is something else in it.
[[nodiscard]] std::optional<std::vector<double>> numbersAt(const nlohmann::json &object,
                                                           const char *key);

/// Values of an entry by the names of the attributes, options as their texts.
using Values = std::map<std::string, std::string, std::less<>>;

/// @param attributes of the project; @param given "av" of the entry
[[nodiscard]] Values valuesOf(const nlohmann::json &attributes, const nlohmann::json &given);
/// Empty where there is none of that name.
[[nodiscard]] std::string valueOf(const Values &values, std::string_view name);
/// The class that an entry names: by an attribute of a usual name, else by the first one.
[[nodiscard]] std::string classIn(const Values &values);
/// Values that are neither the class nor ours, as Track::extra.
[[nodiscard]] std::string extraIn(const Values &values);

} // namespace soundlocus::via3
