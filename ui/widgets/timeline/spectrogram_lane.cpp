// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/data_lanes.h"

#include "engine/render/color_map.h"

#include <QPainter>

#include <cmath>

namespace soundlocus {

namespace {

/// Magma for known levels, the lane's own colour for level 0.
QList<QRgb> colorsOfLevels(const TimelineColors &colors)
{
    const ColorTable &table = colorTable(ColorMap::Magma);
    QList<QRgb> result;
    result.reserve(256);
    for (const auto &color : table)
        result.append(qRgb(color[0], color[1], color[2]));
    result[0] = colors.lane.rgb();
    return result;
}

} // namespace

void SpectrogramLane::draw(QPainter &painter,
                           QSize size,
                           double pixelRatio,
                           const TimelineState &state,
                           const TimelineColors &colors)
{
    if (!state.media.hasSound || !state.source) {
        drawNotice(painter, size, colors, tr("This file has no sound"));
        return;
    }
    const QSize pixels(static_cast<int>(std::ceil(size.width() * pixelRatio)),
                       static_cast<int>(std::ceil(size.height() * pixelRatio)));
    QImage image = state.source->spectrogram(state.scale.visible(), pixels);
    if (!image.reinterpretAsFormat(QImage::Format_Indexed8))
        return;
    image.setColorTable(colorsOfLevels(colors));
    painter.drawImage(QRect(QPoint(0, 0), size), image);
}

} // namespace soundlocus
