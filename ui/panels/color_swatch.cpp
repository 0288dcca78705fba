// SPDX-License-Identifier: MIT
#include "ui/panels/color_swatch.h"

#include <QPainter>
#include <QPixmap>

namespace soundlocus {

namespace {

constexpr int kStripHeight = 14;
constexpr int kGap = 3;

} // namespace

QImage colorMapImage(ColorMap map)
{
    const ColorTable &table = colorTable(map);
    QImage image(static_cast<int>(table.size()), 1, QImage::Format_RGB32);
    for (int i = 0; i < image.width(); ++i) {
        const auto &color = table[static_cast<std::size_t>(i)];
        image.setPixel(i, 0, qRgb(color[0], color[1], color[2]));
    }
    return image;
}

QIcon colorMapIcon(ColorMap map, QSize size)
{
    return QPixmap::fromImage(colorMapImage(map).scaled(size));
}

QString colorMapName(ColorMap map)
{
    switch (map) {
    case ColorMap::Viridis:
        return ColorSwatch::tr("Viridis");
    case ColorMap::Magma:
        return ColorSwatch::tr("Magma");
    case ColorMap::Turbo:
        return ColorSwatch::tr("Turbo");
    case ColorMap::Jet:
        return ColorSwatch::tr("Jet (as in papers)");
    }
    return {};
}

ColorSwatch::ColorSwatch(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ColorSwatch::setColorMap(ColorMap map)
{
    m_map = map;
    update();
}

void ColorSwatch::setEnds(const QString &low, const QString &high)
{
    m_low = low;
    m_high = high;
    setAccessibleName(tr("Colours from %1 to %2").arg(low, high));
    update();
}

void ColorSwatch::setTextSize(double points)
{
    QFont larger = font();
    if (points > 0)
        larger.setPointSizeF(points);
    setFont(larger);
    updateGeometry();
}

QSize ColorSwatch::sizeHint() const
{
    const int text = fontMetrics().height();
    return {6 * text, qMax(kStripHeight, text) + kGap + text};
}

void ColorSwatch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int text = fontMetrics().height();
    const QRect strip(0, 0, width(), height() - text - kGap);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(strip, colorMapImage(m_map));
    const QRect line(0, height() - text, width(), text);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_low);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, m_high);
}

} // namespace soundlocus
