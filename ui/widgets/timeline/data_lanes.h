// SPDX-License-Identifier: MIT
// Internal to ui/widgets/timeline: waveform, spectrogram, similarity.
#pragma once

#include "ui/widgets/timeline/timeline_lane.h"

#include <QCoreApplication>

namespace soundlocus {

/// Extremes of the sound per pixel. Quiet files are drawn larger, by a power of two that the note
/// tells.
class WaveformLane final : public TimelineLane
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::WaveformLane)
public:
    [[nodiscard]] QString note(const TimelineState &state) const override;

protected:
    void draw(QPainter &painter,
              QSize size,
              double pixelRatio,
              const TimelineState &state,
              const TimelineColors &colors) override;

private:
    int m_gain = 1; ///< of the last picture
};

/// What the network hears: log-mel spectrogram in the colours of Magma.
class SpectrogramLane final : public TimelineLane
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::SpectrogramLane)
protected:
    void draw(QPainter &painter,
              QSize size,
              double pixelRatio,
              const TimelineState &state,
              const TimelineColors &colors) override;
};

/// Largest similarity of the maps over time (solid, filled), and that of the probe (dashed).
class SimilarityLane final : public TimelineLane
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::SimilarityLane)
public:
    [[nodiscard]] QString note(const TimelineState &state) const override;

    /// Points that lie further apart are not joined: nothing was inferred in between.
    static constexpr MediaTime kLongestJoin = std::chrono::milliseconds(600);

protected:
    void draw(QPainter &painter,
              QSize size,
              double pixelRatio,
              const TimelineState &state,
              const TimelineColors &colors) override;
};

} // namespace soundlocus
