// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/file_io.h"
#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace soundlocus {

/// Table of the localised frames: tab-separated, one line per frame, columns frame, pts_s, peak_x,
/// peak_y, peak, mean, area. The file appears at finish(). Threads: one thread at a time.
class FrameTable
{
public:
    /// @param areaThreshold for the `area` column; none: half way between the lowest and the
    /// highest value of each map. Errors: those of AtomicFile::create.
    [[nodiscard]] static Result<FrameTable> create(const std::filesystem::path &path,
                                                   std::optional<double> areaThreshold);

    /// Errors: DiskFull, WriteFailed.
    [[nodiscard]] Result<void> append(const Frame &frame, const Heatmap &map);

    [[nodiscard]] Result<void> finish();

private:
    FrameTable(AtomicFile file, std::optional<double> areaThreshold);
    [[nodiscard]] Result<void> flush();

    AtomicFile m_file;
    std::optional<double> m_areaThreshold;
    std::string m_lines; // not yet written
};

} // namespace soundlocus
