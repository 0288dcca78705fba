// SPDX-License-Identifier: MIT
// Internal to ui/widgets/timeline: marks of time and frame numbers.
#pragma once

#include "ui/widgets/timeline/timeline_lane.h"

namespace soundlocus {

/// A mark on the ruler.
struct RulerTick
{
    double x = 0;
    bool isMajor = false; ///< with labels
    QString time;
    QString frame; ///< empty where the numbers are not known
};

/// Marks in view: at round times; at frames where these are so far apart that times would name
/// none.
[[nodiscard]] std::vector<RulerTick> rulerTicks(const TimelineState &state);

/// Time above, number of the frame below.
class Ruler final : public TimelineLane
{
protected:
    void draw(QPainter &painter,
              QSize size,
              double pixelRatio,
              const TimelineState &state,
              const TimelineColors &colors) override;
};

} // namespace soundlocus
