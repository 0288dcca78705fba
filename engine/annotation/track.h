// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/entity_id.h"
#include "engine/core/bounding_box.h"
#include "engine/core/media_time.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// What a key frame says about its source.
enum class KeyState {
    Visible,
    Occluded, ///< something stands before it
    Ended,    ///< out of the picture from here on, until a later key; its box is where the gap ends
};

/// What lies between a key frame and the next one; behind the last one, until the clip ends.
enum class KeyGap {
    Linear, ///< the box moves at a constant speed to that of the next key; behind the last, it
            ///< stays
    Empty,  ///< the box is on its own frame only
};

struct KeyFrame
{
    MediaTime time{0};
    BoundingBox box{};
    KeyState state = KeyState::Visible;
    KeyGap gap = KeyGap::Linear;

    bool operator==(const KeyFrame &) const = default;
};

/// Where a box came from.
enum class TrackOrigin {
    Manual,   ///< drawn by a person
    Accepted, ///< proposed by a model or a tracker, accepted as it was
    Adjusted, ///< proposed, then changed by a person
    Imported, ///< read from a file
};

/// One sound source in one clip, as one annotator sees and hears it. Threads: a value.
struct Track
{
    TrackId id;
    ClipId clip;
    AnnotatorId annotator;
    LabelId label; ///< may be none
    /// What tells it from others of its label; empty: nothing does.
    std::string name{};
    TrackOrigin origin = TrackOrigin::Manual;
    /// In order of time, no time twice (isWellFormed).
    std::vector<KeyFrame> keys;
    /// When the source sounds; in order, apart from each other, none empty (isWellFormed). No
    /// interval at all: not said.
    std::vector<TimeRange> sounding;
    std::string note;
    /// JSON object with what an imported file said beside this, for the way back; or empty.
    std::string extra;

    bool operator==(const Track &) const = default;
};

/// A box at a time, and whether its source is covered there.
struct TrackBox
{
    BoundingBox box;
    bool isOccluded = false;
    bool isKey = false;

    bool operator==(const TrackBox &) const = default;
};

/// The box of a track at a time, by its key frames and gaps. Before the first key there is none.
[[nodiscard]] std::optional<TrackBox> boxAt(const Track &track, MediaTime time);

/// Puts a key frame in its place; one at that time is replaced.
void setKey(Track &track, const KeyFrame &key);

/// The key at exactly that time, or none.
[[nodiscard]] const KeyFrame *keyAt(const Track &track, MediaTime time);

/// Ranges in order, those that touch or overlap as one, empty ones dropped.
[[nodiscard]] std::vector<TimeRange> joined(std::vector<TimeRange> ranges);

/// Keys and intervals are in order, apart from each other, and the coordinates finite.
[[nodiscard]] bool isWellFormed(const Track &track);

/// The part before `time` keeps the id; the part from `time` on has none yet. Where the track has a
/// box at `time`, the second part begins with it, and the first one ends there.
/// Nothing where one of the parts would be without a key.
struct SplitTrack
{
    Track before;
    Track after;
};
[[nodiscard]] std::optional<SplitTrack> split(const Track &track, MediaTime time);

/// One track of two of the same clip: keys and intervals of both; at a common time that of the
/// first. Id, label, annotator and note are those of the first.
[[nodiscard]] Track merged(const Track &first, const Track &second);

/// Stable text ids: "visible", "occluded", "ended"; "linear", "empty"; "manual", ...
[[nodiscard]] std::string_view toString(KeyState state);
[[nodiscard]] std::string_view toString(KeyGap gap);
[[nodiscard]] std::string_view toString(TrackOrigin origin);
[[nodiscard]] std::optional<KeyState> keyStateFromString(std::string_view id);
[[nodiscard]] std::optional<KeyGap> keyGapFromString(std::string_view id);
[[nodiscard]] std::optional<TrackOrigin> trackOriginFromString(std::string_view id);

} // namespace soundlocus
