// SPDX-License-Identifier: MIT
#include "app/services/playback/sound_worker.h"

#include "engine/core/log.h"

#include <QTimer>

#include <exception>
#include <limits>
#include <utility>

namespace soundlocus {

namespace {

constexpr int kTickMs = 10;
/// A device that plays nothing for so long is stuck.
constexpr std::chrono::milliseconds kStuckAfter{500};
/// And one that has not begun yet: wireless ones wake up for a second, PulseAudio's null sink looks
/// for sound every two.
constexpr std::chrono::milliseconds kAwakeAfter{2500};
/// A sound that joins a running clock begins so far ahead, for what finding its place takes.
constexpr MediaTime kJoinAhead = std::chrono::milliseconds(50);
constexpr std::int64_t kUnknownEnd = std::numeric_limits<std::int64_t>::max();

} // namespace

SoundWorker::SoundWorker(std::shared_ptr<PlaybackClock> clock, AudioOutputsMaker outputs)
    : m_clock(std::move(clock))
    , m_makeOutputs(std::move(outputs))
    , m_end(kUnknownEnd)
{}

SoundWorker::~SoundWorker() = default;

template <typename Order>
void SoundWorker::post(Order order)
{
    QMetaObject::invokeMethod(
            this, [this, order = std::move(order)] { guarded(order); }, Qt::QueuedConnection);
}

/// No exception may reach Qt's event loop.
void SoundWorker::guarded(const std::function<void()> &action)
{
    try {
        action();
    } catch (const std::exception &exception) {
        loseSound(Error{ErrorCode::Internal,
                        "the sound had an internal error; please report it",
                        exception.what()});
    }
}

void SoundWorker::initialize()
{
    post([this] {
        m_timer = new QTimer(this);
        m_timer->setTimerType(Qt::PreciseTimer);
        m_timer->setInterval(kTickMs);
        connect(m_timer, &QTimer::timeout, this, [this] { guarded([this] { tick(); }); });
        m_outputs = m_makeOutputs ? m_makeOutputs() : nullptr;
        if (m_outputs)
            connect(m_outputs.get(), &AudioOutputs::changed, this, [this] {
                guarded([this] { chooseOutput(); });
            });
        takeOutput();
    });
}

void SoundWorker::open(const MediaFile &file, int media)
{
    post([this, file, media] { openNow(file, media); });
}

void SoundWorker::close()
{
    post([this] {
        stopNow();
        m_stream.reset();
        m_end = kUnknownEnd;
        tellHeard();
    });
}

void SoundWorker::prepare(PlaybackClock::Run run, MediaTime from, double speed)
{
    post([this, run, from, speed] { prepareNow(run, from, speed); });
}

void SoundWorker::start(PlaybackClock::Run run)
{
    post([this, run] { startNow(run); });
}

void SoundWorker::stop()
{
    post([this] { stopNow(); });
}

void SoundWorker::setVolume(double volume)
{
    post([this, volume] {
        m_volume = volume;
        if (m_output)
            m_output->setVolume(volume);
    });
}

std::optional<MediaTime> SoundWorker::end() const
{
    const std::int64_t end = m_end;
    return end == kUnknownEnd ? std::nullopt : std::optional(MediaTime(end));
}

void SoundWorker::takeOutput()
{
    m_output = m_outputs ? m_outputs->open() : nullptr;
    m_hasOutputFailed = false;
    if (m_output)
        m_output->setVolume(m_volume);
    tellHeard();
}

/// The devices changed: goes over to the one that is to be used now.
void SoundWorker::chooseOutput()
{
    const QString name = m_output ? m_output->name() : QString();
    if (m_outputs->currentName() == name && (!m_output || !m_output->hasFailed()))
        return;
    takeOutput();
    if (!m_output && !name.isEmpty())
        loseOutput(name);
    else if (m_output && m_isPlaying)
        joinIn();
}

/// Qt does not tell when a sound daemon was started again: its devices have the same names.
void SoundWorker::tryOutputAgain()
{
    m_output = m_outputs->open();
    if (m_output && !m_output->start())
        m_output.reset();
    if (!m_output)
        return;
    m_output->stop();
    m_output->setVolume(m_volume);
    m_hasOutputFailed = false;
    tellHeard();
}

void SoundWorker::openNow(const MediaFile &file, int media)
{
    stopNow();
    m_stream.reset();
    m_media = media;
    m_end = kUnknownEnd;
    if (!file.hasAudio()) {
        tellHeard();
        return;
    }
    Result<ListeningStream> stream = ListeningStream::open(file, {.sampleRateHz = kSoundRateHz});
    if (!stream) {
        loseSound(stream.error());
        return;
    }
    m_stream = std::move(*stream);
    tellHeard();
}

void SoundWorker::prepareNow(PlaybackClock::Run run, MediaTime from, double speed)
{
    stopNow();
    m_run = run;
    m_from = from;
    m_speed = speed;
    if (!m_output && m_hasOutputFailed)
        tryOutputAgain();
    // A newer run is on its way already.
    if (run != m_clock->run() || !m_stream || !m_output)
        return;
    m_isAtEnd = false;
    if (const auto started = m_stream->startAt(from, speed); !started) {
        loseSound(started.error());
        return;
    }
    m_block = {};
    m_blockWritten = 0;
    if (!decode())
        m_isAtEnd = true;
}

void SoundWorker::startNow(PlaybackClock::Run run)
{
    if (run == m_clock->run()) {
        m_run = run;
        m_isPlaying = true;
        m_wasRestarted = false;
        if (m_clock->isRunning() && m_stream && m_output)
            joinIn();
        else if (m_stream && m_output && m_output->start()) {
            m_written = 0;
            m_segments.clear();
            m_lastPlayed = 0;
            m_lastProgress = steadyNow();
            fill();
            m_timer->start();
        } else if (m_stream && m_output) {
            m_hasOutputFailed = true;
            loseOutput(m_output->name());
        }
        m_clock->start(run);
    }
    Q_EMIT started();
}

void SoundWorker::stopNow()
{
    m_isPlaying = false;
    if (m_timer != nullptr)
        m_timer->stop();
    if (m_output)
        m_output->stop();
}

/// Takes up the sound of a run whose clock runs already.
void SoundWorker::joinIn()
{
    const PlaybackClock::Run run = m_clock->run();
    if (!m_stream || !m_output || !m_clock->isRunning())
        return;
    prepareNow(run, m_clock->now() + kJoinAhead, m_speed);
    m_isPlaying = true;
    if (m_isAtEnd || !m_stream || !m_output)
        return;
    if (!m_output->start()) {
        m_hasOutputFailed = true;
        loseOutput(m_output->name());
        return;
    }
    m_written = 0;
    m_segments.clear();
    m_lastPlayed = 0;
    m_lastProgress = steadyNow();
    fill();
    m_timer->start();
}

void SoundWorker::tick()
{
    if (!m_isPlaying || !m_output || m_run != m_clock->run()) {
        stopNow();
        return;
    }
    if (m_output->hasFailed()) {
        m_hasOutputFailed = true;
        loseOutput(m_output->name());
        return;
    }
    fill();
    report();
}

/// Keeps the device's buffer full.
void SoundWorker::fill()
{
    while (m_output && m_output->room() > 0) {
        if (m_blockWritten == m_block.sampleCount() && !decode()) {
            if (m_stream && !m_isAtEnd) {
                m_isAtEnd = true;
                const MediaTime behind = m_block.start
                                         + fromSeconds(static_cast<double>(m_block.sampleCount())
                                                       * m_speed / kSoundRateHz);
                m_end = behind.count();
            }
            return;
        }
        const auto rest = std::span<const float>(m_block.samples).subspan(2 * m_blockWritten);
        const double offset = static_cast<double>(m_blockWritten) * m_speed / kSoundRateHz;
        m_segments.push_back({m_written, m_block.start + fromSeconds(offset)});
        const std::size_t taken = m_output->write(rest);
        m_blockWritten += taken;
        m_written += static_cast<std::int64_t>(taken);
        if (taken == 0)
            return;
    }
}

/// The next block; false at the end, where the last one stays.
bool SoundWorker::decode()
{
    if (m_isAtEnd || !m_stream)
        return false;
    auto block = m_stream->next(m_quit.get_token());
    if (!block) {
        loseSound(block.error());
        return false;
    }
    if (!block->has_value())
        return false;
    m_block = std::move(**block);
    m_blockWritten = 0;
    return true;
}

/// Tells the clock which time is heard.
void SoundWorker::report()
{
    if (!m_output)
        return;
    const std::int64_t played = m_written - static_cast<std::int64_t>(m_output->waiting());
    // At the end the last samples say nothing more.
    if (m_output->waiting() > 0) {
        m_clock->hear(m_run, timeOf(played));
        watch(played);
    } else {
        m_lastProgress = steadyNow();
    }
}

MediaTime SoundWorker::timeOf(std::int64_t sample) const
{
    if (m_segments.empty())
        return m_from;
    auto segment = m_segments.begin();
    while (segment + 1 != m_segments.end() && (segment + 1)->begin <= sample)
        ++segment;
    return segment->time
           + fromSeconds(static_cast<double>(sample - segment->begin) * m_speed / kSoundRateHz);
}

/// Starts a device that is stuck once more, then goes on without it.
void SoundWorker::watch(std::int64_t played)
{
    while (m_segments.size() > 1 && m_segments[1].begin <= played)
        m_segments.pop_front();
    const std::chrono::nanoseconds now = steadyNow();
    const auto patience = m_lastPlayed == 0 && !m_wasRestarted ? kAwakeAfter : kStuckAfter;
    if (played > m_lastPlayed) {
        m_lastPlayed = played;
        m_lastProgress = now;
        m_wasRestarted = false;
    } else if (now - m_lastProgress > patience) {
        if (std::exchange(m_wasRestarted, true)) {
            loseOutput(m_output->name());
            return;
        }
        log(LogLevel::Warning, "the sound device is stuck and is started again");
        joinIn();
    }
}

void SoundWorker::loseOutput(const QString &name)
{
    const bool wasPlaying = m_isPlaying;
    stopNow();
    m_isPlaying = wasPlaying;
    m_output.reset();
    tellHeard();
    Q_EMIT faultOccurred(m_media,
                         Error{ErrorCode::SoundDeviceLost,
                               "the sound device \"" + name.toStdString()
                                       + "\" went away or does not play; playing goes on without "
                                         "sound",
                               {}});
}

void SoundWorker::loseSound(const Error &error)
{
    stopNow();
    m_stream.reset();
    tellHeard();
    if (error.code != ErrorCode::Cancelled)
        Q_EMIT faultOccurred(m_media, error);
}

void SoundWorker::tellHeard()
{
    m_isHeard = m_output && m_stream;
    Q_EMIT heardChanged(m_isHeard, m_output ? m_output->name() : QString());
}

} // namespace soundlocus
