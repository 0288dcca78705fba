// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/media/media_file.h"
#include "engine/media/video_writer.h"
#include "engine/pipeline/frame_pipeline.h"
#include "engine/pipeline/frame_table.h"
#include "engine/pipeline/heatmap_writer.h"
#include "engine/pipeline/localize_job.h"
#include "engine/pipeline/mean_map.h"
#include "engine/pipeline/sheet_frames.h"
#include "engine/render/contact_sheet.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace soundlocus {

/// Writes what localizeInput() makes of one input. overlay() and encode() may run in two threads at
/// the same time, each in one; the rest in one thread before and after them.
class ResultWriter
{
public:
    /// Refuses older results, and opens the new files before any work is done, so that an
    /// unwritable folder is told at once. @param media, options must outlive it
    /// @param family of the network, told beside the raw maps
    /// Errors: PermissionDenied, NotAFile, DiskFull, WriteFailed (older results).
    [[nodiscard]] static Result<std::unique_ptr<ResultWriter>> create(
            const MediaFile &media,
            const std::optional<MediaFile> &sound,
            const std::string &name,
            const LocalizeOptions &options,
            ModelFamily family);

    /// Notes a frame's map and paints it; an empty frame where no video is wanted.
    [[nodiscard]] Result<Frame> overlay(const LocalizedFrame &item);

    /// Appends a painted frame to the video.
    [[nodiscard]] Result<void> encode(const Frame &painted);

    /// Puts all files in place, or none. @return their paths
    [[nodiscard]] Result<std::vector<std::filesystem::path>> finish();

    [[nodiscard]] const MeanMap &meanMap() const { return m_meanMap; }
    [[nodiscard]] std::int64_t localizedFrames() const { return m_localizedFrames; }
    [[nodiscard]] std::int64_t frames() const { return m_frames; }

private:
    ResultWriter(const MediaFile &media,
                 const std::optional<MediaFile> &sound,
                 const LocalizeOptions &options,
                 std::string name);
    [[nodiscard]] Result<void> checkOlderResults() const;
    [[nodiscard]] Result<void> openFiles(ModelFamily family);
    [[nodiscard]] Result<void> placeFiles(std::vector<std::filesystem::path> &files);
    [[nodiscard]] Result<void> openVideo(const Frame &first);
    [[nodiscard]] std::filesystem::path overlayPath() const;
    [[nodiscard]] std::filesystem::path sheetPath() const;
    [[nodiscard]] std::filesystem::path tablePath() const;
    [[nodiscard]] bool hasSheet() const;
    [[nodiscard]] ContactSheetOptions sheetOptions() const;

    const MediaFile &m_media;
    const std::optional<MediaFile> &m_sound;
    const LocalizeOptions &m_options;
    std::string m_name;
    HeatmapOverlay m_painter;
    std::optional<FrameTable> m_table;
    std::unique_ptr<HeatmapWriter> m_heatmaps;
    SheetFrames m_sheet;
    MeanMap m_meanMap;
    std::int64_t m_frames = 0;
    std::int64_t m_localizedFrames = 0;
    // Of encode() only.
    std::optional<VideoWriter> m_video;
    std::optional<Frame> m_paintedPicture;
    MediaTime m_origin{0};
};

} // namespace soundlocus
