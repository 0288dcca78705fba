// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace soundlocus {

/// Largest Qt resource file that is read (the largest of GCompris has 5 MB).
inline constexpr std::uintmax_t kMaxRccBytes = std::uintmax_t{256} << 20;

/// A compiled Qt resource file (.rcc), read without Qt: GCompris keeps its pictures and sounds in
/// such files. Stored and zlib-packed entries are read; Zstandard ones are not.
/// Threads: a value; const functions are reentrant.
/// Source: layout of qtbase/src/corelib/io/qresource.cpp, versions 1 to 3, big-endian.
class RccArchive
{
public:
    /// Errors: those of readWholeFile, UnsupportedFormat, CorruptData.
    [[nodiscard]] static Result<RccArchive> open(const std::filesystem::path &path);

    /// Names of all files, sorted, without a leading '/'.
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] bool contains(const std::string &name) const { return m_entries.contains(name); }
    /// Content of a file. Errors: NotFound, CorruptData, UnsupportedFormat.
    [[nodiscard]] Result<std::string> read(const std::string &name) const;

private:
    struct Entry
    {
        std::size_t offset = 0; ///< of its length field
        unsigned flags = 0;
    };
    struct Layout;

    [[nodiscard]] bool addTree(const Layout &layout);

    std::filesystem::path m_path;
    std::string m_bytes;
    std::map<std::string, Entry> m_entries;
};

} // namespace soundlocus
