// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/ruler.h"

#include "ui/widgets/timeline/time_text.h"

#include <QPainter>

#include <array>
#include <cmath>

namespace soundlocus {

namespace {

/// Room of a label with its distance to the next.
constexpr double kLabelPx = 96;
/// Frames get marks of their own where they are so wide.
constexpr double kFramePx = 7;
/// Steps between labelled frames; coarser ones are told by time.
constexpr std::array<qint64, 4> kFrameSteps{1, 2, 5, 10};

/// Frames between two labels, or 0 where times are the better marks.
qint64 labelledFrames(const TimelineState &state, double framePx)
{
    if (!state.frames.areKnown() || framePx < kFramePx)
        return 0;
    for (const qint64 step : kFrameSteps) {
        if (static_cast<double>(step) * framePx >= kLabelPx)
            return step;
    }
    return 0;
}

std::vector<RulerTick> frameTicks(const TimelineState &state, qint64 labelled)
{
    std::vector<RulerTick> ticks;
    const TimeRange visible = state.scale.visible();
    const qint64 last = state.frames.frameAt(visible.end);
    for (qint64 frame = std::max<qint64>(0, state.frames.frameAt(visible.begin)); frame <= last;
         ++frame) {
        const auto time = state.frames.timeOf(frame);
        if (!time)
            break;
        RulerTick tick;
        tick.x = state.scale.xOf(*time);
        tick.isMajor = frame % labelled == 0;
        if (tick.isMajor) {
            tick.time = TimeText::shortTime(*time);
            tick.frame = TimeText::frame(frame);
        }
        ticks.push_back(tick);
    }
    return ticks;
}

} // namespace

std::vector<RulerTick> rulerTicks(const TimelineState &state)
{
    const TimelineScale &scale = state.scale;
    if (scale.isEmpty())
        return {};
    const double framePx = state.media.frameRate > 0
                                   ? 1e6 / state.media.frameRate / scale.usPerPixel()
                                   : 0;
    if (const qint64 labelled = labelledFrames(state, framePx); labelled > 0)
        return frameTicks(state, labelled);
    const TickSteps steps = scale.ticks(kLabelPx);
    const int decimals = TimeText::decimalsFor(steps.major);
    const TimeRange visible = scale.visible();
    std::vector<RulerTick> ticks;
    // From the major mark before the view, whose label may reach into it.
    for (MediaTime time = (visible.begin / steps.major) * steps.major; time <= visible.end;
         time += steps.minor) {
        RulerTick tick;
        tick.x = scale.xOf(time);
        tick.isMajor = time % steps.major == MediaTime{0};
        if (tick.isMajor) {
            tick.time = TimeText::shortTime(time, decimals);
            if (state.frames.areKnown())
                tick.frame = TimeText::frame(state.frames.frameAt(time));
        }
        ticks.push_back(tick);
    }
    return ticks;
}

void Ruler::draw(QPainter &painter,
                 QSize size,
                 double /*pixelRatio*/,
                 const TimelineState &state,
                 const TimelineColors &colors)
{
    painter.fillRect(QRect(QPoint(0, 0), size), colors.gutter);
    const int half = size.height() / 2;
    for (const RulerTick &tick : rulerTicks(state)) {
        painter.setPen(QPen(tick.isMajor ? colors.faintText : colors.line, 0));
        const int top = tick.isMajor ? 0 : size.height() - 5;
        painter.drawLine(QPointF(tick.x, top), QPointF(tick.x, size.height()));
        if (!tick.isMajor)
            continue;
        const double x = tick.x + 4;
        painter.setPen(colors.text);
        painter.drawText(QRectF(x, 1, kLabelPx, half), Qt::AlignLeft | Qt::AlignVCenter, tick.time);
        painter.setPen(colors.faintText);
        painter.drawText(
                QRectF(x, half - 1, kLabelPx, half), Qt::AlignLeft | Qt::AlignVCenter, tick.frame);
    }
}

} // namespace soundlocus
