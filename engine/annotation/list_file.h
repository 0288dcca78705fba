// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// One line of a text file, without its line end.
struct TextLine
{
    int number = 0; ///< from 1
    std::string text;
};

/// Non-empty lines of a UTF-8 text file; a byte-order mark and CRLF are taken off.
/// Errors: those of checkReadableFile, TooLarge, UnsupportedFormat (UTF-16, or no text).
[[nodiscard]] Result<std::vector<TextLine>> readTextLines(const std::filesystem::path &path,
                                                          std::uintmax_t limitBytes);

/// Without blanks, tabs and carriage returns at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace soundlocus
