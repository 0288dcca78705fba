// SPDX-License-Identifier: MIT
#include "engine/annotation/merged_sets.h"

#include "engine/annotation/exchange/picture_list.h"
#include "engine/annotation/text_id.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace soundlocus {

namespace {

constexpr TextIds<MergeConflictKind, 3> kKinds{{{MergeConflictKind::Layer, "layer"},
                                                {MergeConflictKind::Review, "review"},
                                                {MergeConflictKind::Media, "media"}}};

/// "NAME (2)"
std::string numbered(const std::string &name, int number)
{
    return number == 1 ? name : name + " (" + std::to_string(number) + ")";
}

/// What counts of a track within its layer: everything but ids and origin.
using TrackContent = std::tuple<std::int64_t, std::string, std::string, std::string>;

/// Keys and intervals as a text that is equal where they are.
std::string shapeOf(const Track &track)
{
    std::string text;
    const auto add = [&text](const auto &value) {
        text.append(reinterpret_cast<const char *>(&value), sizeof value);
    };
    for (const KeyFrame &key : track.keys) {
        add(key.time);
        for (const double side : {key.box.x0, key.box.y0, key.box.x1, key.box.y1})
            add(side + 0.0); // -0 is 0
        add(key.state);
        add(key.gap);
    }
    text += '|';
    for (const TimeRange &range : track.sounding) {
        add(range.begin);
        add(range.end);
    }
    return text;
}

/// The content of a layer, in an order of its own. @param tracks with the labels of the merged set
std::vector<TrackContent> contentOf(const std::vector<const Track *> &tracks)
{
    std::vector<TrackContent> content;
    content.reserve(tracks.size());
    for (const Track *track : tracks)
        content.emplace_back(track->label.value, shapeOf(*track), track->name, track->note);
    std::ranges::sort(content);
    return content;
}

bool mayBeOneFile(const Clip &a, const Clip &b)
{
    if (a.isPicture != b.isPicture)
        return false;
    return a.fingerprint.bytes == 0 || b.fingerprint.bytes == 0 || a.fingerprint == b.fingerprint;
}

template <typename Value>
void fillIn(Value &mine, const Value &other, const Value &unknown)
{
    if (mine == unknown)
        mine = other;
}

class Merger
{
public:
    Merger(const MergeInput &first, std::int64_t firstNewId)
        : m_next(firstNewId > 0 ? firstNewId : largestIdOf(first.set) + 1)
    {
        m_merged.set = first.set;
        for (const Label &label : first.set.labels)
            m_labels.try_emplace(label.name, label.id);
        for (const Annotator &annotator : first.set.annotators)
            m_annotators.try_emplace(annotator.name, annotator.id);
        for (std::size_t i = 0; i < first.set.clips.size(); ++i)
            noteClip(i);
        for (const Track &track : first.set.tracks)
            m_layers[{track.clip, track.annotator}].push_back(track);
    }

    void add(const MergeInput &input)
    {
        m_input = input.name;
        m_labelIds.clear();
        m_names.clear();
        for (const Label &label : input.set.labels)
            m_labelIds[label.id] = labelFor(label);
        for (const Annotator &annotator : input.set.annotators) {
            m_names[annotator.id] = &annotator;
            annotatorFor(&annotator, 1);
        }
        std::map<ClipId, std::map<AnnotatorId, std::vector<const Track *>>> layers;
        for (const Track &track : input.set.tracks)
            layers[track.clip][track.annotator].push_back(&track);
        for (const Clip &clip : input.set.clips) {
            const std::size_t place = clipFor(clip);
            for (const auto &[annotator, tracks] : layers[clip.id])
                addLayer(place, annotator, tracks);
        }
    }

    MergedSets take() { return std::move(m_merged); }

private:
    void noteClip(std::size_t place)
    {
        const Clip &clip = m_merged.set.clips[place];
        m_clips.try_emplace(clip.name, place);
        m_stems.emplace(withoutMediaExtension(clip.name), place);
        if (clip.fingerprint.bytes > 0)
            m_files.try_emplace({clip.fingerprint.bytes, clip.fingerprint.hash}, place);
    }

    LabelId labelFor(const Label &label)
    {
        const auto [place, isNew] = m_labels.try_emplace(label.name);
        if (isNew) {
            Label &added = m_merged.set.labels.emplace_back(label);
            added.id = place->second = {m_next++};
            const bool isKeyTaken = std::ranges::count(m_merged.set.labels, label.key, &Label::key)
                                    > 1;
            if (isKeyTaken)
                added.key.clear();
        }
        return place->second;
    }

    /// @param like how the annotator is named and shown in the set that is added; null = nobody
    AnnotatorId annotatorFor(const Annotator *like, int number)
    {
        if (like == nullptr && number == 1)
            return {};
        const std::string name = numbered(like == nullptr ? "annotator" : like->name, number);
        const auto [place, isNew] = m_annotators.try_emplace(name);
        if (isNew) {
            place->second = {m_next++};
            m_merged.set.annotators.push_back(
                    {place->second, name, like == nullptr || like->isShown});
        }
        return place->second;
    }

    const Annotator *annotatorNamed(AnnotatorId id) const
    {
        const auto found = m_names.find(id);
        return found == m_names.end() ? nullptr : found->second;
    }

    std::optional<std::size_t> matchOf(const Clip &clip) const
    {
        if (clip.fingerprint.bytes > 0) {
            const auto found = m_files.find({clip.fingerprint.bytes, clip.fingerprint.hash});
            if (found != m_files.end()
                && m_merged.set.clips[found->second].isPicture == clip.isPicture)
                return found->second;
        }
        if (const auto found = m_clips.find(clip.name); found != m_clips.end())
            return mayBeOneFile(m_merged.set.clips[found->second], clip)
                           ? std::optional(found->second)
                           : std::nullopt;
        const auto [first, end] = m_stems.equal_range(withoutMediaExtension(clip.name));
        if (first == end || std::next(first) != end)
            return std::nullopt; // none, or not to be told apart
        const Clip &other = m_merged.set.clips[first->second];
        // "a" is "a.mp4"; "a.jpg" is not "a.mp4".
        const bool isOneBare = withoutMediaExtension(clip.name) == clip.name
                               || withoutMediaExtension(other.name) == other.name;
        return isOneBare && mayBeOneFile(other, clip) ? std::optional(first->second) : std::nullopt;
    }

    /// Place of the clip that stands for this one, made or filled in.
    std::size_t clipFor(const Clip &clip)
    {
        if (const auto match = matchOf(clip)) {
            fillClip(*match, clip);
            return *match;
        }
        const std::size_t place = m_merged.set.clips.size();
        Clip &added = m_merged.set.clips.emplace_back(clip);
        added.id = {m_next++};
        for (int number = 2; m_clips.contains(added.name); ++number)
            added.name = numbered(clip.name, number);
        if (added.name != clip.name)
            m_merged.conflicts.push_back(
                    {MergeConflictKind::Media, m_input, clip.name, {}, added.name});
        for (ClipMark &mark : added.marks)
            mark.annotator = annotatorOfMark(mark);
        noteClip(place);
        return place;
    }

    AnnotatorId annotatorOfMark(const ClipMark &mark)
    {
        return annotatorFor(annotatorNamed(mark.annotator), 1);
    }

    void fillClip(std::size_t place, const Clip &other)
    {
        Clip &clip = m_merged.set.clips[place];
        const Clip unknown;
        fillIn(clip.media, other.media, unknown.media);
        fillIn(clip.sound, other.sound, unknown.sound);
        fillIn(clip.fingerprint, other.fingerprint, unknown.fingerprint);
        fillIn(clip.size, other.size, unknown.size);
        fillIn(clip.frameRate, other.frameRate, unknown.frameRate);
        fillIn(clip.duration, other.duration, unknown.duration);
        fillIn(clip.group, other.group, unknown.group);
        fillIn(clip.extra, other.extra, unknown.extra);
        if (clip.note.find(other.note) == std::string::npos)
            clip.note += (clip.note.empty() ? "" : "\n") + other.note;
        for (const std::string &tag : other.tags) {
            if (std::ranges::find(clip.tags, tag) == clip.tags.end())
                clip.tags.push_back(tag);
        }
        for (ClipMark mark : other.marks) {
            mark.annotator = annotatorOfMark(mark);
            if (std::ranges::find(clip.marks, mark) == clip.marks.end())
                clip.marks.push_back(mark);
        }
        fillIn(clip.review, other.review, unknown.review);
        if (other.review != unknown.review && other.review != clip.review)
            m_merged.conflicts.push_back({MergeConflictKind::Review,
                                          m_input,
                                          clip.name,
                                          {},
                                          std::string(toString(clip.review))});
    }

    void addLayer(std::size_t place, AnnotatorId annotator, const std::vector<const Track *> &given)
    {
        const Clip &clip = m_merged.set.clips[place];
        const Annotator *person = annotatorNamed(annotator);
        std::vector<Track> tracks;
        tracks.reserve(given.size());
        for (const Track *track : given) {
            Track &added = tracks.emplace_back(*track);
            const auto label = m_labelIds.find(track->label);
            added.label = label == m_labelIds.end() ? LabelId{} : label->second;
            added.clip = clip.id;
        }
        const auto content = contentOf(pointersTo(tracks));
        for (int number = 1;; ++number) {
            const AnnotatorId id = annotatorFor(person, number);
            std::vector<Track> &layer = m_layers[{clip.id, id}];
            if (!layer.empty() && contentOf(pointersTo(layer)) == content)
                return;
            if (!layer.empty())
                continue;
            if (number > 1)
                m_merged.conflicts.push_back({MergeConflictKind::Layer,
                                              m_input,
                                              clip.name,
                                              person == nullptr ? std::string() : person->name,
                                              nameOf(id)});
            for (Track &track : tracks) {
                track.id = {m_next++};
                track.annotator = id;
                m_merged.set.tracks.push_back(track);
            }
            layer = std::move(tracks);
            return;
        }
    }

    static std::vector<const Track *> pointersTo(const std::vector<Track> &tracks)
    {
        std::vector<const Track *> pointers;
        pointers.reserve(tracks.size());
        for (const Track &track : tracks)
            pointers.push_back(&track);
        return pointers;
    }

    [[nodiscard]] std::string nameOf(AnnotatorId id) const
    {
        return std::ranges::find(m_merged.set.annotators, id, &Annotator::id)->name;
    }

    MergedSets m_merged;
    std::int64_t m_next;
    std::map<std::string, LabelId> m_labels;
    std::map<std::string, AnnotatorId> m_annotators;
    std::map<std::string, std::size_t> m_clips;
    std::multimap<std::string, std::size_t> m_stems; ///< of names without their extension
    std::map<std::pair<std::int64_t, std::uint64_t>, std::size_t> m_files;
    std::map<std::pair<ClipId, AnnotatorId>, std::vector<Track>> m_layers;

    // Of the set that is being added:
    std::string m_input;
    std::map<LabelId, LabelId> m_labelIds;
    std::map<AnnotatorId, const Annotator *> m_names;
};

} // namespace

std::string_view toString(MergeConflictKind kind)
{
    return textIdOf(kKinds, kind);
}

std::string toString(const MergeConflict &conflict)
{
    const std::string begin = conflict.input + ": clip '" + conflict.clip + "': ";
    switch (conflict.kind) {
    case MergeConflictKind::Layer:
        return begin
               + (conflict.annotator.empty() ? "boxes of nobody in particular"
                                             : "boxes of '" + conflict.annotator + "'")
               + " differ; kept as '" + conflict.kept + "'";
    case MergeConflictKind::Review:
        return begin + "another review state; '" + conflict.kept + "' stays";
    case MergeConflictKind::Media:
        return begin + "other media of the same name; kept as '" + conflict.kept + "'";
    }
    return begin;
}

MergedSets mergedSets(std::span<const MergeInput> inputs, std::int64_t firstNewId)
{
    if (inputs.empty())
        return {};
    Merger merger(inputs.front(), firstNewId);
    for (const MergeInput &input : inputs.subspan(1))
        merger.add(input);
    return merger.take();
}

} // namespace soundlocus
