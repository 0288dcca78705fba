// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/panel_place.h"

#include <QColor>
#include <QPainter>
#include <QPen>

#include <algorithm>

namespace soundlocus {

namespace {

/// So close to a panel a point is covered: a handle's half.
constexpr double kHandleReach = 8;
constexpr QColor kPanelColor(16, 16, 20, 200);
constexpr QColor kPanelEdge(255, 255, 255, 44);
constexpr double kPanelRadius = 6;

} // namespace

PanelPlace placePanel(QSizeF size,
                      double top,
                      const QRectF &area,
                      Qt::Alignment usual,
                      const std::vector<QPointF> &keptClear)
{
    const QRectF left(QPointF(area.left() + kPanelMargin, top), size);
    const QRectF right(QPointF(area.right() - kPanelMargin - size.width(), top), size);
    const auto covered = [&keptClear](const QRectF &rect) {
        const QRectF reach = rect.adjusted(
                -kHandleReach, -kHandleReach, kHandleReach, kHandleReach);
        return std::ranges::count_if(keptClear,
                                     [&reach](QPointF point) { return reach.contains(point); });
    };
    const bool isRight = usual.testFlag(Qt::AlignRight);
    const QRectF &first = isRight ? right : left;
    const QRectF &second = isRight ? left : right;
    const auto atFirst = covered(first);
    if (atFirst == 0)
        return {first, false};
    const auto atSecond = covered(second);
    return atSecond < atFirst ? PanelPlace{second, atSecond > 0} : PanelPlace{first, true};
}

void paintPanel(QPainter &painter, const QRectF &rect)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(kPanelEdge, 1));
    painter.setBrush(kPanelColor);
    constexpr double kHalf = 0.5; // on the pixels
    painter.drawRoundedRect(
            rect.adjusted(kHalf, kHalf, -kHalf, -kHalf), kPanelRadius, kPanelRadius);
    painter.restore();
}

} // namespace soundlocus
