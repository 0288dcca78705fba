// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_lane.h"

#include "ui/widgets/timeline/ruler.h"

#include <QPainter>

#include <cmath>

namespace soundlocus {

void TimelineLane::paint(QPainter &painter,
                         const QRect &area,
                         const TimelineState &state,
                         const TimelineColors &colors)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QSize pixels(static_cast<int>(std::ceil(area.width() * ratio)),
                       static_cast<int>(std::ceil(area.height() * ratio)));
    if (pixels.isEmpty())
        return;
    const QRgb colorKey = colors.lane.rgb() ^ colors.text.rgb();
    if (m_image.size() != pixels || m_scale != state.scale || m_colorKey != colorKey) {
        m_image = QImage(pixels, QImage::Format_RGB32);
        m_image.setDevicePixelRatio(ratio);
        m_image.fill(colors.lane);
        m_scale = state.scale;
        m_colorKey = colorKey;
        QPainter onImage(&m_image);
        onImage.setFont(painter.font());
        draw(onImage, area.size(), ratio, state, colors);
    }
    painter.drawImage(area.topLeft(), m_image);
}

QString TimelineLane::note(const TimelineState & /*state*/) const
{
    return {};
}

void TimelineLane::drawNotice(QPainter &painter,
                              QSize size,
                              const TimelineColors &colors,
                              const QString &text)
{
    painter.setPen(colors.faintText);
    const QRect area(QPoint(0, 0), size);
    painter.drawText(area.adjusted(8, 0, -8, 0), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void TimelineLane::drawGrid(QPainter &painter,
                            QSize size,
                            const TimelineState &state,
                            const TimelineColors &colors)
{
    painter.setPen(QPen(colors.grid, 0));
    for (const RulerTick &tick : rulerTicks(state)) {
        if (tick.isMajor)
            painter.drawLine(QPointF(tick.x, 0), QPointF(tick.x, size.height()));
    }
}

} // namespace soundlocus
