// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/color_legend.h"

#include "ui/widgets/canvas/panel_place.h"

#include <QFontMetricsF>
#include <QImage>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr QColor kText(245, 245, 245);
constexpr QColor kSoftText(205, 205, 210);

/// Lengths in device-independent pixels.
struct Measures
{
    double barWidth;
    double barHeight;
    double padding;
    double gap;
    double textScale; ///< of the widget's font
    bool hasWords;
};

Measures measuresOf(LegendSize size)
{
    return size == LegendSize::Large ? Measures{380, 22, 16, 8, 1.9, true}
                                     : Measures{180, 10, 10, 4, 1.0, false};
}

QFont scaled(const QFont &font, double factor)
{
    QFont result = font;
    if (font.pixelSize() > 0)
        result.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * factor)));
    else
        result.setPointSizeF(font.pointSizeF() * factor);
    return result;
}

QImage barOf(ColorMap map)
{
    const ColorTable &table = colorTable(map);
    QImage bar(static_cast<int>(table.size()), 1, QImage::Format_RGB32);
    for (std::size_t i = 0; i < table.size(); ++i)
        bar.setPixel(static_cast<int>(i), 0, qRgb(table[i][0], table[i][1], table[i][2]));
    return bar;
}

} // namespace

ColorLegend ColorLegend::of(const Heatmap &heatmap, const OverlayOptions &options)
{
    ColorLegend legend;
    legend.colorMap = options.colorMap;
    legend.range = colorRange(heatmap, options.scale);
    legend.scale = heatmap.scale();
    legend.isPerFrame = !options.scale.has_value();
    if (options.contour)
        legend.threshold = thresholdOf(heatmap, *options.contour);
    return legend;
}

QString ColorLegend::title() const
{
    switch (scale) {
    case HeatmapScale::Cosine:
        return isPerFrame ? tr("Cosine similarity, range of this picture")
                          : tr("Cosine similarity");
    case HeatmapScale::Logit:
        return isPerFrame ? tr("Similarity (logit), range of this picture")
                          : tr("Similarity (logit)");
    case HeatmapScale::Unit:
        break;
    }
    return isPerFrame ? tr("Similarity from 0 to 1, range of this picture")
                      : tr("Similarity from 0 to 1");
}

QString ColorLegend::number(double value) const
{
    const double span = std::abs(range.high - range.low);
    int decimals = 2;
    if (span >= 10)
        decimals = 1;
    else if (span > 0 && span < 0.1)
        decimals = 3;
    // A minus before zeros says nothing.
    const double unit = std::pow(10.0, -decimals);
    return QLocale().toString(std::abs(value) < unit / 2 ? 0.0 : value, 'f', decimals);
}

QString ColorLegend::text() const
{
    const QString low = number(range.low);
    const QString high = number(range.high);
    return threshold ? tr("%1: colours from %2 to %3, contour at %4")
                               .arg(title(), low, high, number(*threshold))
                     : tr("%1: colours from %2 to %3").arg(title(), low, high);
}

QSizeF ColorLegend::sizeHint(LegendSize size, const QFont &font) const
{
    if (size == LegendSize::Hidden)
        return {};
    const Measures m = measuresOf(size);
    const QFontMetricsF metrics(scaled(font, m.textScale));
    const double width = std::max(m.barWidth, metrics.horizontalAdvance(title()));
    const double lines = m.hasWords ? 3 : 2;
    return {std::ceil(width + 2 * m.padding),
            std::ceil(lines * metrics.height() + m.barHeight + 2 * m.gap + 2 * m.padding)};
}

void ColorLegend::paint(QPainter &painter,
                        QPointF topLeft,
                        LegendSize size,
                        const QFont &font) const
{
    if (size == LegendSize::Hidden)
        return;
    const Measures m = measuresOf(size);
    const QRectF panel(topLeft, sizeHint(size, font));
    painter.save();
    paintPanel(painter, panel);

    const QFont textFont = scaled(font, m.textScale);
    const double line = QFontMetricsF(textFont).height();
    painter.setFont(textFont);
    QRectF row(panel.x() + m.padding, panel.y() + m.padding, panel.width() - 2 * m.padding, line);
    painter.setPen(kSoftText);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title());

    const QRectF bar(row.x(), row.bottom() + m.gap, row.width(), m.barHeight);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(bar, barOf(colorMap));

    row.moveTop(bar.bottom() + m.gap);
    painter.setPen(kText);
    const QString low = number(range.low);
    const QString high = number(range.high);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, high);

    const double span = range.high - range.low;
    if (threshold && span > 0 && *threshold >= range.low && *threshold <= range.high) {
        const double x = bar.x() + bar.width() * (*threshold - range.low) / span;
        const double overhang = m.gap;
        const QRectF tick(x - 1, bar.y() - overhang / 2, 2, bar.height() + overhang);
        painter.fillRect(tick.adjusted(-1, -0.5, 1, 0.5), Qt::black);
        painter.fillRect(tick, Qt::white);
        // Its number below, or as near as those of the ends allow.
        const QFontMetricsF metrics(textFont);
        const QString text = number(*threshold);
        const double width = metrics.horizontalAdvance(text) + 2;
        const double space = metrics.horizontalAdvance(QLatin1Char('0'));
        const double first = row.x() + metrics.horizontalAdvance(low) + space;
        const double last = row.right() - metrics.horizontalAdvance(high) - space - width;
        if (first <= last) {
            const QRectF place(std::clamp(x - width / 2, first, last), row.y(), width, line);
            painter.drawText(place, Qt::AlignCenter, text);
        }
    }
    if (m.hasWords) {
        row.moveTop(row.bottom());
        painter.setPen(kSoftText);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, tr("silent"));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, tr("sounding"));
    }
    painter.restore();
}

} // namespace soundlocus
