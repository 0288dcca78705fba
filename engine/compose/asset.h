// SPDX-License-Identifier: MIT
#pragma once

#include "engine/compose/rcc_archive.h"
#include "engine/core/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// Largest picture or sound that is read from a source.
inline constexpr std::uintmax_t kMaxAssetBytes = std::uintmax_t{256} << 20;

/// Where a file of a source lies: on disk, or inside a Qt resource file.
struct AssetPath
{
    std::filesystem::path file;
    /// Name inside `file` when that is an .rcc file; else empty.
    std::string member;

    /// "FILE", or "FILE.rcc/MEMBER", as recipes write it.
    [[nodiscard]] std::string toString() const;
    /// Name without folder and extension.
    [[nodiscard]] std::string stem() const;
    auto operator<=>(const AssetPath &) const = default;
};

/// Splits "/usr/share/x/erase.rcc/gcompris/bee.webp" behind the first part that ends in .rcc.
[[nodiscard]] AssetPath assetPathFrom(const std::filesystem::path &path);

/// Reads files of sources; .rcc files are kept open. Threads: one thread at a time.
class AssetReader
{
public:
    /// Errors: NotFound, those of RccArchive::open().
    [[nodiscard]] Result<void> check(const AssetPath &path);
    /// Whole content. Errors: those of readWholeFile and of RccArchive.
    [[nodiscard]] Result<std::string> read(const AssetPath &path);

private:
    [[nodiscard]] Result<const RccArchive *> archive(const std::filesystem::path &file);

    std::map<std::filesystem::path, RccArchive> m_archives;
};

} // namespace soundlocus
