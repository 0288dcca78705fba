// SPDX-License-Identifier: MIT
#include "app/services/annotation/annotation_merge.h"

#include "engine/annotation/gesture_names.h"
#include "engine/project/set_file.h"

#include <map>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Numbers of the project for those that a merge made up.
class NewNumbers
{
public:
    NewNumbers(std::int64_t largestKnown, const std::function<std::int64_t()> &newId)
        : m_largestKnown(largestKnown)
        , m_newId(newId)
    {}

    template <typename Id>
    [[nodiscard]] Id operator()(Id id)
    {
        if (id.value <= m_largestKnown)
            return id;
        const auto [place, isNew] = m_given.try_emplace(id.value);
        if (isNew)
            place->second = m_newId();
        return {place->second};
    }

private:
    std::int64_t m_largestKnown;
    const std::function<std::int64_t()> &m_newId;
    std::map<std::int64_t, std::int64_t> m_given;
};

void renumber(Label & /*label*/, NewNumbers & /*numbers*/) {}
void renumber(Annotator & /*annotator*/, NewNumbers & /*numbers*/) {}
void renumber(Clip &clip, NewNumbers &numbers)
{
    for (ClipMark &mark : clip.marks)
        mark.annotator = numbers(mark.annotator);
}
void renumber(Track &track, NewNumbers &numbers)
{
    track.clip = numbers(track.clip);
    track.annotator = numbers(track.annotator);
    track.label = numbers(track.label);
}

template <typename Value>
void addEdits(Gesture &gesture,
              const std::vector<Value> &before,
              const std::vector<Value> &after,
              NewNumbers &numbers)
{
    std::map<std::int64_t, const Value *> known;
    for (const Value &value : before)
        known.emplace(value.id.value, &value);
    for (Value value : after) {
        const auto found = known.find(value.id.value);
        if (found != known.end() && *found->second == value)
            continue;
        value.id = numbers(value.id);
        renumber(value, numbers);
        gesture.edits.push_back(found == known.end() ? added(std::move(value))
                                                     : changed(*found->second, std::move(value)));
    }
}

AnnotationCounts difference(const AnnotationCounts &more, const AnnotationCounts &less)
{
    return {more.clips - less.clips,
            more.labels - less.labels,
            more.annotators - less.annotators,
            more.tracks - less.tracks,
            more.keyFrames - less.keyFrames,
            more.marks - less.marks,
            more.emptyClips - less.emptyClips};
}

} // namespace

Result<PreparedMerge> prepareMerge(const fs::path &path,
                                   const fs::path &openPath,
                                   AnnotationSet before)
{
    std::error_code code;
    if (fs::equivalent(path, openPath, code))
        return fail(ErrorCode::InvalidArgument,
                    path.string() + ": is the open project itself; choose another one");
    auto other = readSet(path, ProjectFormat{});
    if (!other)
        return Unexpected(other.error());
    PreparedMerge merge;
    merge.before = std::move(before);
    auto joined = mergedSets(
            std::vector<MergeInput>{{openPath.filename().string(), merge.before},
                                    {path.filename().string(), std::move(other->set)}});
    merge.merged = std::move(joined.set);
    merge.preview.path = QString::fromStdString(path.string());
    merge.preview.added = difference(countsOf(merge.merged), countsOf(merge.before));
    for (std::size_t i = 0; i < merge.before.clips.size(); ++i)
        merge.preview.changedClips += merge.before.clips[i] == merge.merged.clips[i] ? 0 : 1;
    merge.preview.conflicts = std::move(joined.conflicts);
    return merge;
}

std::int64_t idsNeeded(const PreparedMerge &merge)
{
    const auto sizeOf = [](const AnnotationSet &set) {
        return std::ssize(set.labels) + std::ssize(set.annotators) + std::ssize(set.clips)
               + std::ssize(set.tracks);
    };
    return sizeOf(merge.merged) - sizeOf(merge.before);
}

Gesture merging(const PreparedMerge &merge, const std::function<std::int64_t()> &newId)
{
    NewNumbers numbers(largestIdOf(merge.before), newId);
    Gesture gesture{gesture_names::kMergeProject, {}};
    addEdits(gesture, merge.before.labels, merge.merged.labels, numbers);
    addEdits(gesture, merge.before.annotators, merge.merged.annotators, numbers);
    addEdits(gesture, merge.before.clips, merge.merged.clips, numbers);
    addEdits(gesture, merge.before.tracks, merge.merged.tracks, numbers);
    return gesture;
}

} // namespace soundlocus
