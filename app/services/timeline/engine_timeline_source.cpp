// SPDX-License-Identifier: MIT
#include "app/services/timeline/engine_timeline_source.h"

#include "app/services/timeline/background_thread.h"

#include <QFileInfo>

#include <algorithm>
#include <bit>
#include <cmath>

namespace soundlocus {

namespace {

/// lanesChanged() at most ten times a second.
constexpr int kAnnounceMs = 100;
/// A view is to rest so long before a closer look is read: zooming passes many by.
constexpr int kRestMs = 40;
/// Closer looks in memory, about 2 MB each.
constexpr std::size_t kMaxParts = 6;

/// Largest power of two not above a value; 1 for smaller ones.
std::int64_t powerBelow(double value)
{
    if (value < 2)
        return 1;
    return static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(value)));
}

QString stampOf(const MediaSummary &media)
{
    const QFileInfo file(media.path);
    return QStringLiteral("%1\n%2\n%3")
            .arg(media.path)
            .arg(file.size())
            .arg(file.lastModified().toMSecsSinceEpoch());
}

} // namespace

EngineTimelineSource::EngineTimelineSource(const std::filesystem::path &cacheFolder,
                                           QObject *parent)
    : TimelineSource(parent)
{
    qRegisterMetaType<LaneRun>();
    qRegisterMetaType<SampleAxis>();
    const auto folder = cacheFolder.empty() ? cacheFolder : cacheFolder / "timeline";
    m_laneWorker = new LaneWorker(folder);
    m_laneWorker->moveToThread(&m_laneThread);
    m_thumbnailMaker = new ThumbnailMaker(folder);
    m_thumbnailMaker->moveToThread(&m_thumbnailThread);
    connect(&m_laneThread, &QThread::finished, m_laneWorker, &QObject::deleteLater);
    connect(&m_thumbnailThread, &QThread::finished, m_thumbnailMaker, &QObject::deleteLater);
    connect(&m_laneThread, &QThread::started, m_laneWorker, [] { yieldToOthers(); });
    connect(&m_thumbnailThread, &QThread::started, m_thumbnailMaker, [] { yieldToOthers(); });
    connect(m_laneWorker, &LaneWorker::grown, this, &EngineTimelineSource::addRun);
    connect(m_laneWorker, &LaneWorker::finished, this, &EngineTimelineSource::finish);
    connect(m_laneWorker, &LaneWorker::partReady, this, &EngineTimelineSource::addPart);
    connect(m_thumbnailMaker, &ThumbnailMaker::made, this, &EngineTimelineSource::addThumbnail);
    m_announceTimer.setSingleShot(true);
    connect(&m_announceTimer, &QTimer::timeout, this, &EngineTimelineSource::lanesChanged);
    m_partTimer.setSingleShot(true);
    connect(&m_partTimer, &QTimer::timeout, this, &EngineTimelineSource::requestPart);
    m_laneThread.setObjectName(QStringLiteral("timeline lanes"));
    m_thumbnailThread.setObjectName(QStringLiteral("thumbnails"));
    m_laneThread.start();
    m_thumbnailThread.start();
}

EngineTimelineSource::~EngineTimelineSource()
{
    m_stop.request_stop();
    m_partStop.request_stop();
    m_laneThread.quit();
    m_thumbnailThread.quit();
    m_laneThread.wait();
    m_thumbnailThread.wait();
}

void EngineTimelineSource::setMedia(const MediaSummary &media)
{
    m_duration = media.duration;
    const QString stamp = stampOf(media);
    if (stamp == m_stamp)
        return; // only more is known of it
    m_stamp = stamp;
    m_stop.request_stop();
    m_partStop.request_stop();
    m_stop = std::stop_source();
    ++m_request;
    m_axis = {};
    m_waveform.clear();
    m_spectrum.clear();
    m_parts.clear();
    m_wanted.reset();
    m_asked.reset();
    m_thumbnails.clear();
    m_askedThumbnails.clear();
    m_grid = media.hasPicture() ? ThumbnailGrid::of(media.duration) : ThumbnailGrid{};
    m_isComplete = !media.hasSound;
    announceSoon();

    const std::filesystem::path path(media.path.toStdString());
    if (media.hasSound) {
        const LaneWorker::File file{m_request, path, media.duration, m_stop.get_token()};
        QMetaObject::invokeMethod(m_laneWorker, [worker = m_laneWorker, file] {
            runGuarded([&] { worker->open(file); });
        });
    }
    if (media.hasPicture()) {
        const ThumbnailMaker::File file{m_request, path, m_grid, m_stop.get_token()};
        QMetaObject::invokeMethod(m_thumbnailMaker, [maker = m_thumbnailMaker, file] {
            runGuarded([&] { maker->open(file); });
        });
    }
}

SampleGrid EngineTimelineSource::gridOf(TimeRange range, int columns) const
{
    const double first = m_axis.sampleAt(range.begin);
    return {first, (m_axis.sampleAt(range.end) - first) / columns};
}

std::vector<WaveformColumn> EngineTimelineSource::waveform(TimeRange range, int columns) const
{
    columns = std::max(columns, 0);
    if (m_axis.rateHz == 0 || range.duration().count() <= 0 || columns == 0)
        return WaveformRun{}.resampled({}, columns);
    const SampleGrid grid = gridOf(range, columns);
    if (const Part *part = partFor(grid, columns);
        part != nullptr && part->run.waveform.step < m_waveform.finest().step) {
        return part->run.waveform.resampled(grid, columns);
    }
    return m_waveform.resampled(grid, columns);
}

QImage EngineTimelineSource::spectrogram(TimeRange range, QSize size)
{
    if (m_axis.rateHz == 0 || range.duration().count() <= 0 || size.isEmpty())
        return SpectrumRun{}.resampled({}, size);
    const SampleGrid grid = gridOf(range, size.width());
    if (const Part *part = partFor(grid, size.width());
        part != nullptr && part->run.spectrum.step < m_spectrum.finest().step) {
        return part->run.spectrum.resampled(grid, size);
    }
    return m_spectrum.resampled(grid, size);
}

const EngineTimelineSource::Part *EngineTimelineSource::partFor(SampleGrid grid, int columns) const
{
    const WaveformRun &kept = m_waveform.finest();
    if (kept.columns.empty())
        return nullptr;
    const std::int64_t hop = LogMelSpec{}.hopLength;
    const LaneGrain grain{powerBelow(grid.step), powerBelow(grid.step / static_cast<double>(hop))};
    const bool isCloser = grain.samplesPerColumn < kept.step
                          || static_cast<double>(grain.hopsPerColumn * hop)
                                     < m_spectrum.finest().step;
    if (!isCloser)
        return nullptr;
    // What has been scanned: before that there is nothing to look at closely.
    const auto end = static_cast<std::int64_t>(kept.columns.size()) * kept.step;
    const auto first = std::clamp<std::int64_t>(std::llround(std::floor(grid.first)), 0, end);
    const auto last = std::clamp<std::int64_t>(
            std::llround(std::ceil(grid.first + grid.step * columns)), first, end);
    for (const Part &part : m_parts) {
        if (part.serves(first, last, grain))
            return &part;
    }
    if (first == last || (m_asked && m_asked->serves(first, last, grain)))
        return nullptr;
    // Half a view more at both sides, for panning.
    const std::int64_t more = (last - first) / 2;
    m_wanted = Part{std::max<std::int64_t>(0, first - more), std::min(end, last + more), grain, {}};
    if (!m_partTimer.isActive())
        m_partTimer.start(kRestMs);
    return nullptr;
}

void EngineTimelineSource::requestPart()
{
    if (!m_wanted)
        return;
    m_partStop.request_stop();
    m_partStop = std::stop_source();
    m_asked = std::exchange(m_wanted, std::nullopt);
    const quint64 request = ++m_partRequest;
    QMetaObject::invokeMethod(
            m_laneWorker,
            [worker = m_laneWorker,
             request,
             first = m_asked->first,
             last = m_asked->last,
             grain = m_asked->grain,
             stop = m_partStop.get_token()] {
                runGuarded([&] { worker->readPart(request, first, last, grain, stop); });
            });
}

void EngineTimelineSource::addPart(quint64 request, const LaneRun &run)
{
    if (request != m_partRequest || !m_asked)
        return;
    Part part = *std::exchange(m_asked, std::nullopt);
    if (run.waveform.columns.empty())
        return;
    part.run = run;
    m_parts.push_front(std::move(part));
    if (m_parts.size() > kMaxParts)
        m_parts.pop_back();
    announceSoon();
}

void EngineTimelineSource::addRun(quint64 request, const SampleAxis &axis, const LaneRun &run)
{
    if (request != m_request)
        return;
    m_axis = axis;
    if (!run.waveform.columns.empty())
        m_waveform.append(run.waveform);
    if (!run.spectrum.levels.empty())
        m_spectrum.append(run.spectrum);
    announceSoon();
}

void EngineTimelineSource::finish(quint64 request)
{
    if (request != m_request)
        return;
    m_isComplete = true;
    announceSoon();
}

QImage EngineTimelineSource::thumbnail(MediaTime time)
{
    if (m_grid.cells == 0)
        return {};
    const int cell = m_grid.cellAt(time);
    if (const auto found = m_thumbnails.find(cell); found != m_thumbnails.end())
        return found->second;
    if (m_askedThumbnails.insert(cell).second) {
        QMetaObject::invokeMethod(m_thumbnailMaker,
                                  [maker = m_thumbnailMaker, request = m_request, cell] {
                                      runGuarded([&] { maker->make(request, cell); });
                                  });
    }
    return {};
}

void EngineTimelineSource::addThumbnail(quint64 request, int cell, const QImage &picture)
{
    if (request != m_request)
        return;
    m_thumbnails[cell] = picture;
    Q_EMIT thumbnailReady(m_grid.timeOf(cell));
}

void EngineTimelineSource::announceSoon()
{
    if (!m_announceTimer.isActive())
        m_announceTimer.start(kAnnounceMs);
}

} // namespace soundlocus
