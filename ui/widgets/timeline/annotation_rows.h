// SPDX-License-Identifier: MIT
// Internal to ui/widgets/timeline: where the rows of tracks lie, and what of them is under a point.
#pragma once

#include "ui/widgets/timeline/timeline_layout.h"
#include "ui/widgets/timeline/timeline_state.h"

#include <optional>
#include <vector>

namespace soundlocus {

/// Top and height of a row in a lane that all rows share.
struct AnnotationRow
{
    double top = 0;
    double height = 0;
};
[[nodiscard]] AnnotationRow annotationRow(std::size_t index, std::size_t count, double laneHeight);

/// A stretch of a track between two of its keys, or from the last one to the end of the file.
struct TrackSpan
{
    TimeRange range;
    KeyGap gap = KeyGap::Linear;
    bool isOccluded = false;
};
/// Without the stretches in which the track has ended.
[[nodiscard]] std::vector<TrackSpan> spansOf(const std::vector<KeyFrame> &keys, MediaTime duration);

/// What a click on the lanes of tracks and of sounding intervals means.
struct TrackHit
{
    TrackId track;
    MediaTime time{0}; ///< of the key frame that was hit, else under the pointer
};
/// @param point of the widget
[[nodiscard]] std::optional<TrackHit> trackAt(const TimelineLayout &layout,
                                              const TimelineState &state,
                                              QPoint point);

/// An end of a sounding interval.
struct SoundingEnd
{
    std::size_t row = 0;      ///< of the track
    std::size_t interval = 0; ///< of its sounding intervals
    bool isBegin = false;
};
[[nodiscard]] std::optional<SoundingEnd> soundingEndAt(const TimelineLayout &layout,
                                                       const TimelineState &state,
                                                       QPoint point);
/// The interval with that end there; it keeps a hundredth of a second, and its neighbours.
[[nodiscard]] TimeRange movedSounding(const TimelineTrack &track,
                                      const SoundingEnd &end,
                                      MediaTime time,
                                      MediaTime duration);

/// Row of a kind of marks: each has its own where there are both.
[[nodiscard]] AnnotationRow markRow(const std::vector<ClipMark> &marks,
                                    MarkKind kind,
                                    double laneHeight);

/// An end of a mark that is for a stretch, not for the whole.
struct ClipMarkEnd
{
    std::size_t mark = 0;
    bool isBegin = false;
};
[[nodiscard]] std::optional<ClipMarkEnd> markEndAt(const TimelineLayout &layout,
                                                   const TimelineState &state,
                                                   QPoint point);
/// The range of a mark with that end there; it keeps a hundredth of a second.
[[nodiscard]] TimeRange movedMark(TimeRange range,
                                  const ClipMarkEnd &end,
                                  MediaTime time,
                                  MediaTime duration);

} // namespace soundlocus
