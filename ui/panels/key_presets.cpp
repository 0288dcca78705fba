// SPDX-License-Identifier: MIT
#include "ui/panels/key_presets.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace soundlocus {

namespace {

// Frames by D and F, steps by C and V, N draws, K is a key frame, O outside, Q occluded, M merges,
// E and R go to the key frames of the track, Ctrl+B carries a box on.
constexpr std::array kCvat{
        PresetKeys{"playback.step-forward", "F Right ."},
        PresetKeys{"playback.step-back", "D Left ,"},
        PresetKeys{"playback.step-forward-10", "V Shift+Right"},
        PresetKeys{"playback.step-back-10", "C Shift+Left"},
        PresetKeys{"playback.shuttle-stop", "Shift+K"},
        PresetKeys{"playback.loop-end", "Shift+O"},
        PresetKeys{"playback.loop-begin", "Shift+I"},
        PresetKeys{"playback.mute", "Shift+M"},
        PresetKeys{"view.full-screen", "F11"},
        PresetKeys{"file.previous", "Ctrl+PgUp"},
        PresetKeys{"file.next", "Ctrl+PgDown"},
        PresetKeys{"annotation.draw", "N"},
        PresetKeys{"annotation.copy-to-next", "Ctrl+B"},
        PresetKeys{"annotation.copy-boxes", "Ctrl+C"},
        PresetKeys{"export.copy", "Ctrl+Shift+C"},
        PresetKeys{"annotation.add-key", "K"},
        PresetKeys{"annotation.next-track-key", "R"},
        PresetKeys{"annotation.previous-track-key", "E"},
        PresetKeys{"annotation.end", "O"},
        PresetKeys{"annotation.merge", "M"},
        PresetKeys{"annotation.split", "Alt+M"},
};

// A adds a segment in time, plus and minus change the speed, Backspace deletes.
constexpr std::array kVia{
        PresetKeys{"playback.faster", "+ ]"},
        PresetKeys{"playback.slower", "- ["},
        PresetKeys{"playback.normal-speed", "Shift+Backspace"},
        PresetKeys{"file.previous", "Ctrl+PgUp"},
        PresetKeys{"file.next", "Ctrl+PgDown"},
        PresetKeys{"annotation.sounding", "A"},
        PresetKeys{"annotation.delete", "Backspace Delete"},
};

// N and P are the neighbours in the list, E is one frame, plus and minus the speed, L repeats.
constexpr std::array kVlc{
        PresetKeys{"playback.step-forward", "E Right ."},
        PresetKeys{"playback.second-forward", "Shift+Right Ctrl+Right"},
        PresetKeys{"playback.second-back", "Shift+Left Ctrl+Left"},
        PresetKeys{"playback.step-forward-10", "Ctrl+Shift+Right"},
        PresetKeys{"playback.step-back-10", "Ctrl+Shift+Left"},
        PresetKeys{"playback.faster", "+ ]"},
        PresetKeys{"playback.slower", "- ["},
        PresetKeys{"playback.normal-speed", "= Backspace"},
        PresetKeys{"playback.louder", "Ctrl+Up Up"},
        PresetKeys{"playback.quieter", "Ctrl+Down Down"},
        PresetKeys{"playback.jump", "Ctrl+T Ctrl+G"},
        PresetKeys{"playback.repeat", "L"},
        PresetKeys{"playback.shuttle-forward", "Shift+L"},
        PresetKeys{"file.previous", "P"},
        PresetKeys{"file.next", "N"},
        PresetKeys{"annotation.draw", "W B"},
        PresetKeys{"annotation.end", "Shift+E"},
        PresetKeys{"annotation.propose", "Shift+B"},
};

const std::array kPresets{
        KeyPreset{"default", QT_TRANSLATE_NOOP("KeyPreset", "SoundLocus"), {}},
        KeyPreset{"cvat", QT_TRANSLATE_NOOP("KeyPreset", "Like CVAT"), kCvat},
        KeyPreset{"via", QT_TRANSLATE_NOOP("KeyPreset", "Like VIA"), kVia},
        KeyPreset{"vlc", QT_TRANSLATE_NOOP("KeyPreset", "Like VLC"), kVlc},
};

} // namespace

std::span<const KeyPreset> keyPresets()
{
    return kPresets;
}

const KeyPreset &keyPreset(const QString &id)
{
    const auto found = std::ranges::find_if(
            kPresets, [&id](const KeyPreset &preset) { return id == QLatin1String(preset.id); });
    return found == kPresets.end() ? kPresets.front() : *found;
}

QString keyPresetName(const KeyPreset &preset)
{
    return QCoreApplication::translate("KeyPreset", preset.name);
}

} // namespace soundlocus
