// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/annotation_rows.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace soundlocus {

namespace {

constexpr double kHighestRow = 22;
constexpr double kReachPx = 6;
constexpr MediaTime kShortestStretch = std::chrono::milliseconds(10);

/// Row under a point of a lane, if any.
std::optional<std::size_t> rowAt(const QRect &lane, std::size_t count, QPoint point)
{
    if (count == 0 || !lane.contains(point))
        return std::nullopt;
    const AnnotationRow row = annotationRow(0, count, lane.height());
    const auto index = static_cast<std::size_t>((point.y() - lane.top()) / row.height);
    return index < count ? std::optional(index) : std::nullopt;
}

} // namespace

AnnotationRow annotationRow(std::size_t index, std::size_t count, double laneHeight)
{
    const auto rows = static_cast<double>(std::max<std::size_t>(count, 1));
    const double height = std::max(1.0, std::min(kHighestRow, laneHeight / rows));
    return {height * static_cast<double>(index), height};
}

std::vector<TrackSpan> spansOf(const std::vector<KeyFrame> &keys, MediaTime duration)
{
    std::vector<TrackSpan> spans;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const KeyFrame &key = keys[i];
        const MediaTime end = i + 1 < keys.size() ? keys[i + 1].time : duration;
        if (key.state != KeyState::Ended && end > key.time)
            spans.push_back({{key.time, end}, key.gap, key.state == KeyState::Occluded});
    }
    return spans;
}

std::optional<TrackHit> trackAt(const TimelineLayout &layout,
                                const TimelineState &state,
                                QPoint point)
{
    const std::vector<TimelineTrack> &tracks = state.annotations.tracks;
    const double x = point.x() - layout.dataArea().left();
    const MediaTime time = state.scale.timeAt(x);
    if (const auto row = rowAt(layout.lane(TimelineLaneId::Sounding), tracks.size(), point))
        return TrackHit{tracks[*row].id, time};
    const auto row = rowAt(layout.lane(TimelineLaneId::Tracks), tracks.size(), point);
    if (!row)
        return std::nullopt;
    TrackHit hit{tracks[*row].id, time};
    double nearest = kReachPx;
    for (const KeyFrame &key : tracks[*row].keys) {
        const double distance = std::abs(state.scale.xOf(key.time) - x);
        if (distance <= nearest) {
            nearest = distance;
            hit.time = key.time;
        }
    }
    return hit;
}

std::optional<SoundingEnd> soundingEndAt(const TimelineLayout &layout,
                                         const TimelineState &state,
                                         QPoint point)
{
    const std::vector<TimelineTrack> &tracks = state.annotations.tracks;
    const auto row = rowAt(layout.lane(TimelineLaneId::Sounding), tracks.size(), point);
    if (!row)
        return std::nullopt;
    const double x = point.x() - layout.dataArea().left();
    std::optional<SoundingEnd> found;
    double nearest = kReachPx;
    for (std::size_t i = 0; i < tracks[*row].sounding.size(); ++i) {
        const TimeRange &range = tracks[*row].sounding[i];
        for (const bool isBegin : {true, false}) {
            const double end = state.scale.xOf(isBegin ? range.begin : range.end);
            if (std::abs(end - x) < nearest) {
                nearest = std::abs(end - x);
                found = SoundingEnd{*row, i, isBegin};
            }
        }
    }
    return found;
}

TimeRange movedSounding(const TimelineTrack &track,
                        const SoundingEnd &end,
                        MediaTime time,
                        MediaTime duration)
{
    const std::vector<TimeRange> &all = track.sounding;
    TimeRange range = all[end.interval];
    const MediaTime least = end.interval > 0 ? all[end.interval - 1].end + kShortestStretch
                                             : MediaTime{0};
    const MediaTime most = end.interval + 1 < all.size()
                                   ? all[end.interval + 1].begin - kShortestStretch
                                   : std::max(duration, range.end);
    if (end.isBegin)
        range.begin = std::max(least, std::min(time, range.end - kShortestStretch));
    else
        range.end = std::min(most, std::max(time, range.begin + kShortestStretch));
    return range;
}

AnnotationRow markRow(const std::vector<ClipMark> &marks, MarkKind kind, double laneHeight)
{
    const auto silences = std::ranges::count(marks, MarkKind::Silence, &ClipMark::kind);
    const bool hasBoth = silences > 0 && std::ssize(marks) > silences;
    return annotationRow(hasBoth && kind == MarkKind::Silence ? 1 : 0, hasBoth ? 2 : 1, laneHeight);
}

std::optional<ClipMarkEnd> markEndAt(const TimelineLayout &layout,
                                     const TimelineState &state,
                                     QPoint point)
{
    const QRect lane = layout.lane(TimelineLaneId::Marks);
    if (!lane.contains(point))
        return std::nullopt;
    const std::vector<ClipMark> &marks = state.annotations.marks;
    const double x = point.x() - layout.dataArea().left();
    const double y = point.y() - lane.top();
    std::optional<ClipMarkEnd> found;
    double nearest = kReachPx;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const AnnotationRow row = markRow(marks, marks[i].kind, lane.height());
        if (marks[i].range.duration() <= MediaTime{0} || y < row.top || y >= row.top + row.height)
            continue;
        for (const bool isBegin : {true, false}) {
            const MediaTime end = isBegin ? marks[i].range.begin : marks[i].range.end;
            const double distance = std::abs(state.scale.xOf(end) - x);
            if (distance < nearest) {
                nearest = distance;
                found = ClipMarkEnd{i, isBegin};
            }
        }
    }
    return found;
}

TimeRange movedMark(TimeRange range, const ClipMarkEnd &end, MediaTime time, MediaTime duration)
{
    if (end.isBegin)
        range.begin = std::max(MediaTime{0}, std::min(time, range.end - kShortestStretch));
    else
        range.end = std::min(std::max(duration, range.end),
                             std::max(time, range.begin + kShortestStretch));
    return range;
}

} // namespace soundlocus
