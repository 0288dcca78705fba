// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/bounding_box.h"
#include "engine/core/frame.h"

#include <QPointF>
#include <QRectF>

namespace soundlocus {

// Shapes of boxes while they are drawn and dragged. "Picture pixels": x to the right, y down,
// (0, 0) the top left corner of the picture, a box half-open. Edges that are dragged come to lie
// between whole pixels, those that are not stay exactly where they were.

/// Nothing that is drawn or dragged gets smaller, in picture pixels.
inline constexpr double kSmallestSide = 2;

/// What of a box is held.
enum class BoxGrip {
    None,
    Inside,
    Left,
    Right,
    Top,
    Bottom,
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
};
[[nodiscard]] bool holdsLeft(BoxGrip grip);
[[nodiscard]] bool holdsRight(BoxGrip grip);
[[nodiscard]] bool holdsTop(BoxGrip grip);
[[nodiscard]] bool holdsBottom(BoxGrip grip);

enum class BoxAspect {
    Free,
    Kept, ///< of a new box: a square on the screen
};

/// A picture as boxes see it.
struct PictureShape
{
    Size size;
    double pixelAspect = 1; ///< width of a pixel divided by its height

    bool operator==(const PictureShape &) const = default;
};

[[nodiscard]] QRectF inPixels(const BoundingBox &box, Size picture);
/// @param from the box it was made of: edges that did not move are taken from it to the last bit
[[nodiscard]] BoundingBox inFractions(const QRectF &pixels, Size picture, const BoundingBox &from);

/// A new box between two corners in any order, within the picture.
[[nodiscard]] QRectF drawnBox(QPointF from,
                              QPointF to,
                              const PictureShape &picture,
                              BoxAspect aspect);

/// A box somewhere else by whole pixels, as far as the picture goes; one that an importer left
/// beyond an edge never gets further out.
[[nodiscard]] QRectF movedBox(const QRectF &box, QPointF by, Size picture);

/// A box with what is held moved, within the picture; beyond the other edge it turns over. With its
/// aspect kept, a corner moves against the opposite one, an edge against the middle of the other.
[[nodiscard]] QRectF resizedBox(const QRectF &box,
                                BoxGrip grip,
                                QPointF by,
                                Size picture,
                                BoxAspect aspect);

} // namespace soundlocus
