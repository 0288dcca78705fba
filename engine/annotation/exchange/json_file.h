// SPDX-License-Identifier: MIT
// Internal to engine/annotation: JSON of other programs, which may be anything.
#pragma once

#include "engine/core/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace soundlocus {

/// Reads a JSON file. Errors: those of checkReadableFile, TooLarge, CorruptData (with the line;
/// also what is nested deeper than any annotation).
[[nodiscard]] Result<nlohmann::json> readJsonFile(const std::filesystem::path &path);

/// Members of an object, where they are there and of the kind; of anything else nothing.
[[nodiscard]] std::optional<double> numberAt(const nlohmann::json &object, const char *key);
[[nodiscard]] std::optional<std::int64_t> integerAt(const nlohmann::json &object, const char *key);
[[nodiscard]] std::optional<std::string> textAt(const nlohmann::json &object, const char *key);
/// The list of that name; an empty one where there is none.
[[nodiscard]] const nlohmann::json &listAt(const nlohmann::json &object, const char *key);

/// The members of an object beside the named ones.
[[nodiscard]] nlohmann::json restOf(const nlohmann::json &object,
                                    std::initializer_list<std::string_view> known);

/// What a format says beside our own fields, as Track::extra and Clip::extra keep it:
/// {"FORMAT": {...}}; empty where nothing remains. @param rest an object
[[nodiscard]] std::string extraText(std::string_view format, const nlohmann::json &rest);

/// What extraText() kept of that format; an empty object where there is nothing.
[[nodiscard]] nlohmann::json extraOf(const std::string &extra, std::string_view format);

} // namespace soundlocus
