// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: members of VideoCanvas.
#pragma once

#include "ui/widgets/canvas/canvas_state.h"
#include "ui/widgets/canvas/canvas_surface.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace soundlocus {

enum class Drag { None, Click, Pan, Divider };

struct VideoCanvas::Private
{
    CanvasState state;
    Backend backend = Backend::Painter;
    std::unique_ptr<CanvasSurface> surface;
    bool willShow = false; ///< showNow() is queued
    QString opening;
    QString flash; ///< a few words for a moment
    QTimer flashTimer;
    CanvasMessage placeholder;

    Drag drag = Drag::None;
    QPointF dragStart;
    QPointF dragLast;
    std::optional<QPointF> probeBeforeClick;
    std::optional<CanvasPointer> pointer;
    QPointF pointerPosition{-1, -1};

    /// The tool took a press: what follows is its, with the picture it was pressed on.
    std::optional<MapSlot> toolSlot;
    bool isInformingTool = false;
};

} // namespace soundlocus
