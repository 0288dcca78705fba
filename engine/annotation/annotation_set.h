// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/frame_rate.h"
#include "engine/annotation/labelled_sample.h"
#include "engine/annotation/track.h"
#include "engine/core/frame.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// A class of sounding objects. Labels keep their id and their place for good.
struct Label
{
    LabelId id;
    std::string name;
    std::uint32_t color = 0; ///< 0xRRGGBB
    std::string key;         ///< what selects it, "1" to "9", or empty

    bool operator==(const Label &) const = default;
};

/// A person; their tracks and marks are one layer.
struct Annotator
{
    AnnotatorId id;
    std::string name;
    bool isShown = true;

    bool operator==(const Annotator &) const = default;
};

enum class ReviewState { ToDo, Done, Checked, Rejected };

enum class MarkKind {
    OffScreenSound, ///< what sounds is not in the picture
    Silence,        ///< nothing sounds
};

/// Something that holds for a stretch of a clip and has no box.
struct ClipMark
{
    MarkKind kind = MarkKind::OffScreenSound;
    AnnotatorId annotator;
    TimeRange range; ///< of a still picture: empty, which stands for the whole

    bool operator==(const ClipMark &) const = default;
};

/// How a file is known again when it was moved.
struct MediaFingerprint
{
    std::int64_t bytes = 0; ///< 0 = not taken
    std::uint64_t hash = 0; ///< of parts of the content

    bool operator==(const MediaFingerprint &) const = default;
};

/// One item to annotate: a video, or a picture with its sound.
struct Clip
{
    ClipId id;
    std::string name;            ///< unique in its set; names files of an export
    std::filesystem::path media; ///< picture or video; may be empty in imported lists
    std::filesystem::path sound; ///< empty: the video's own
    bool isPicture = false;      ///< one time only, 0
    MediaFingerprint fingerprint;
    Size size;             ///< of the displayed picture in pixels; empty = unknown
    FrameRate frameRate;   ///< unknown for pictures
    MediaTime duration{0}; ///< 0 = unknown
    std::string group;     ///< clips with one group are one picture with several sounds
    ReviewState review = ReviewState::ToDo;
    std::vector<ClipMark> marks;
    std::vector<std::string> tags;
    std::string note;
    std::string extra; ///< as Track::extra

    bool operator==(const Clip &) const = default;
};

/// All that annotators made of a set of clips. Threads: a value.
struct AnnotationSet
{
    std::vector<Label> labels;
    std::vector<Annotator> annotators;
    std::vector<Clip> clips;
    std::vector<Track> tracks; ///< those of one clip in any order

    bool operator==(const AnnotationSet &) const = default;
};

/// By id; null where there is none.
[[nodiscard]] const Label *labelIn(const AnnotationSet &set, LabelId id);
[[nodiscard]] const Clip *clipIn(const AnnotationSet &set, ClipId id);

/// The largest id in use, of any kind; 0 in an empty set.
[[nodiscard]] std::int64_t largestIdOf(const AnnotationSet &set);

/// Numbers of what a set holds.
struct AnnotationCounts
{
    std::int64_t clips = 0;
    std::int64_t labels = 0;
    std::int64_t annotators = 0;
    std::int64_t tracks = 0;
    std::int64_t keyFrames = 0; ///< with a box: ended ones do not count
    std::int64_t marks = 0;
    std::int64_t emptyClips = 0; ///< without tracks and marks

    bool operator==(const AnnotationCounts &) const = default;
};
[[nodiscard]] AnnotationCounts countsOf(const AnnotationSet &set);

/// Boxes at one time, a list per annotator in the order given; annotators without a box have an
/// empty list. @param tracks of one clip
[[nodiscard]] std::vector<std::vector<BoundingBox>> boxesByAnnotator(
        std::span<const Track *const> tracks,
        std::span<const Annotator> annotators,
        MediaTime time);

/// Stable text ids: "to-do", "done", "checked", "rejected"; "off-screen-sound", "silence".
[[nodiscard]] std::string_view toString(ReviewState state);
[[nodiscard]] std::string_view toString(MarkKind kind);
[[nodiscard]] std::optional<ReviewState> reviewStateFromString(std::string_view id);
[[nodiscard]] std::optional<MarkKind> markKindFromString(std::string_view id);

} // namespace soundlocus
