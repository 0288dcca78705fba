// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <span>

namespace soundlocus {

/// Keys of a command in a preset, as CommandSpec::keys.
struct PresetKeys
{
    const char *command;
    const char *keys;
};

/// Keys that people know from another program. Commands that it does not name keep the default.
struct KeyPreset
{
    const char *id;   ///< stable, for settings
    const char *name; ///< in English; translated in the context "KeyPreset"
    std::span<const PresetKeys> keys;
};

/// The default first.
[[nodiscard]] std::span<const KeyPreset> keyPresets();
/// The default for an id that is not known.
[[nodiscard]] const KeyPreset &keyPreset(const QString &id);
/// Translated.
[[nodiscard]] QString keyPresetName(const KeyPreset &preset);

} // namespace soundlocus
