// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/box_painter.h"

#include "ui/models/annotation_palette.h"

#include <QFontMetricsF>
#include <QLineF>
#include <QList>
#include <QPainter>

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
constexpr QColor kReadoutPanel(16, 16, 20, 205);
constexpr QColor kPanelText(245, 245, 245);

double widthOf(const PaintedBox &box)
{
    if (box.isSelected)
        return kSelectedWidth;
    return box.isOther ? kOtherWidth : kWidth;
}

/// Lengths of a line's pattern; without gaps a solid one.
struct Dash
{
    double on = 0;
    double off = 0;
};

Dash dashOf(BoxLine line)
{
    switch (line) {
    case BoxLine::Key:
        break;
    case BoxLine::Interpolated:
        return {7, 4};
    case BoxLine::Proposed:
        return {2, 3};
    }
    return {};
}

/// On whole pixels of the screen, where both painters draw the same.
QRectF snapped(const QRectF &rect, double ratio)
{
    const auto whole = [ratio](double value) { return std::round(value * ratio) / ratio; };
    return {QPointF(whole(rect.left()), whole(rect.top())),
            QPointF(whole(rect.right()), whole(rect.bottom()))};
}

/// One edge in pieces. @param edge its whole area, longer than it is wide
void fillEdge(QPainter &painter,
              const QRectF &edge,
              Qt::Orientation along,
              const Dash &dash,
              const QColor &color)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const bool isAcross = along == Qt::Horizontal;
    const double length = isAcross ? edge.width() : edge.height();
    const double on = dash.on > 0 ? dash.on : length;
    for (double start = 0; start < length; start += on + dash.off) {
        const double piece = std::min(on, length - start);
        const QRectF part = isAcross ? QRectF(edge.left() + start, edge.top(), piece, edge.height())
                                     : QRectF(edge.left(), edge.top() + start, edge.width(), piece);
        painter.fillRect(snapped(part, ratio), color);
    }
}

/// The four edges of a box, half of the width on either side.
void fillFrame(QPainter &painter,
               const QRectF &rect,
               double width,
               const Dash &dash,
               const QColor &color)
{
    const double half = width / 2;
    const QRectF outer = rect.adjusted(-half, -half, half, half);
    for (const double y : {outer.top(), outer.bottom() - width})
        fillEdge(painter,
                 QRectF(outer.left(), y, outer.width(), width),
                 Qt::Horizontal,
                 dash,
                 color);
    for (const double x : {outer.left(), outer.right() - width})
        fillEdge(painter,
                 QRectF(x, outer.top() + width, width, std::max(0.0, outer.height() - 2 * width)),
                 Qt::Vertical,
                 dash,
                 color);
}

/// Lines one by one: pattern brushes look otherwise on OpenGL and on dense screens.
void paintHatch(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    // Falling, as the stripes of missed pixels rise.
    const double first = std::floor((rect.left() - rect.height()) / kHatchDistance)
                         * kHatchDistance;
    QList<QLineF> lines;
    for (double x = first; x < rect.right(); x += kHatchDistance)
        lines.emplace_back(x, rect.top(), x + rect.height(), rect.bottom());
    // Thin lines take a fraction of the time of wide ones: the dark beside the light.
    painter.setPen(QPen(QColor(0, 0, 0, 110), 1));
    painter.drawLines(lines);
    for (QLineF &line : lines)
        line.translate(1.5, 0);
    QColor faint = color;
    faint.setAlphaF(0.85F);
    painter.setPen(QPen(faint, 1));
    painter.drawLines(lines);
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
    fillFrame(painter, rect, widthOf(box) + 2, {}, kShadow);
    fillFrame(painter, rect, widthOf(box), dashOf(box.line), box.color);
    if (!box.name.isEmpty())
        paintTab(painter, box, rect);
    if (box.hasHandles)
        paintHandles(painter, rect, box.color);
    painter.restore();
}

void paintCrosshair(QPainter &painter, QPointF point, const QRectF &seen)
{
    const double ratio = painter.device()->devicePixelRatioF();
    for (const auto &[color, width] :
         {std::pair(kShadow, 3.0), std::pair(QColor(Qt::white), 1.0)}) {
        const QRectF across(seen.left(), point.y() - width / 2, seen.width(), width);
        const QRectF down(point.x() - width / 2, seen.top(), width, seen.height());
        painter.fillRect(snapped(across, ratio), color);
        painter.fillRect(snapped(down, ratio), color);
    }
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
    painter.setBrush(kReadoutPanel);
    painter.drawRoundedRect(panel, 4, 4);
    painter.setPen(kPanelText);
    painter.drawText(panel, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace soundlocus
