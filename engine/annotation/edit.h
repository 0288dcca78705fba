// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"
#include "engine/core/result.h"

#include <algorithm>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace soundlocus {

/// One value before and after: nothing before = added, nothing after = removed. Both of one id.
template <typename Value>
struct Change
{
    std::optional<Value> before;
    std::optional<Value> after;

    bool operator==(const Change &) const = default;
};

/// The only ways to change a project. They carry ids and whole values, no pointers and no places in
/// a list, so that each can be undone and done again at any time.
using Edit = std::variant<Change<Label>, Change<Annotator>, Change<Clip>, Change<Track>>;

/// What a person did in one go: counts all or not at all, and is one step of undo.
struct Gesture
{
    std::string name; ///< "Move box", for people: gesture_names.h
    std::vector<Edit> edits;

    bool operator==(const Gesture &) const = default;
};

/// The gesture that takes one back.
[[nodiscard]] Gesture inverse(const Gesture &gesture);

/// Short forms. @param value with a valid id
template <typename Value>
[[nodiscard]] Edit added(Value value)
{
    return Change<Value>{std::nullopt, std::move(value)};
}
template <typename Value>
[[nodiscard]] Edit removed(Value value)
{
    return Change<Value>{std::move(value), std::nullopt};
}
template <typename Value>
[[nodiscard]] Edit changed(Value before, Value after)
{
    return Change<Value>{std::move(before), std::move(after)};
}

/// A gesture that adds all of a set, as an import does.
[[nodiscard]] Gesture addingAll(std::string name, const AnnotationSet &set);

/// What is wrong with a gesture in itself: ids that are none or differ, tracks that are not well
/// formed. Errors: InvalidArgument.
[[nodiscard]] Result<void> checkGesture(const Gesture &gesture);

/// Applies one change to a list in order of the ids. @return false where the list is not as it was
/// before the change; it stays as it is then
template <typename Value>
bool applyTo(std::vector<Value> &list, const Change<Value> &change)
{
    const auto id = change.before ? change.before->id : change.after->id;
    const auto place = std::ranges::lower_bound(list, id, {}, &Value::id);
    const bool isThere = place != list.end() && place->id == id;
    if (isThere != change.before.has_value() || (isThere && *place != *change.before))
        return false;
    if (isThere && change.after)
        *place = *change.after;
    else if (isThere)
        list.erase(place);
    else
        list.insert(place, *change.after);
    return true;
}

/// Applies a gesture to a set whose lists are in order of their ids, all or nothing.
/// Errors: those of checkGesture, InvalidArgument (the set is not as it was before the gesture, or
/// something refers to what is not there).
[[nodiscard]] Result<void> applyTo(AnnotationSet &set, const Gesture &gesture);

} // namespace soundlocus
