// SPDX-License-Identifier: MIT
#include "ui/services/gesture_text.h"

#include "engine/annotation/gesture_names.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace soundlocus {

namespace {

/// The texts of engine/annotation/gesture_names.h, for those who translate.
constexpr std::array kTexts{QT_TRANSLATE_NOOP("Gesture", "Draw box"),
                            QT_TRANSLATE_NOOP("Gesture", "Move box"),
                            QT_TRANSLATE_NOOP("Gesture", "Resize box"),
                            QT_TRANSLATE_NOOP("Gesture", "Copy boxes"),
                            QT_TRANSLATE_NOOP("Gesture", "Paste boxes"),
                            QT_TRANSLATE_NOOP("Gesture", "Duplicate box"),
                            QT_TRANSLATE_NOOP("Gesture", "Delete key frame"),
                            QT_TRANSLATE_NOOP("Gesture", "Add key frame"),
                            QT_TRANSLATE_NOOP("Gesture", "Delete track"),
                            QT_TRANSLATE_NOOP("Gesture", "End track"),
                            QT_TRANSLATE_NOOP("Gesture", "Let track reappear"),
                            QT_TRANSLATE_NOOP("Gesture", "Mark as occluded"),
                            QT_TRANSLATE_NOOP("Gesture", "Mark as visible"),
                            QT_TRANSLATE_NOOP("Gesture", "Show between key frames"),
                            QT_TRANSLATE_NOOP("Gesture", "Hide between key frames"),
                            QT_TRANSLATE_NOOP("Gesture", "Split track"),
                            QT_TRANSLATE_NOOP("Gesture", "Merge tracks"),
                            QT_TRANSLATE_NOOP("Gesture", "Change label"),
                            QT_TRANSLATE_NOOP("Gesture", "Rename track"),
                            QT_TRANSLATE_NOOP("Gesture", "Accept proposal"),
                            QT_TRANSLATE_NOOP("Gesture", "Mark as sounding"),
                            QT_TRANSLATE_NOOP("Gesture", "Mark as not sounding"),
                            QT_TRANSLATE_NOOP("Gesture", "Change sounding interval"),
                            QT_TRANSLATE_NOOP("Gesture", "Mark off-screen sound"),
                            QT_TRANSLATE_NOOP("Gesture", "Mark silence"),
                            QT_TRANSLATE_NOOP("Gesture", "Remove mark"),
                            QT_TRANSLATE_NOOP("Gesture", "Change mark"),
                            QT_TRANSLATE_NOOP("Gesture", "Change review state"),
                            QT_TRANSLATE_NOOP("Gesture", "Change tags"),
                            QT_TRANSLATE_NOOP("Gesture", "Change note"),
                            QT_TRANSLATE_NOOP("Gesture", "Add media"),
                            QT_TRANSLATE_NOOP("Gesture", "Remove clips"),
                            QT_TRANSLATE_NOOP("Gesture", "Locate media"),
                            QT_TRANSLATE_NOOP("Gesture", "Import annotations"),
                            QT_TRANSLATE_NOOP("Gesture", "Merge project"),
                            QT_TRANSLATE_NOOP("Gesture", "Add label"),
                            QT_TRANSLATE_NOOP("Gesture", "Add labels"),
                            QT_TRANSLATE_NOOP("Gesture", "Rename label"),
                            QT_TRANSLATE_NOOP("Gesture", "Change label colour"),
                            QT_TRANSLATE_NOOP("Gesture", "Change label key"),
                            QT_TRANSLATE_NOOP("Gesture", "Delete label"),
                            QT_TRANSLATE_NOOP("Gesture", "Add annotator"),
                            QT_TRANSLATE_NOOP("Gesture", "Rename annotator"),
                            QT_TRANSLATE_NOOP("Gesture", "Show layer"),
                            QT_TRANSLATE_NOOP("Gesture", "Hide layer")};
static_assert(std::ranges::equal(kTexts, kGestureNames, [](std::string_view a, std::string_view b) {
    return a == b;
}));

} // namespace

QString gestureText(const std::string &name)
{
    return QCoreApplication::translate("Gesture", name.c_str());
}

} // namespace soundlocus
