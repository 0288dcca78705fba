// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/media/media_file.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <vector>

namespace soundlocus {

/// One picture of a stream, in presentation order.
struct FrameIndexEntry
{
    std::int64_t ptsTicks = 0; ///< in the stream's time base
    bool isKeyFrame = false;   ///< decoding can start here and shows this picture right

    bool operator==(const FrameIndexEntry &) const = default;
};

/// Presentation-time index of one picture stream: entry n is the n-th picture shown. Made by
/// reading packets only (nothing is decoded); pictures that an edit list or a discard flag hides
/// are not in it. Immutable after making; threads: a value, shared.
class FrameIndex
{
public:
    /// Reads all packets of the stream. @param stop returns Cancelled within 50 ms
    /// Errors: those of MediaFile::open, NoVideo, Cancelled.
    [[nodiscard]] static Result<FrameIndex> build(const MediaFile &file,
                                                  int streamIndex,
                                                  std::stop_token stop = {},
                                                  const ProgressCallback &progress = {});

    /// build(), or the stored result of an earlier call: one small file per media file in `folder`,
    /// keyed by path, size, modification time and stream. A damaged or outdated entry is made anew;
    /// an unwritable folder is no error.
    [[nodiscard]] static Result<FrameIndex> loadOrBuild(const MediaFile &file,
                                                        int streamIndex,
                                                        const std::filesystem::path &folder,
                                                        std::stop_token stop = {},
                                                        const ProgressCallback &progress = {});

    [[nodiscard]] std::int64_t frameCount() const
    {
        return static_cast<std::int64_t>(m_entries->size());
    }
    [[nodiscard]] const std::vector<FrameIndexEntry> &entries() const { return *m_entries; }
    [[nodiscard]] Rational timeBase() const { return m_timeBase; }
    /// @param frame 0 <= frame < frameCount()
    [[nodiscard]] MediaTime pts(std::int64_t frame) const;
    /// Frame on screen at a time: the last with pts <= time; the first frame for earlier times.
    [[nodiscard]] std::int64_t frameAt(MediaTime time) const;
    /// Frame with exactly this stamp, or -1.
    [[nodiscard]] std::int64_t frameOfTicks(std::int64_t ptsTicks) const;
    /// Last key frame at or before `frame`.
    [[nodiscard]] std::int64_t keyFrameBefore(std::int64_t frame) const;
    /// First key frame after `frame`, or -1.
    [[nodiscard]] std::int64_t keyFrameAfter(std::int64_t frame) const;

    /// Stamp time of the file's axis: pts() = ptsTicks * timeBase() - origin().
    [[nodiscard]] MediaTime origin() const { return m_origin; }

    /// @param entries sorted by ptsTicks, not empty; @param origin see origin()
    FrameIndex(std::vector<FrameIndexEntry> entries,
               Rational timeBase,
               MediaTime origin = MediaTime{0});

private:
    std::shared_ptr<const std::vector<FrameIndexEntry>> m_entries;
    Rational m_timeBase;
    MediaTime m_origin{0};
};

} // namespace soundlocus
