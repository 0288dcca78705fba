// SPDX-License-Identifier: MIT
// Internal to ui/widgets/timeline: a row of the timeline and its picture.
#pragma once

#include "ui/widgets/timeline/timeline_state.h"

#include <QImage>

class QPainter;

namespace soundlocus {

/// Draws one kind of data over time. The picture is kept until the scale, the size, the colours or
/// the data change, so that a moving play head costs a copy. GUI thread only.
class TimelineLane
{
public:
    TimelineLane() = default;
    TimelineLane(const TimelineLane &) = delete;
    TimelineLane &operator=(const TimelineLane &) = delete;
    virtual ~TimelineLane() = default;

    /// @param area in the coordinates of the painter, as wide as the scale
    void paint(QPainter &painter,
               const QRect &area,
               const TimelineState &state,
               const TimelineColors &colors);
    /// Other data: draw anew.
    void invalidate() { m_image = {}; }

    /// What stands under the lane's name, or empty.
    [[nodiscard]] virtual QString note(const TimelineState &state) const;

protected:
    /// @param painter on a cleared picture of `size` device-independent pixels
    /// @param pixelRatio device pixels per pixel
    virtual void draw(QPainter &painter,
                      QSize size,
                      double pixelRatio,
                      const TimelineState &state,
                      const TimelineColors &colors) = 0;
    /// A sentence in place of data.
    static void drawNotice(QPainter &painter,
                           QSize size,
                           const TimelineColors &colors,
                           const QString &text);
    static void drawGrid(QPainter &painter,
                         QSize size,
                         const TimelineState &state,
                         const TimelineColors &colors);

private:
    QImage m_image;
    TimelineScale m_scale;
    QRgb m_colorKey = 0;
};

} // namespace soundlocus
