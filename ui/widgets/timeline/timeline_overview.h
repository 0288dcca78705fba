// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/timeline/timeline_state.h"

#include <QImage>
#include <QWidget>

namespace soundlocus {

/// The whole file in small, with a frame around what the lanes show: a scroll bar whose ends can
/// be dragged as well. A double click shows everything. GUI thread only.
class TimelineOverview final : public QWidget
{
    Q_OBJECT
public:
    /// @param state lives longer than this
    explicit TimelineOverview(const TimelineState &state, QWidget *parent = nullptr);

    /// The state changed: another view, play head or mark; lanes: other data too.
    void refresh() { update(); }
    void refreshData();

Q_SIGNALS:
    void viewRequested(const soundlocus::TimeRange &range);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    enum class Grip { None, Begin, Whole, End };
    [[nodiscard]] TimelineScale wholeScale() const;
    [[nodiscard]] QRectF viewBox() const;
    [[nodiscard]] Grip gripAt(double x) const;
    void drawWaveform(QPainter &painter, const TimelineColors &colors);

    const TimelineState &m_state;
    QImage m_image;
    QRgb m_colorKey = 0;
    Grip m_grip = Grip::None;
    double m_pressX = 0;
    TimeRange m_pressView;
};

} // namespace soundlocus
