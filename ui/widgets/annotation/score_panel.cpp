// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/score_panel.h"

#include "ui/widgets/annotation/score_tint.h"
#include "ui/widgets/canvas/panel_place.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <utility>
#include <vector>

namespace soundlocus {

namespace {

constexpr double kMargin = kPanelMargin;
constexpr double kPadding = 10;
constexpr double kGap = 8;
constexpr double kLargeFont = 2.6; // of the number, to the font of the canvas
constexpr double kMostOfTheArea = 0.4;
constexpr QColor kText(245, 245, 245);
constexpr QColor kSoft(245, 245, 245, 190);
constexpr QColor kFound(86, 200, 160); // both also differ in shape: a tick, a cross
constexpr QColor kNotFound(240, 150, 90);

/// A tick in a disc, or a cross in a ring.
void paintSign(QPainter &painter, QPointF center, double radius, bool isFound)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double s = radius * 0.5;
    if (isFound) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(kFound);
        painter.drawEllipse(center, radius, radius);
        painter.setPen(QPen(Qt::black, radius * 0.26, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF({center + QPointF(-s, 0),
                                        center + QPointF(-s * 0.25, s * 0.75),
                                        center + QPointF(s, -s * 0.7)}));
    } else {
        painter.setPen(QPen(kNotFound, radius * 0.18, Qt::SolidLine, Qt::RoundCap));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(center, radius * 0.9, radius * 0.9);
        painter.drawLine(center + QPointF(-s, -s) * 0.8, center + QPointF(s, s) * 0.8);
        painter.drawLine(center + QPointF(-s, s) * 0.8, center + QPointF(s, -s) * 0.8);
    }
    painter.restore();
}

struct Line
{
    QString text;
    QColor color = kSoft;
    std::optional<PixelClass> sample;
};

std::vector<Line> linesOf(const ScoreWords &words)
{
    std::vector<Line> lines;
    if (words.number.isEmpty())
        lines.push_back({words.verdict, kText, std::nullopt});
    if (!words.rule.isEmpty())
        lines.push_back({words.rule, kSoft, std::nullopt});
    if (!words.ceiling.isEmpty())
        lines.push_back({words.ceiling, words.isOutOfReach ? kNotFound : kSoft, std::nullopt});
    for (const auto &[text, kind] : {std::pair(words.won, PixelClass::Won),
                                     std::pair(words.missed, PixelClass::Missed),
                                     std::pair(words.claimed, PixelClass::Claimed)}) {
        if (!text.isEmpty())
            lines.push_back({text, kSoft, kind});
    }
    return lines;
}

/// What is drawn, and how large it is.
struct Layout
{
    QFont font;
    QFont large;
    double head = 0; ///< height of the number; 0: none
    double numberWidth = 0;
    double radius = 0; ///< of the sign
    QString verdict;   ///< beside the sign; empty: no room
    std::vector<Line> lines;
    QSizeF size;

    [[nodiscard]] double lineHeight() const { return QFontMetricsF(font).height() + 2; }
    [[nodiscard]] double sample() const { return QFontMetricsF(font).ascent(); }
};

Layout layOut(const ScoreWords &words, const QFont &font, const QRectF &area)
{
    Layout layout;
    layout.font = font;
    layout.large = font;
    layout.large.setPointSizeF(font.pointSizeF() * kLargeFont);
    layout.large.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(font);
    const QFontMetricsF largeMetrics(layout.large);
    const double most = area.width() - 2 * (kMargin + kPadding);
    double width = 0;
    if (!words.number.isEmpty()) {
        layout.head = largeMetrics.height();
        layout.numberWidth = largeMetrics.horizontalAdvance(words.number);
        layout.radius = words.isFound ? largeMetrics.capHeight() * 0.62 : 0;
        width = layout.numberWidth + kGap + 2 * layout.radius;
        const double beside = kGap + metrics.horizontalAdvance(words.verdict);
        if (width + beside <= most) {
            layout.verdict = words.verdict;
            width += beside;
        }
    }
    double height = layout.head + 2 * kPadding;
    const std::vector<Line> lines = linesOf(words);
    const auto samples = std::ranges::count_if(
            lines, [](const Line &line) { return line.sample.has_value(); });
    for (const Line &line : lines) {
        const double lineWidth = metrics.horizontalAdvance(line.text)
                                 + (line.sample ? layout.sample() + kGap : 0);
        // A small picture is seen rather than explained.
        const bool isFirstSample = line.sample
                                   && (layout.lines.empty() || !layout.lines.back().sample);
        const double needed = layout.lineHeight()
                              * (isFirstSample ? static_cast<double>(samples) : 1);
        if (lineWidth > most || height + needed > area.height() * kMostOfTheArea)
            continue; // of the samples all or none
        height += layout.lineHeight();
        width = std::max(width, lineWidth);
        layout.lines.push_back(line);
    }
    if (width > 0 && width <= most)
        layout.size = QSizeF(width + 2 * kPadding, height);
    return layout;
}

void paintHead(QPainter &painter, const ScoreWords &words, const Layout &layout, QPointF topLeft)
{
    painter.setPen(kText);
    painter.setFont(layout.large);
    painter.drawText(QRectF(topLeft, QSizeF(layout.numberWidth + 1, layout.head)),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     words.number);
    const QPointF sign(topLeft.x() + layout.numberWidth + kGap + layout.radius,
                       topLeft.y() + layout.head / 2);
    if (words.isFound)
        paintSign(painter, sign, layout.radius, *words.isFound);
    painter.setFont(layout.font);
    painter.drawText(QRectF(sign.x() + layout.radius + kGap, topLeft.y(), 1000, layout.head),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     layout.verdict);
}

} // namespace

void paintScorePanel(QPainter &painter,
                     const ScoreWords &words,
                     const QRectF &area,
                     const std::vector<QPointF> &keptClear)
{
    const Layout layout = layOut(words, painter.font(), area);
    if (layout.size.isEmpty() || layout.size.height() + 2 * kMargin > area.height())
        return;
    const PanelPlace place = placePanel(
            layout.size, area.top() + kMargin, area, Qt::AlignRight, keptClear);
    const QRectF &panel = place.rect;
    painter.save();
    painter.setOpacity(place.isCovering ? kCoveringOpacity : 1);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPanel(painter, panel);
    const QRectF inner = panel.adjusted(kPadding, kPadding, -kPadding, -kPadding);
    if (layout.head > 0)
        paintHead(painter, words, layout, inner.topLeft());
    double y = inner.top() + layout.head;
    for (const Line &line : layout.lines) {
        double x = inner.left();
        if (line.sample) {
            const QRectF square(x,
                                y + (layout.lineHeight() - layout.sample()) / 2,
                                layout.sample(),
                                layout.sample());
            painter.fillRect(square, QColor(90, 90, 96));
            ScoreTint::paintSample(painter, square, *line.sample);
            x += layout.sample() + kGap;
        }
        painter.setPen(line.color);
        painter.drawText(QRectF(x, y, inner.right() - x + 1, layout.lineHeight()),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         line.text);
        y += layout.lineHeight();
    }
    painter.restore();
}

} // namespace soundlocus
