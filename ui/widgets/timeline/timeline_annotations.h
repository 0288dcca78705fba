// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"

#include <QColor>
#include <QString>

#include <vector>

namespace soundlocus {

/// A track as a row of the timeline.
struct TimelineTrack
{
    TrackId id;
    QString name;
    QColor color; ///< of its label
    bool isSelected = false;
    std::vector<KeyFrame> keys;        ///< as Track::keys
    std::vector<TimeRange> sounding{}; ///< as Track::sounding

    bool operator==(const TimelineTrack &) const = default;
};

/// cIoU of one frame that has a box and a heat map.
struct TimelineScore
{
    MediaTime time{0};
    double ciou = 0;

    bool operator==(const TimelineScore &) const = default;
};

/// What annotators made of the file shown. Lanes for it appear while a project is open.
struct TimelineAnnotations
{
    bool isOpen = false;
    std::vector<TimelineTrack> tracks{};
    std::vector<ClipMark> marks{};
    std::vector<TimelineScore> scores{}; ///< by time

    bool operator==(const TimelineAnnotations &) const = default;
};

} // namespace soundlocus
