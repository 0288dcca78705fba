// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

namespace soundlocus {

/// Distances of the marks on a ruler.
struct TickSteps
{
    MediaTime major{0}; ///< with a label
    MediaTime minor{0}; ///< divides major
};

/// Which times of a file lie on which pixels: x = 0 is the left end of the lanes, pixels are
/// device-independent. Never shows more than the file, nor closer than kClosestUsPerPixel.
/// A value: zooming and panning make a new one.
class TimelineScale
{
public:
    static constexpr double kClosestUsPerPixel = 20;

    TimelineScale() = default;
    /// Shows the whole file. @param duration 0: a file without a time axis
    TimelineScale(MediaTime duration, int widthPx);

    [[nodiscard]] bool isEmpty() const { return m_durationUs <= 0 || m_width <= 0; }
    [[nodiscard]] MediaTime duration() const;
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] double usPerPixel() const { return m_usPerPixel; }
    [[nodiscard]] TimeRange visible() const;
    [[nodiscard]] bool showsAll() const;

    [[nodiscard]] double xOf(MediaTime time) const;
    /// Clamped to the file.
    [[nodiscard]] MediaTime timeAt(double x) const;

    /// The time under `x` stays under it, unless an end of the file is reached.
    /// @param factor > 1: closer
    [[nodiscard]] TimelineScale zoomed(double factor, double x) const;
    /// @param px > 0: later times come into view
    [[nodiscard]] TimelineScale panned(double px) const;
    /// From this time on, as close as before.
    [[nodiscard]] TimelineScale startingAt(MediaTime begin) const;
    /// As much of the range as can be shown, and nothing else where that can be.
    [[nodiscard]] TimelineScale showing(TimeRange range) const;
    /// Same begin and closeness; the whole file stays the whole file.
    [[nodiscard]] TimelineScale resized(int widthPx) const;
    /// Same view of a file whose length became known better.
    [[nodiscard]] TimelineScale lasting(MediaTime duration) const;

    /// Smallest usual steps (1, 2, 5, 10, 15, 30 ...) that leave so many pixels between labels.
    [[nodiscard]] TickSteps ticks(double minLabelPx) const;

    bool operator==(const TimelineScale &) const = default;

private:
    [[nodiscard]] TimelineScale clamped() const;

    double m_durationUs = 0;
    double m_beginUs = 0;
    double m_usPerPixel = 1;
    int m_width = 0;
};

} // namespace soundlocus
