// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/data_lanes.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// Largest and smallest value of all points, with some air; 0 and 1 for cosine maps at least.
struct ValueRange
{
    double low = 0;
    double high = 1;
};

ValueRange rangeOf(const std::vector<SimilarityPoint> &points)
{
    ValueRange range;
    for (const SimilarityPoint &point : points) {
        range.low = std::min<double>(range.low, std::fmin(point.peak, point.probe));
        range.high = std::max<double>(range.high, std::fmax(point.peak, point.probe));
    }
    return range;
}

/// A curve of runs that are not joined: x by time, y by value; several points on one pixel become
/// their extremes.
class CurveBuilder
{
public:
    CurveBuilder(const TimelineScale &scale, ValueRange range, double height)
        : m_scale(scale)
        , m_range(range)
        , m_height(height)
    {}

    void add(MediaTime time, float value)
    {
        if (std::isnan(value)) {
            endRun();
            return;
        }
        if (m_isRunning && time - m_lastTime > SimilarityLane::kLongestJoin)
            endRun();
        const double x = m_scale.xOf(time);
        const double unit = (value - m_range.low) / (m_range.high - m_range.low);
        const double y = m_height - 2 - unit * (m_height - 4);
        if (!m_isRunning) {
            m_curve.moveTo(x, y);
            m_filled.moveTo(x, m_height);
            m_filled.lineTo(x, y);
            m_runStart = {x, y};
            m_count = 0;
        } else if (x - m_lastX < 0.5) {
            return extend(y, time);
        } else {
            flush();
            m_curve.lineTo(x, y);
            m_filled.lineTo(x, y);
        }
        m_isRunning = true;
        ++m_count;
        m_lastX = x;
        m_lastTime = time;
        m_low = m_high = y;
    }
    void endRun()
    {
        if (!m_isRunning)
            return;
        flush();
        if (m_count == 1)
            m_dots.push_back(m_runStart);
        m_filled.lineTo(m_lastX, m_height);
        m_filled.closeSubpath();
        m_isRunning = false;
    }
    [[nodiscard]] const QPainterPath &curve() const { return m_curve; }
    [[nodiscard]] const QPainterPath &filled() const { return m_filled; }
    [[nodiscard]] const std::vector<QPointF> &dots() const { return m_dots; }

private:
    void extend(double y, MediaTime time)
    {
        m_low = std::min(m_low, y);
        m_high = std::max(m_high, y);
        m_lastTime = time;
    }
    void flush()
    {
        if (m_high - m_low < 0.25)
            return;
        m_curve.lineTo(m_lastX, m_low);
        m_curve.lineTo(m_lastX, m_high);
        m_filled.lineTo(m_lastX, m_low);
    }

    const TimelineScale &m_scale;
    ValueRange m_range;
    double m_height;
    QPainterPath m_curve;
    QPainterPath m_filled;
    std::vector<QPointF> m_dots;
    QPointF m_runStart;
    MediaTime m_lastTime{0};
    double m_lastX = 0;
    double m_low = 0;
    double m_high = 0;
    int m_count = 0;
    bool m_isRunning = false;
};

} // namespace

QString SimilarityLane::note(const TimelineState &state) const
{
    if (state.similarity.empty())
        return {};
    const bool hasProbe = std::ranges::any_of(state.similarity, [](const SimilarityPoint &point) {
        return !std::isnan(point.probe);
    });
    return hasProbe ? tr("line: peak, dashes: probe") : tr("peak of the map");
}

void SimilarityLane::draw(QPainter &painter,
                          QSize size,
                          double /*pixelRatio*/,
                          const TimelineState &state,
                          const TimelineColors &colors)
{
    if (state.similarity.empty()) {
        drawNotice(painter, size, colors, tr("Fills in where the heat map has been computed"));
        return;
    }
    drawGrid(painter, size, state, colors);
    const ValueRange range = rangeOf(state.similarity);
    CurveBuilder peak(state.scale, range, size.height());
    CurveBuilder probe(state.scale, range, size.height());
    const TimeRange visible = state.scale.visible();
    // One point more at both sides, for the lines that leave the view.
    const auto before = [](const SimilarityPoint &point, MediaTime time) {
        return point.pts < time;
    };
    auto first = std::lower_bound(
            state.similarity.begin(), state.similarity.end(), visible.begin, before);
    if (first != state.similarity.begin())
        --first;
    for (auto point = first; point != state.similarity.end(); ++point) {
        peak.add(point->pts, point->peak);
        probe.add(point->pts, point->probe);
        if (point->pts > visible.end)
            break;
    }
    peak.endRun();
    probe.endRun();
    painter.setRenderHint(QPainter::Antialiasing);
    if (range.low < 0) {
        const double y = size.height() - 2
                         + range.low / (range.high - range.low) * (size.height() - 4);
        painter.setPen(QPen(colors.grid, 1));
        painter.drawLine(QPointF(0, y), QPointF(size.width(), y));
    }
    QColor fill = colors.peak;
    fill.setAlpha(50);
    painter.fillPath(peak.filled(), fill);
    painter.setPen(QPen(colors.peak, 1.5));
    painter.drawPath(peak.curve());
    painter.setPen(QPen(colors.probe, 1.5, Qt::DashLine));
    painter.drawPath(probe.curve());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.peak);
    for (const QPointF &dot : peak.dots())
        painter.drawEllipse(dot, 2, 2);
    painter.setBrush(colors.probe);
    for (const QPointF &dot : probe.dots())
        painter.drawRect(QRectF(dot - QPointF(1.5, 1.5), QSizeF(3, 3)));
    const QLocale locale;
    painter.setPen(colors.faintText);
    const QRect area(4, 1, 60, size.height() - 2);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignTop, locale.toString(range.high, 'g', 2));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom, locale.toString(range.low, 'g', 2));
}

} // namespace soundlocus
