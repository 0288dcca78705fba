// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/test_paths.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace soundlocus::test {

/// A file below the folder of real media; empty when that folder is not there.
inline std::filesystem::path mediaPath(const std::string &name)
{
    const std::filesystem::path folder = mediaDir();
    return folder.empty() ? folder : folder / name;
}

/// Files below a folder of the real media, sorted, with one of the extensions (".mp4").
inline std::vector<std::filesystem::path> mediaFiles(const std::string &folder,
                                                     const std::vector<std::string> &extensions)
{
    std::vector<std::filesystem::path> files;
    const std::filesystem::path root = mediaPath(folder);
    if (root.empty())
        return files;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string extension = entry.path().extension().string();
        for (const std::string &wanted : extensions) {
            if (extension == wanted && entry.is_regular_file())
                files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace soundlocus::test
