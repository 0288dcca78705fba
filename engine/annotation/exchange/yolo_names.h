// SPDX-License-Identifier: MIT
// Internal to engine/annotation: the classes of a YOLO data set, whose numbers are their places.
#pragma once

#include "engine/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// Names of the classes by their number; a number without a name has an empty one.
using ClassNames = std::vector<std::string>;

/// Reads classes.txt (also in labels/), data.yaml or another .yaml, or obj.names of a folder;
/// an empty list where there is none. Errors: those of readTextLines, CorruptData (a .yaml with
/// names that cannot be read, with the line).
[[nodiscard]] Result<ClassNames> readClassNames(const std::filesystem::path &folder);

/// The `names` of a data.yaml: a list, or numbers with names, in one line or one a line.
/// Errors: CorruptData. @param path for messages
[[nodiscard]] Result<ClassNames> classNamesFromYaml(const std::filesystem::path &path);

/// A data.yaml with these names.
[[nodiscard]] std::string yamlOf(const ClassNames &names);

} // namespace soundlocus
