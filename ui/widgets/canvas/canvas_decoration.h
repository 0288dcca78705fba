// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: what both painters draw above the picture.
#pragma once

#include "ui/widgets/canvas/canvas_scene.h"

class QFont;
class QPainter;
class QPalette;

namespace soundlocus {

/// Half the width in which a divider can be caught, and the radius of a probe, in
/// device-independent pixels.
inline constexpr double kDividerReach = 8;
inline constexpr double kProbeReach = 12;

/// The contour of a pane. @param painter in device-independent pixels of the widget
void paintContour(QPainter &painter, const CanvasPane &pane);

/// Probe, divider, captions, legends and messages.
void paintDecoration(QPainter &painter,
                     const CanvasScene &scene,
                     const QPalette &palette,
                     const QFont &font);

} // namespace soundlocus
