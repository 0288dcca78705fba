// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace soundlocus {

namespace {

using namespace std::chrono_literals;

constexpr std::array<MediaTime, 28> kSteps{
        100us, 200us, 500us, 1ms, 2ms,  5ms,  10ms, 20ms,  50ms,  100ms, 200ms, 500ms, 1s, 2s,
        5s,    10s,   15s,   30s, 1min, 2min, 5min, 10min, 15min, 30min, 1h,    2h,    6h, 12h};
/// Closer marks run together.
constexpr double kMinorPx = 6;

MediaTime timeOf(double us)
{
    return MediaTime(std::llround(us));
}

double usOf(MediaTime time)
{
    return static_cast<double>(time.count());
}

} // namespace

TimelineScale::TimelineScale(MediaTime duration, int widthPx)
    : m_durationUs(std::max(0.0, usOf(duration)))
    , m_width(std::max(0, widthPx))
{
    if (!isEmpty())
        m_usPerPixel = m_durationUs / m_width;
}

TimelineScale TimelineScale::clamped() const
{
    TimelineScale result = *this;
    if (isEmpty())
        return result;
    const double all = m_durationUs / m_width;
    result.m_usPerPixel = std::clamp(m_usPerPixel, std::min(kClosestUsPerPixel, all), all);
    const double span = result.m_usPerPixel * m_width;
    result.m_beginUs = std::clamp(m_beginUs, 0.0, std::max(0.0, m_durationUs - span));
    return result;
}

MediaTime TimelineScale::duration() const
{
    return timeOf(m_durationUs);
}

TimeRange TimelineScale::visible() const
{
    return {timeOf(m_beginUs), timeOf(std::min(m_durationUs, m_beginUs + m_usPerPixel * m_width))};
}

bool TimelineScale::showsAll() const
{
    return isEmpty() || m_usPerPixel * m_width >= m_durationUs * (1 - 1e-9);
}

double TimelineScale::xOf(MediaTime time) const
{
    return (usOf(time) - m_beginUs) / m_usPerPixel;
}

MediaTime TimelineScale::timeAt(double x) const
{
    return timeOf(std::clamp(m_beginUs + x * m_usPerPixel, 0.0, m_durationUs));
}

TimelineScale TimelineScale::zoomed(double factor, double x) const
{
    TimelineScale result = *this;
    result.m_usPerPixel = m_usPerPixel / factor;
    result.m_usPerPixel = result.clamped().m_usPerPixel;
    result.m_beginUs = m_beginUs + x * (m_usPerPixel - result.m_usPerPixel);
    return result.clamped();
}

TimelineScale TimelineScale::panned(double px) const
{
    TimelineScale result = *this;
    result.m_beginUs += px * m_usPerPixel;
    return result.clamped();
}

TimelineScale TimelineScale::startingAt(MediaTime begin) const
{
    TimelineScale result = *this;
    result.m_beginUs = usOf(begin);
    return result.clamped();
}

TimelineScale TimelineScale::showing(TimeRange range) const
{
    if (isEmpty() || range.duration().count() <= 0)
        return *this;
    TimelineScale result = *this;
    result.m_usPerPixel = usOf(range.duration()) / m_width;
    result.m_usPerPixel = result.clamped().m_usPerPixel;
    result.m_beginUs = (usOf(range.begin) + usOf(range.end) - result.m_usPerPixel * m_width) / 2;
    return result.clamped();
}

TimelineScale TimelineScale::resized(int widthPx) const
{
    TimelineScale result = *this;
    result.m_width = std::max(0, widthPx);
    return showsAll() ? TimelineScale(duration(), widthPx) : result.clamped();
}

TimelineScale TimelineScale::lasting(MediaTime duration) const
{
    if (showsAll())
        return TimelineScale(duration, m_width);
    TimelineScale result = *this;
    result.m_durationUs = std::max(0.0, usOf(duration));
    return result.clamped();
}

TickSteps TimelineScale::ticks(double minLabelPx) const
{
    const auto isWide = [&](MediaTime step, double px) { return usOf(step) >= px * m_usPerPixel; };
    TickSteps steps{kSteps.back(), kSteps.back()};
    for (const MediaTime step : kSteps) {
        if (isWide(step, minLabelPx)) {
            steps.major = step;
            break;
        }
    }
    // Days and more: whole multiples of the largest step.
    while (!isWide(steps.major, minLabelPx))
        steps.major *= 2;
    steps.minor = steps.major;
    for (const MediaTime step : kSteps) {
        if (step < steps.major && steps.major % step == MediaTime{0} && isWide(step, kMinorPx)) {
            steps.minor = step;
            break;
        }
    }
    return steps;
}

} // namespace soundlocus
