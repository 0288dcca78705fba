// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <system_error>
#include <vector>

namespace soundlocus {

/// What a file is by its name; content decides when it is opened (MediaFile).
enum class NamedKind { Picture, Sound, Video, Unknown };

/// By the extension, whatever its case.
[[nodiscard]] NamedKind namedKindOf(const std::filesystem::path &path);

/// The sound of the same stem beside a file, or empty: dog.jpg -> dog.wav.
[[nodiscard]] std::filesystem::path soundBeside(const std::filesystem::path &path);

/// Files in a folder and below it, sorted; hidden files and folders are left out.
struct FolderFiles
{
    std::vector<std::filesystem::path> files;
    /// Why the folder could not be read, or not to its end; empty when it was.
    std::error_code fault;
    /// Folders below it that may not be read.
    std::vector<std::filesystem::path> unreadable;
};
[[nodiscard]] FolderFiles filesBelow(const std::filesystem::path &folder);

} // namespace soundlocus
