// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>

namespace soundlocus {

/// Pictures of commands, one line drawing each on a grid of 24 x 24.
enum class Symbol {
    None,
    Play,
    Pause,
    StepBack,
    StepForward,
    PreviousKeyFrame,
    NextKeyFrame,
    PreviousFile,
    NextFile,
    LoopBegin,
    LoopEnd,
    Loop,
    Sound,
    Muted,
    Open,
    Folder,
    Model,
    HeatMap,
    Camera,
    Film,
    FullScreen,
    Reset,
    Close,
    Information,
    Warning,
};

/// Drawn in the palette's text colour each time it is painted, so that it follows light and dark
/// (Qt does not recolour cached pixmaps).
[[nodiscard]] QIcon symbolIcon(Symbol symbol);

/// Play while `off`, pause while `on`; the same for sound and others with two states.
[[nodiscard]] QIcon symbolIcon(Symbol off, Symbol on);

} // namespace soundlocus
