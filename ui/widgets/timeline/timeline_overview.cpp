// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_overview.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr double kGripPx = 6;
/// The frame stays wide enough to be seen and taken.
constexpr double kNarrowestBox = 10;

} // namespace

TimelineOverview::TimelineOverview(const TimelineState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
{
    setMouseTracking(true);
    setAccessibleName(tr("Overview of the file"));
    setAccessibleDescription(
            tr("Drag the frame to scroll, its ends to zoom; double-click to show everything."));
}

void TimelineOverview::refreshData()
{
    m_image = {};
    update();
}

TimelineScale TimelineOverview::wholeScale() const
{
    return TimelineScale(m_state.scale.duration(), width());
}

QRectF TimelineOverview::viewBox() const
{
    const TimelineScale whole = wholeScale();
    const TimeRange view = m_state.scale.visible();
    double left = whole.xOf(view.begin);
    double right = whole.xOf(view.end);
    if (right - left < kNarrowestBox) {
        const double middle = std::clamp((left + right) / 2,
                                         kNarrowestBox / 2,
                                         std::max(kNarrowestBox / 2, width() - kNarrowestBox / 2));
        left = middle - kNarrowestBox / 2;
        right = middle + kNarrowestBox / 2;
    }
    return {left + 0.5, 1.5, right - left - 1, height() - 3.0};
}

TimelineOverview::Grip TimelineOverview::gripAt(double x) const
{
    const QRectF box = viewBox();
    if (box.width() > 3 * kGripPx) {
        if (std::abs(x - box.left()) <= kGripPx)
            return Grip::Begin;
        if (std::abs(x - box.right()) <= kGripPx)
            return Grip::End;
    }
    return box.adjusted(-kGripPx, 0, kGripPx, 0).contains(x, box.center().y()) ? Grip::Whole
                                                                               : Grip::None;
}

void TimelineOverview::drawWaveform(QPainter &painter, const TimelineColors &colors)
{
    if (!m_state.source || !m_state.media.hasSound)
        return;
    const double ratio = devicePixelRatioF();
    const int columns = static_cast<int>(std::ceil(width() * ratio));
    const auto pixels = m_state.source->waveform({MediaTime{0}, m_state.scale.duration()}, columns);
    float peak = 0;
    for (const WaveformColumn &column : pixels) {
        if (!std::isnan(column.low))
            peak = std::max({peak, -column.low, column.high});
    }
    const double middle = height() / 2.0;
    const double gain = peak > 0 ? (middle - 3) / peak : 0;
    QColor color = colors.waveform;
    color.setAlpha(150);
    painter.setPen(QPen(color, 0));
    QVector<QLineF> lines;
    for (int i = 0; i < columns; ++i) {
        const WaveformColumn &column = pixels[static_cast<std::size_t>(i)];
        if (std::isnan(column.low))
            continue;
        const double x = (i + 0.5) / ratio;
        lines.append(QLineF(x, middle - column.high * gain, x, middle - column.low * gain + 0.01));
    }
    painter.drawLines(lines);
}

void TimelineOverview::paintEvent(QPaintEvent * /*event*/)
{
    const TimelineColors colors = TimelineColors::of(palette());
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (m_image.size() != pixels || m_colorKey != colors.lane.rgb()) {
        m_image = QImage(pixels, QImage::Format_RGB32);
        m_image.setDevicePixelRatio(devicePixelRatioF());
        m_image.fill(colors.lane);
        m_colorKey = colors.lane.rgb();
        QPainter onImage(&m_image);
        drawWaveform(onImage, colors);
    }
    QPainter painter(this);
    painter.drawImage(0, 0, m_image);
    if (m_state.scale.isEmpty())
        return;
    const TimelineScale whole = wholeScale();
    if (m_state.marks.loop) {
        QColor band = colors.loop;
        band.setAlpha(90);
        const double begin = whole.xOf(m_state.marks.loop->begin);
        painter.fillRect(QRectF(begin, 0, whole.xOf(m_state.marks.loop->end) - begin, 3), band);
    }
    const QRectF box = viewBox();
    QColor outside = colors.gutter;
    outside.setAlpha(150);
    painter.fillRect(QRectF(0, 0, box.left(), height()), outside);
    painter.fillRect(QRectF(box.right(), 0, width() - box.right(), height()), outside);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_state.scale.showsAll() ? colors.line : colors.faintText, 1.5));
    painter.drawRoundedRect(box, 3, 3);
    const double x = whole.xOf(m_state.position);
    painter.setPen(QPen(colors.playHead, 1.5));
    painter.drawLine(QPointF(x, 1), QPointF(x, height() - 1));
}

void TimelineOverview::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_state.scale.isEmpty())
        return event->ignore();
    m_pressX = event->position().x();
    m_grip = gripAt(m_pressX);
    if (m_grip == Grip::None) {
        // Comes under the pointer, and goes on with it.
        const MediaTime half = m_state.scale.visible().duration() / 2;
        const MediaTime middle = wholeScale().timeAt(m_pressX);
        Q_EMIT viewRequested({middle - half, middle + half});
        m_grip = Grip::Whole;
    }
    m_pressView = m_state.scale.visible();
}

void TimelineOverview::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_grip == Grip::None) {
        const Grip grip = m_state.scale.isEmpty() ? Grip::None : gripAt(x);
        setCursor(grip == Grip::Begin || grip == Grip::End ? Qt::SizeHorCursor
                  : grip == Grip::Whole                    ? Qt::OpenHandCursor
                                                           : Qt::ArrowCursor);
        return;
    }
    const MediaTime by(std::llround((x - m_pressX) * wholeScale().usPerPixel()));
    TimeRange view = m_pressView;
    if (m_grip != Grip::End)
        view.begin += by;
    if (m_grip != Grip::Begin)
        view.end += by;
    if (view.duration() > MediaTime{0})
        Q_EMIT viewRequested(view);
}

void TimelineOverview::mouseReleaseEvent(QMouseEvent * /*event*/)
{
    m_grip = Grip::None;
}

void TimelineOverview::mouseDoubleClickEvent(QMouseEvent * /*event*/)
{
    if (!m_state.scale.isEmpty())
        Q_EMIT viewRequested({MediaTime{0}, m_state.scale.duration()});
}

} // namespace soundlocus
