// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/symbol_icon.h"

#include <QKeySequence>
#include <QList>
#include <QString>

#include <span>

namespace soundlocus {

/// Where a command appears in menus, on the shortcut page and on the key sheet.
enum class CommandGroup { File, Playback, View, HeatMap, Annotation, Export, Help };

/// Everything the window can be told to do. The stable text id is what settings keep.
struct CommandSpec
{
    const char *id; ///< "playback.play"
    CommandGroup group;
    const char *text; ///< menu text in English; translated in the context "Command"
    const char *keys; ///< default sequences as portable text, parted by blanks; the first is shown
    Symbol symbol = Symbol::None;
    bool isCheckable = false;
};

/// In the order of the menus.
[[nodiscard]] std::span<const CommandSpec> commandSpecs();

/// Translated.
[[nodiscard]] QString commandText(const CommandSpec &spec);
[[nodiscard]] QString commandGroupName(CommandGroup group);
[[nodiscard]] QList<QKeySequence> defaultKeys(const CommandSpec &spec);
/// @param keys as CommandSpec::keys
[[nodiscard]] QList<QKeySequence> parseKeys(const char *keys);

} // namespace soundlocus
