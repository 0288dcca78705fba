// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/marks_painter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr int kHandlePx = 12;
constexpr int kFlagPx = 7;
constexpr MediaTime kShortest = std::chrono::milliseconds(1);

double xOf(const TimelineLayout &layout, const TimelineState &state, MediaTime time)
{
    return layout.dataArea().left() + state.scale.xOf(time);
}

/// Box of a handle: inside of the band for the loop, inside of the selection for in and out.
QRectF handleBox(const TimelineLayout &layout, double x, bool isLeft)
{
    const QRect row = layout.marks();
    return {isLeft ? x : x - kHandlePx, row.top() + 1.0, kHandlePx, row.height() - 2.0};
}

struct Handle
{
    MarkHandle id;
    MediaTime time;
    bool isLeft;
    QString letter;
};

/// Those that are there; later ones lie on top.
std::vector<Handle> handlesOf(const TimelineMarks &marks)
{
    std::vector<Handle> handles;
    if (marks.in)
        handles.push_back({MarkHandle::In, *marks.in, true, QStringLiteral("[")});
    if (marks.out)
        handles.push_back({MarkHandle::Out, *marks.out, false, QStringLiteral("]")});
    if (marks.loop) {
        handles.push_back({MarkHandle::LoopBegin, marks.loop->begin, true, QStringLiteral("A")});
        handles.push_back({MarkHandle::LoopEnd, marks.loop->end, false, QStringLiteral("B")});
    }
    return handles;
}

bool isOfLoop(MarkHandle handle)
{
    return handle == MarkHandle::LoopBegin || handle == MarkHandle::LoopEnd;
}

void paintHandles(QPainter &painter,
                  const TimelineLayout &layout,
                  const TimelineState &state,
                  const TimelineColors &colors)
{
    const int bottom = layout.dataArea().bottom();
    for (const Handle &handle : handlesOf(state.marks)) {
        const double x = xOf(layout, state, handle.time);
        const QColor color = isOfLoop(handle.id) ? colors.loop : colors.point;
        painter.setPen(QPen(color, 1, isOfLoop(handle.id) ? Qt::SolidLine : Qt::DotLine));
        painter.drawLine(QPointF(x, layout.marks().top()), QPointF(x, bottom));
        const QRectF box = handleBox(layout, x, handle.isLeft);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(box, 2, 2);
        painter.setPen(color.lightness() > 128 ? Qt::black : Qt::white);
        painter.drawText(box, Qt::AlignCenter, handle.letter);
    }
}

/// Where a marker's flag and name are.
QRectF markerBox(const TimelineLayout &layout,
                 const TimelineState &state,
                 const TimelineMarker &marker,
                 const QFontMetrics &metrics)
{
    const double x = xOf(layout, state, marker.time);
    return {x - kFlagPx / 2.0,
            static_cast<double>(layout.marks().top()),
            kFlagPx + 4.0 + metrics.horizontalAdvance(marker.name),
            static_cast<double>(layout.marks().height())};
}

} // namespace

void paintMarks(QPainter &painter,
                const TimelineLayout &layout,
                const TimelineState &state,
                const TimelineColors &colors)
{
    const QRect data = layout.dataArea();
    const QRect row = layout.marks();
    painter.save();
    painter.setClipRect(data, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    if (state.marks.loop) {
        const double begin = xOf(layout, state, state.marks.loop->begin);
        const double end = xOf(layout, state, state.marks.loop->end);
        QColor shade = colors.loop;
        shade.setAlpha(30);
        // The spectrogram's colours mean something: no tint there.
        for (const TimelineLaneId id : {TimelineLaneId::Waveform, TimelineLaneId::Similarity}) {
            const QRect lane = layout.lane(id);
            painter.fillRect(QRectF(begin, lane.top(), end - begin, lane.height()), shade);
        }
        shade.setAlpha(110);
        painter.fillRect(QRectF(begin, row.top() + 3, end - begin, row.height() - 6), shade);
    }
    for (const TimelineMarker &marker : state.marks.markers) {
        const double x = xOf(layout, state, marker.time);
        painter.setPen(QPen(colors.marker, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, row.bottom()), QPointF(x, data.bottom()));
        QPainterPath flag(QPointF(x - kFlagPx, row.top() + 4));
        flag.lineTo(x + kFlagPx, row.top() + 4);
        flag.lineTo(x, row.bottom());
        flag.closeSubpath();
        painter.fillPath(flag, colors.marker);
        painter.setPen(colors.text);
        const QRectF box = markerBox(layout, state, marker, painter.fontMetrics());
        painter.drawText(box.adjusted(kFlagPx * 1.5 + 2, 0, kFlagPx * 1.5 + 2, 0),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         marker.name);
    }
    paintHandles(painter, layout, state, colors);
    painter.restore();
}

void paintPlayHead(QPainter &painter,
                   const TimelineLayout &layout,
                   const TimelineState &state,
                   const TimelineColors &colors)
{
    const QRect data = layout.dataArea();
    const double x = xOf(layout, state, state.position);
    if (x < data.left() - kPlayHeadHalfPx || x > data.right() + kPlayHeadHalfPx)
        return;
    painter.save();
    painter.setClipRect(data.adjusted(-kPlayHeadHalfPx, 0, kPlayHeadHalfPx, 0), Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    const int bottom = layout.ruler().bottom();
    painter.setPen(QPen(colors.playHead, 1.5));
    painter.drawLine(QPointF(x, bottom - 4), QPointF(x, data.bottom()));
    QPainterPath head(QPointF(x - 6, bottom - 10));
    head.lineTo(x + 6, bottom - 10);
    head.lineTo(x + 6, bottom - 5);
    head.lineTo(x, bottom + 2);
    head.lineTo(x - 6, bottom - 5);
    head.closeSubpath();
    painter.fillPath(head, colors.playHead);
    painter.restore();
}

std::optional<MarkHandle> handleAt(const TimelineLayout &layout,
                                   const TimelineState &state,
                                   QPoint point)
{
    if (!layout.marks().contains(point))
        return std::nullopt;
    std::optional<MarkHandle> found;
    for (const Handle &handle : handlesOf(state.marks)) {
        const QRectF box = handleBox(layout, xOf(layout, state, handle.time), handle.isLeft);
        if (box.adjusted(-3, -2, 3, 2).contains(point))
            found = handle.id;
    }
    return found;
}

std::optional<std::size_t> markerAt(const TimelineLayout &layout,
                                    const TimelineState &state,
                                    QPoint point)
{
    if (!layout.marks().contains(point))
        return std::nullopt;
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < state.marks.markers.size(); ++i) {
        const double x = xOf(layout, state, state.marks.markers[i].time);
        if (std::abs(point.x() - x) <= kFlagPx + 2)
            found = i;
    }
    return found;
}

TimelineMarks moved(const TimelineMarks &marks, MarkHandle handle, MediaTime time)
{
    TimelineMarks result = marks;
    switch (handle) {
    case MarkHandle::LoopBegin:
        if (result.loop)
            result.loop->begin = std::min(time, result.loop->end - kShortest);
        break;
    case MarkHandle::LoopEnd:
        if (result.loop)
            result.loop->end = std::max(time, result.loop->begin + kShortest);
        break;
    case MarkHandle::In:
        result.in = result.out ? std::min(time, *result.out - kShortest) : time;
        break;
    case MarkHandle::Out:
        result.out = result.in ? std::max(time, *result.in + kShortest) : time;
        break;
    }
    return result;
}

} // namespace soundlocus
