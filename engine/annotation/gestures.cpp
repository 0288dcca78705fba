// SPDX-License-Identifier: MIT
#include "engine/annotation/gestures.h"

#include "engine/annotation/time_ranges.h"
#include "engine/core/expects.h"

#include <algorithm>
#include <optional>

namespace soundlocus::gestures {

namespace {

namespace names = gesture_names;

/// A step that makes one track another, with the origin that follows.
void add(Gesture &gesture, const Track &before, Track after)
{
    if (before == after)
        return;
    if (before.origin == TrackOrigin::Accepted && before.keys != after.keys)
        after.origin = TrackOrigin::Adjusted;
    gesture.edits.push_back(changed(before, std::move(after)));
}

Gesture changing(const char *name, const Track &before, Track after)
{
    Gesture gesture{name, {}};
    add(gesture, before, std::move(after));
    return gesture;
}

Gesture nothing(const char *name)
{
    return {name, {}};
}

/// The key at a time or the last one before it; null before the first one.
const KeyFrame *keyUpTo(const Track &track, MediaTime time)
{
    const auto next = std::ranges::upper_bound(track.keys, time, {}, &KeyFrame::time);
    return next == track.keys.begin() ? nullptr : &*std::prev(next);
}

/// The key that has to stand at a time so that nothing looks other than before, with another box.
KeyFrame keyFor(const Track &track, MediaTime time, const BoundingBox &box)
{
    const KeyFrame *key = keyUpTo(track, time);
    if (key == nullptr || key->state == KeyState::Ended)
        return {time, box};
    return {time, box, key->state, key->gap};
}

/// The box at a time as a key there; none where there is no box.
std::optional<KeyFrame> standingKey(const Track &track, MediaTime time)
{
    const auto box = boxAt(track, time);
    return box ? std::optional(keyFor(track, time, box->box)) : std::nullopt;
}

const char *nameOf(BoxChange change)
{
    switch (change) {
    case BoxChange::Draw:
        return names::kDrawBox;
    case BoxChange::Move:
        return names::kMoveBox;
    case BoxChange::Resize:
        break;
    }
    return names::kResizeBox;
}

Track trackAt(const NewTrack &place)
{
    Track track;
    track.id = place.id;
    track.clip = place.clip;
    track.annotator = place.annotator;
    track.label = place.label;
    return track;
}

/// split(), but nothing where one of the parts would never be seen.
std::optional<SplitTrack> splitVisibly(const Track &track, MediaTime time)
{
    const auto isSeen = [](const Track &part) {
        return std::ranges::any_of(
                part.keys, [](const KeyFrame &key) { return key.state != KeyState::Ended; });
    };
    auto halves = split(track, time);
    return halves && isSeen(halves->before) && isSeen(halves->after) ? halves : std::nullopt;
}

/// A track in the parts before, in and behind a range; those that are never seen are missing.
struct TrackParts
{
    std::optional<Track> before;
    std::optional<Track> in;
    std::optional<Track> behind;
};

TrackParts partsOf(const Track &track, const TimeRange &range)
{
    const auto beginsBefore = [](const Track &part, MediaTime time) {
        return !part.keys.empty() && part.keys.front().time < time;
    };
    TrackParts parts;
    Track rest = track;
    if (beginsBefore(rest, range.begin)) {
        auto halves = splitVisibly(rest, range.begin);
        if (!halves)
            return {std::move(rest), std::nullopt, std::nullopt};
        parts.before = std::move(halves->before);
        rest = std::move(halves->after);
    }
    const bool isOpen = range.end == MediaTime::max();
    if (!isOpen && !beginsBefore(rest, range.end)) {
        parts.behind = std::move(rest);
        return parts;
    }
    auto halves = isOpen ? std::nullopt : splitVisibly(rest, range.end);
    parts.in = halves ? std::move(halves->before) : std::move(rest);
    if (halves)
        parts.behind = std::move(halves->after);
    return parts;
}

} // namespace

Gesture drawBox(const NewTrack &place, MediaTime time, const BoundingBox &box)
{
    Track track = trackAt(place);
    track.keys = {{time, box, KeyState::Visible, place.gap}};
    return {names::kDrawBox, {added(std::move(track))}};
}

Gesture setBox(const Track &track, MediaTime time, const BoundingBox &box, BoxChange change)
{
    Track after = track;
    setKey(after, keyFor(track, time, box));
    return changing(nameOf(change), track, std::move(after));
}

Gesture addKey(const Track &track, MediaTime time)
{
    Track after = track;
    if (const auto key = standingKey(track, time))
        setKey(after, *key);
    return changing(names::kAddKey, track, std::move(after));
}

Gesture deleteKey(const Track &track, MediaTime time)
{
    if (keyAt(track, time) == nullptr)
        return nothing(names::kDeleteKey);
    if (track.keys.size() == 1)
        return {names::kDeleteKey, {removed(track)}};
    Track after = track;
    std::erase_if(after.keys, [time](const KeyFrame &key) { return key.time == time; });
    return changing(names::kDeleteKey, track, std::move(after));
}

Gesture deleteTracks(std::span<const Track> tracks)
{
    Gesture gesture{names::kDeleteTracks, {}};
    for (const Track &track : tracks)
        gesture.edits.push_back(removed(track));
    return gesture;
}

Gesture duplicate(const Track &track, TrackId id, const BoxShift &shift)
{
    Track copy = track;
    copy.id = id;
    for (KeyFrame &key : copy.keys)
        key.box = {key.box.x0 + shift.x,
                   key.box.y0 + shift.y,
                   key.box.x1 + shift.x,
                   key.box.y1 + shift.y};
    return {names::kDuplicate, {added(std::move(copy))}};
}

Gesture copyBoxes(std::span<const Track> tracks, MediaTime from, std::span<const MediaTime> to)
{
    Gesture gesture{names::kCopyBoxes, {}};
    for (const Track &track : tracks) {
        const auto key = standingKey(track, from);
        if (!key)
            continue;
        Track after = track;
        for (const MediaTime time : to)
            setKey(after, {time, key->box, key->state, keyFor(track, time, key->box).gap});
        add(gesture, track, std::move(after));
    }
    return gesture;
}

Gesture pasteBoxes(std::span<const Track> tracks,
                   MediaTime from,
                   const NewTrack &place,
                   MediaTime time,
                   std::span<const TrackId> ids)
{
    SOUNDLOCUS_EXPECTS(ids.size() >= tracks.size());
    Gesture gesture{names::kPasteBoxes, {}};
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const auto key = standingKey(tracks[i], from);
        if (!key)
            continue;
        Track track = trackAt(place);
        track.id = ids[i];
        track.label = tracks[i].label;
        track.keys = {{time, key->box, key->state, place.gap}};
        gesture.edits.push_back(added(std::move(track)));
    }
    return gesture;
}

Gesture endTrack(const Track &track, MediaTime time)
{
    const auto box = boxAt(track, time);
    if (!box || time <= track.keys.front().time)
        return nothing(names::kEndTrack);
    Track after = track;
    setKey(after, {time, box->box, KeyState::Ended});
    return changing(names::kEndTrack, track, std::move(after));
}

Gesture reappear(const Track &track, MediaTime time)
{
    const KeyFrame *last = keyUpTo(track, time);
    if (last == nullptr || boxAt(track, time))
        return nothing(names::kReappear);
    Track after = track;
    setKey(after, {time, last->box});
    return changing(names::kReappear, track, std::move(after));
}

Gesture setOcclusion(const Track &track, MediaTime time, KeyState state)
{
    SOUNDLOCUS_EXPECTS(state != KeyState::Ended);
    const char *name = state == KeyState::Occluded ? names::kMarkOccluded : names::kMarkVisible;
    auto key = standingKey(track, time);
    if (!key || key->state == state)
        return nothing(name);
    key->state = state;
    Track after = track;
    setKey(after, *key);
    return changing(name, track, std::move(after));
}

Gesture setGap(const Track &track, MediaTime time, KeyGap gap)
{
    const char *name = gap == KeyGap::Linear ? names::kGapOn : names::kGapOff;
    const KeyFrame *found = keyUpTo(track, time);
    if (found == nullptr)
        return nothing(name);
    KeyFrame key = *found;
    key.gap = gap;
    Track after = track;
    setKey(after, key);
    return changing(name, track, std::move(after));
}

Gesture splitTrack(const Track &track, MediaTime time, TrackId id)
{
    auto parts = splitVisibly(track, time);
    if (!parts)
        return nothing(names::kSplit);
    parts->after.id = id;
    return {names::kSplit, {changed(track, parts->before), added(parts->after)}};
}

Gesture mergeTracks(std::span<const Track> tracks)
{
    Gesture gesture{names::kMerge, {}};
    if (tracks.size() < 2)
        return gesture;
    Track whole = tracks.front();
    for (const Track &track : tracks.subspan(1)) {
        SOUNDLOCUS_EXPECTS(track.clip == whole.clip);
        whole = merged(whole, track);
        gesture.edits.push_back(removed(track));
    }
    add(gesture, tracks.front(), std::move(whole));
    return gesture;
}

Gesture changeLabel(std::span<const Track> tracks, LabelId label)
{
    Gesture gesture{names::kChangeLabel, {}};
    for (const Track &track : tracks) {
        Track after = track;
        after.label = label;
        add(gesture, track, std::move(after));
    }
    return gesture;
}

Gesture changeLabel(const Track &track,
                    const TimeRange &range,
                    LabelId label,
                    const std::pair<TrackId, TrackId> &ids)
{
    TrackParts parts = partsOf(track, range);
    if (!parts.in || track.label == label)
        return nothing(names::kChangeLabel);
    parts.in->label = label;
    Gesture gesture{names::kChangeLabel, {}};
    TrackId next = ids.first;
    bool isFirst = true; // the first part keeps the id
    for (std::optional<Track> *part : {&parts.before, &parts.in, &parts.behind}) {
        if (!*part)
            continue;
        if (std::exchange(isFirst, false)) {
            (*part)->id = track.id;
            gesture.edits.push_back(changed(track, **part));
            continue;
        }
        (*part)->id = std::exchange(next, ids.second);
        gesture.edits.push_back(added(**part));
    }
    return gesture;
}

Gesture acceptProposal(const NewTrack &place,
                       std::span<const std::pair<MediaTime, BoundingBox>> boxes,
                       TrackOrigin origin)
{
    SOUNDLOCUS_EXPECTS(!boxes.empty());
    Track track = trackAt(place);
    track.origin = origin;
    for (const auto &[time, box] : boxes)
        setKey(track, {time, box, KeyState::Visible, place.gap});
    return {names::kAcceptProposal, {added(std::move(track))}};
}

Gesture acceptProposal(const Track &track, std::span<const std::pair<MediaTime, BoundingBox>> boxes)
{
    Track after = track;
    for (const auto &[time, box] : boxes)
        setKey(after, keyFor(after, time, box));
    return changing(names::kAcceptProposal, track, std::move(after));
}

Gesture markSounding(const Track &track, const TimeRange &range)
{
    Track after = track;
    after.sounding.push_back(range);
    after.sounding = joined(std::move(after.sounding));
    return changing(names::kMarkSounding, track, std::move(after));
}

Gesture markQuiet(const Track &track, const TimeRange &range)
{
    Track after = track;
    after.sounding = without(after.sounding, range);
    return changing(names::kMarkQuiet, track, std::move(after));
}

Gesture changeSounding(const Track &track, std::vector<TimeRange> ranges)
{
    Track after = track;
    after.sounding = joined(std::move(ranges));
    return changing(names::kChangeSounding, track, std::move(after));
}

Gesture changeNote(const Track &track, std::string note)
{
    Track after = track;
    after.note = std::move(note);
    return changing(names::kChangeNote, track, std::move(after));
}

Gesture renameTrack(const Track &track, std::string name)
{
    Track after = track;
    after.name = std::move(name);
    return changing(names::kRenameTrack, track, std::move(after));
}

Gesture together(std::string name, std::span<const Gesture> parts)
{
    Gesture whole{std::move(name), {}};
    for (const Gesture &part : parts)
        whole.edits.insert(whole.edits.end(), part.edits.begin(), part.edits.end());
    return whole;
}

} // namespace soundlocus::gestures
