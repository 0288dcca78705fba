// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/playback/audio_output.h"
#include "app/services/playback/playback_clock.h"
#include "app/services/playback/playback_orders.h"
#include "ui/services/player.h"

#include <QThread>

#include <chrono>
#include <memory>

namespace soundlocus {

class PictureWorker;
class SoundWorker;

struct EnginePlayerOptions
{
    /// Where FrameIndex keeps its results.
    std::filesystem::path indexFolder;
    /// None: no sound at all, and no looking for devices.
    AudioOutputsMaker outputs;
};

/// Player on the engine's decoders: pictures in one thread, sound in another, the index in a third.
/// Threads: GUI thread only; the destructor joins them all.
class EnginePlayer final : public Player
{
    Q_OBJECT
public:
    explicit EnginePlayer(EnginePlayerOptions options, QObject *parent = nullptr);
    ~EnginePlayer() override;

    void open(const QString &path, MediaTime position = MediaTime{0}) override;
    void prepare(const std::vector<UpcomingFile> &files) override;
    void close() override;
    void play() override;
    void pause() override;
    void seek(MediaTime time) override;
    void seekFrame(qint64 frame) override;
    void step(int count) override;
    void stepKeyFrame(int direction) override;
    void setSpeed(double speed) override;
    void setVolume(double volume) override;
    void setMuted(bool isMuted) override;
    void setLoop(std::optional<TimeRange> range) override;
    void playRange(TimeRange range) override;
    void setRepeats(bool repeats) override;
    void setKeepsPlanes(bool keeps) override;

    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] const MediaSummary &media() const override { return m_summary; }
    [[nodiscard]] MediaTime position() const override;
    [[nodiscard]] const Frame &frame() const override { return m_frame; }
    [[nodiscard]] double speed() const override { return m_rules.speed; }
    [[nodiscard]] double volume() const override { return m_volume; }
    [[nodiscard]] bool isMuted() const override { return m_isMuted; }
    [[nodiscard]] bool repeats() const override { return m_rules.repeats; }
    [[nodiscard]] std::optional<TimeRange> loop() const override { return m_rules.loop; }
    [[nodiscard]] PlaybackStatistics statistics() const override { return m_statistics; }
    [[nodiscard]] qint64 frameAt(MediaTime time) const override;
    [[nodiscard]] std::optional<MediaTime> timeOfFrame(qint64 frame) const override;

private:
    [[nodiscard]] bool isOpen() const
    {
        return m_state == State::Paused || m_state == State::Playing;
    }
    [[nodiscard]] MediaTime inside(MediaTime time) const;
    [[nodiscard]] std::optional<TimeRange> cleaned(std::optional<TimeRange> range) const;
    void connectWorkers();
    void reset();
    [[nodiscard]] PlaybackOrders freshOrders() const;
    void setState(State state);
    void jump(JumpTarget target, MediaTime expected);
    void sendPlay();
    void sendRules();
    void sendVolume();
    void takePicture();
    void onOpened(int media, const MediaSummary &summary);
    void onOpenFailed(int media, const Error &error);
    void onIndexed(int media);
    void onMeasured(int media, MediaTime duration);
    void onTicked(int media, int seek);
    void onEnded(int media, int seek, MediaTime position);
    void tellStatistics();

    std::shared_ptr<PlaybackClock> m_clock;
    QThread m_soundThread;
    SoundWorker *m_sound = nullptr; // lives, and is deleted, in m_soundThread
    std::unique_ptr<PictureWorker> m_pictures;

    State m_state = State::Empty;
    QString m_openingPath;
    int m_media = 0; // number of the file; what comes from others is dropped
    int m_seek = 0;  // number of the last jump, step or start
    bool m_isJumping = false;
    std::optional<JumpTarget> m_target; // of the last jump; none where a step followed
    MediaSummary m_summary;
    Frame m_frame;
    MediaTime m_position{0};
    std::optional<FrameIndex> m_index;
    PlaybackRules m_rules;
    double m_volume = 1.0;
    bool m_isMuted = false;
    PlaybackStatistics m_statistics;
    std::chrono::steady_clock::time_point m_statisticsTold;
};

} // namespace soundlocus
