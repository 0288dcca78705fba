// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/playback/audio_output.h"
#include "app/services/playback/playback_clock.h"
#include "engine/core/result.h"
#include "engine/media/listening_stream.h"

#include <QObject>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

class QTimer;

namespace soundlocus {

/// Plays the sound of the open file on the device there is, and draws the clock towards it. Without
/// a device, or when one fails, the clock goes on alone; when one comes, the sound joins in.
/// Threads: orders from any thread; lives in a thread with an event loop, where it must be
/// destroyed.
class SoundWorker final : public QObject
{
    Q_OBJECT
public:
    SoundWorker(std::shared_ptr<PlaybackClock> clock, AudioOutputsMaker outputs);
    ~SoundWorker() override;

    /// Looks for devices. First order of all.
    void initialize();
    /// The sound of a file from now on; none for files without. @param media number of the file
    void open(const MediaFile &file, int media);
    void close();
    /// Makes ready to play from there.
    void prepare(PlaybackClock::Run run, MediaTime from, double speed);
    /// Starts what was prepared and, with it, the clock.
    void start(PlaybackClock::Run run);
    /// Silent at once.
    void stop();
    void setVolume(double volume);
    /// Breaks off what takes long; the last order of all.
    void quit() { m_quit.request_stop(); }

    /// End of the sound, once it was reached by playing.
    [[nodiscard]] std::optional<MediaTime> end() const;
    [[nodiscard]] bool isHeard() const { return m_isHeard; }

Q_SIGNALS:
    /// start() was carried out: the clock runs unless the run is an old one.
    void started();
    /// @param device its name; empty without one
    void heardChanged(bool isHeard, const QString &device);
    void faultOccurred(int media, const soundlocus::Error &error);

private:
    /// What was written from a sample on.
    struct Segment
    {
        std::int64_t begin = 0;
        MediaTime time{0};
    };

    template <typename Order>
    void post(Order order);
    void guarded(const std::function<void()> &action);
    void takeOutput();
    void chooseOutput();
    void tryOutputAgain();
    void openNow(const MediaFile &file, int media);
    void prepareNow(PlaybackClock::Run run, MediaTime from, double speed);
    void startNow(PlaybackClock::Run run);
    void stopNow();
    void joinIn();
    void tick();
    void fill();
    [[nodiscard]] bool decode();
    void report();
    [[nodiscard]] MediaTime timeOf(std::int64_t sample) const;
    void watch(std::int64_t played);
    void loseOutput(const QString &name);
    void loseSound(const Error &error);
    void tellHeard();

    std::shared_ptr<PlaybackClock> m_clock;
    AudioOutputsMaker m_makeOutputs;
    std::unique_ptr<AudioOutputs> m_outputs;
    std::unique_ptr<AudioOutput> m_output;
    bool m_hasOutputFailed = false; // it may be there again: a daemon was restarted
    QTimer *m_timer = nullptr;
    double m_volume = 1.0;

    std::optional<ListeningStream> m_stream;
    int m_media = 0;

    PlaybackClock::Run m_run = 0;
    MediaTime m_from{0};
    double m_speed = 1.0;
    bool m_isPlaying = false;
    bool m_isAtEnd = false;
    ListeningBlock m_block;
    std::size_t m_blockWritten = 0; // samples of it
    std::int64_t m_written = 0;
    std::deque<Segment> m_segments;

    std::int64_t m_lastPlayed = 0;
    std::chrono::nanoseconds m_lastProgress{0};
    bool m_wasRestarted = false;

    std::stop_source m_quit;
    std::atomic<std::int64_t> m_end;
    std::atomic<bool> m_isHeard = false;
};

} // namespace soundlocus
