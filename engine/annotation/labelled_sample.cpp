// SPDX-License-Identifier: MIT
#include "engine/annotation/labelled_sample.h"

namespace soundlocus {

std::string toString(const ListWarning &warning)
{
    const std::string line = warning.line > 0 ? ":" + std::to_string(warning.line) : std::string();
    return warning.file.string() + line + ": " + warning.message;
}

} // namespace soundlocus
