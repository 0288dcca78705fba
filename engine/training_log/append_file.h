// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

namespace soundlocus {

/// Adds bytes at the end of a file, all or none: what a full disk took of them is cut off again.
/// Makes the file where there is none. Errors: DiskFull, PermissionDenied, WriteFailed.
[[nodiscard]] Result<void> appendBytes(const std::filesystem::path &path, std::string_view bytes);

/// The same with a line end behind.
[[nodiscard]] Result<void> appendLine(const std::filesystem::path &path, std::string_view line);

/// Cuts off a last line without its end, which a killed process or a lost disk left. Errors as
/// above; a file that is not there is whole.
[[nodiscard]] Result<void> healLines(const std::filesystem::path &path);

/// Keeps the lines that `isKept` says, in their order; the file is replaced at once.
/// @return how many were dropped; Errors: those of AtomicFile.
[[nodiscard]] Result<std::int64_t> keepLines(const std::filesystem::path &path,
                                             const std::function<bool(std::string_view)> &isKept);

} // namespace soundlocus
