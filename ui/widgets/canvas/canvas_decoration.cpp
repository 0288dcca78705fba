// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/canvas_decoration.h"

#include "ui/widgets/canvas/panel_place.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr double kMargin = kPanelMargin;
constexpr double kContourWidth = 1.75;
constexpr double kLargeLegendShare = 0.45;
constexpr QColor kPanelText(245, 245, 245);

/// Two tones, dark under light, so that lines show on any picture.
template <typename Draw>
void drawTwoToned(QPainter &painter, double width, Draw draw)
{
    painter.setBrush(Qt::NoBrush);
    for (const auto &[color, extent] :
         {std::pair(QColor(0, 0, 0, 200), width + 2), std::pair(QColor(Qt::white), width)}) {
        painter.setPen(QPen(color, extent, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        draw();
    }
}

QRectF inWidget(const QRect &pixels, const CanvasScene &scene)
{
    return {QPointF(pixels.topLeft()) / scene.devicePixelRatio,
            QSizeF(pixels.size()) / scene.devicePixelRatio};
}

void paintProbe(QPainter &painter, QPointF center)
{
    constexpr double kInner = 3;
    drawTwoToned(painter, 2, [&] {
        painter.drawEllipse(center, kProbeReach - 3, kProbeReach - 3);
        for (const QPointF direction :
             {QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)})
            painter.drawLine(center + direction * kInner, center + direction * kProbeReach);
    });
}

struct Caption
{
    QString text;
    QRectF panel; ///< null: none
};

Caption captionOf(const CanvasPane &pane,
                  const QRectF &area,
                  Qt::Alignment side,
                  const QFontMetricsF &metrics)
{
    const double room = area.width() - 2 * kMargin - 16;
    if (pane.caption.isEmpty() || room < metrics.averageCharWidth() * 4)
        return {};
    const QString shown = metrics.elidedText(pane.caption, Qt::ElideMiddle, room);
    const QSizeF size(metrics.horizontalAdvance(shown) + 16, metrics.height() + 8);
    const double x = side.testFlag(Qt::AlignRight) ? area.right() - kMargin - size.width()
                                                   : area.x() + kMargin;
    return {shown, QRectF(QPointF(x, area.y() + kMargin), size)};
}

void paintCaption(QPainter &painter, const Caption &caption)
{
    if (caption.panel.isNull())
        return;
    paintPanel(painter, caption.panel);
    painter.setPen(kPanelText);
    painter.drawText(caption.panel, Qt::AlignCenter, caption.text);
}

void paintDivider(QPainter &painter, double x, double height)
{
    constexpr double kKnob = 14;
    constexpr double kArrow = 5;
    drawTwoToned(painter, 2, [&] { painter.drawLine(QPointF(x, 0), QPointF(x, height)); });
    const QPointF center(x, height / 2);
    painter.setPen(QPen(QColor(0, 0, 0, 200), 1));
    painter.setBrush(Qt::white);
    painter.drawEllipse(center, kKnob, kKnob);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(40, 40, 46));
    for (const double side : {-1.0, 1.0}) {
        const QPointF tip = center + QPointF(side * 9, 0);
        painter.drawPolygon(QPolygonF({tip,
                                       tip + QPointF(-side * kArrow, -kArrow),
                                       tip + QPointF(-side * kArrow, kArrow)}));
    }
}

void paintLegend(QPainter &painter,
                 const CanvasScene &scene,
                 const CanvasPane &pane,
                 Qt::Alignment side,
                 const QFont &font,
                 const std::vector<QPointF> &keptClear)
{
    if (!pane.legend || scene.legendSize == LegendSize::Hidden)
        return;
    QRectF area = inWidget(pane.clipPx, scene);
    area.setBottom(std::min(area.bottom(), scene.size.height() - scene.coveredBelow));
    LegendSize size = scene.legendSize;
    const auto fits = [&](LegendSize wanted, double share) {
        const QSizeF hint = pane.legend->sizeHint(wanted, font);
        return hint.width() + 2 * kMargin <= area.width() * share
               && hint.height() + 2 * kMargin <= area.height() / 2;
    };
    // The large one must leave most of the picture to be seen.
    if (size == LegendSize::Large && !fits(size, kLargeLegendShare))
        size = LegendSize::Normal;
    if (!fits(size, 1))
        return;
    const QSizeF hint = pane.legend->sizeHint(size, font);
    const PanelPlace place = placePanel(
            hint, area.bottom() - kMargin - hint.height(), area, side, keptClear);
    painter.save();
    painter.setOpacity(place.isCovering ? kCoveringOpacity : 1);
    pane.legend->paint(painter, place.rect.topLeft(), size, font);
    painter.restore();
}

CanvasToolPane toolPaneOf(const CanvasScene &scene, std::size_t index, const Caption &caption)
{
    const CanvasPane &pane = scene.panes[index];
    CanvasToolPane place;
    place.geometry = pane.geometry;
    place.area = inWidget(pane.clipPx, scene);
    place.seenPixels = pane.clipPx & pane.geometry.visiblePx();
    place.seen = inWidget(place.seenPixels, scene);
    place.slot = index == 0 ? MapSlot::Main : MapSlot::Comparison;
    place.devicePixelRatio = scene.devicePixelRatio;
    place.caption = caption.panel;
    return place;
}

void paintPanes(QPainter &painter, const CanvasScene &scene, const QFont &font)
{
    const bool isSplit = scene.dividerX.has_value();
    for (std::size_t i = 0; i < scene.panes.size(); ++i) {
        const CanvasPane &pane = scene.panes[i];
        // A split view keeps its labels at the outer sides, away from the divider.
        const Caption caption = captionOf(pane,
                                          inWidget(pane.clipPx, scene),
                                          isSplit && i == 1 ? Qt::AlignRight : Qt::AlignLeft,
                                          QFontMetricsF(painter.font()));
        std::vector<QPointF> keptClear;
        painter.save();
        if (scene.tool) {
            const CanvasToolPane place = toolPaneOf(scene, i, caption);
            keptClear = scene.tool->keptClear(place);
            painter.setClipRect(place.area);
            scene.tool->paint(painter, place);
        }
        painter.setClipRect(inWidget(pane.clipPx & pane.geometry.visiblePx(), scene));
        if (scene.probe)
            paintProbe(painter, pane.geometry.widgetFromFrame(*scene.probe));
        painter.restore();
        const bool isLeft = isSplit && i == 0;
        paintLegend(painter, scene, pane, isLeft ? Qt::AlignLeft : Qt::AlignRight, font, keptClear);
        paintCaption(painter, caption);
    }
    if (scene.dividerX)
        paintDivider(painter, *scene.dividerX, scene.size.height());
}

/// A tray that something falls into.
void paintDropSign(QPainter &painter, QPointF center, const QColor &color)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 2.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({center + QPointF(-26, 8),
                                    center + QPointF(-26, 24),
                                    center + QPointF(26, 24),
                                    center + QPointF(26, 8)}));
    painter.drawLine(center + QPointF(0, -24), center + QPointF(0, 10));
    painter.drawPolyline(QPolygonF(
            {center + QPointF(-10, 0), center + QPointF(0, 10), center + QPointF(10, 0)}));
}

void paintEmpty(QPainter &painter,
                const CanvasScene &scene,
                const QPalette &palette,
                const QFont &font)
{
    const CanvasMessage &message = *scene.message;
    const double width = std::min(scene.size.width() - 2 * kMargin, 560.0);
    if (width <= 0)
        return;
    QFont titleFont = font;
    titleFont.setPointSizeF(font.pointSizeF() * 1.5);
    titleFont.setWeight(QFont::DemiBold);
    const auto heightOf = [width](const QFont &textFont, const QString &text) {
        return QFontMetricsF(textFont)
                .boundingRect(QRectF(0, 0, width, 1000), Qt::AlignHCenter | Qt::TextWordWrap, text)
                .height();
    };
    constexpr double kSign = 72;
    const double title = heightOf(titleFont, message.title);
    const double detail = heightOf(font, message.detail);
    const bool hasSign = message.invitesDrop
                         && scene.size.height() > title + detail + kSign + 4 * kMargin;
    double y = (scene.size.height() - title - detail - kMargin - (hasSign ? kSign : 0)) / 2;
    const double x = (scene.size.width() - width) / 2;
    QColor soft = palette.color(QPalette::WindowText);
    soft.setAlphaF(0.72F);
    if (hasSign) {
        paintDropSign(painter, {scene.size.width() / 2, y + 26}, soft);
        y += kSign;
    }
    painter.setPen(palette.color(QPalette::WindowText));
    painter.setFont(titleFont);
    const int flags = Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap;
    painter.drawText(QRectF(x, y, width, title + 2), flags, message.title);
    painter.setPen(soft);
    painter.setFont(font);
    painter.drawText(QRectF(x, y + title + kMargin, width, detail + 2), flags, message.detail);
}

/// A strip above the picture, which stays visible.
void paintNotice(QPainter &painter, const CanvasScene &scene)
{
    const QFontMetricsF metrics(painter.font());
    const QString text = metrics.elidedText(
            scene.message->title, Qt::ElideMiddle, scene.size.width() - 4 * kMargin);
    const QSizeF size(metrics.horizontalAdvance(text) + 2 * kMargin, metrics.height() + kMargin);
    const QRectF panel(QPointF((scene.size.width() - size.width()) / 2, kMargin), size);
    paintPanel(painter, panel);
    painter.setPen(kPanelText);
    painter.drawText(panel, Qt::AlignCenter, text);
}

void paintFrame(QPainter &painter, const CanvasScene &scene, const QColor &color, double width)
{
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    const double inset = width / 2;
    painter.drawRect(QRectF(QPointF(), scene.size).adjusted(inset, inset, -inset, -inset));
}

} // namespace

void paintContour(QPainter &painter, const CanvasPane &pane)
{
    if (pane.contour.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const FrameRegion &region = pane.map.region;
    const QRectF area(pane.geometry.widgetFromFrame({region.x0, region.y0}),
                      pane.geometry.widgetFromFrame({region.x1, region.y1}));
    QTransform place;
    place.translate(area.x(), area.y());
    place.scale(area.width(), area.height());
    const QPainterPath path = place.map(pane.contour);
    drawTwoToned(painter, kContourWidth, [&] { painter.drawPath(path); });
}

void paintDecoration(QPainter &painter,
                     const CanvasScene &scene,
                     const QPalette &palette,
                     const QFont &font)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font);
    if (!scene.frame.isEmpty())
        paintPanes(painter, scene, font);
    if (scene.message) {
        if (scene.frame.isEmpty())
            paintEmpty(painter, scene, palette, font);
        else
            paintNotice(painter, scene);
    }
    const QColor accent = palette.color(QPalette::Highlight);
    if (scene.isDropTarget)
        paintFrame(painter, scene, accent, 4);
    else if (scene.showsFocus)
        paintFrame(painter, scene, accent, 2);
    painter.restore();
}

} // namespace soundlocus
