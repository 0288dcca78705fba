// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/track.h"
#include "ui/widgets/annotation/box_shape.h"
#include "ui/widgets/canvas/frame_geometry.h"

#include <span>
#include <vector>

namespace soundlocus {

/// A box that is seen on the shown frame.
struct EditorBox
{
    TrackId track;
    BoundingBox box;        ///< in fractions of the frame
    bool isEditable = true; ///< false: of another annotator, or in a project that is only read

    bool operator==(const EditorBox &) const = default;
};

/// A box under the pointer, and where it would be held.
struct BoxHit
{
    TrackId track;
    BoxGrip grip = BoxGrip::None;
    bool isEditable = true;

    bool operator==(const BoxHit &) const = default;
};

/// How far from a corner and from an edge a box can be caught, in device-independent pixels; within
/// small boxes less, so that they can still be held inside.
inline constexpr double kCornerReach = 10;
inline constexpr double kEdgeReach = 7;

/// Where a box is held at a point of the widget.
[[nodiscard]] BoxGrip gripAt(QPointF position, const BoundingBox &box, const FrameGeometry &shown);

/// Everything under a point of the widget, what a press takes first: the selected box, then edges,
/// then insides, of each the smaller box first. @param selected may be none
[[nodiscard]] std::vector<BoxHit> boxesAt(QPointF position,
                                          std::span<const EditorBox> boxes,
                                          TrackId selected,
                                          const FrameGeometry &shown);

} // namespace soundlocus
