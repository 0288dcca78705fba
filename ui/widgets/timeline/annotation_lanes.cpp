// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/annotation_lanes.h"

#include "engine/evaluation/scoring.h"
#include "ui/widgets/timeline/annotation_rows.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr double kLargestDiamondPx = 5;
constexpr double kLeastNamedRowPx = 14;
/// Scores that lie further apart are not joined.
constexpr MediaTime kLongestJoin = std::chrono::milliseconds(600);

QColor translucent(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

bool isSeen(const TimeRange &range, const TimelineState &state)
{
    const TimeRange view = state.scale.visible();
    return range.begin <= view.end && range.end >= view.begin;
}

QRectF areaOf(const TimeRange &range, const AnnotationRow &row, const TimelineState &state)
{
    const double left = state.scale.xOf(range.begin);
    const double right = state.scale.xOf(range.end);
    return {left, row.top, std::max(1.0, right - left), row.height};
}

void drawRow(QPainter &painter,
             const TimelineTrack &track,
             const AnnotationRow &row,
             double width,
             const TimelineColors &colors)
{
    if (track.isSelected)
        painter.fillRect(QRectF(0, row.top, width, row.height), translucent(colors.text, 26));
    painter.setPen(QPen(colors.grid, 0));
    painter.drawLine(QPointF(0, row.top + row.height), QPointF(width, row.top + row.height));
}

void drawSpan(QPainter &painter,
              const TrackSpan &span,
              const AnnotationRow &row,
              const TimelineTrack &track,
              const TimelineState &state)
{
    const double middle = row.top + row.height / 2;
    if (span.gap == KeyGap::Empty) {
        painter.setPen(QPen(translucent(track.color, 150), 1, Qt::DotLine));
        painter.drawLine(QPointF(state.scale.xOf(span.range.begin), middle),
                         QPointF(state.scale.xOf(span.range.end), middle));
        return;
    }
    const double inset = std::max(0.5, row.height * 0.3);
    const QRectF bar = areaOf(span.range, row, state).adjusted(0, inset, 0, -inset);
    painter.fillRect(bar, translucent(track.color, track.isSelected ? 210 : 130));
    if (span.isOccluded)
        painter.fillRect(bar, QBrush(Qt::black, Qt::BDiagPattern));
}

void drawKey(QPainter &painter,
             const KeyFrame &key,
             const AnnotationRow &row,
             const TimelineTrack &track,
             const TimelineState &state,
             const TimelineColors &colors)
{
    const double half = std::min(kLargestDiamondPx, row.height / 2 - 0.5);
    const QPointF centre(state.scale.xOf(key.time), row.top + row.height / 2);
    const QPolygonF diamond({centre + QPointF(0, -half),
                             centre + QPointF(half, 0),
                             centre + QPointF(0, half),
                             centre + QPointF(-half, 0)});
    painter.setPen(QPen(colors.text, track.isSelected ? 1.5 : 1));
    // An end is hollow: nothing is there any more.
    painter.setBrush(key.state == KeyState::Ended ? QBrush(colors.lane) : QBrush(track.color));
    painter.drawPolygon(diamond);
}

void drawName(QPainter &painter,
              const QString &name,
              const QRectF &row,
              const TimelineColors &colors)
{
    if (row.height() < kLeastNamedRowPx)
        return;
    QFont font = painter.font();
    font.setPixelSize(static_cast<int>(std::min(12.0, row.height() - 3)));
    painter.setFont(font);
    const QString text = painter.fontMetrics().elidedText(name, Qt::ElideRight, 160);
    const double width = painter.fontMetrics().horizontalAdvance(text) + 6;
    const QRectF area(row.left() + 2, row.top() + 1, width, row.height() - 2);
    painter.fillRect(area, translucent(colors.lane, 190));
    painter.setPen(colors.text);
    painter.drawText(area, Qt::AlignCenter, text);
}

} // namespace

QString TracksLane::note(const TimelineState &state) const
{
    const auto count = static_cast<int>(state.annotations.tracks.size());
    return count == 0 ? QString() : tr("%n track(s)", nullptr, count);
}

void TracksLane::draw(QPainter &painter,
                      QSize size,
                      double /*pixelRatio*/,
                      const TimelineState &state,
                      const TimelineColors &colors)
{
    const std::vector<TimelineTrack> &tracks = state.annotations.tracks;
    if (tracks.empty()) {
        drawNotice(painter, size, colors, tr("Draw a box in the picture: its track appears here"));
        return;
    }
    drawGrid(painter, size, state, colors);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const TimelineTrack &track = tracks[i];
        const AnnotationRow row = annotationRow(i, tracks.size(), size.height());
        if (row.top >= size.height())
            break;
        painter.setRenderHint(QPainter::Antialiasing, false);
        drawRow(painter, track, row, size.width(), colors);
        for (const TrackSpan &span : spansOf(track.keys, state.scale.duration())) {
            if (isSeen(span.range, state))
                drawSpan(painter, span, row, track, state);
        }
        // Beside a key frame at the very beginning, and below all others.
        drawName(painter,
                 track.name,
                 QRectF(kLargestDiamondPx, row.top, size.width(), row.height),
                 colors);
        painter.setRenderHint(QPainter::Antialiasing);
        for (const KeyFrame &key : track.keys) {
            if (isSeen({key.time, key.time}, state))
                drawKey(painter, key, row, track, state, colors);
        }
    }
}

void SoundingLane::draw(QPainter &painter,
                        QSize size,
                        double /*pixelRatio*/,
                        const TimelineState &state,
                        const TimelineColors &colors)
{
    const std::vector<TimelineTrack> &tracks = state.annotations.tracks;
    const bool isAny = std::ranges::any_of(
            tracks, [](const TimelineTrack &track) { return !track.sounding.empty(); });
    if (!isAny) {
        drawNotice(painter,
                   size,
                   colors,
                   tr("When the selected source sounds: mark it while you listen"));
        return;
    }
    drawGrid(painter, size, state, colors);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const TimelineTrack &track = tracks[i];
        const AnnotationRow row = annotationRow(i, tracks.size(), size.height());
        if (row.top >= size.height())
            break;
        drawRow(painter, track, row, size.width(), colors);
        for (const TimeRange &range : track.sounding) {
            if (!isSeen(range, state))
                continue;
            const double inset = row.height > 6 ? 2 : 0;
            const QRectF bar = areaOf(range, row, state).adjusted(0, inset, 0, -inset);
            painter.fillRect(bar, translucent(track.color, track.isSelected ? 180 : 110));
            // The ends, which can be dragged.
            painter.setPen(QPen(track.color, 2));
            painter.drawLine(bar.topLeft(), bar.bottomLeft());
            painter.drawLine(bar.topRight(), bar.bottomRight());
        }
    }
}

void ClipMarksLane::draw(QPainter &painter,
                         QSize size,
                         double /*pixelRatio*/,
                         const TimelineState &state,
                         const TimelineColors &colors)
{
    if (state.annotations.marks.empty()) {
        drawNotice(painter, size, colors, tr("Off-screen sound and silence"));
        return;
    }
    drawGrid(painter, size, state, colors);
    for (const ClipMark &mark : state.annotations.marks) {
        const bool isSilence = mark.kind == MarkKind::Silence;
        const AnnotationRow row = markRow(state.annotations.marks, mark.kind, size.height());
        // An empty range stands for the whole.
        const TimeRange range = mark.range.duration() > MediaTime{0}
                                        ? mark.range
                                        : TimeRange{MediaTime{0}, state.scale.duration()};
        if (!isSeen(range, state))
            continue;
        const QRectF bar = areaOf(range, row, state).adjusted(0, 1, 0, -1);
        const QColor color = isSilence ? colors.faintText : colors.marker;
        painter.fillRect(bar, translucent(color, 60));
        painter.fillRect(
                bar,
                QBrush(translucent(color, 160), isSilence ? Qt::Dense6Pattern : Qt::FDiagPattern));
        painter.setPen(QPen(color, 1));
        painter.drawRect(bar.adjusted(0, 0, -1, -1));
        const QRectF seen = bar.intersected(QRectF(0, 0, size.width(), size.height()));
        if (row.height >= kLeastNamedRowPx - 3)
            drawName(painter,
                     isSilence ? tr("Silence") : tr("Off-screen sound"),
                     seen.adjusted(0, -1, 0, 1),
                     colors);
    }
}

QString ScoreLane::note(const TimelineState &state) const
{
    const std::vector<TimelineScore> &scores = state.annotations.scores;
    if (scores.empty())
        return {};
    double sum = 0;
    for (const TimelineScore &score : scores)
        sum += std::isnan(score.ciou) ? 0 : score.ciou;
    return tr("mean %1").arg(QLocale().toString(sum / static_cast<double>(scores.size()), 'f', 2));
}

void ScoreLane::draw(QPainter &painter,
                     QSize size,
                     double /*pixelRatio*/,
                     const TimelineState &state,
                     const TimelineColors &colors)
{
    const std::vector<TimelineScore> &scores = state.annotations.scores;
    if (scores.empty()) {
        drawNotice(painter, size, colors, tr("Fills in where a box meets a heat map"));
        return;
    }
    drawGrid(painter, size, state, colors);
    const auto yOf = [&](double ciou) {
        return size.height() - 2 - std::clamp(ciou, 0.0, 1.0) * (size.height() - 4);
    };
    painter.setPen(QPen(colors.faintText, 1, Qt::DashLine));
    painter.drawLine(QPointF(0, yOf(kSuccessLevel)), QPointF(size.width(), yOf(kSuccessLevel)));
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const TimelineScore &score = scores[i];
        const double value = std::isnan(score.ciou) ? 0 : score.ciou;
        const QPointF point(state.scale.xOf(score.time), yOf(value));
        const QColor color = value >= kSuccessLevel ? colors.loop : colors.peak;
        if (i > 0 && score.time - scores[i - 1].time <= kLongestJoin) {
            const double last = std::isnan(scores[i - 1].ciou) ? 0 : scores[i - 1].ciou;
            painter.setPen(QPen(color, 1.5));
            painter.drawLine(QPointF(state.scale.xOf(scores[i - 1].time), yOf(last)), point);
        }
        // Found: a disc; missed: a cross, so that colour is not all that tells them apart.
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(color);
        if (value >= kSuccessLevel) {
            painter.drawEllipse(point, 2, 2);
        } else {
            painter.drawLine(point + QPointF(-2.5, -2.5), point + QPointF(2.5, 2.5));
            painter.drawLine(point + QPointF(-2.5, 2.5), point + QPointF(2.5, -2.5));
        }
    }
}

} // namespace soundlocus
