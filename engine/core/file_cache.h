// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace soundlocus {

/// What was computed of files, kept on disk: one small file per source file in a folder, keyed by
/// its path, size and modification time. Threads: a value; reentrant, also over processes.
class FileCache
{
public:
    /// @param folder made by store(); empty: nothing is kept
    /// @param kind end of the names, "lanes"; @param version of what the bytes mean
    FileCache(std::filesystem::path folder, std::string kind, int version);

    /// What was stored of the file; nothing where it was not, where the file or the version is
    /// another one now, or where the entry is damaged. @param limitBytes larger entries are not
    /// ours
    [[nodiscard]] std::optional<std::string> load(const std::filesystem::path &file,
                                                  std::uintmax_t limitBytes) const;

    /// Keeps bytes of a file, then removes the oldest entries of this kind while all of them
    /// together are larger than `totalBytes`. Errors: those of makeFolder and writeWholeFile.
    [[nodiscard]] Result<void> store(const std::filesystem::path &file,
                                     std::string_view bytes,
                                     std::uintmax_t totalBytes) const;

private:
    [[nodiscard]] std::filesystem::path pathOf(const std::filesystem::path &file) const;
    [[nodiscard]] std::string headerOf(const std::filesystem::path &file) const;
    void prune(std::uintmax_t totalBytes) const;

    std::filesystem::path m_folder;
    std::string m_kind;
    int m_version = 0;
};

} // namespace soundlocus
