// SPDX-License-Identifier: MIT
#include "app/services/timeline/lane_worker.h"

#include "app/services/timeline/background_thread.h"
#include "engine/core/log.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// What the kept grain is chosen for: 4 MB of each, at any length of the file.
constexpr std::int64_t kMaxWaveformColumns = std::int64_t{1} << 19;
constexpr std::int64_t kMaxSpectrumColumns = std::int64_t{1} << 14;
/// Closer ones are read when they are looked at: a short file is not to be kept sample by sample.
constexpr std::int64_t kFinestWaveform = 16;
/// Sound read between two looks at the queue.
constexpr std::int64_t kStepSeconds = 8;

void append(LaneRun &to, const LaneRun &run)
{
    if (to.waveform.columns.empty())
        to.waveform = run.waveform;
    else
        to.waveform.columns.insert(to.waveform.columns.end(),
                                   run.waveform.columns.begin(),
                                   run.waveform.columns.end());
    if (to.spectrum.levels.empty())
        to.spectrum = run.spectrum;
    else
        to.spectrum.levels.insert(
                to.spectrum.levels.end(), run.spectrum.levels.begin(), run.spectrum.levels.end());
}

} // namespace

LaneWorker::LaneWorker(const std::filesystem::path &cacheFolder)
    : m_store(cacheFolder)
{}

void LaneWorker::open(const File &file)
{
    m_file = file;
    m_scanner.reset();
    m_kept = {};
    m_position = 0;
    if (file.stop.stop_requested())
        return;
    m_stamp = FileCache::stampOf(file.path);
    if (const auto kept = m_store.load(file.path)) {
        Q_EMIT grown(file.request, kept->axis, kept->run);
        Q_EMIT finished(file.request);
        return;
    }
    Result<SoundScanner> scanner = SoundScanner::open(file.path);
    if (!scanner) {
        log(LogLevel::Debug, "no lanes in the timeline: " + toString(scanner.error()));
        Q_EMIT finished(file.request);
        return;
    }
    m_scanner.emplace(std::move(*scanner));
    m_kept.axis = m_scanner->axis();
    const auto samples = static_cast<std::int64_t>(toSeconds(file.duration)
                                                   * static_cast<double>(m_kept.axis.rateHz));
    m_grain = grainFor(samples, kMaxWaveformColumns, kMaxSpectrumColumns);
    m_grain.samplesPerColumn = std::max(m_grain.samplesPerColumn, kFinestWaveform);
    Q_EMIT grown(file.request, m_kept.axis, {});
    scanOn(file.request);
}

void LaneWorker::scanOn(quint64 request)
{
    if (request != m_file.request || m_file.stop.stop_requested())
        return;
    const std::int64_t end = m_position + kStepSeconds * m_kept.axis.rateHz;
    const Result<SoundScanner::Piece> piece = m_scanner->read(
            m_position, end, m_grain, m_file.stop);
    if (!piece && piece.error().code == ErrorCode::Cancelled)
        return;
    if (piece) {
        append(m_kept.run, piece->run);
        Q_EMIT grown(request, m_kept.axis, piece->run);
    }
    if (piece && !piece->isLast) {
        m_position = end;
        // Behind what was asked for meanwhile.
        QMetaObject::invokeMethod(
                this,
                [this, request] { runGuarded([&] { scanOn(request); }); },
                Qt::QueuedConnection);
        return;
    }
    if (piece)
        m_store.store(m_file.path, m_stamp, m_kept);
    else
        log(LogLevel::Debug, "the lanes end early: " + toString(piece.error()));
    m_kept.run = {};
    Q_EMIT finished(request);
}

void LaneWorker::readPart(quint64 request,
                          std::int64_t first,
                          std::int64_t last,
                          LaneGrain grain,
                          const std::stop_token &stop)
{
    LaneRun run;
    if (!stop.stop_requested()) {
        if (!m_scanner) { // the whole came from disk
            if (Result<SoundScanner> scanner = SoundScanner::open(m_file.path))
                m_scanner.emplace(std::move(*scanner));
        }
        if (m_scanner) {
            if (auto piece = m_scanner->read(first, last, grain, stop))
                run = std::move(piece->run);
        }
    }
    Q_EMIT partReady(request, run);
}

} // namespace soundlocus
