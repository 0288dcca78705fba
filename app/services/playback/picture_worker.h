// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/playback/background_reader.h"
#include "app/services/playback/file_watch.h"
#include "app/services/playback/files_ahead.h"
#include "app/services/playback/order_box.h"
#include "app/services/playback/picture_slot.h"
#include "app/services/playback/playback_clock.h"
#include "app/services/playback/playback_orders.h"
#include "app/services/playback/sound_worker.h"
#include "engine/core/frame.h"
#include "engine/media/video_decoder.h"
#include "ui/services/media_summary.h"

#include <QObject>

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace soundlocus {

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

    void order(Urgency urgency, const std::function<void(PlaybackOrders &)> &change)
    {
        m_orders.put(urgency, change);
    }

    /// Files that will probably be opened next.
    void prepare(std::vector<FileWanted> files) { m_ahead.want(std::move(files)); }

    /// Pictures of files that are opened from now on keep the planes they are stored in, and are
    /// converted where somebody asks for RGB: for a canvas that draws planes.
    void setKeepsPlanes(bool keeps) { m_keepsPlanes = keeps; }

    /// The newest picture that pictureReady() announced; none when it was taken or forgotten.
    [[nodiscard]] std::optional<ReadyPicture> takePicture() { return m_ready.fetch(); }
    /// What waits will not be shown.
    void forgetPicture() { m_ready.forget(); }
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
    using Deadline = OrderBox::Deadline;

    void run(const std::stop_token &quit);
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

    OrderBox m_orders;
    PictureSlot m_ready;
    mutable std::mutex m_indexMutex; // guards the next
    std::optional<FrameIndex> m_index;

    std::jthread m_thread; // last: it uses all the others
};

} // namespace soundlocus
