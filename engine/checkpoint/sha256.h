// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace soundlocus {

/// SHA-256 of a file, 64 lower-case hex digits. Errors: those of checkReadableFile, CorruptData
/// (cannot be read to its end), Internal.
[[nodiscard]] Result<std::string> sha256OfFile(const std::filesystem::path &path);

/// The same of bytes in memory. Errors: Internal.
[[nodiscard]] Result<std::string> sha256OfBytes(std::string_view bytes);

} // namespace soundlocus
