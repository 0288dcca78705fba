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

/// Rows of a column that are filled; none where bottom < top.
struct RowSpan
{
    int top = 0;
    int bottom = -1;
};

std::vector<RowSpan> spansOf(const std::vector<WaveformColumn> &columns, int gain, int rows)
{
    const double middle = (rows - 1) / 2.0;
    const auto rowOf = [&](float value) {
        const double unit = std::clamp(static_cast<double>(value) * gain, -1.0, 1.0);
        return static_cast<int>(std::lround(middle - unit * (middle - 1)));
    };
    std::vector<RowSpan> spans(columns.size());
    RowSpan last;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (std::isnan(columns[i].low)) {
            last = {};
            continue;
        }
        const RowSpan own{rowOf(columns[i].high), rowOf(columns[i].low)};
        spans[i] = own;
        // Meets its neighbour, so that single samples make a line.
        if (last.top <= last.bottom) {
            spans[i].top = std::min(own.top, last.bottom);
            spans[i].bottom = std::max(own.bottom, last.top);
        }
        last = own;
    }
    return spans;
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
    m_gain = gainOf(state);
    const int rows = static_cast<int>(std::ceil(size.height() * pixelRatio));
    const std::vector<RowSpan> spans = spansOf(pixels, m_gain, rows);
    // Row by row: columns of lines would take ten times as long on a dense screen.
    QImage body(columns, rows, QImage::Format_ARGB32_Premultiplied);
    const QRgb color = colors.waveform.rgb();
    for (int y = 0; y < rows; ++y) {
        auto *row = reinterpret_cast<QRgb *>(body.scanLine(y));
        for (std::size_t x = 0; x < spans.size(); ++x)
            row[x] = spans[x].top <= y && y <= spans[x].bottom ? color : 0;
    }
    body.setDevicePixelRatio(pixelRatio);
    painter.drawImage(QPointF(0, 0), body);
}

} // namespace soundlocus
