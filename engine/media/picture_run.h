// SPDX-License-Identifier: MIT
// Internal to engine/media: decoded pictures around a place.
#pragma once

#include "engine/media/frame_index.h"
#include "engine/media/picture_stream.h"

#include <deque>
#include <optional>
#include <stop_token>

namespace soundlocus {

/// Pictures of a stream that follow each other without a gap, as decoded; one of them is the
/// current one. Going elsewhere decodes from the key frame before, and with an index leaves out
/// what nothing refers to: the run then begins with the picture that was asked for.
class PictureRun
{
public:
    struct Entry
    {
        DecodedPicture decoded;
        std::int64_t number = -1; ///< in presentation order; -1 unknown
        std::size_t bytes = 0;
    };

    /// @param mostPictures, mostBytes that are kept
    PictureRun(PictureStream stream, int mostPictures, std::size_t mostBytes);

    void setIndex(FrameIndex index);
    [[nodiscard]] const std::optional<FrameIndex> &index() const { return m_index; }
    [[nodiscard]] const PictureStream &stream() const { return m_stream; }
    [[nodiscard]] MediaTime timeOf(std::int64_t ticks) const;
    /// The stamp of the picture on screen at a time, as far as the index tells; else the last stamp
    /// at or before the time.
    [[nodiscard]] std::int64_t ticksAt(MediaTime time) const;

    /// Null before the first picture.
    [[nodiscard]] const Entry *current() const;
    /// Makes the picture behind the current one the current one; false at the end.
    /// Errors: those of PictureStream::next.
    [[nodiscard]] Result<bool> advance();
    /// Makes the picture on screen at a stamp the current one.
    /// Errors: those of PictureStream::next, OutOfRange (there is no picture).
    [[nodiscard]] Result<void> locate(std::int64_t ticks, const std::stop_token &stop);
    /// Makes a picture at most `within` before the one on screen at a stamp the current one: the
    /// key frame before it where that is near enough, which spares what lies between. Errors: as
    /// locate().
    [[nodiscard]] Result<void> locateNear(std::int64_t ticks,
                                          MediaTime within,
                                          const std::stop_token &stop);
    /// Decodes what precedes the current picture, as much as is kept. After an error the current
    /// picture may be another.
    [[nodiscard]] Result<void> fillBefore(const std::stop_token &stop);

private:
    enum class Manner { Whole, LeavingOut };

    [[nodiscard]] bool isWorthLeavingOut(std::int64_t ticks) const;
    [[nodiscard]] bool isGapBehind() const;
    [[nodiscard]] bool isReachedByDecodingOn(std::int64_t ticks, Manner manner) const;
    [[nodiscard]] bool isEndDoubtful() const;
    [[nodiscard]] std::ptrdiff_t positionAt(std::int64_t ticks) const;
    [[nodiscard]] std::int64_t numberOf(std::int64_t ticks) const;
    [[nodiscard]] Result<void> locate(std::int64_t ticks,
                                      const std::stop_token &stop,
                                      Manner manner);
    [[nodiscard]] Result<void> startAndAdvance(std::int64_t ticks,
                                               const std::stop_token &stop,
                                               Manner manner);
    [[nodiscard]] Result<void> advanceTo(std::int64_t ticks,
                                         const std::stop_token &stop,
                                         Manner manner);
    [[nodiscard]] Result<bool> extend(const std::stop_token &stop);
    void clear();
    void dropBefore(std::ptrdiff_t position);
    void trim();

    PictureStream m_stream;
    std::size_t m_mostPictures;
    std::size_t m_mostBytes;
    std::optional<FrameIndex> m_index;
    std::deque<Entry> m_run;
    std::ptrdiff_t m_current = -1;
    std::size_t m_bytes = 0;
    bool m_isAtEnd = false;
    int m_decodedSinceStart = 0;
};

} // namespace soundlocus
