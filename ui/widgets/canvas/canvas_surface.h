// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: the widget that draws a scene.
#pragma once

#include "ui/widgets/canvas/canvas_scene.h"

#include <QWidget>

namespace soundlocus {

/// One way of drawing. Threads: GUI thread only.
class CanvasSurface
{
public:
    virtual ~CanvasSurface() = default;

    /// Draws this from now on.
    virtual void show(const CanvasScene &scene) = 0;
    [[nodiscard]] virtual QWidget *widget() = 0;
};

} // namespace soundlocus
