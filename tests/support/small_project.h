// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"

namespace soundlocus::test {

inline constexpr LabelId kFrog{1};
inline constexpr LabelId kCrow{2};
inline constexpr AnnotatorId kAnna{3};
inline constexpr AnnotatorId kBen{4};
inline constexpr ClipId kPond{5};
inline constexpr ClipId kField{6};
inline constexpr ClipId kStreet{7};
inline constexpr TrackId kFrogTrack{8};
inline constexpr TrackId kCrowTrack{9};
inline constexpr TrackId kBensTrack{10};

/// Frames of FakePlayer: 25 a second.
[[nodiscard]] inline MediaTime atFrame(std::int64_t frame)
{
    return MediaTime(frame * 40'000);
}

/// Three clips of ten seconds in "/media". On the first: a frog (frames 0 to 50, linear), a crow
/// (frame 10), both Anna's, and a frog of Ben's. The third is done.
[[nodiscard]] inline AnnotationSet smallProject()
{
    AnnotationSet set;
    set.labels = {{kFrog, "frog", 0xE69F00, "1"}, {kCrow, "crow", 0x56B4E9, "2"}};
    set.annotators = {{kAnna, "Anna", true}, {kBen, "Ben", true}};
    const auto clip = [](ClipId id, const char *name) {
        Clip made;
        made.id = id;
        made.name = name;
        made.media = std::filesystem::path("/media") / (std::string(name) + ".mp4");
        made.size = {64, 48};
        made.frameRate = {25, 1};
        made.duration = std::chrono::seconds(10);
        return made;
    };
    set.clips = {clip(kPond, "pond"), clip(kField, "field"), clip(kStreet, "street")};
    set.clips[2].review = ReviewState::Done;
    const auto track = [](TrackId id, AnnotatorId annotator, LabelId label) {
        Track made;
        made.id = id;
        made.clip = kPond;
        made.annotator = annotator;
        made.label = label;
        return made;
    };
    set.tracks = {track(kFrogTrack, kAnna, kFrog),
                  track(kCrowTrack, kAnna, kCrow),
                  track(kBensTrack, kBen, kFrog)};
    set.tracks[0].keys = {{atFrame(0), {0.1, 0.1, 0.4, 0.4}}, {atFrame(50), {0.3, 0.3, 0.6, 0.6}}};
    set.tracks[0].sounding = {{atFrame(25), atFrame(75)}};
    set.tracks[1].keys = {{atFrame(10), {0.5, 0.5, 0.9, 0.9}}};
    set.tracks[2].keys = {{atFrame(0), {0.0, 0.0, 0.5, 0.5}}};
    return set;
}

} // namespace soundlocus::test
