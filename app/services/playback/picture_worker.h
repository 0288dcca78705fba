// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/playback/background_reader.h"
#include "app/services/playback/file_watch.h"
#include "app/services/playback/files_ahead.h"
#include "app/services/playback/playback_clock.h"
#include "app/services/playback/playback_orders.h"
#include "app/services/playback/sound_worker.h"
#include "engine/core/frame.h"
#include "engine/media/video_decoder.h"
#include "ui/services/media_summary.h"

#include <QObject>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace soundlocus {

/// A picture on its way to the screen.
struct ReadyPicture
{
    int media = 0;
    Frame frame;
    int seek = 0;       ///< number of the last jump that it answers
    qint64 dropped = 0; ///< pictures left out since the one before
    qint64 damaged = 0; ///< packets of the file that could not be decoded so far
    bool isPlaying = false;
};

/// Opens, decodes and times pictures in a thread of its own, and conducts clock and sound. Orders
/// return at once; of jumps the newest wins. Threads: orders from the GUI thread; signals come from
/// the worker's thread and carry the number of the file they are about.
class PictureWorker final : public QObject
{
    Q_OBJECT
public:
    /// @param indexFolder where FrameIndex keeps its results; @param sound outlives this object
    PictureWorker(std::shared_ptr<PlaybackClock> clock,
                  SoundWorker &sound,
                  std::filesystem::path indexFolder);
    ~PictureWorker() override;

    enum class Urgency {
        InTurn,  ///< what is under way comes to its end
        Jump,    ///< breaks off the decoding of an older jump, unless the screen waits long already
        Abandon, ///< breaks off everything
    };
    void order(Urgency urgency, const std::function<void(PlaybackOrders &)> &change);

    /// Files that will probably be opened next.
    void prepare(std::vector<FileWanted> files) { m_ahead.want(std::move(files)); }

    /// Pictures of files that are opened from now on keep the planes they are stored in, and are
    /// converted where somebody asks for RGB: for a canvas that draws planes.
    void setKeepsPlanes(bool keeps) { m_keepsPlanes = keeps; }

    /// The newest picture that pictureReady() announced; none when it was taken or forgotten.
    [[nodiscard]] std::optional<ReadyPicture> takePicture();
    /// What waits will not be shown.
    void forgetPicture();
    [[nodiscard]] std::optional<FrameIndex> index() const;

Q_SIGNALS:
    void opened(int media, const soundlocus::MediaSummary &summary);
    void openFailed(int media, const soundlocus::Error &error);
    void indexed(int media);
    /// Length of a file whose container does not tell it.
    void measured(int media, soundlocus::MediaTime duration);
    void pictureReady();
    /// Playing moves on without a new picture; @param seek number of the last jump
    void ticked(int media, int seek);
    void ended(int media, int seek, soundlocus::MediaTime position);
    void faultOccurred(int media, const soundlocus::Error &error);

private:
    using Deadline = std::chrono::steady_clock::time_point;

    void run(const std::stop_token &quit);
    [[nodiscard]] PlaybackOrders waitForOrders(const std::stop_token &quit);
    [[nodiscard]] bool hasOrders() const;
    [[nodiscard]] std::optional<Deadline> nextWake() const;
    void obey(PlaybackOrders &orders);
    void openFile(const OpenOrder &order);
    [[nodiscard]] Result<FileAhead> openPictures(const MediaFile &file,
                                                 const std::stop_token &abandon) const;
    void closeFile();
    void startIndexing();
    void startMeasuring();
    void takeIndex(const FrameIndex &index);

    [[nodiscard]] MediaTime timeOf(const JumpTarget &target) const;
    void jumpTo(MediaTime time);
    void stepBy(int count);
    void stepKeyFrame(int direction);
    void prepareSteps();
    void show(Result<Frame> frame);
    void post(Frame frame, qint64 dropped);

    void startPlaying(MediaTime from);
    void startFromPosition();
    void play();
    void readAhead();
    void showDue(MediaTime now);
    void finishOrGoRound(MediaTime now);
    void stopPlaying();
    [[nodiscard]] TimeRange bounds() const;
    [[nodiscard]] bool isFinished(MediaTime now) const;
    [[nodiscard]] MediaTime usualDuration() const;
    [[nodiscard]] MediaTime knownEnd() const;
    void sleepUntil(MediaTime time);
    void report(const Error &error);

    std::shared_ptr<PlaybackClock> m_clock;
    SoundWorker &m_sound;
    std::filesystem::path m_indexFolder;

    // Of the worker's thread.
    int m_media = 0;
    int m_seek = 0;
    std::optional<MediaFile> m_file;
    std::optional<VideoDecoder> m_decoder;
    MediaSummary m_summary;
    Frame m_frame; // on screen, or on its way there
    std::optional<Frame> m_next;
    bool m_isAtLastPicture = false;
    bool m_isPlaying = false;
    PlaybackRules m_rules;
    PlaybackClock::Run m_run = 0;
    MediaTime m_position{0};
    Deadline m_soundDeadline;
    Deadline m_deadline;              // sleep until then
    std::optional<Deadline> m_idleAt; // paused after a jump: when steps are prepared
    std::optional<FileWatch> m_watch; // of the open file
    BackgroundReader m_reader;
    std::atomic<bool> m_keepsPlanes{false};
    FilesAhead m_ahead;

    mutable std::mutex m_mutex; // guards the members below
    std::condition_variable_any m_wake;
    PlaybackOrders m_orders;
    std::stop_source m_cancel;    // of the decoding under way
    std::stop_source m_abandon;   // of the file under way
    std::stop_source m_preparing; // of steps, while nothing else is to be done
    Deadline m_lastPosted;
    std::optional<ReadyPicture> m_ready;
    bool m_isAnnounced = false;
    std::optional<FrameIndex> m_index;

    std::jthread m_thread; // last: it uses all the others
};

} // namespace soundlocus
