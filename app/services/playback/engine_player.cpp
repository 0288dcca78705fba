// SPDX-License-Identifier: MIT
#include "app/services/playback/engine_player.h"

#include "app/services/playback/picture_worker.h"
#include "app/services/playback/sound_worker.h"
#include "ui/services/service_types.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

constexpr double kSlowest = ListeningStream::kSlowest;
constexpr double kQuickest = ListeningStream::kQuickest;
constexpr std::chrono::milliseconds kStatisticsEvery{250};

} // namespace

EnginePlayer::EnginePlayer(EnginePlayerOptions options, QObject *parent)
    : Player(parent)
    , m_clock(std::make_shared<PlaybackClock>())
    , m_sound(new SoundWorker(m_clock, std::move(options.outputs)))
{
    registerServiceTypes();
    m_soundThread.setObjectName(QStringLiteral("sound"));
    m_sound->moveToThread(&m_soundThread);
    connect(&m_soundThread, &QThread::finished, m_sound, &QObject::deleteLater);
    m_pictures = std::make_unique<PictureWorker>(m_clock, *m_sound, std::move(options.indexFolder));
    connectWorkers();
    m_soundThread.start(QThread::HighPriority);
    m_sound->initialize();
}

EnginePlayer::~EnginePlayer()
{
    m_pictures.reset();
    m_sound->quit();
    m_soundThread.quit();
    m_soundThread.wait();
}

void EnginePlayer::connectWorkers()
{
    const PictureWorker *pictures = m_pictures.get();
    connect(pictures, &PictureWorker::opened, this, &EnginePlayer::onOpened);
    connect(pictures, &PictureWorker::openFailed, this, &EnginePlayer::onOpenFailed);
    connect(pictures, &PictureWorker::indexed, this, &EnginePlayer::onIndexed);
    connect(pictures, &PictureWorker::measured, this, &EnginePlayer::onMeasured);
    connect(pictures, &PictureWorker::pictureReady, this, &EnginePlayer::takePicture);
    connect(pictures, &PictureWorker::ticked, this, &EnginePlayer::onTicked);
    connect(pictures, &PictureWorker::ended, this, &EnginePlayer::onEnded);
    const auto onFault = [this](int media, const Error &error) {
        if (media == m_media)
            Q_EMIT faultOccurred(error);
    };
    connect(pictures, &PictureWorker::faultOccurred, this, onFault);
    connect(m_sound, &SoundWorker::faultOccurred, this, onFault);
    connect(m_sound, &SoundWorker::heardChanged, this, [this](bool isHeard, const QString &device) {
        m_statistics.isSoundHeard = isHeard;
        m_statistics.soundDevice = device;
        tellStatistics();
    });
}

/// Forgets the file; the workers are told by who calls this.
void EnginePlayer::reset()
{
    ++m_media;
    m_isJumping = false;
    m_pictures->forgetPicture();
    m_summary = {};
    m_frame = {};
    m_position = MediaTime{0};
    m_index.reset();
    m_rules.once.reset();
    m_statistics.shownFrames = 0;
    m_statistics.droppedFrames = 0;
    m_statistics.damagedPackets = 0;
    m_statistics.pictureLagMs = 0;
}

/// Orders that close what is open and nothing else.
PlaybackOrders EnginePlayer::freshOrders() const
{
    PlaybackOrders orders;
    orders.isClose = true;
    orders.jumpNumber = m_seek;
    orders.rules = m_rules;
    return orders;
}

void EnginePlayer::setState(State state)
{
    if (std::exchange(m_state, state) != state)
        Q_EMIT stateChanged(state);
}

void EnginePlayer::open(const QString &path, MediaTime position)
{
    const bool wasOpen = isOpen();
    reset();
    m_openingPath = path;
    // A passage belongs to the file it was chosen in.
    const bool hadLoop = std::exchange(m_rules.loop, std::nullopt).has_value();
    m_pictures->order(Urgency::Abandon, [&](PlaybackOrders &orders) {
        orders = freshOrders();
        orders.open = OpenOrder{m_media, path.toStdString(), position};
    });
    Q_EMIT opening(path);
    if (wasOpen)
        Q_EMIT closed();
    if (hadLoop)
        Q_EMIT loopChanged(std::nullopt);
    setState(State::Opening);
}

void EnginePlayer::prepare(const std::vector<UpcomingFile> &files)
{
    std::vector<FileWanted> wanted;
    wanted.reserve(files.size());
    for (const UpcomingFile &file : files)
        wanted.push_back({file.path.toStdString(), std::max(MediaTime{0}, file.position)});
    m_pictures->prepare(std::move(wanted));
}

void EnginePlayer::close()
{
    if (m_state == State::Empty)
        return;
    reset();
    m_openingPath.clear();
    const bool hadLoop = std::exchange(m_rules.loop, std::nullopt).has_value();
    m_pictures->order(Urgency::Abandon, [&](PlaybackOrders &orders) { orders = freshOrders(); });
    if (hadLoop)
        Q_EMIT loopChanged(std::nullopt);
    setState(State::Empty);
    Q_EMIT closed();
}

void EnginePlayer::play()
{
    if (m_state != State::Paused || m_summary.kind == MediaSummary::Kind::Picture)
        return;
    sendPlay();
    setState(State::Playing);
}

void EnginePlayer::sendPlay()
{
    m_pictures->order(Urgency::InTurn, [this](PlaybackOrders &orders) {
        orders.isPlay = true;
        orders.jumpNumber = ++m_seek;
    });
}

void EnginePlayer::pause()
{
    if (m_state != State::Playing)
        return;
    const MediaTime now = position();
    m_pictures->forgetPicture();
    m_rules.once.reset();
    m_isJumping = m_isJumping && m_target.has_value();
    if (!m_isJumping)
        m_position = m_frame.isEmpty() ? now : m_frame.pts;
    m_pictures->order(Urgency::InTurn, [&](PlaybackOrders &orders) {
        // Once more: its picture may have been the one that was forgotten.
        if (m_isJumping && !orders.jump)
            orders.jump = m_target;
        orders.isPlay = false;
        orders.pauseOn = m_frame;
        orders.pausePosition = m_position;
        orders.rules = m_rules;
    });
    setState(State::Paused);
    Q_EMIT positionChanged(m_position);
}

void EnginePlayer::jump(JumpTarget target, MediaTime expected)
{
    m_isJumping = true;
    m_target = target;
    m_position = inside(expected);
    const bool endsRange = std::exchange(m_rules.once, std::nullopt).has_value();
    m_pictures->order(Urgency::Jump, [&](PlaybackOrders &orders) {
        orders.jump = target;
        orders.jumpNumber = ++m_seek;
        orders.steps = 0;
        orders.keySteps = 0;
        if (endsRange)
            orders.rules = m_rules;
    });
    Q_EMIT positionChanged(m_position);
}

void EnginePlayer::seek(MediaTime time)
{
    if (isOpen())
        jump(inside(time), time);
}

void EnginePlayer::seekFrame(qint64 frame)
{
    if (!isOpen() || !m_summary.hasPicture())
        return;
    const double rate = m_summary.frameRate;
    const MediaTime guess = rate > 0 ? fromSeconds(static_cast<double>(frame) / rate) : m_position;
    jump(std::int64_t{frame}, timeOfFrame(frame).value_or(guess));
}

void EnginePlayer::step(int count)
{
    if (!isOpen() || count == 0)
        return;
    pause();
    if (!m_summary.hasPicture())
        return;
    m_pictures->order(Urgency::InTurn, [&](PlaybackOrders &orders) {
        orders.steps += count;
        orders.jumpNumber = ++m_seek;
    });
    m_isJumping = true;
    m_target.reset();
}

void EnginePlayer::stepKeyFrame(int direction)
{
    if (!isOpen() || direction == 0)
        return;
    pause();
    if (!m_summary.hasPicture())
        return;
    m_pictures->order(Urgency::InTurn,
                      [&](PlaybackOrders &orders) { orders.keySteps += direction < 0 ? -1 : 1; });
}

void EnginePlayer::sendRules()
{
    m_pictures->order(Urgency::InTurn, [&](PlaybackOrders &orders) { orders.rules = m_rules; });
}

void EnginePlayer::setSpeed(double speed)
{
    speed = std::clamp(speed, kSlowest, kQuickest);
    if (std::exchange(m_rules.speed, speed) == speed)
        return;
    sendRules();
    Q_EMIT speedChanged(speed);
}

void EnginePlayer::setVolume(double volume)
{
    m_volume = std::clamp(volume, 0.0, 1.0);
    sendVolume();
}

void EnginePlayer::setMuted(bool isMuted)
{
    m_isMuted = isMuted;
    sendVolume();
}

void EnginePlayer::sendVolume()
{
    m_sound->setVolume(m_isMuted ? 0.0 : m_volume);
    Q_EMIT volumeChanged(m_volume, m_isMuted);
}

/// The time of the axis nearest to another; an end that is not known is no bound.
MediaTime EnginePlayer::inside(MediaTime time) const
{
    const bool isPlayed = m_summary.kind == MediaSummary::Kind::Video
                          || m_summary.kind == MediaSummary::Kind::Audio;
    const bool isOpenEnded = isPlayed && m_summary.duration == MediaTime{0};
    return std::clamp(time, MediaTime{0}, isOpenEnded ? MediaTime::max() : m_summary.duration);
}

/// Inside the file and not empty, or none.
std::optional<TimeRange> EnginePlayer::cleaned(std::optional<TimeRange> range) const
{
    if (!range)
        return range;
    range->begin = inside(range->begin);
    range->end = inside(range->end);
    return range->begin < range->end ? range : std::nullopt;
}

void EnginePlayer::setLoop(std::optional<TimeRange> range)
{
    range = cleaned(range);
    if (std::exchange(m_rules.loop, range) == range)
        return;
    sendRules();
    Q_EMIT loopChanged(range);
}

void EnginePlayer::playRange(TimeRange range)
{
    const auto once = cleaned(range);
    if (!isOpen() || !once || m_summary.kind == MediaSummary::Kind::Picture)
        return;
    pause();
    jump(once->begin, once->begin);
    m_rules.once = once;
    sendRules();
    sendPlay();
    setState(State::Playing);
}

void EnginePlayer::setRepeats(bool repeats)
{
    if (std::exchange(m_rules.repeats, repeats) != repeats)
        sendRules();
}

void EnginePlayer::setKeepsPlanes(bool keeps)
{
    m_pictures->setKeepsPlanes(keeps);
}

MediaTime EnginePlayer::position() const
{
    if (m_state != State::Playing || m_isJumping || !m_clock->isRunning())
        return m_position;
    return inside(m_clock->now());
}

qint64 EnginePlayer::frameAt(MediaTime time) const
{
    return m_index ? m_index->frameAt(time) : -1;
}

std::optional<MediaTime> EnginePlayer::timeOfFrame(qint64 frame) const
{
    if (!m_index || frame < 0 || frame >= m_index->frameCount())
        return std::nullopt;
    return m_index->pts(frame);
}

void EnginePlayer::takePicture()
{
    const std::optional<ReadyPicture> ready = m_pictures->takePicture();
    if (!ready || ready->media != m_media || !isOpen())
        return;
    m_frame = ready->frame;
    if (m_index && m_frame.index < 0)
        m_frame.index = m_index->frameOfTicks(m_frame.ptsTicks);
    ++m_statistics.shownFrames;
    m_statistics.droppedFrames += ready->dropped;
    const qint64 damagedBefore = std::exchange(m_statistics.damagedPackets, ready->damaged);
    const bool isNewest = ready->seek >= m_seek;
    if (isNewest) {
        m_isJumping = false;
        m_position = m_frame.pts;
    }
    if (ready->isPlaying && m_clock->isRunning())
        m_statistics.pictureLagMs = toSeconds(m_clock->now() - m_frame.pts) * 1e3;
    // Before what may open another file.
    if (damagedBefore == 0 && ready->damaged > 0) {
        Q_EMIT faultOccurred(Error{ErrorCode::CorruptData,
                                   m_summary.path.toStdString()
                                           + ": has damaged packets, which are left out; the "
                                             "status bar counts them",
                                   {}});
        tellStatistics();
    }
    Q_EMIT frameShown(m_frame);
    if (isNewest)
        Q_EMIT positionChanged(position());
    if (std::chrono::steady_clock::now() - m_statisticsTold > kStatisticsEvery)
        tellStatistics();
}

void EnginePlayer::tellStatistics()
{
    m_statisticsTold = std::chrono::steady_clock::now();
    Q_EMIT statisticsChanged(m_statistics);
}

void EnginePlayer::onOpened(int media, const MediaSummary &summary)
{
    if (media != m_media)
        return;
    m_summary = summary;
    setState(State::Paused);
    Q_EMIT opened(m_summary);
}

void EnginePlayer::onOpenFailed(int media, const Error &error)
{
    if (media != m_media)
        return;
    setState(State::Empty);
    Q_EMIT openFailed(std::exchange(m_openingPath, {}), error);
}

void EnginePlayer::onIndexed(int media)
{
    if (media != m_media)
        return;
    m_index = m_pictures->index();
    if (!m_index)
        return;
    m_summary.isIndexed = true;
    m_summary.frameCount = m_index->frameCount();
    m_summary.duration = std::max(m_summary.duration, m_index->pts(m_index->frameCount() - 1));
    if (m_frame.index < 0 && !m_frame.isEmpty())
        m_frame.index = m_index->frameOfTicks(m_frame.ptsTicks);
    Q_EMIT mediaChanged(m_summary);
}

void EnginePlayer::onMeasured(int media, MediaTime duration)
{
    if (media != m_media)
        return;
    m_summary.duration = std::max(m_summary.duration, duration);
    Q_EMIT mediaChanged(m_summary);
}

void EnginePlayer::onTicked(int media, int seek)
{
    if (media != m_media || seek < m_seek)
        return;
    m_isJumping = false;
    if (m_state == State::Playing)
        m_position = position();
    Q_EMIT positionChanged(m_position);
}

void EnginePlayer::onEnded(int media, int seek, MediaTime position)
{
    if (media != m_media || m_state != State::Playing)
        return;
    if (seek < m_seek) {
        // An order crossed the end: playing goes on from where that leads.
        sendPlay();
        return;
    }
    takePicture();
    const Part what = m_rules.once ? Part::Range : Part::File;
    m_rules.once.reset();
    m_position = position;
    setState(State::Paused);
    Q_EMIT positionChanged(m_position);
    tellStatistics();
    Q_EMIT ended(what);
}

} // namespace soundlocus
