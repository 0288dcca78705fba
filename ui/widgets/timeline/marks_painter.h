// SPDX-License-Identifier: MIT
// Internal to ui/widgets/timeline: loop, in and out points, markers; drawn over the lanes.
#pragma once

#include "ui/widgets/timeline/timeline_layout.h"
#include "ui/widgets/timeline/timeline_state.h"

class QPainter;

namespace soundlocus {

/// What can be dragged.
enum class MarkHandle { LoopBegin, LoopEnd, In, Out };

/// The row of marks and the lines that they cast over the lanes. Clipped to the data area.
void paintMarks(QPainter &painter,
                const TimelineLayout &layout,
                const TimelineState &state,
                const TimelineColors &colors);
/// Line over all lanes, head on the ruler.
void paintPlayHead(QPainter &painter,
                   const TimelineLayout &layout,
                   const TimelineState &state,
                   const TimelineColors &colors);
/// Half the width that a play head takes, for repainting.
inline constexpr int kPlayHeadHalfPx = 8;

/// Handle at a point of the widget, in the row of marks only.
[[nodiscard]] std::optional<MarkHandle> handleAt(const TimelineLayout &layout,
                                                 const TimelineState &state,
                                                 QPoint point);
/// Index of the marker whose flag or name is there.
[[nodiscard]] std::optional<std::size_t> markerAt(const TimelineLayout &layout,
                                                  const TimelineState &state,
                                                  QPoint point);
/// The marks with a handle moved there: loop and points keep their order, a millisecond apart.
[[nodiscard]] TimelineMarks moved(const TimelineMarks &marks, MarkHandle handle, MediaTime time);

} // namespace soundlocus
