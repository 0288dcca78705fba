// SPDX-License-Identifier: MIT
// An edit session that is the same every time: gesture N follows from N and the state before it.
#pragma once

#include "engine/annotation/edit.h"

#include <random>
#include <string>
#include <vector>

namespace soundlocus::test {

/// The state that the session begins with: a label, two annotators and three clips, ids from 1.
inline AnnotationSet sessionStart()
{
    AnnotationSet set;
    set.labels.push_back({{1}, "dog", 0xE69F00, "1"});
    set.annotators.push_back({{2}, "Anna"});
    set.annotators.push_back({{3}, "Ben"});
    for (const std::int64_t id : {4, 5, 6}) {
        Clip clip;
        clip.id = {id};
        clip.name = "clip " + std::to_string(id);
        clip.media = "/media/" + clip.name + ".mp4";
        clip.size = {640, 360};
        clip.frameRate = {30000, 1001};
        clip.note = "0";
        set.clips.push_back(std::move(clip));
    }
    return set;
}

/// First id that the session gives.
inline constexpr std::int64_t kFirstSessionId = 7;

inline BoundingBox anyBox(std::mt19937 &random)
{
    std::uniform_real_distribution<double> place(0, 1);
    const double x = place(random);
    const double y = place(random);
    return {x * 0.5, y * 0.5, 0.5 + x * 0.5, 0.5 + y * 0.5};
}

inline Track anyTrack(std::int64_t number, std::mt19937 &random)
{
    Track track;
    track.id = {kFirstSessionId + number};
    track.clip = {4 + static_cast<std::int64_t>(random() % 3)};
    track.annotator = {2 + static_cast<std::int64_t>(random() % 2)};
    track.label = {static_cast<std::int64_t>(random() % 2)};
    for (int key = 0; key < 1 + static_cast<int>(random() % 20); ++key)
        setKey(track, {MediaTime(random() % 10'000'000), anyBox(random)});
    return track;
}

inline Track changedTrack(Track track, std::mt19937 &random)
{
    switch (random() % 5) {
    case 0:
        setKey(track, {MediaTime(random() % 10'000'000), anyBox(random)});
        break;
    case 1:
        track.keys.front().box = anyBox(random);
        track.keys.front().gap = KeyGap::Empty;
        break;
    case 2:
        track.keys.back().state = KeyState::Ended;
        break;
    case 3:
        track.sounding.push_back({MediaTime(random() % 1000), MediaTime(1000 + random() % 1000)});
        track.sounding = joined(std::move(track.sounding));
        break;
    default:
        track.label = {static_cast<std::int64_t>(random() % 2)};
        track.note = "changed";
        break;
    }
    return track;
}

/// Gesture N, from 1. Each also writes N into a clip's note: what is half done shows.
inline Gesture gestureOf(std::int64_t number, const AnnotationSet &state)
{
    std::mt19937 random(static_cast<std::uint32_t>(number));
    Gesture gesture{"step " + std::to_string(number), {}};
    const bool isFull = state.tracks.size() > 60;
    const auto kind = random() % 4;
    if (state.tracks.empty() || (kind == 0 && !isFull)) {
        gesture.edits.push_back(added(anyTrack(number, random)));
    } else if (kind == 1 || isFull) {
        gesture.edits.push_back(removed(state.tracks[random() % state.tracks.size()]));
    } else {
        const Track &track = state.tracks[random() % state.tracks.size()];
        gesture.edits.push_back(changed(track, changedTrack(track, random)));
    }
    Clip clip = state.clips.front();
    clip.note = std::to_string(number);
    clip.review = number % 2 == 0 ? ReviewState::Done : ReviewState::Checked;
    clip.marks = {{MarkKind::Silence, {2}, {MediaTime{0}, MediaTime{number}}}};
    gesture.edits.push_back(changed(state.clips.front(), clip));
    return gesture;
}

} // namespace soundlocus::test
