// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/panel_place.h"

#include <algorithm>

namespace soundlocus {

namespace {

/// So close to a panel a point is covered: a handle's half.
constexpr double kHandleReach = 8;

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

} // namespace soundlocus
