// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/track.h"
#include "ui/widgets/canvas/frame_geometry.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace soundlocus {

/// How sure a box is: told by its line.
enum class BoxLine {
    Key,          ///< somebody put it there: solid
    Interpolated, ///< between two key frames: dashed
    Proposed,     ///< of a model or a tracker, nobody accepted it: dotted
};

/// A box as it is drawn.
struct PaintedBox
{
    TrackId track;   ///< none: new, or proposed
    BoundingBox box; ///< in fractions of the frame
    QColor color;
    QString name; ///< on its tab; empty: without
    BoxLine line = BoxLine::Key;
    bool isOccluded = false; ///< hatched
    bool isOther = false;    ///< of another annotator: thinner
    bool isSelected = false;
    bool hasHandles = false;

    bool operator==(const PaintedBox &) const = default;
};

// Lines are two-toned, dark beside light, so that they show on any picture. Sizes are in
// device-independent pixels.

void paintBox(QPainter &painter, const PaintedBox &box, const FrameGeometry &geometry);

/// Lines through a point, to the edges of what is seen. @param point in the widget
void paintCrosshair(QPainter &painter, QPointF point, const QRectF &seen);

/// A line of text below a box, where there is no room above or within it.
/// @param box in the widget; @param area that the text stays in
void paintReadout(QPainter &painter, const QString &text, const QRectF &box, const QRectF &area);

} // namespace soundlocus
