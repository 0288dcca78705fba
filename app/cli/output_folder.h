// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <filesystem>
#include <vector>

namespace soundlocus::cli {

/// The folder for the results of a run: made before the work, so that an unwritable one is told at
/// once, and taken away again at the end where the run put nothing into it.
class OutputFolder
{
public:
    /// Errors: PermissionDenied, NotAFile, DiskFull, WriteFailed.
    [[nodiscard]] static Result<OutputFolder> create(const std::filesystem::path &folder);

    OutputFolder(OutputFolder &&) noexcept = default;
    OutputFolder &operator=(OutputFolder &&) = delete;
    OutputFolder(const OutputFolder &) = delete;
    OutputFolder &operator=(const OutputFolder &) = delete;
    ~OutputFolder();

private:
    explicit OutputFolder(std::vector<std::filesystem::path> made);

    std::vector<std::filesystem::path> m_made; // the innermost first
};

/// Finds out whether files can be made in a folder that is there.
/// Errors: PermissionDenied, NotFound, DiskFull, WriteFailed; they name the folder.
[[nodiscard]] Result<void> checkWritableFolder(const std::filesystem::path &folder);

} // namespace soundlocus::cli
