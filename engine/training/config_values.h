// SPDX-License-Identifier: MIT
#pragma once

#include "engine/training/config_fields.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace soundlocus {

using ConfigJson = nlohmann::ordered_json;

/// A field's value as JSON.
[[nodiscard]] ConfigJson jsonOf(const FieldReference &field);

/// Sets a field. @return what is wrong ("expects a whole number, is \"many\""), or nothing
[[nodiscard]] std::optional<std::string> assign(const FieldReference &field,
                                                const ConfigJson &value);

/// The JSON that a text on the command line means for this field: words and numbers as they are,
/// lists with commas between or as JSON. Text that is no such value comes back as a JSON string.
[[nodiscard]] ConfigJson jsonFromText(const FieldReference &field, std::string_view text);

/// The known key that differs in the fewest letters, with or without its first part.
[[nodiscard]] std::string nearestKey(std::string_view unknown,
                                     const std::vector<std::string> &known);

} // namespace soundlocus
