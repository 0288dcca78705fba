// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/box_painter.h"

#include "ui/models/annotation_palette.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr double kWidth = 2;
constexpr double kSelectedWidth = 3;
constexpr double kOtherWidth = 1;
constexpr double kHandle = 8;
/// Handles in the middle of an edge are left out of shorter ones.
constexpr double kLeastForMiddleHandle = 44;
constexpr double kHatchDistance = 9;
constexpr double kLongestTab = 220;
constexpr QColor kShadow(0, 0, 0, 170);
constexpr QColor kPanel(16, 16, 20, 205);
constexpr QColor kPanelText(245, 245, 245);

double widthOf(const PaintedBox &box)
{
    if (box.isSelected)
        return kSelectedWidth;
    return box.isOther ? kOtherWidth : kWidth;
}

QPen penOf(const PaintedBox &box)
{
    const double width = widthOf(box);
    QPen pen(box.color, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    // Of a pattern, in units of the line's width.
    if (box.line == BoxLine::Interpolated)
        pen.setDashPattern({7 / width, 4 / width});
    else if (box.line == BoxLine::Proposed)
        pen.setDashPattern({2 / width, 3 / width});
    return pen;
}

/// Lines one by one: pattern brushes look otherwise on OpenGL and on dense screens.
void paintHatch(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    const auto hatch = [&](const QColor &lineColor, double width) {
        painter.setPen(QPen(lineColor, width));
        // Falling, as the stripes of missed pixels rise.
        const double first = std::floor((rect.left() - rect.height()) / kHatchDistance)
                             * kHatchDistance;
        for (double x = first; x < rect.right(); x += kHatchDistance)
            painter.drawLine(QPointF(x, rect.top()), QPointF(x + rect.height(), rect.bottom()));
    };
    QColor faint = color;
    faint.setAlphaF(0.75F);
    hatch(QColor(0, 0, 0, 70), 2.5);
    hatch(faint, 1);
    painter.restore();
}

void paintHandles(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.setPen(QPen(QColor(20, 20, 24), 1));
    painter.setBrush(Qt::white);
    const auto handle = [&](double x, double y) {
        const QRectF square(x - kHandle / 2, y - kHandle / 2, kHandle, kHandle);
        painter.drawRect(square);
        painter.fillRect(square.adjusted(2, 2, -2, -2), color);
    };
    const QPointF middle = rect.center();
    for (const double x : {rect.left(), rect.right()}) {
        handle(x, rect.top());
        handle(x, rect.bottom());
        if (rect.height() >= kLeastForMiddleHandle)
            handle(x, middle.y());
    }
    if (rect.width() < kLeastForMiddleHandle)
        return;
    for (const double y : {rect.top(), rect.bottom()})
        handle(middle.x(), y);
}

/// The name on a tab above the box, or within it where there is no room above.
void paintTab(QPainter &painter, const PaintedBox &box, const QRectF &rect)
{
    QFont font = painter.font();
    font.setWeight(box.isSelected ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const QString text = metrics.elidedText(box.name, Qt::ElideRight, kLongestTab);
    const QSizeF size(metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
    const double outset = widthOf(box) / 2;
    const double above = rect.top() - size.height() - outset;
    const QRectF seen = painter.clipBoundingRect();
    const bool fits = seen.isEmpty() || above >= seen.top();
    QRectF tab(QPointF(rect.left() - outset, fits ? above : std::max(rect.top(), seen.top())),
               size);
    if (!seen.isEmpty())
        tab.moveLeft(std::clamp(
                tab.left(), seen.left(), std::max(seen.left(), seen.right() - size.width())));
    painter.setPen(Qt::NoPen);
    QColor background = box.color;
    background.setAlphaF(box.isOther ? 0.7F : 0.92F);
    painter.fillRect(tab, background);
    painter.setPen(textColorOn(box.color));
    painter.drawText(tab, Qt::AlignCenter, text);
}

} // namespace

void paintBox(QPainter &painter, const PaintedBox &box, const FrameGeometry &geometry)
{
    const QRectF rect = QRectF(geometry.widgetFromFrame({box.box.x0, box.box.y0}),
                               geometry.widgetFromFrame({box.box.x1, box.box.y1}))
                                .normalized();
    painter.save();
    if (box.isOccluded)
        paintHatch(painter, rect, box.color);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(kShadow, widthOf(box) + 2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawRect(rect);
    painter.setPen(penOf(box));
    painter.drawRect(rect);
    if (!box.name.isEmpty())
        paintTab(painter, box, rect);
    if (box.hasHandles)
        paintHandles(painter, rect, box.color);
    painter.restore();
}

void paintCrosshair(QPainter &painter, QPointF point, const QRectF &seen)
{
    painter.save();
    for (const auto &[color, width] :
         {std::pair(kShadow, 3.0), std::pair(QColor(Qt::white), 1.0)}) {
        painter.setPen(QPen(color, width));
        painter.drawLine(QPointF(seen.left(), point.y()), QPointF(seen.right(), point.y()));
        painter.drawLine(QPointF(point.x(), seen.top()), QPointF(point.x(), seen.bottom()));
    }
    painter.restore();
}

void paintReadout(QPainter &painter, const QString &text, const QRectF &box, const QRectF &area)
{
    constexpr double kGap = 8;
    const QFontMetricsF metrics(painter.font());
    const QSizeF size(metrics.horizontalAdvance(text) + 12, metrics.height() + 6);
    QPointF place(box.left(), box.bottom() + kGap);
    if (place.y() + size.height() > area.bottom())
        place.setY(box.top() - kGap - size.height() - metrics.height() - 4); // above the tab
    if (place.y() < area.top())
        place.setY(box.bottom() - kGap - size.height());
    const auto within = [](double value, double low, double high) {
        return std::clamp(value, low, std::max(low, high));
    };
    place = {within(place.x(), area.left(), area.right() - size.width()),
             within(place.y(), area.top(), area.bottom() - size.height())};
    const QRectF panel(place, size);
    painter.save();
    painter.setPen(Qt::NoPen);
    painter.setBrush(kPanel);
    painter.drawRoundedRect(panel, 4, 4);
    painter.setPen(kPanelText);
    painter.drawText(panel, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace soundlocus
