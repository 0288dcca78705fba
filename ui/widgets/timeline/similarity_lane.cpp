// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/data_lanes.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

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

/// Points closer than this are drawn as single lines.
constexpr double kDensePx = 3;
constexpr double kDashPx = 5;

/// A curve of runs that are not joined. What falls on one pixel becomes its mean, with a band from
/// its lowest to its highest value, so that hours of points stay a curve of some hundred.
class CurveBuilder
{
public:
    CurveBuilder(const TimelineScale &scale, ValueRange range, double height)
        : m_scale(scale)
        , m_range(range)
        , m_height(height)
    {}

    [[nodiscard]] double yOf(double value) const
    {
        const double unit = (value - m_range.low) / (m_range.high - m_range.low);
        return m_height - 2 - unit * (m_height - 4);
    }

    void add(MediaTime time, float value)
    {
        if (std::isnan(value))
            return endRun();
        if (time - m_lastTime > SimilarityLane::kLongestJoin)
            endRun();
        const double x = m_scale.xOf(time);
        const double y = yOf(value);
        if (m_pixelCount > 0 && std::floor(x) != std::floor(m_x))
            endPixel();
        if (m_pixelCount == 0)
            m_low = m_high = y;
        m_low = std::min(m_low, y);
        m_high = std::max(m_high, y);
        m_x = x;
        m_sumX += x;
        m_sumY += y;
        ++m_pixelCount;
        m_lastTime = time;
    }

    void endRun()
    {
        endPixel();
        if (m_means.size() == 1)
            m_dots.append(m_means);
        else if (!m_means.isEmpty())
            addRun();
        m_means.clear();
    }

    /// Between the curve and zero.
    void fill(QPainter &painter, const QColor &color) const
    {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPath(m_area);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.drawRects(m_bars);
        painter.setRenderHint(QPainter::Antialiasing);
    }
    void paint(QPainter &painter, const QColor &color, Qt::PenStyle style) const
    {
        QColor faint = color;
        faint.setAlpha(70);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(faint, 1));
        painter.drawLines(m_band);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color, 1.5, style));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(m_curve);
        painter.setPen(QPen(color, 1.5));
        if (style == Qt::SolidLine)
            painter.drawLines(m_lines);
        else
            painter.drawLines(dashed(m_lines));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        for (const QPointF &dot : m_dots)
            painter.drawEllipse(dot, 2, 2);
    }

private:
    /// A path looks best, but filling and stroking one that turns at every pixel takes QPainter a
    /// hundred milliseconds; lines and bars take one.
    void addRun()
    {
        const double width = m_means.last().x() - m_means.first().x();
        if (m_means.size() < 64 || width > kDensePx * static_cast<double>(m_means.size())) {
            m_curve.addPolygon(m_means);
            QPolygonF area(m_means);
            area.append(QPointF(m_means.last().x(), yOf(0)));
            area.append(QPointF(m_means.first().x(), yOf(0)));
            m_area.addPolygon(area);
            return;
        }
        for (qsizetype i = 1; i < m_means.size(); ++i) {
            const QPointF &from = m_means[i - 1];
            m_lines.append(QLineF(from, m_means[i]));
            m_bars.append(QRectF(from, QPointF(m_means[i].x(), yOf(0))).normalized());
        }
    }
    /// Every other stretch of some pixels.
    [[nodiscard]] static QList<QLineF> dashed(const QList<QLineF> &lines)
    {
        QList<QLineF> result;
        for (const QLineF &line : lines) {
            if (std::fmod(line.x1(), 2 * kDashPx) < kDashPx)
                result.append(line);
        }
        return result;
    }

    void endPixel()
    {
        if (m_pixelCount == 0)
            return;
        const double x = m_sumX / m_pixelCount;
        m_means.append(QPointF(x, m_sumY / m_pixelCount));
        if (m_high - m_low > 1)
            m_band.append(QLineF(m_x, m_low, m_x, m_high));
        m_sumX = m_sumY = 0;
        m_pixelCount = 0;
    }

    const TimelineScale &m_scale;
    ValueRange m_range;
    double m_height;
    QPainterPath m_curve;
    QPainterPath m_area;
    QList<QLineF> m_lines;
    QList<QRectF> m_bars;
    QList<QLineF> m_band;
    QPolygonF m_dots;
    QPolygonF m_means; ///< of the run
    MediaTime m_lastTime{0};
    double m_x = 0; ///< of the pixel
    double m_low = 0;
    double m_high = 0;
    double m_sumX = 0;
    double m_sumY = 0;
    int m_pixelCount = 0;
};

} // namespace

QString SimilarityLane::note(const TimelineState &state) const
{
    if (state.similarity.empty())
        return {};
    const bool hasProbe = std::ranges::any_of(state.similarity, [](const SimilarityPoint &point) {
        return !std::isnan(point.probe);
    });
    return hasProbe ? tr("peak; probe dashed") : tr("peak of the map");
}

void SimilarityLane::draw(QPainter &painter,
                          QSize size,
                          double /*pixelRatio*/,
                          const TimelineState &state,
                          const TimelineColors &colors)
{
    if (state.similarity.empty()) {
        drawNotice(painter, size, colors, state.whyNoSimilarity);
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
        painter.setPen(QPen(colors.grid, 1));
        painter.drawLine(QPointF(0, peak.yOf(0)), QPointF(size.width(), peak.yOf(0)));
    }
    QColor fill = colors.peak;
    fill.setAlpha(40);
    peak.fill(painter, fill);
    peak.paint(painter, colors.peak, Qt::SolidLine);
    probe.paint(painter, colors.probe, Qt::DashLine);
    const QLocale locale;
    painter.setPen(colors.faintText);
    const QRect area(4, 1, 60, size.height() - 2);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignTop, locale.toString(range.high, 'g', 2));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom, locale.toString(range.low, 'g', 2));
}

} // namespace soundlocus
