// SPDX-License-Identifier: MIT
#include "ui/panels/annotation_specs.h"

#include <array>

namespace soundlocus {

namespace {

constexpr CommandGroup kGroup = CommandGroup::Annotation;

// Keys by what annotators have in common (CVAT, VIA, X-AnyLabeling) where players leave them free;
// the presets of key_presets.h go further.
constexpr std::array kCommands{
        CommandSpec{"annotation.new-project", kGroup, QT_TRANSLATE_NOOP("Command", "&New project…"), "Ctrl+Shift+N"},
        CommandSpec{"annotation.open-project", kGroup, QT_TRANSLATE_NOOP("Command", "&Open project…"), "Ctrl+Shift+P"},
        CommandSpec{"annotation.close-project", kGroup, QT_TRANSLATE_NOOP("Command", "&Close project"), ""},
        CommandSpec{"annotation.save-copy", kGroup, QT_TRANSLATE_NOOP("Command", "Save a co&py…"), "Ctrl+Shift+S"},
        CommandSpec{"annotation.add-media", kGroup, QT_TRANSLATE_NOOP("Command", "&Add media…"), "Ctrl+Shift+A"},
        CommandSpec{"annotation.locate-media", kGroup, QT_TRANSLATE_NOOP("Command", "Find &moved media…"), ""},
        CommandSpec{"annotation.import", kGroup, QT_TRANSLATE_NOOP("Command", "&Import annotations…"), "Ctrl+I"},
        CommandSpec{"annotation.export", kGroup, QT_TRANSLATE_NOOP("Command", "E&xport annotations…"), "Ctrl+Shift+X"},
        CommandSpec{"annotation.undo", kGroup, QT_TRANSLATE_NOOP("Command", "&Undo"), "Ctrl+Z"},
        CommandSpec{"annotation.redo", kGroup, QT_TRANSLATE_NOOP("Command", "&Redo"), "Ctrl+Shift+Z Ctrl+Y"},
        CommandSpec{"annotation.draw", kGroup, QT_TRANSLATE_NOOP("Command", "&Draw boxes"), "N W", Symbol::None, true},
        CommandSpec{"annotation.delete", kGroup, QT_TRANSLATE_NOOP("Command", "D&elete track"), "Delete"},
        CommandSpec{"annotation.duplicate", kGroup, QT_TRANSLATE_NOOP("Command", "Du&plicate track"), "Ctrl+Shift+D"},
        CommandSpec{"annotation.copy-to-next", kGroup, QT_TRANSLATE_NOOP("Command", "&Copy box to the next frame"), "C"},
        CommandSpec{"annotation.add-key", kGroup, QT_TRANSLATE_NOOP("Command", "&Key frame here"), "Shift+K"},
        CommandSpec{"annotation.remove-key", kGroup, QT_TRANSLATE_NOOP("Command", "&Remove key frame"), "Ctrl+K"},
        CommandSpec{"annotation.next-track-key", kGroup, QT_TRANSLATE_NOOP("Command", "&Next key frame of the track"), "Shift+PgDown"},
        CommandSpec{"annotation.previous-track-key", kGroup, QT_TRANSLATE_NOOP("Command", "&Previous key frame of the track"), "Shift+PgUp"},
        CommandSpec{"annotation.occluded", kGroup, QT_TRANSLATE_NOOP("Command", "&Occluded from here"), "Q"},
        CommandSpec{"annotation.gap", kGroup, QT_TRANSLATE_NOOP("Command", "&Interpolate to the next key frame, or not"), "U"},
        CommandSpec{"annotation.end", kGroup, QT_TRANSLATE_NOOP("Command", "&Ends or reappears here"), "E"},
        CommandSpec{"annotation.split", kGroup, QT_TRANSLATE_NOOP("Command", "&Split here"), "X"},
        CommandSpec{"annotation.merge", kGroup, QT_TRANSLATE_NOOP("Command", "&Merge selected tracks"), "Shift+X"},
        CommandSpec{"annotation.sounding", kGroup, QT_TRANSLATE_NOOP("Command", "&Sounding, from here until pressed again"), "S", Symbol::None, true},
        CommandSpec{"annotation.snap-to-onset", kGroup, QT_TRANSLATE_NOOP("Command", "Snap sounding to the &onset"), "Shift+S"},
        CommandSpec{"annotation.off-screen", kGroup, QT_TRANSLATE_NOOP("Command", "O&ff-screen sound"), "T"},
        CommandSpec{"annotation.silence", kGroup, QT_TRANSLATE_NOOP("Command", "S&ilence"), "Shift+T"},
        CommandSpec{"annotation.label-1", kGroup, QT_TRANSLATE_NOOP("Command", "Label &1"), "1"},
        CommandSpec{"annotation.label-2", kGroup, QT_TRANSLATE_NOOP("Command", "Label &2"), "2"},
        CommandSpec{"annotation.label-3", kGroup, QT_TRANSLATE_NOOP("Command", "Label &3"), "3"},
        CommandSpec{"annotation.label-4", kGroup, QT_TRANSLATE_NOOP("Command", "Label &4"), "4"},
        CommandSpec{"annotation.label-5", kGroup, QT_TRANSLATE_NOOP("Command", "Label &5"), "5"},
        CommandSpec{"annotation.label-6", kGroup, QT_TRANSLATE_NOOP("Command", "Label &6"), "6"},
        CommandSpec{"annotation.label-7", kGroup, QT_TRANSLATE_NOOP("Command", "Label &7"), "7"},
        CommandSpec{"annotation.label-8", kGroup, QT_TRANSLATE_NOOP("Command", "Label &8"), "8"},
        CommandSpec{"annotation.label-9", kGroup, QT_TRANSLATE_NOOP("Command", "Label &9"), "9"},
        CommandSpec{"annotation.next-clip", kGroup, QT_TRANSLATE_NOOP("Command", "&Next clip"), "Shift+D"},
        CommandSpec{"annotation.previous-clip", kGroup, QT_TRANSLATE_NOOP("Command", "&Previous clip"), "Shift+A"},
        CommandSpec{"annotation.next-to-do", kGroup, QT_TRANSLATE_NOOP("Command", "Next clip &to do"), "G"},
        CommandSpec{"annotation.mark-done", kGroup, QT_TRANSLATE_NOOP("Command", "Mark as &done, and go on"), "Y"},
        CommandSpec{"annotation.mark-checked", kGroup, QT_TRANSLATE_NOOP("Command", "Mark as &checked"), "Shift+Y"},
        CommandSpec{"annotation.mark-rejected", kGroup, QT_TRANSLATE_NOOP("Command", "Mark as &rejected"), "Shift+R"},
        CommandSpec{"annotation.mark-to-do", kGroup, QT_TRANSLATE_NOOP("Command", "Mark as t&o do"), ""},
        CommandSpec{"annotation.propose", kGroup, QT_TRANSLATE_NOOP("Command", "Propose a &box from the heat map"), "P"},
        CommandSpec{"annotation.accept", kGroup, QT_TRANSLATE_NOOP("Command", "&Accept proposal"), "Return"},
        CommandSpec{"annotation.adjust", kGroup, QT_TRANSLATE_NOOP("Command", "Accept proposal and ad&just it"), "Shift+Return"},
        CommandSpec{"annotation.refuse", kGroup, QT_TRANSLATE_NOOP("Command", "Re&fuse proposal"), "Shift+P"},
};

} // namespace

std::span<const CommandSpec> annotationSpecs()
{
    return kCommands;
}

} // namespace soundlocus
