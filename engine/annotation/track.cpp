// SPDX-License-Identifier: MIT
#include "engine/annotation/track.h"

#include "engine/annotation/text_id.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr TextIds<KeyState, 3> kStates{{{KeyState::Visible, "visible"},
                                        {KeyState::Occluded, "occluded"},
                                        {KeyState::Ended, "ended"}}};
constexpr TextIds<KeyGap, 2> kGaps{{{KeyGap::Linear, "linear"}, {KeyGap::Empty, "empty"}}};
constexpr TextIds<TrackOrigin, 4> kOrigins{{{TrackOrigin::Manual, "manual"},
                                            {TrackOrigin::Accepted, "accepted"},
                                            {TrackOrigin::Adjusted, "adjusted"},
                                            {TrackOrigin::Imported, "imported"}}};

/// First key at `time` or later.
template <typename Keys>
auto firstFrom(Keys &keys, MediaTime time)
{
    return std::ranges::lower_bound(keys, time, {}, &KeyFrame::time);
}

BoundingBox between(const BoundingBox &a, const BoundingBox &b, double share)
{
    const auto mix = [share](double from, double to) { return from + (to - from) * share; };
    return {mix(a.x0, b.x0), mix(a.y0, b.y0), mix(a.x1, b.x1), mix(a.y1, b.y1)};
}

bool isFinite(const BoundingBox &box)
{
    return std::isfinite(box.x0) && std::isfinite(box.y0) && std::isfinite(box.x1)
           && std::isfinite(box.y1);
}

} // namespace

std::optional<TrackBox> boxAt(const Track &track, MediaTime time)
{
    const auto next = firstFrom(track.keys, time);
    if (next != track.keys.end() && next->time == time) {
        if (next->state == KeyState::Ended)
            return std::nullopt;
        return TrackBox{next->box, next->state == KeyState::Occluded, true};
    }
    if (next == track.keys.begin())
        return std::nullopt;
    const KeyFrame &key = *std::prev(next);
    if (key.state == KeyState::Ended || key.gap == KeyGap::Empty)
        return std::nullopt;
    TrackBox result{key.box, key.state == KeyState::Occluded, false};
    if (next != track.keys.end())
        result.box = between(key.box,
                             next->box,
                             static_cast<double>((time - key.time).count())
                                     / static_cast<double>((next->time - key.time).count()));
    return result;
}

void setKey(Track &track, const KeyFrame &key)
{
    const auto place = firstFrom(track.keys, key.time);
    if (place != track.keys.end() && place->time == key.time)
        *place = key;
    else
        track.keys.insert(place, key);
}

const KeyFrame *keyAt(const Track &track, MediaTime time)
{
    const auto place = firstFrom(track.keys, time);
    return place != track.keys.end() && place->time == time ? &*place : nullptr;
}

std::vector<TimeRange> joined(std::vector<TimeRange> ranges)
{
    std::ranges::sort(ranges, {}, &TimeRange::begin);
    std::vector<TimeRange> result;
    for (const TimeRange &range : ranges) {
        if (range.end <= range.begin)
            continue;
        if (!result.empty() && range.begin <= result.back().end)
            result.back().end = std::max(result.back().end, range.end);
        else
            result.push_back(range);
    }
    return result;
}

bool isWellFormed(const Track &track)
{
    const bool isOrdered = std::ranges::adjacent_find(track.keys,
                                                      [](const KeyFrame &a, const KeyFrame &b) {
                                                          return a.time >= b.time;
                                                      })
                           == track.keys.end();
    return isOrdered && joined(track.sounding) == track.sounding
           && std::ranges::all_of(track.keys,
                                  [](const KeyFrame &key) { return isFinite(key.box); });
}

std::optional<SplitTrack> split(const Track &track, MediaTime time)
{
    SplitTrack parts{track, track};
    const auto middle = firstFrom(track.keys, time);
    parts.before.keys.assign(track.keys.begin(), middle);
    parts.after.keys.assign(middle, track.keys.end());
    parts.after.id = {};
    if (parts.before.keys.empty())
        return std::nullopt;
    const auto box = boxAt(track, time);
    if (box && !box->isKey) {
        const KeyState state = box->isOccluded ? KeyState::Occluded : KeyState::Visible;
        setKey(parts.after, {time, box->box, state, KeyGap::Linear});
    }
    if (parts.after.keys.empty())
        return std::nullopt;
    const KeyFrame last = parts.before.keys.back();
    if (last.state != KeyState::Ended && last.gap == KeyGap::Linear)
        setKey(parts.before, {time, parts.after.keys.front().box, KeyState::Ended, KeyGap::Linear});
    parts.before.sounding.clear();
    parts.after.sounding.clear();
    for (const TimeRange &range : track.sounding) {
        parts.before.sounding.push_back({range.begin, std::min(range.end, time)});
        parts.after.sounding.push_back({std::max(range.begin, time), range.end});
    }
    parts.before.sounding = joined(std::move(parts.before.sounding));
    parts.after.sounding = joined(std::move(parts.after.sounding));
    return parts;
}

Track merged(const Track &first, const Track &second)
{
    Track result = first;
    for (const KeyFrame &key : second.keys) {
        if (keyAt(first, key.time) == nullptr)
            setKey(result, key);
    }
    result.sounding.insert(result.sounding.end(), second.sounding.begin(), second.sounding.end());
    result.sounding = joined(std::move(result.sounding));
    return result;
}

std::string_view toString(KeyState state)
{
    return textIdOf(kStates, state);
}

std::string_view toString(KeyGap gap)
{
    return textIdOf(kGaps, gap);
}

std::string_view toString(TrackOrigin origin)
{
    return textIdOf(kOrigins, origin);
}

std::optional<KeyState> keyStateFromString(std::string_view id)
{
    return valueOf(kStates, id);
}

std::optional<KeyGap> keyGapFromString(std::string_view id)
{
    return valueOf(kGaps, id);
}

std::optional<TrackOrigin> trackOriginFromString(std::string_view id)
{
    return valueOf(kOrigins, id);
}

} // namespace soundlocus
