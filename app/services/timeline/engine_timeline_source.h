// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/timeline/lane_data.h"
#include "app/services/timeline/lane_worker.h"
#include "app/services/timeline/thumbnail_maker.h"
#include "ui/services/timeline_source.h"

#include <QThread>
#include <QTimer>

#include <deque>
#include <filesystem>
#include <optional>
#include <set>
#include <stop_token>
#include <unordered_map>

namespace soundlocus {

/// TimelineSource on the engine: sound is read on one thread, thumbnails are made on another; both
/// yield to the rest of the program. Kept on disk: waveform and spectrogram of the whole file, at
/// a grain of at most 8 MB whatever its length, and the thumbnails. Closer looks are read when
/// they are asked for, the last few stay in memory.
/// Threads: GUI thread only; another file, or the end, stops what runs within 50 ms.
class EngineTimelineSource final : public TimelineSource
{
    Q_OBJECT
public:
    /// @param cacheFolder see cacheFolder(); empty: nothing is kept on disk
    explicit EngineTimelineSource(const std::filesystem::path &cacheFolder,
                                  QObject *parent = nullptr);
    ~EngineTimelineSource() override;

    void setMedia(const MediaSummary &media) override;
    [[nodiscard]] std::vector<WaveformColumn> waveform(TimeRange range, int columns) const override;
    [[nodiscard]] QImage spectrogram(TimeRange range, QSize size) override;
    [[nodiscard]] QImage thumbnail(MediaTime time) override;

    /// Whether the whole file has been read, or there is nothing to read.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }

private:
    /// A closer look: which samples, how fine, and what was found.
    struct Part
    {
        std::int64_t first = 0;
        std::int64_t last = 0;
        LaneGrain grain;
        LaneRun run;

        /// Shows samples [begin, end) at least as finely as `wanted`, and not needlessly so.
        [[nodiscard]] bool serves(std::int64_t begin, std::int64_t end, LaneGrain wanted) const
        {
            return first <= begin && end <= last && grain == wanted;
        }
    };

    void addRun(quint64 request, const SampleAxis &axis, const LaneRun &run);
    void finish(quint64 request);
    void addPart(quint64 request, const LaneRun &run);
    void addThumbnail(quint64 request, int cell, const QImage &picture);
    void announceSoon();
    [[nodiscard]] SampleGrid gridOf(TimeRange range, int columns) const;
    /// The closer look that shows `grid`; null where the kept grain will do, or while it is read.
    [[nodiscard]] const Part *partFor(SampleGrid grid, int columns) const;
    void requestPart();

    QThread m_laneThread;
    QThread m_thumbnailThread;
    LaneWorker *m_laneWorker;         ///< lives in m_laneThread, deleted at its end
    ThumbnailMaker *m_thumbnailMaker; ///< lives in m_thumbnailThread, deleted at its end
    std::stop_source m_stop;          ///< of the file
    quint64 m_request = 0;            ///< of the file
    QString m_stamp;                  ///< path, size and modification time of the file
    bool m_isComplete = true;

    SampleAxis m_axis;
    MediaTime m_duration{0};
    WaveformPyramid m_waveform;
    SpectrumPyramid m_spectrum;

    std::deque<Part> m_parts; ///< newest first
    mutable std::optional<Part> m_wanted;
    std::optional<Part> m_asked;
    quint64 m_partRequest = 0;
    std::stop_source m_partStop;
    mutable QTimer m_partTimer;

    ThumbnailGrid m_grid;
    std::unordered_map<int, QImage> m_thumbnails;
    std::set<int> m_askedThumbnails;
    QTimer m_announceTimer;
};

} // namespace soundlocus
