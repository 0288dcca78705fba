// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/score_panel.h"

#include "ui/widgets/annotation/score_tint.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <utility>
#include <vector>

namespace soundlocus {

namespace {

constexpr double kMargin = 12;
constexpr double kPadding = 10;
constexpr double kGap = 8;
constexpr double kLargeFont = 2.6; // of the number, to the font of the canvas
constexpr double kMostOfThePicture = 0.6;
constexpr QColor kPanel(16, 16, 20, 215);
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

} // namespace

void paintScorePanel(QPainter &painter, const ScoreWords &words, const QRectF &clip)
{
    const QFont font = painter.font();
    QFont large = font;
    large.setPointSizeF(font.pointSizeF() * kLargeFont);
    large.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(font);
    const QFontMetricsF largeMetrics(large);
    const double lineHeight = metrics.height() + 2;
    const double sample = metrics.ascent();

    const bool hasNumber = !words.number.isEmpty();
    const double radius = words.isFound ? largeMetrics.capHeight() * 0.62 : 0;
    const double verdictWidth = hasNumber ? metrics.horizontalAdvance(words.verdict) : 0;
    double width = 0;
    if (hasNumber)
        width = largeMetrics.horizontalAdvance(words.number) + kGap + 2 * radius + kGap
                + verdictWidth;
    const double head = hasNumber ? largeMetrics.height() : 0;
    std::vector<Line> lines = linesOf(words);
    const auto heightOf = [&] {
        return head + static_cast<double>(lines.size()) * lineHeight + 2 * kPadding;
    };
    // A small picture shows the number before anything else.
    while (lines.size() > (hasNumber ? 0U : 1U) && heightOf() > clip.height() * kMostOfThePicture)
        lines.pop_back();
    for (const Line &line : lines)
        width = std::max(width,
                         metrics.horizontalAdvance(line.text) + (line.sample ? sample + kGap : 0));
    width = std::min(width, clip.width() - 2 * (kMargin + kPadding));
    if (width <= 0 || heightOf() + 2 * kMargin > clip.height())
        return;

    const QSizeF size(width + 2 * kPadding, heightOf());
    const QRectF panel(QPointF(clip.right() - kMargin - size.width(), clip.top() + kMargin), size);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(kPanel);
    painter.drawRoundedRect(panel, 6, 6);
    const QRectF inner = panel.adjusted(kPadding, kPadding, -kPadding, -kPadding);
    painter.setClipRect(inner.adjusted(-2, -2, 2, 2), Qt::IntersectClip);
    if (hasNumber) {
        painter.setFont(large);
        painter.setPen(kText);
        const double numberWidth = largeMetrics.horizontalAdvance(words.number);
        painter.drawText(QRectF(inner.topLeft(), QSizeF(numberWidth + 1, head)),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         words.number);
        const double signX = inner.left() + numberWidth + kGap + radius;
        if (words.isFound)
            paintSign(painter, {signX, inner.top() + head / 2}, radius, *words.isFound);
        painter.setFont(font);
        painter.drawText(QRectF(signX + radius + kGap, inner.top(), verdictWidth + 1, head),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         words.verdict);
    }
    painter.setFont(font);
    double y = inner.top() + head;
    for (const Line &line : lines) {
        double x = inner.left();
        if (line.sample) {
            const QRectF square(x, y + (lineHeight - sample) / 2, sample, sample);
            painter.fillRect(square, QColor(90, 90, 96));
            ScoreTint::paintSample(painter, square, *line.sample);
            x += sample + kGap;
        }
        painter.setPen(line.color);
        painter.drawText(QRectF(x, y, inner.right() - x + 1, lineHeight),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(line.text, Qt::ElideRight, inner.right() - x + 1));
        y += lineHeight;
    }
    painter.restore();
}

} // namespace soundlocus
