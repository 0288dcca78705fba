// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"
#include "engine/core/model_family.h"
#include "engine/core/result.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace soundlocus {

/// File format of raw maps.
enum class HeatmapFormat {
    Npy, ///< NAME.npy [frames, h, w] float32, and NAME.json with times
         ///< ("times_s"), region and family
    Npz, ///< NAME.npz: maps [frames, h, w] float32, pts_s [frames] float64, region [4] float64
    Png, ///< folder NAME_maps with one 16-bit grey picture per frame (encodePng16), and
         ///< maps.json with times, region and the values of black and white
};

/// Whether a single picture's maps keep the axis of frames.
enum class FrameAxis {
    Keep, ///< [frames, h, w], also for one frame
    Drop, ///< one map of shape [h, w]
};

/// Files and folders that a writer for these arguments makes, for checks before any work.
[[nodiscard]] std::vector<std::filesystem::path> heatmapPaths(const std::filesystem::path &folder,
                                                              const std::string &name,
                                                              HeatmapFormat format);

/// Writes raw maps, before up-sampling and on the network's own scale, one by one; memory does not
/// grow with their number. Files appear at finish(). Threads: one thread at a time.
class HeatmapWriter
{
public:
    virtual ~HeatmapWriter() = default;

    /// Errors: those of AtomicFile::create.
    [[nodiscard]] static Result<std::unique_ptr<HeatmapWriter>> create(
            const std::filesystem::path &folder,
            const std::string &name,
            HeatmapFormat format,
            FrameAxis axis = FrameAxis::Keep);

    /// Whose network made the maps; told in the JSON beside them, where evaluate() looks for its
    /// rule.
    void setFamily(ModelFamily family) { m_family = family; }

    /// Errors: DiskFull, WriteFailed, CorruptData (the size of the picture changed on the way: the
    /// maps do not fit one array).
    [[nodiscard]] virtual Result<void> append(const Heatmap &map) = 0;

    /// Errors: those of AtomicFile::commit.
    [[nodiscard]] virtual Result<void> finish() = 0;

protected:
    [[nodiscard]] std::optional<ModelFamily> family() const { return m_family; }

private:
    std::optional<ModelFamily> m_family;
};

} // namespace soundlocus
