// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace soundlocus {

/// Names of classes from a list, each once, in the order of the file: a text with one name a line,
/// or a CSV file whose first column holds them (a class name with commas stands in quotes), as
/// VGGSound's stat.csv; of VGGSound's own vggsound.csv (id, seconds, class, train or test) the
/// third column. Errors: those of checkReadableFile, TooLarge, UnsupportedFormat (no text, no
/// name).
[[nodiscard]] Result<std::vector<std::string>> readLabelNames(const std::filesystem::path &path);

} // namespace soundlocus
