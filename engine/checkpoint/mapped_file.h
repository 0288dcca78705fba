// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace soundlocus {

/// Bytes and what keeps them alive.
struct OwnedBytes
{
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;
};

/// Maps a file read-only into memory: pages are read when they are touched. The file must not be
/// shortened while the bytes are in use. Errors: those of checkReadableFile.
[[nodiscard]] Result<OwnedBytes> mapFile(const std::filesystem::path &path);

/// Memory for `size` bytes, uninitialised, aligned for any number.
[[nodiscard]] std::shared_ptr<std::byte[]> makeBytes(std::size_t size);

} // namespace soundlocus
