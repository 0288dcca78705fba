// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "ui/services/media_summary.h"

#include <QObject>

#include <optional>
#include <vector>

namespace soundlocus {

/// What playing costs and whether it keeps up.
struct PlaybackStatistics
{
    qint64 shownFrames = 0;
    qint64 droppedFrames = 0;  ///< decoded or due, and too late to be shown
    qint64 damagedPackets = 0; ///< of the file, met so far and left out
    double pictureLagMs = 0; ///< picture behind (+) or before (-) the clock when it was handed over
    bool isSoundHeard = false; ///< a device plays the sound
    QString soundDevice;       ///< its name; empty on the steady clock
};

/// A file that will probably be opened, and where.
struct UpcomingFile
{
    QString path;
    MediaTime position{0};

    bool operator==(const UpcomingFile &) const = default;
};

/// Plays one file: decoding, clock and sound run on threads of their own, orders return at once and
/// the newest wins. Times are on the axis of the file (MediaTime of Frame::pts), clamped to it.
/// Threads: GUI thread only; frames arrive by signal.
class Player : public QObject
{
    Q_OBJECT
public:
    enum class State { Empty, Opening, Paused, Playing };
    Q_ENUM(State)
    /// What was played to its end.
    enum class Part { File, Range };
    Q_ENUM(Part)

    using QObject::QObject;

    /// Closes what is open and opens a file: first its picture at `position`, paused; index and
    /// everything else follow. Answered by opened() or openFailed(), then frameShown().
    virtual void open(const QString &path, MediaTime position = MediaTime{0}) = 0;
    /// Opens files in the background and decodes their picture, so that open() with that very path
    /// and position shows it at once. The likeliest one first; at most two are kept, others than
    /// these are let go.
    virtual void prepare(const std::vector<UpcomingFile> &files) = 0;
    virtual void close() = 0;

    virtual void play() = 0; ///< at the end: from the beginning
    virtual void pause() = 0;
    /// Shows exactly the picture that is on screen at `time`. While playing, playing goes on there.
    virtual void seek(MediaTime time) = 0;
    /// seek() to picture n of the index; without one to n / frameRate.
    virtual void seekFrame(qint64 frame) = 0;
    /// The picture `count` after (before, where negative) the one shown; pauses.
    virtual void step(int count) = 0;
    /// Key frame before (-1) or after (1) the picture shown; pauses. Waits for the index.
    virtual void stepKeyFrame(int direction) = 0;

    virtual void setSpeed(double speed) = 0;   ///< clamped to 0.25 .. 2, pitch kept
    virtual void setVolume(double volume) = 0; ///< 0 .. 1
    virtual void setMuted(bool isMuted) = 0;
    /// Playing stays inside, over and over; none: the whole file, once.
    virtual void setLoop(std::optional<TimeRange> range) = 0;
    /// Plays the range once and stops on its last picture.
    virtual void playRange(TimeRange range) = 0;
    /// Files that are opened from now on hand out pictures in the planes they are stored in, for a
    /// canvas that draws these; whoever asks such a Frame for RGB waits until it is converted.
    virtual void setKeepsPlanes(bool keeps) = 0;
    /// At the end of the file start again.
    virtual void setRepeats(bool repeats) = 0;

    [[nodiscard]] virtual State state() const = 0;
    [[nodiscard]] virtual const MediaSummary &media() const = 0;
    /// Of the clock while playing, of the picture shown while paused.
    [[nodiscard]] virtual MediaTime position() const = 0;
    /// Picture shown; empty before the first.
    [[nodiscard]] virtual const Frame &frame() const = 0;
    [[nodiscard]] virtual double speed() const = 0;
    [[nodiscard]] virtual double volume() const = 0;
    [[nodiscard]] virtual bool isMuted() const = 0;
    [[nodiscard]] virtual bool repeats() const = 0;
    [[nodiscard]] virtual std::optional<TimeRange> loop() const = 0;
    [[nodiscard]] virtual PlaybackStatistics statistics() const = 0;
    /// Number of the picture on screen at `time`; -1 without an index.
    [[nodiscard]] virtual qint64 frameAt(MediaTime time) const = 0;
    /// When picture n begins; nothing without an index or outside of it.
    [[nodiscard]] virtual std::optional<MediaTime> timeOfFrame(qint64 frame) const = 0;

Q_SIGNALS:
    /// open() was called; closed() of the file before follows.
    void opening(const QString &path);
    void opened(const soundlocus::MediaSummary &media);
    void openFailed(const QString &path, const soundlocus::Error &error);
    void closed();
    /// More became known: the index, a length that the container does not tell.
    void mediaChanged(const soundlocus::MediaSummary &media);
    void frameShown(const soundlocus::Frame &frame);
    /// At most once a frame, and at each jump.
    void positionChanged(soundlocus::MediaTime position);
    void stateChanged(soundlocus::Player::State state);
    void speedChanged(double speed);
    void volumeChanged(double volume, bool isMuted);
    void loopChanged(const std::optional<soundlocus::TimeRange> &range);
    /// Playing reached the end of the file, or of playRange(), and stopped there.
    void ended(soundlocus::Player::Part what = Part::File);
    /// The file changed under the program, a packet could not be decoded, the sound device went
    /// away: playing goes on as well as it can.
    void faultOccurred(const soundlocus::Error &error);
    void statisticsChanged(const soundlocus::PlaybackStatistics &statistics);
};

} // namespace soundlocus
