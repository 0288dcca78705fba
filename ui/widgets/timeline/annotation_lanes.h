// SPDX-License-Identifier: MIT
// Internal to ui/widgets/timeline: tracks, sounding intervals, marks, cIoU.
#pragma once

#include "ui/widgets/timeline/timeline_lane.h"

#include <QCoreApplication>

namespace soundlocus {

/// A row per track: key frames as diamonds, a bar where the box moves between them, a dotted line
/// where there is none, hatching where it is occluded.
class TracksLane final : public TimelineLane
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::TracksLane)
public:
    [[nodiscard]] QString note(const TimelineState &state) const override;

protected:
    void draw(QPainter &painter,
              QSize size,
              double pixelRatio,
              const TimelineState &state,
              const TimelineColors &colors) override;
};

/// When each source sounds, in the rows of the tracks.
class SoundingLane final : public TimelineLane
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::SoundingLane)
protected:
    void draw(QPainter &painter,
              QSize size,
              double pixelRatio,
              const TimelineState &state,
              const TimelineColors &colors) override;
};

/// Off-screen sound and silence.
class ClipMarksLane final : public TimelineLane
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::ClipMarksLane)
protected:
    void draw(QPainter &painter,
              QSize size,
              double pixelRatio,
              const TimelineState &state,
              const TimelineColors &colors) override;
};

/// cIoU over the annotated frames, with the level from which a frame counts as found.
class ScoreLane final : public TimelineLane
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::ScoreLane)
public:
    [[nodiscard]] QString note(const TimelineState &state) const override;

protected:
    void draw(QPainter &painter,
              QSize size,
              double pixelRatio,
              const TimelineState &state,
              const TimelineColors &colors) override;
};

} // namespace soundlocus
