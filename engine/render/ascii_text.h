// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace soundlocus {

/// A text as OpenCV's letters can show it: each letter beyond ASCII becomes one '?'.
[[nodiscard]] std::string asciiOf(const std::string &text);

} // namespace soundlocus
