// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/timeline/lane_store.h"
#include "app/services/timeline/sound_scanner.h"

#include <QObject>

#include <filesystem>
#include <optional>
#include <stop_token>

namespace soundlocus {

/// Reads the sound of one file after the other: the whole of it at the kept grain, from the
/// beginning, and in between finer parts that the window asks for. Orders come as queued calls;
/// `stop` of the file, or of the part, ends one that is running within 50 ms, and `request` goes
/// back with what belongs to it. Threads: lives in a thread of its own.
class LaneWorker final : public QObject
{
    Q_OBJECT
public:
    explicit LaneWorker(const std::filesystem::path &cacheFolder);

    struct File
    {
        quint64 request = 0;
        std::filesystem::path path;
        MediaTime duration{0};
        std::stop_token stop;
    };
    void open(const File &file);
    /// Part of the file that is open, at another grain. @param request of the part, see partReady()
    void readPart(quint64 request,
                  std::int64_t first,
                  std::int64_t last,
                  soundlocus::LaneGrain grain,
                  const std::stop_token &stop);

Q_SIGNALS:
    /// More of the whole, which follows the last; the first comes with no columns and the axis.
    void grown(quint64 request, const soundlocus::SampleAxis &axis, const soundlocus::LaneRun &run);
    /// Everything is there (or as much as can be decoded).
    void finished(quint64 request);
    /// Empty where it was stopped or failed.
    void partReady(quint64 request, const soundlocus::LaneRun &run);

private:
    void scanOn(quint64 request);

    LaneStore m_store;
    File m_file;
    FileCache::Stamp m_stamp; ///< of m_file when it was opened
    std::optional<SoundScanner> m_scanner;
    LaneGrain m_grain;
    std::int64_t m_position = 0; ///< samples scanned
    KeptLanes m_kept;            ///< grows until it is stored
};

} // namespace soundlocus

Q_DECLARE_METATYPE(soundlocus::LaneRun)
Q_DECLARE_METATYPE(soundlocus::SampleAxis)
