// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"
#include "ui/services/media_summary.h"

#include <QImage>
#include <QObject>

#include <span>
#include <vector>

namespace soundlocus {

/// Smallest and largest sample of a column; both NaN where nothing is known yet.
struct WaveformColumn
{
    float low = 0;
    float high = 0;
};

/// What the lanes of the timeline draw: computed in the background, coarse first, kept on disk.
/// Questions are answered at once with what is there. Threads: GUI thread only.
class TimelineSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void setMedia(const MediaSummary &media) = 0;

    /// Waveform of `range` in `columns` equal pieces. @param range may reach beyond the file
    [[nodiscard]] virtual std::vector<WaveformColumn> waveform(TimeRange range,
                                                               int columns) const = 0;
    /// Log-mel spectrogram of `range`, level 0..255 (Format_Grayscale8), one column a pixel, low
    /// mels at the bottom; 0 where nothing is known yet. A closer range than the stored columns is
    /// asked for in the background and finer the next time.
    [[nodiscard]] virtual QImage spectrogram(TimeRange range, QSize size) = 0;
    /// Small picture near a time (at most 160 x 90 device-independent pixels); null until known,
    /// then thumbnailReady().
    [[nodiscard]] virtual QImage thumbnail(MediaTime time) = 0;

Q_SIGNALS:
    /// Waveform or spectrogram know more.
    void lanesChanged();
    void thumbnailReady(soundlocus::MediaTime time);
};

} // namespace soundlocus
