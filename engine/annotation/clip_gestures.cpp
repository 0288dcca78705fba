// SPDX-License-Identifier: MIT
#include "engine/annotation/clip_gestures.h"

#include "engine/annotation/time_ranges.h"
#include "engine/core/expects.h"

#include <algorithm>
#include <array>

namespace soundlocus::gestures {

namespace {

namespace names = gesture_names;

constexpr std::array<std::uint32_t, 8>
        kPalette{0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0x999999};

Gesture changing(const char *name, const Clip &before, Clip after)
{
    Gesture gesture{name, {}};
    if (before != after)
        gesture.edits.push_back(changed(before, std::move(after)));
    return gesture;
}

bool isOfOneLane(const ClipMark &a, const ClipMark &b)
{
    return a.kind == b.kind && a.annotator == b.annotator;
}

/// The ranges of the lane of a mark, taken out of the marks.
std::vector<TimeRange> takeLane(std::vector<ClipMark> &marks, const ClipMark &lane)
{
    std::vector<TimeRange> ranges;
    for (const ClipMark &mark : marks) {
        if (isOfOneLane(mark, lane))
            ranges.push_back(mark.range);
    }
    std::erase_if(marks, [&lane](const ClipMark &mark) { return isOfOneLane(mark, lane); });
    return ranges;
}

void putLane(std::vector<ClipMark> &marks, const ClipMark &lane, std::vector<TimeRange> ranges)
{
    for (const TimeRange &range : joined(std::move(ranges)))
        marks.push_back({lane.kind, lane.annotator, range});
    std::ranges::stable_sort(marks, {}, [](const ClipMark &mark) { return mark.range.begin; });
}

} // namespace

Gesture addMark(const Clip &clip, ClipMark mark)
{
    const char *name = mark.kind == MarkKind::Silence ? names::kMarkSilence : names::kMarkOffScreen;
    Clip after = clip;
    auto ranges = takeLane(after.marks, mark);
    if (clip.isPicture) {
        mark.range = {};
        after.marks.push_back(mark);
    } else {
        ranges.push_back(mark.range);
        putLane(after.marks, mark, std::move(ranges));
    }
    return changing(name, clip, std::move(after));
}

Gesture removeMark(const Clip &clip, const ClipMark &mark)
{
    Clip after = clip;
    const auto ranges = takeLane(after.marks, mark);
    if (!clip.isPicture)
        putLane(after.marks, mark, without(ranges, mark.range));
    return changing(names::kRemoveMark, clip, std::move(after));
}

Gesture changeMark(const Clip &clip, const ClipMark &before, const ClipMark &after)
{
    Clip result = clip;
    if (std::erase(result.marks, before) == 0)
        return {names::kChangeMark, {}};
    auto ranges = takeLane(result.marks, after);
    ranges.push_back(after.range);
    putLane(result.marks, after, std::move(ranges));
    return changing(names::kChangeMark, clip, std::move(result));
}

Gesture changeReview(std::span<const Clip> clips, ReviewState state)
{
    Gesture gesture{names::kChangeReview, {}};
    for (const Clip &clip : clips) {
        if (clip.review == state)
            continue;
        Clip after = clip;
        after.review = state;
        gesture.edits.push_back(changed(clip, std::move(after)));
    }
    return gesture;
}

Gesture changeTags(const Clip &clip, std::vector<std::string> tags)
{
    Clip after = clip;
    after.tags = std::move(tags);
    return changing(names::kChangeTags, clip, std::move(after));
}

Gesture changeNote(const Clip &clip, std::string note)
{
    Clip after = clip;
    after.note = std::move(note);
    return changing(names::kChangeNote, clip, std::move(after));
}

Gesture addClips(std::span<const Clip> clips)
{
    Gesture gesture{names::kAddMedia, {}};
    for (const Clip &clip : clips)
        gesture.edits.push_back(added(clip));
    return gesture;
}

Gesture removeClips(std::span<const Clip> clips, std::span<const Track> tracks)
{
    Gesture gesture{names::kRemoveClips, {}};
    for (const Track &track : tracks)
        gesture.edits.push_back(removed(track));
    for (const Clip &clip : clips)
        gesture.edits.push_back(removed(clip));
    return gesture;
}

Label newLabel(std::span<const Label> labels, LabelId id, std::string name)
{
    Label label{id, std::move(name), kPalette.at(labels.size() % kPalette.size()), {}};
    for (const std::uint32_t color : kPalette) {
        if (std::ranges::find(labels, color, &Label::color) == labels.end()) {
            label.color = color;
            break;
        }
    }
    for (char key = '1'; key <= '9'; ++key) {
        if (std::ranges::find(labels, std::string(1, key), &Label::key) == labels.end()) {
            label.key = key;
            break;
        }
    }
    return label;
}

Gesture addLabels(std::span<const Label> labels)
{
    Gesture gesture{labels.size() == 1 ? names::kAddLabel : names::kAddLabels, {}};
    for (const Label &label : labels)
        gesture.edits.push_back(added(label));
    return gesture;
}

Gesture editLabel(std::span<const Label> labels, const Label &label)
{
    const auto before = std::ranges::find(labels, label.id, &Label::id);
    SOUNDLOCUS_EXPECTS(before != labels.end());
    Gesture gesture{names::kRenameLabel, {}};
    if (*before == label)
        return gesture;
    if (before->name == label.name)
        gesture.name = before->key == label.key ? names::kChangeLabelColor : names::kChangeLabelKey;
    for (const Label &other : labels) {
        if (other.id == label.id || label.key.empty() || other.key != label.key)
            continue;
        Label without = other;
        without.key.clear();
        gesture.edits.push_back(changed(other, std::move(without)));
    }
    gesture.edits.push_back(changed(*before, label));
    return gesture;
}

Gesture deleteLabel(const Label &label, std::span<const Track> tracks)
{
    Gesture gesture{names::kDeleteLabel, {}};
    for (const Track &track : tracks) {
        if (track.label != label.id)
            continue;
        Track after = track;
        after.label = {};
        gesture.edits.push_back(changed(track, std::move(after)));
    }
    gesture.edits.push_back(removed(label));
    return gesture;
}

Gesture addAnnotator(const Annotator &annotator)
{
    return {names::kAddAnnotator, {added(annotator)}};
}

Gesture editAnnotator(const Annotator &before, const Annotator &after)
{
    Gesture gesture{names::kRenameAnnotator, {}};
    if (before == after)
        return gesture;
    if (before.name == after.name)
        gesture.name = after.isShown ? names::kShowLayer : names::kHideLayer;
    gesture.edits.push_back(changed(before, after));
    return gesture;
}

} // namespace soundlocus::gestures
