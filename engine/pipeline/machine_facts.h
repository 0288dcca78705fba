// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace soundlocus {

/// Versions of the libraries below the engine, as loaded now (LibTorch: InferenceRuntime).
struct LibraryVersions
{
    std::string ffmpeg;
    std::string openCv;
};
[[nodiscard]] LibraryVersions libraryVersions();

/// Bytes; 0 where not known.
struct MemoryFacts
{
    std::uint64_t totalBytes = 0;
    std::uint64_t availableBytes = 0;
};
[[nodiscard]] MemoryFacts memoryFacts();

/// Free space for files in a folder, or in the nearest parent that exists; 0 where not known.
[[nodiscard]] std::uint64_t freeDiskBytes(const std::filesystem::path &folder);

} // namespace soundlocus
