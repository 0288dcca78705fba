// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <QString>

#include <optional>
#include <vector>

namespace soundlocus {

/// A named time.
struct TimelineMarker
{
    MediaTime time{0};
    QString name;

    bool operator==(const TimelineMarker &) const = default;
};

/// What is marked on the time axis of a file.
struct TimelineMarks
{
    std::optional<TimeRange> loop; ///< A-B
    std::optional<MediaTime> in;
    std::optional<MediaTime> out;
    std::vector<TimelineMarker> markers;

    bool operator==(const TimelineMarks &) const = default;
};

} // namespace soundlocus
