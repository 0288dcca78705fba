// SPDX-License-Identifier: MIT
#pragma once

#include <array>

namespace soundlocus {

/// Names of gestures, for the history and for "Undo ...": English here, translated by the window
/// (ui/services/gesture_text.h), which has to know each of them.
namespace gesture_names {
inline constexpr const char *kDrawBox = "Draw box";
inline constexpr const char *kMoveBox = "Move box";
inline constexpr const char *kResizeBox = "Resize box";
inline constexpr const char *kCopyBoxes = "Copy boxes";
inline constexpr const char *kPasteBoxes = "Paste boxes";
inline constexpr const char *kDuplicate = "Duplicate box";
inline constexpr const char *kDeleteKey = "Delete key frame";
inline constexpr const char *kAddKey = "Add key frame";
inline constexpr const char *kDeleteTracks = "Delete track";
inline constexpr const char *kEndTrack = "End track";
inline constexpr const char *kReappear = "Let track reappear";
inline constexpr const char *kMarkOccluded = "Mark as occluded";
inline constexpr const char *kMarkVisible = "Mark as visible";
inline constexpr const char *kGapOn = "Show between key frames";
inline constexpr const char *kGapOff = "Hide between key frames";
inline constexpr const char *kSplit = "Split track";
inline constexpr const char *kMerge = "Merge tracks";
inline constexpr const char *kChangeLabel = "Change label";
inline constexpr const char *kRenameTrack = "Rename track";
inline constexpr const char *kAcceptProposal = "Accept proposal";
inline constexpr const char *kMarkSounding = "Mark as sounding";
inline constexpr const char *kMarkQuiet = "Mark as not sounding";
inline constexpr const char *kChangeSounding = "Change sounding interval";
inline constexpr const char *kMarkOffScreen = "Mark off-screen sound";
inline constexpr const char *kMarkSilence = "Mark silence";
inline constexpr const char *kRemoveMark = "Remove mark";
inline constexpr const char *kChangeMark = "Change mark";
inline constexpr const char *kChangeReview = "Change review state";
inline constexpr const char *kChangeTags = "Change tags";
inline constexpr const char *kChangeNote = "Change note";
inline constexpr const char *kAddMedia = "Add media";
inline constexpr const char *kRemoveClips = "Remove clips";
inline constexpr const char *kLocateMedia = "Locate media";
inline constexpr const char *kImport = "Import annotations";
inline constexpr const char *kMergeProject = "Merge project";
inline constexpr const char *kAddLabel = "Add label";
inline constexpr const char *kAddLabels = "Add labels";
inline constexpr const char *kRenameLabel = "Rename label";
inline constexpr const char *kChangeLabelColor = "Change label colour";
inline constexpr const char *kChangeLabelKey = "Change label key";
inline constexpr const char *kDeleteLabel = "Delete label";
inline constexpr const char *kAddAnnotator = "Add annotator";
inline constexpr const char *kRenameAnnotator = "Rename annotator";
inline constexpr const char *kShowLayer = "Show layer";
inline constexpr const char *kHideLayer = "Hide layer";
} // namespace gesture_names

/// All of them.
inline constexpr std::array kGestureNames{gesture_names::kDrawBox,
                                          gesture_names::kMoveBox,
                                          gesture_names::kResizeBox,
                                          gesture_names::kCopyBoxes,
                                          gesture_names::kPasteBoxes,
                                          gesture_names::kDuplicate,
                                          gesture_names::kDeleteKey,
                                          gesture_names::kAddKey,
                                          gesture_names::kDeleteTracks,
                                          gesture_names::kEndTrack,
                                          gesture_names::kReappear,
                                          gesture_names::kMarkOccluded,
                                          gesture_names::kMarkVisible,
                                          gesture_names::kGapOn,
                                          gesture_names::kGapOff,
                                          gesture_names::kSplit,
                                          gesture_names::kMerge,
                                          gesture_names::kChangeLabel,
                                          gesture_names::kRenameTrack,
                                          gesture_names::kAcceptProposal,
                                          gesture_names::kMarkSounding,
                                          gesture_names::kMarkQuiet,
                                          gesture_names::kChangeSounding,
                                          gesture_names::kMarkOffScreen,
                                          gesture_names::kMarkSilence,
                                          gesture_names::kRemoveMark,
                                          gesture_names::kChangeMark,
                                          gesture_names::kChangeReview,
                                          gesture_names::kChangeTags,
                                          gesture_names::kChangeNote,
                                          gesture_names::kAddMedia,
                                          gesture_names::kRemoveClips,
                                          gesture_names::kLocateMedia,
                                          gesture_names::kImport,
                                          gesture_names::kMergeProject,
                                          gesture_names::kAddLabel,
                                          gesture_names::kAddLabels,
                                          gesture_names::kRenameLabel,
                                          gesture_names::kChangeLabelColor,
                                          gesture_names::kChangeLabelKey,
                                          gesture_names::kDeleteLabel,
                                          gesture_names::kAddAnnotator,
                                          gesture_names::kRenameAnnotator,
                                          gesture_names::kShowLayer,
                                          gesture_names::kHideLayer};

} // namespace soundlocus
