// SPDX-License-Identifier: MIT
#include "engine/annotation/annotation_set.h"

#include "engine/annotation/text_id.h"

#include <algorithm>
#include <set>

namespace soundlocus {

namespace {

constexpr TextIds<ReviewState, 4> kReviews{{{ReviewState::ToDo, "to-do"},
                                            {ReviewState::Done, "done"},
                                            {ReviewState::Checked, "checked"},
                                            {ReviewState::Rejected, "rejected"}}};
constexpr TextIds<MarkKind, 2> kMarks{
        {{MarkKind::OffScreenSound, "off-screen-sound"}, {MarkKind::Silence, "silence"}}};

} // namespace

const Label *labelIn(const AnnotationSet &set, LabelId id)
{
    const auto found = std::ranges::find(set.labels, id, &Label::id);
    return found == set.labels.end() ? nullptr : &*found;
}

const Clip *clipIn(const AnnotationSet &set, ClipId id)
{
    const auto found = std::ranges::find(set.clips, id, &Clip::id);
    return found == set.clips.end() ? nullptr : &*found;
}

std::int64_t largestIdOf(const AnnotationSet &set)
{
    std::int64_t largest = 0;
    const auto look = [&largest](const auto &list) {
        for (const auto &value : list)
            largest = std::max(largest, value.id.value);
    };
    look(set.labels);
    look(set.annotators);
    look(set.clips);
    look(set.tracks);
    return largest;
}

AnnotationCounts countsOf(const AnnotationSet &set)
{
    AnnotationCounts counts;
    counts.clips = static_cast<std::int64_t>(set.clips.size());
    counts.labels = static_cast<std::int64_t>(set.labels.size());
    counts.annotators = static_cast<std::int64_t>(set.annotators.size());
    counts.tracks = static_cast<std::int64_t>(set.tracks.size());
    std::set<ClipId> used;
    for (const Track &track : set.tracks) {
        used.insert(track.clip);
        counts.keyFrames += std::ranges::count_if(
                track.keys, [](const KeyFrame &key) { return key.state != KeyState::Ended; });
    }
    for (const Clip &clip : set.clips) {
        counts.marks += static_cast<std::int64_t>(clip.marks.size());
        if (clip.marks.empty() && !used.contains(clip.id))
            ++counts.emptyClips;
    }
    return counts;
}

std::vector<std::vector<BoundingBox>> boxesByAnnotator(std::span<const Track *const> tracks,
                                                       std::span<const Annotator> annotators,
                                                       MediaTime time)
{
    std::vector<std::vector<BoundingBox>> lists(annotators.size());
    for (const Track *track : tracks) {
        const auto found = std::ranges::find(annotators, track->annotator, &Annotator::id);
        if (found == annotators.end())
            continue;
        if (const auto box = boxAt(*track, time))
            lists[static_cast<std::size_t>(found - annotators.begin())].push_back(box->box);
    }
    return lists;
}

std::string_view toString(ReviewState state)
{
    return textIdOf(kReviews, state);
}

std::string_view toString(MarkKind kind)
{
    return textIdOf(kMarks, kind);
}

std::optional<ReviewState> reviewStateFromString(std::string_view id)
{
    return valueOf(kReviews, id);
}

std::optional<MarkKind> markKindFromString(std::string_view id)
{
    return valueOf(kMarks, id);
}

} // namespace soundlocus
