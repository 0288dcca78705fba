// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/edit.h"
#include "engine/annotation/gesture_names.h"

#include <span>
#include <utility>
#include <vector>

/// What a person does to boxes and tracks, as gestures: made of values as they are and of new ids,
/// so that whoever applies them needs no rule of its own. Those that would change nothing have no
/// edits. A track whose boxes a model proposed is Adjusted once its boxes are changed. What is done
/// to clips, labels and annotators: clip_gestures.h. Names: gesture_names.h.
/// Threads: pure functions.
namespace soundlocus::gestures {

/// Where a new track belongs.
struct NewTrack
{
    TrackId id; ///< from AnnotationDocument::newId()
    ClipId clip;
    AnnotatorId annotator;
    LabelId label; ///< may be none
    KeyGap gap = KeyGap::Linear;
};

/// A track with its first key frame.
[[nodiscard]] Gesture drawBox(const NewTrack &place, MediaTime time, const BoundingBox &box);

/// What a person took hold of, for the name only.
enum class BoxChange { Draw, Move, Resize };

/// The box of a track at a time: its key there, or a new one. It is covered, and the gap behind it
/// is on, where that was so before; after an end the track reappears.
[[nodiscard]] Gesture setBox(const Track &track,
                             MediaTime time,
                             const BoundingBox &box,
                             BoxChange change = BoxChange::Move);

/// The box that stands at a time becomes a key frame. Nothing where there is no box.
[[nodiscard]] Gesture addKey(const Track &track, MediaTime time);

/// Without the key at exactly that time; the track goes with its last key.
[[nodiscard]] Gesture deleteKey(const Track &track, MediaTime time);

[[nodiscard]] Gesture deleteTracks(std::span<const Track> tracks);

/// How far a copy lies from what it was made of, in fractions of the frame.
struct BoxShift
{
    double x = 0;
    double y = 0;
};

/// The same track again, a little beside it.
[[nodiscard]] Gesture duplicate(const Track &track, TrackId id, const BoxShift &shift = {});

/// The boxes of tracks at one time as key frames of the same tracks at others.
[[nodiscard]] Gesture copyBoxes(std::span<const Track> tracks,
                                MediaTime from,
                                std::span<const MediaTime> to);

/// The boxes of tracks at one time as new tracks, in any clip. @param place id and label are not
/// looked at: each has its own. @param ids at least as many as tracks
[[nodiscard]] Gesture pasteBoxes(std::span<const Track> tracks,
                                 MediaTime from,
                                 const NewTrack &place,
                                 MediaTime time,
                                 std::span<const TrackId> ids);

/// Out of the picture from a time on, until the next key. Nothing where there is no box, or where
/// the track begins.
[[nodiscard]] Gesture endTrack(const Track &track, MediaTime time);

/// Back in the picture from a time on, where it was last. Nothing where there is a box already, or
/// before the track begins.
[[nodiscard]] Gesture reappear(const Track &track, MediaTime time);

/// Covered or not from a time on, until the next key.
/// @param state Visible or Occluded. Nothing where there is no box.
[[nodiscard]] Gesture setOcclusion(const Track &track, MediaTime time, KeyState state);

/// The gap in which a time lies, or which begins there. Nothing before the first key.
[[nodiscard]] Gesture setGap(const Track &track, MediaTime time, KeyGap gap);

/// Two tracks, the second from a time on. Nothing where one would never be seen.
[[nodiscard]] Gesture splitTrack(const Track &track, MediaTime time, TrackId id);

/// One track of several of one clip; it is the first one with the keys of the others.
[[nodiscard]] Gesture mergeTracks(std::span<const Track> tracks);

[[nodiscard]] Gesture changeLabel(std::span<const Track> tracks, LabelId label);

/// A range from a time to wherever a track ends.
[[nodiscard]] constexpr TimeRange openRange(MediaTime begin)
{
    return {begin, MediaTime::max()};
}

/// Another label over a range: that part becomes a track of its own.
/// @param range openRange() leaves nothing behind it
/// @param ids of up to two further tracks
[[nodiscard]] Gesture changeLabel(const Track &track,
                                  const TimeRange &range,
                                  LabelId label,
                                  const std::pair<TrackId, TrackId> &ids);

/// A proposal that a person took over. @param origin Accepted, or Adjusted where it was changed
/// @param boxes by time, at least one
[[nodiscard]] Gesture acceptProposal(const NewTrack &place,
                                     std::span<const std::pair<MediaTime, BoundingBox>> boxes,
                                     TrackOrigin origin = TrackOrigin::Accepted);

/// Boxes that a tracker carried forward, as key frames of the track they began with.
[[nodiscard]] Gesture acceptProposal(const Track &track,
                                     std::span<const std::pair<MediaTime, BoundingBox>> boxes);

/// A source that sounds for a while; joined with what was marked before.
[[nodiscard]] Gesture markSounding(const Track &track, const TimeRange &range);
/// ... and one that does not.
[[nodiscard]] Gesture markQuiet(const Track &track, const TimeRange &range);
/// Other intervals, in any order.
[[nodiscard]] Gesture changeSounding(const Track &track, std::vector<TimeRange> ranges);

[[nodiscard]] Gesture changeNote(const Track &track, std::string note);
/// Apart from its label. @param name empty: it is called by its label again
[[nodiscard]] Gesture renameTrack(const Track &track, std::string name);

/// Several gestures as one step; no two of them about one thing.
[[nodiscard]] Gesture together(std::string name, std::span<const Gesture> parts);

} // namespace soundlocus::gestures
