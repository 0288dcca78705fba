// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/data_lanes.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr int kLargestGain = 16;

/// Power of two that brings the loudest sample of the file near full height.
int gainOf(const TimelineState &state)
{
    if (!state.source)
        return 1;
    // Overview at a fixed grain: kept by the source, so this is quick.
    float peak = 0;
    for (const WaveformColumn &column :
         state.source->waveform({MediaTime{0}, state.media.duration}, 256)) {
        if (!std::isnan(column.low))
            peak = std::max({peak, -column.low, column.high});
    }
    int gain = 1;
    while (gain < kLargestGain && peak > 0 && peak * static_cast<float>(2 * gain) <= 1)
        gain *= 2;
    return gain;
}

} // namespace

QString WaveformLane::note(const TimelineState &state) const
{
    return m_gain == 1 || !state.media.hasSound ? QString() : tr("enlarged %1 times").arg(m_gain);
}

void WaveformLane::draw(QPainter &painter,
                        QSize size,
                        double pixelRatio,
                        const TimelineState &state,
                        const TimelineColors &colors)
{
    if (!state.media.hasSound || !state.source) {
        drawNotice(painter, size, colors, tr("This file has no sound"));
        return;
    }
    drawGrid(painter, size, state, colors);
    const double middle = size.height() / 2.0;
    painter.setPen(QPen(colors.grid, 0));
    painter.drawLine(QPointF(0, middle), QPointF(size.width(), middle));
    const int columns = static_cast<int>(std::ceil(size.width() * pixelRatio));
    const auto pixels = state.source->waveform(state.scale.visible(), columns);
    const double height = middle - 1;
    m_gain = gainOf(state);
    const double gain = m_gain;
    QVector<QLineF> lines;
    lines.reserve(columns);
    double lastLow = std::numeric_limits<double>::quiet_NaN();
    double lastHigh = lastLow;
    for (int i = 0; i < columns; ++i) {
        const WaveformColumn &pixel = pixels[static_cast<std::size_t>(i)];
        if (std::isnan(pixel.low)) {
            lastLow = lastHigh = pixel.low;
            continue;
        }
        double low = std::clamp(pixel.low * gain, -1.0, 1.0);
        double high = std::clamp(pixel.high * gain, -1.0, 1.0);
        const double ownLow = low;
        const double ownHigh = high;
        // Meets its neighbour, so that single samples make a line.
        if (lastLow > high)
            high = lastLow;
        if (lastHigh < low)
            low = lastHigh;
        lastLow = ownLow;
        lastHigh = ownHigh;
        const double x = (i + 0.5) / pixelRatio;
        lines.append(QLineF(x, middle - high * height, x, middle - low * height + 0.01));
    }
    painter.setPen(QPen(colors.waveform, 0));
    painter.drawLines(lines);
}

} // namespace soundlocus
