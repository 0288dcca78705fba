// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/edit.h"
#include "engine/annotation/gesture_names.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What a person does to clips, labels and annotators, as gestures: see gestures.h. Those that
/// would change nothing have no edits. Threads: pure functions.
namespace soundlocus::gestures {

/// Sound without a source in the picture, or none at all; joined with the marks of that kind and
/// annotator that it touches. Of a still picture: for the whole, whatever the range.
[[nodiscard]] Gesture addMark(const Clip &clip, ClipMark mark);
/// Takes a stretch out of the marks of that kind and annotator.
[[nodiscard]] Gesture removeMark(const Clip &clip, const ClipMark &mark);
/// One mark as another, as after dragging its edge. Nothing where the first one is not there.
[[nodiscard]] Gesture changeMark(const Clip &clip, const ClipMark &before, const ClipMark &after);

[[nodiscard]] Gesture changeReview(std::span<const Clip> clips, ReviewState state);
[[nodiscard]] Gesture changeTags(const Clip &clip, std::vector<std::string> tags);
[[nodiscard]] Gesture changeNote(const Clip &clip, std::string note);

[[nodiscard]] Gesture addClips(std::span<const Clip> clips);
/// @param tracks all those of the clips
[[nodiscard]] Gesture removeClips(std::span<const Clip> clips, std::span<const Track> tracks);

/// A label that is easy to tell from those that are there: the next colour of a palette that
/// colour-blind people can tell apart, and the first of the keys 1 to 9 that is free.
/// Source of the palette: Okabe and Ito, 2008, "Color Universal Design".
[[nodiscard]] Label newLabel(std::span<const Label> labels, LabelId id, std::string name);
[[nodiscard]] Gesture addLabels(std::span<const Label> labels);
/// Another name, colour or key of a label that is there; a key that another label has goes over.
[[nodiscard]] Gesture editLabel(std::span<const Label> labels, const Label &label);
/// @param tracks those that have it: they stay, without a label
[[nodiscard]] Gesture deleteLabel(const Label &label, std::span<const Track> tracks);

[[nodiscard]] Gesture addAnnotator(const Annotator &annotator);
/// Another name, shown or hidden.
[[nodiscard]] Gesture editAnnotator(const Annotator &before, const Annotator &after);

} // namespace soundlocus::gestures
