// SPDX-License-Identifier: MIT
#include "app/services/playback/picture_worker.h"

#include "app/services/playback/media_facts.h"
#include "app/services/playback/picture_steps.h"
#include "engine/core/log.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <string>
#include <utility>

namespace soundlocus {

namespace {

using namespace std::chrono_literals;

/// Decoded pictures that are kept for stepping back: two seconds of film.
constexpr int kCachedFrames = 64;
/// More threads delay the first picture after a jump and gain little.
constexpr unsigned kMostThreads = 4;
/// The clock starts without the sound when it is not ready by then; it joins in later.
constexpr std::chrono::milliseconds kWaitForSound = 150ms;
constexpr std::chrono::milliseconds kPoll = 2ms;
constexpr std::chrono::milliseconds kTick = 33ms;
constexpr std::chrono::milliseconds kLongestSleep = 100ms;
/// So long after a jump nobody seems to jump again, and steps are prepared.
constexpr std::chrono::milliseconds kIdleAfterJump = 30ms;
constexpr MediaTime kUsualDuration = 40ms;
constexpr MediaTime kForEver{std::numeric_limits<std::int64_t>::max()};

VideoDecoderOptions decodingOptions(bool keepsPlanes)
{
    VideoDecoderOptions options;
    options.threads = static_cast<int>(
            std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads));
    options.cachedFrames = kCachedFrames;
    if (keepsPlanes)
        options.rgb = VideoDecoderOptions::Rgb::WhenAsked;
    return options;
}

} // namespace

PictureWorker::PictureWorker(std::shared_ptr<PlaybackClock> clock,
                             SoundWorker &sound,
                             std::filesystem::path indexFolder)
    : m_clock(std::move(clock))
    , m_sound(sound)
    , m_indexFolder(std::move(indexFolder))
    , m_ahead([this] { return decodingOptions(m_keepsPlanes); })
    , m_thread([this](const std::stop_token &quit) { run(quit); })
{}

PictureWorker::~PictureWorker()
{
    m_thread.request_stop();
    m_orders.breakOff();
    m_thread.join();
}

std::optional<FrameIndex> PictureWorker::index() const
{
    const std::scoped_lock lock(m_indexMutex);
    return m_index;
}

void PictureWorker::run(const std::stop_token &quit)
{
    while (!quit.stop_requested()) {
        PlaybackOrders orders = m_orders.take(quit, nextWake());
        if (quit.stop_requested())
            break;
        try {
            obey(orders);
            if (m_isPlaying)
                play();
            prepareSteps();
            if (const std::optional<Error> fault = m_watch ? m_watch->look() : std::nullopt)
                report(*fault);
        } catch (const std::exception &exception) {
            const Error error{ErrorCode::Internal,
                              "the player had an internal error; please report it",
                              exception.what()};
            stopPlaying();
            if (orders.open && !m_file) {
                m_sound.close();
                Q_EMIT openFailed(m_media, error);
            } else {
                report(error);
            }
        }
    }
    stopPlaying();
    closeFile();
}

/// When there is something to do without an order.
std::optional<PictureWorker::Deadline> PictureWorker::nextWake() const
{
    if (m_isPlaying)
        return m_deadline;
    const std::optional<Deadline> look = m_watch ? m_watch->nextLook() : std::nullopt;
    if (look && m_idleAt)
        return std::min(*look, *m_idleAt);
    return look ? look : m_idleAt;
}

void PictureWorker::obey(PlaybackOrders &orders)
{
    m_seek = orders.jumpNumber;
    if (orders.isClose || orders.open)
        closeFile();
    const double speed = m_rules.speed;
    if (orders.rules)
        m_rules = *orders.rules;
    if (orders.open)
        openFile(*orders.open);
    if (orders.index && orders.indexMedia == m_media)
        takeIndex(*orders.index);
    if (orders.duration && orders.indexMedia == m_media) {
        m_summary.duration = *orders.duration;
        Q_EMIT measured(m_media, m_summary.duration);
    }
    if (orders.pauseOn) {
        // Also where it has just come to the end: what is on screen counts.
        stopPlaying();
        if (!orders.pauseOn->isEmpty())
            m_frame = *orders.pauseOn;
        else if (!m_frame.isEmpty() && !orders.jump)
            post(m_frame, 0); // the first one, forgotten on its way
        m_position = orders.pausePosition;
    }
    if (!m_file)
        return;
    if (orders.jump)
        jumpTo(timeOf(*orders.jump));
    else if (orders.rules && m_isPlaying
             && (m_rules.speed != speed || !bounds().contains(m_clock->now())))
        startPlaying(m_clock->now());
    if (orders.steps != 0)
        stepBy(orders.steps);
    for (; orders.keySteps != 0; orders.keySteps += orders.keySteps < 0 ? 1 : -1)
        stepKeyFrame(orders.keySteps < 0 ? -1 : 1);
    if (orders.isPlay && !m_isPlaying)
        startFromPosition();
}

/// Decoder and first picture of a file that was not opened in advance.
Result<FileAhead> PictureWorker::openPictures(const MediaFile &file,
                                              const std::stop_token &abandon) const
{
    Result<VideoDecoder> decoder = VideoDecoder::open(file, decodingOptions(m_keepsPlanes));
    if (!decoder)
        return Unexpected(decoder.error());
    Result<Frame> first = decoder->frameAt(m_position, abandon);
    if (!first)
        return Unexpected(first.error());
    return FileAhead{file, std::move(*decoder), std::move(*first)};
}

void PictureWorker::openFile(const OpenOrder &order)
{
    m_media = order.media;
    m_position = std::max(MediaTime{0}, order.position);
    const std::stop_token abandon = m_orders.abandonToken();
    std::optional<FileAhead> ahead = m_ahead.take({order.path, m_position}, abandon);
    Result<MediaFile> file = ahead ? Result<MediaFile>(ahead->file) : MediaFile::open(order.path);
    if (!file) {
        Q_EMIT openFailed(m_media, file.error());
        return;
    }
    m_summary = summaryOf(*file);
    m_sound.open(*file, m_media);
    Frame first;
    std::optional<Error> pictureFault;
    if (file->hasVideo()) {
        Result<FileAhead> pictures = ahead ? Result<FileAhead>(std::move(*ahead))
                                           : openPictures(*file, abandon);
        if (pictures) {
            m_decoder = std::move(pictures->decoder);
            first = std::move(pictures->first);
        } else if (!file->hasAudio() || pictures.error().code == ErrorCode::Cancelled) {
            m_sound.close();
            if (pictures.error().code != ErrorCode::Cancelled)
                Q_EMIT openFailed(m_media, pictures.error());
            return;
        } else {
            m_summary.kind = MediaSummary::Kind::Audio;
            m_summary.pictureSize = Size{};
            m_summary.frameCount = 0;
            m_summary.isPictureDamaged = true;
            pictureFault = pictures.error();
        }
    }
    m_file = std::move(*file);
    m_watch.emplace(m_file->path(), m_file->facts().fileBytes);
    Q_EMIT opened(m_media, m_summary);
    if (pictureFault)
        report(*pictureFault);
    if (m_decoder) {
        m_frame = first;
        post(first, 0);
        startIndexing();
    } else if (m_summary.duration == 0us) {
        startMeasuring();
    }
}

void PictureWorker::closeFile()
{
    stopPlaying();
    m_reader.stop();
    m_sound.close();
    m_decoder.reset();
    m_file.reset();
    m_frame = {};
    m_summary = {};
    m_position = MediaTime{0};
    m_watch.reset();
    m_idleAt.reset();
    m_orders.forgetIndex();
    m_ready.forget();
    const std::scoped_lock lock(m_indexMutex);
    m_index.reset();
}

void PictureWorker::startIndexing()
{
    m_reader.index(*m_file, m_indexFolder, [this, media = m_media](const FrameIndex &index) {
        order(Urgency::InTurn, [&](PlaybackOrders &orders) {
            orders.index = index;
            orders.indexMedia = media;
        });
    });
}

void PictureWorker::startMeasuring()
{
    m_reader.measure(*m_file, [this, media = m_media](MediaTime duration) {
        order(Urgency::InTurn, [&](PlaybackOrders &orders) {
            orders.duration = duration;
            orders.indexMedia = media;
        });
    });
}

void PictureWorker::takeIndex(const FrameIndex &index)
{
    if (!m_decoder)
        return;
    m_decoder->setIndex(index);
    m_summary.duration = std::max(m_summary.duration, index.pts(index.frameCount() - 1));
    m_frame.index = index.frameOfTicks(m_frame.ptsTicks);
    if (m_next)
        m_next->index = index.frameOfTicks(m_next->ptsTicks);
    {
        const std::scoped_lock lock(m_indexMutex);
        m_index = index;
    }
    m_orders.noteIndex();
    Q_EMIT indexed(m_media);
}

MediaTime PictureWorker::timeOf(const JumpTarget &target) const
{
    if (const auto *time = std::get_if<MediaTime>(&target))
        return std::max(MediaTime{0}, *time);
    const std::int64_t frame = std::max<std::int64_t>(0, std::get<std::int64_t>(target));
    if (m_decoder && m_decoder->index()) {
        const FrameIndex &index = *m_decoder->index();
        return index.pts(std::min(frame, index.frameCount() - 1));
    }
    // The middle of the picture, for rates that are rounded.
    constexpr double kMiddle = 0.5;
    const double seconds = m_summary.frameRate > 0
                                   ? (static_cast<double>(frame) + kMiddle) / m_summary.frameRate
                                   : 0;
    return fromSeconds(seconds);
}

void PictureWorker::jumpTo(MediaTime time)
{
    if (m_isPlaying) {
        startPlaying(time);
        return;
    }
    m_position = time;
    if (m_decoder) {
        show(m_decoder->frameAt(time, m_orders.cancelToken()));
        m_idleAt = Deadline::clock::now() + kIdleAfterJump;
    } else {
        Q_EMIT ticked(m_media, m_seek);
    }
}

void PictureWorker::stepBy(int count)
{
    if (m_decoder && !m_frame.isEmpty() && m_summary.kind == MediaSummary::Kind::Video) {
        show(stepFrom(m_frame, count, *m_decoder, m_orders.cancelToken()));
        m_position = m_frame.pts;
    }
}

void PictureWorker::stepKeyFrame(int direction)
{
    if (!m_decoder || !m_decoder->index() || m_frame.isEmpty())
        return;
    const std::optional<std::int64_t> to = keyFrameBeside(m_frame, direction, *m_decoder->index());
    if (!to) {
        post(m_frame, 0);
        return;
    }
    show(m_decoder->frame(*to, m_orders.cancelToken()));
    m_idleAt = Deadline::clock::now() + kIdleAfterJump;
    m_position = m_frame.pts;
}

void PictureWorker::show(Result<Frame> frame)
{
    if (frame) {
        m_frame = std::move(*frame);
        post(m_frame, 0);
    } else if (frame.error().code != ErrorCode::Cancelled) {
        report(frame.error());
    }
}

void PictureWorker::post(Frame frame, qint64 dropped)
{
    m_orders.noteShown();
    if (m_ready.put({.media = m_media,
                     .frame = std::move(frame),
                     .seek = m_seek,
                     .dropped = dropped,
                     .damaged = m_decoder ? m_decoder->damagedPackets() : 0,
                     .isPlaying = m_isPlaying}))
        Q_EMIT pictureReady();
}

TimeRange PictureWorker::bounds() const
{
    if (m_rules.once)
        return *m_rules.once;
    return m_rules.loop.value_or(TimeRange{MediaTime{0}, kForEver});
}

MediaTime PictureWorker::usualDuration() const
{
    return m_summary.frameRate > 0 ? fromSeconds(1 / m_summary.frameRate) : kUsualDuration;
}

/// Where the axis ends; without an end while nobody knows it.
MediaTime PictureWorker::knownEnd() const
{
    return m_summary.duration > 0us ? m_summary.duration : kForEver;
}

/// From where it stands; at the end from the beginning.
void PictureWorker::startFromPosition()
{
    const TimeRange range = bounds();
    const MediaTime last = !m_decoder               ? MediaTime{1}
                           : m_frame.duration > 0us ? m_frame.duration
                                                    : usualDuration();
    const MediaTime end = std::min(range.end, knownEnd());
    const bool isAtEnd = m_position + last >= end;
    startPlaying(isAtEnd ? range.begin : m_position);
}

void PictureWorker::startPlaying(MediaTime from)
{
    const TimeRange range = bounds();
    if (!range.contains(from))
        from = range.begin;
    m_isPlaying = true;
    m_position = from;
    m_run = m_clock->hold(from, m_rules.speed);
    m_sound.prepare(m_run, from, m_rules.speed);
    m_deadline = Deadline::clock::now();
    m_soundDeadline = m_deadline + kWaitForSound;
    const bool isShown = !m_frame.isEmpty() && m_next && m_frame.pts <= from && from < m_next->pts;
    if (m_decoder && !isShown) {
        m_next.reset();
        m_isAtLastPicture = false;
        Result<Frame> frame = m_decoder->frameAt(from, m_orders.cancelToken());
        // A newer jump is waiting.
        if (!frame && frame.error().code == ErrorCode::Cancelled)
            return;
        show(std::move(frame));
        readAhead();
    }
    m_sound.start(m_run);
    m_soundDeadline = Deadline::clock::now() + kWaitForSound;
}

void PictureWorker::stopPlaying()
{
    if (m_isPlaying) {
        m_clock->stop();
        m_sound.stop();
    }
    m_isPlaying = false;
    m_next.reset();
    m_isAtLastPicture = false;
}

void PictureWorker::play()
{
    if (!m_clock->isRunning()) {
        if (Deadline::clock::now() < m_soundDeadline) {
            m_deadline = Deadline::clock::now() + kPoll;
            return;
        }
        m_clock->start(m_run);
    }
    readAhead();
    const MediaTime now = m_clock->now();
    const TimeRange range = bounds();
    if (now >= range.end || isFinished(now))
        finishOrGoRound(now);
    else if (m_next && m_next->pts < range.end && m_next->pts <= now)
        showDue(now);
    else if (m_next)
        sleepUntil(std::min(m_next->pts, range.end));
    else
        sleepUntil(std::min(now + kTick, range.end));
    if (!m_decoder || m_isAtLastPicture)
        Q_EMIT ticked(m_media, m_seek);
}

void PictureWorker::readAhead()
{
    if (!m_decoder || m_next || m_isAtLastPicture)
        return;
    Result<std::optional<Frame>> next = m_decoder->next();
    if (!next)
        report(next.error());
    if (next && next->has_value())
        m_next = std::move(*next);
    else
        m_isAtLastPicture = true;
}

/// Shows the picture that is due; one that comes too late gives way to the one of now.
void PictureWorker::showDue(MediaTime now)
{
    Frame frame = *std::exchange(m_next, std::nullopt);
    const MediaTime duration = frame.duration > 0us ? frame.duration : usualDuration();
    qint64 dropped = 0;
    if (now - frame.pts > duration) {
        Result<Frame> later = m_decoder->frameAt(std::min(now, bounds().end - MediaTime{1}),
                                                 m_orders.cancelToken());
        if (!later)
            return;
        if (later->index >= 0 && frame.index >= 0)
            dropped = later->index - frame.index;
        else
            dropped = std::llround(toSeconds(later->pts - frame.pts) / toSeconds(duration));
        frame = std::move(*later);
    }
    m_frame = frame;
    m_deadline = Deadline::clock::now();
    post(std::move(frame), std::max<qint64>(0, dropped));
}

/// Nothing more is to be seen or heard.
bool PictureWorker::isFinished(MediaTime now) const
{
    if (m_decoder && (m_next || !m_isAtLastPicture))
        return false;
    MediaTime end{0};
    if (m_decoder)
        end = m_frame.pts + (m_frame.duration > 0us ? m_frame.duration : usualDuration());
    if (m_summary.hasSound)
        end = std::max(end, m_sound.end().value_or(m_decoder ? m_summary.duration : knownEnd()));
    return now >= end;
}

void PictureWorker::finishOrGoRound(MediaTime now)
{
    if (!m_rules.once && (m_rules.loop || m_rules.repeats)) {
        startPlaying(bounds().begin);
        return;
    }
    stopPlaying();
    m_position = m_decoder ? m_frame.pts : std::min(now, knownEnd());
    m_rules.once.reset();
    Q_EMIT ended(m_media, m_seek, m_position);
}

void PictureWorker::sleepUntil(MediaTime time)
{
    const std::chrono::nanoseconds wait = std::min<std::chrono::nanoseconds>(m_clock->until(time),
                                                                             kLongestSleep);
    m_deadline = Deadline::clock::now() + wait;
}

/// What a step back needs, while nothing else is to be done.
void PictureWorker::prepareSteps()
{
    if (!m_idleAt || m_isPlaying || Deadline::clock::now() < *m_idleAt)
        return;
    m_idleAt.reset();
    // The token first: an order that comes after it stops what it was taken for.
    const std::stop_token stop = m_orders.preparingToken();
    if (m_orders.hasOrders())
        return;
    const Result<void> prepared = m_decoder->prepareStepsBack(stop);
    if (!prepared && prepared.error().code != ErrorCode::Cancelled)
        log(LogLevel::Debug, "no steps prepared: " + toString(prepared.error()));
}

void PictureWorker::report(const Error &error)
{
    Q_EMIT faultOccurred(m_media, error);
}

} // namespace soundlocus
