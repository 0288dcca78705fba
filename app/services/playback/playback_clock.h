// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <chrono>
#include <functional>
#include <mutex>

namespace soundlocus {

/// Nanoseconds of a clock that never goes back.
using TimeSource = std::function<std::chrono::nanoseconds()>;

/// Time of the steady clock of this machine.
[[nodiscard]] std::chrono::nanoseconds steadyNow();

/// Which time of the file is on screen and heard now. Runs on the steady clock and is drawn softly
/// towards the sound that a device plays; never goes back within a run. A run begins where hold()
/// has put it; what is said of an older run is passed over.
/// Threads: thread-safe.
class PlaybackClock
{
public:
    /// Of one run, > 0.
    using Run = int;

    explicit PlaybackClock(TimeSource source = &steadyNow);

    /// Stands still at a time, ready for a new run. @param speed file time that passes in a second
    Run hold(MediaTime at, double speed = 1.0);
    /// Sets the run going; false for an old run and one that is going.
    bool start(Run run);
    /// Ends the run where it is. @return that time
    MediaTime stop();

    /// The device plays this time of the file now. Errors below 100 ms are drawn in at up to 5 %
    /// of the speed, after smoothing; beyond that the clock waits for a late sound, and follows an
    /// early one at once.
    void hear(Run run, MediaTime heard);

    [[nodiscard]] MediaTime now() const;
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] Run run() const;
    /// How long until now() is `time`; zero where it is past or the clock stands.
    [[nodiscard]] std::chrono::nanoseconds until(MediaTime time) const;

private:
    [[nodiscard]] double passedMicros(std::chrono::nanoseconds time) const;
    [[nodiscard]] double at(std::chrono::nanoseconds time) const;

    TimeSource m_source;
    mutable std::mutex m_mutex; // guards everything below
    Run m_run = 0;
    bool m_isRunning = false;
    double m_speed = 1.0;
    double m_base = 0; // µs of the file at m_since
    std::chrono::nanoseconds m_since{0};
    double m_error = 0;           // µs, smoothed: sound minus clock
    double m_correction = 0;      // µs still to draw in from m_since on
    double m_correctionSpeed = 0; // as a share of the speed
};

} // namespace soundlocus
