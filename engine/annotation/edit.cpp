// SPDX-License-Identifier: MIT
#include "engine/annotation/edit.h"

#include <algorithm>
#include <type_traits>

namespace soundlocus {

namespace {

Unexpected conflict(const std::string &gesture)
{
    return fail(ErrorCode::InvalidArgument,
                "'" + gesture + "' does not fit the project as it is now; open it again");
}

/// The list that a change is about.
template <typename Value>
std::vector<Value> &listIn(AnnotationSet &set, const Change<Value> & /*change*/)
{
    if constexpr (std::is_same_v<Value, Label>)
        return set.labels;
    else if constexpr (std::is_same_v<Value, Annotator>)
        return set.annotators;
    else if constexpr (std::is_same_v<Value, Clip>)
        return set.clips;
    else
        return set.tracks;
}

template <typename Value>
bool isKnown(const std::vector<Value> &list, decltype(Value::id) id)
{
    return std::ranges::binary_search(list, id, {}, &Value::id);
}

bool refersToWhatIsThere(const AnnotationSet &set, const Track &track)
{
    return isKnown(set.clips, track.clip)
           && (!track.label.isValid() || isKnown(set.labels, track.label))
           && (!track.annotator.isValid() || isKnown(set.annotators, track.annotator));
}

bool refersToWhatIsThere(const AnnotationSet &set, const Clip &clip)
{
    return std::ranges::all_of(clip.marks, [&set](const ClipMark &mark) {
        return !mark.annotator.isValid() || isKnown(set.annotators, mark.annotator);
    });
}

/// Whether a gesture can leave references without what they refer to.
bool canBreakReferences(const Edit &edit)
{
    return std::visit([](const auto &change) { return !change.after.has_value(); }, edit);
}

bool refersToWhatIsThere(const AnnotationSet &set, const Gesture &gesture)
{
    if (std::ranges::any_of(gesture.edits, canBreakReferences))
        return std::ranges::all_of(
                       set.tracks,
                       [&set](const Track &track) { return refersToWhatIsThere(set, track); })
               && std::ranges::all_of(set.clips, [&set](const Clip &clip) {
                      return refersToWhatIsThere(set, clip);
                  });
    return std::ranges::all_of(gesture.edits, [&set](const Edit &edit) {
        if (const auto *track = std::get_if<Change<Track>>(&edit))
            return refersToWhatIsThere(set, *track->after);
        if (const auto *clip = std::get_if<Change<Clip>>(&edit))
            return refersToWhatIsThere(set, *clip->after);
        return true;
    });
}

template <typename Value>
bool isSound(const Change<Value> &change)
{
    if (!change.before && !change.after)
        return false;
    if (change.before && change.after && change.before->id != change.after->id)
        return false;
    if constexpr (std::is_same_v<Value, Track>) {
        if (change.after && !isWellFormed(*change.after))
            return false;
    }
    return (change.before ? change.before : change.after)->id.isValid();
}

} // namespace

Gesture inverse(const Gesture &gesture)
{
    Gesture result{gesture.name, gesture.edits};
    std::ranges::reverse(result.edits);
    for (Edit &edit : result.edits)
        std::visit([](auto &change) { std::swap(change.before, change.after); }, edit);
    return result;
}

Gesture addingAll(std::string name, const AnnotationSet &set)
{
    Gesture gesture{std::move(name), {}};
    gesture.edits.reserve(set.labels.size() + set.annotators.size() + set.clips.size()
                          + set.tracks.size());
    const auto addList = [&gesture](const auto &list) {
        for (const auto &value : list)
            gesture.edits.push_back(added(value));
    };
    addList(set.labels);
    addList(set.annotators);
    addList(set.clips);
    addList(set.tracks);
    return gesture;
}

Result<void> checkGesture(const Gesture &gesture)
{
    const bool isGood = std::ranges::all_of(gesture.edits, [](const Edit &edit) {
        return std::visit([](const auto &change) { return isSound(change); }, edit);
    });
    if (!isGood)
        return fail(ErrorCode::InvalidArgument,
                    "'" + gesture.name
                            + "' holds no valid id, or a track with key frames or sounding "
                              "intervals out of order or not finite");
    return {};
}

Result<void> applyTo(AnnotationSet &set, const Gesture &gesture)
{
    if (auto checked = checkGesture(gesture); !checked)
        return checked;
    std::size_t done = 0;
    bool fits = true;
    for (; fits && done < gesture.edits.size(); ++done)
        fits = std::visit(
                [&set](const auto &change) { return applyTo(listIn(set, change), change); },
                gesture.edits[done]);
    if (fits && refersToWhatIsThere(set, gesture))
        return {};
    // The last one that was tried changed nothing where it did not fit.
    Gesture part{gesture.name,
                 {gesture.edits.begin(),
                  gesture.edits.begin() + static_cast<std::ptrdiff_t>(fits ? done : done - 1)}};
    for (const Edit &edit : inverse(part).edits)
        std::visit([&set](const auto &change) { applyTo(listIn(set, change), change); }, edit);
    return conflict(gesture.name);
}

} // namespace soundlocus
