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

    /// The state of a file now: take it before the file is read, and hand it to store().
    struct Stamp
    {
        std::uintmax_t bytes = 0;
        std::int64_t modified = 0; ///< ticks of the file system's clock

        bool operator==(const Stamp &) const = default;
    };
    /// All ones where there is no file.
    [[nodiscard]] static Stamp stampOf(const std::filesystem::path &file);

    /// Keeps bytes of a file; nothing where it is not the stamped one any more, as they would be
    /// taken for those of the new one. Then removes the oldest entries of this kind while all of
    /// them together are larger than `totalBytes`. Errors: those of makeFolder and writeWholeFile.
    [[nodiscard]] Result<void> store(const std::filesystem::path &file,
                                     const Stamp &stamp,
                                     std::string_view bytes,
                                     std::uintmax_t totalBytes) const;

private:
    [[nodiscard]] std::filesystem::path pathOf(const std::filesystem::path &file) const;
    [[nodiscard]] std::string headerOf(const std::filesystem::path &file, const Stamp &stamp) const;
    void prune(std::uintmax_t totalBytes) const;

    std::filesystem::path m_folder;
    std::string m_kind;
    int m_version = 0;
};

} // namespace soundlocus
