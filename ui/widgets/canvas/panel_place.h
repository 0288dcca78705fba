// SPDX-License-Identifier: MIT
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

class QPainter;

namespace soundlocus {

/// Distance of what is written on the canvas to the edge of its picture, in device-independent
/// pixels.
inline constexpr double kPanelMargin = 12;
/// Of a panel that lies on something that somebody works with.
inline constexpr double kCoveringOpacity = 0.55;

/// Where a panel lies on the canvas.
struct PanelPlace
{
    QRectF rect;
    bool isCovering = false; ///< points that were to be kept clear, wherever it would lie
};

/// A panel at its usual side, or at the other one where it covers fewer points there.
/// @param top of the panel; @param area that it may be in; @param usual left or right
[[nodiscard]] PanelPlace placePanel(QSizeF size,
                                    double top,
                                    const QRectF &area,
                                    Qt::Alignment usual,
                                    const std::vector<QPointF> &keptClear);

/// The ground of a panel; its edge is to be seen on black as well, beside the picture.
void paintPanel(QPainter &painter, const QRectF &rect);

} // namespace soundlocus
