// SPDX-License-Identifier: MIT
#include "engine/pipeline/machine_facts.h"

#include "engine/media/library_version.h"

#include <opencv2/core/utility.hpp>

#include <fstream>
#include <system_error>

namespace soundlocus {

LibraryVersions libraryVersions()
{
    return {ffmpegVersion(), cv::getVersionString()};
}

MemoryFacts memoryFacts()
{
    MemoryFacts facts;
    constexpr std::uint64_t kKibi = 1024;
    std::ifstream stream("/proc/meminfo");
    std::string key;
    std::string rest;
    for (std::uint64_t kibibytes = 0; stream >> key >> kibibytes && std::getline(stream, rest);) {
        if (key == "MemTotal:")
            facts.totalBytes = kibibytes * kKibi;
        else if (key == "MemAvailable:")
            facts.availableBytes = kibibytes * kKibi;
    }
    return facts;
}

std::uint64_t freeDiskBytes(const std::filesystem::path &folder)
{
    namespace fs = std::filesystem;
    std::error_code code;
    fs::path existing = fs::absolute(folder, code);
    while (!fs::exists(existing, code) && existing.has_relative_path())
        existing = existing.parent_path();
    const fs::space_info space = fs::space(existing, code);
    return code ? 0 : static_cast<std::uint64_t>(space.available);
}

} // namespace soundlocus
