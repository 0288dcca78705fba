// SPDX-License-Identifier: MIT
#include "app/services/playback/playback_clock.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// Share of a new error that counts; at 10 ms between reports this smooths over 0.1 s. Positions of
/// devices jitter by up to 27 ms.
constexpr double kSmoothing = 0.1;
/// Nobody sees or hears a change of speed of this size.
constexpr double kSoftCorrection = 0.05;
/// Errors so small that this speed is not needed are drawn in over this time, so jitter moves
/// little.
constexpr double kSettlingMicros = 500'000;
constexpr double kLargeErrorMicros = 100'000;

} // namespace

std::chrono::nanoseconds steadyNow()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

PlaybackClock::PlaybackClock(TimeSource source)
    : m_source(std::move(source))
{}

double PlaybackClock::passedMicros(std::chrono::nanoseconds time) const
{
    return std::max(0.0, static_cast<double>((time - m_since).count()) / 1e3 * m_speed);
}

double PlaybackClock::at(std::chrono::nanoseconds time) const
{
    if (!m_isRunning)
        return m_base;
    const double passed = passedMicros(time);
    const double drawn = std::min(std::abs(m_correction), passed * m_correctionSpeed);
    return m_base + passed + std::copysign(drawn, m_correction);
}

PlaybackClock::Run PlaybackClock::hold(MediaTime at, double speed)
{
    const std::scoped_lock lock(m_mutex);
    m_isRunning = false;
    m_base = static_cast<double>(at.count());
    m_speed = speed;
    m_error = 0;
    m_correction = 0;
    return ++m_run;
}

bool PlaybackClock::start(Run run)
{
    const std::scoped_lock lock(m_mutex);
    if (run != m_run || m_isRunning)
        return false;
    m_since = m_source();
    m_isRunning = true;
    return true;
}

MediaTime PlaybackClock::stop()
{
    const std::scoped_lock lock(m_mutex);
    m_base = at(m_source());
    m_isRunning = false;
    ++m_run;
    return MediaTime(std::llround(m_base));
}

void PlaybackClock::hear(Run run, MediaTime heard)
{
    const std::scoped_lock lock(m_mutex);
    if (run != m_run || !m_isRunning)
        return;
    const std::chrono::nanoseconds time = m_source();
    m_base = at(time);
    m_since = time;
    m_error += kSmoothing * (static_cast<double>(heard.count()) - m_base - m_error);
    m_correction = m_error;
    m_correctionSpeed = std::min(kSoftCorrection, std::abs(m_error) / kSettlingMicros);
    if (m_error > kLargeErrorMicros) {
        m_base += m_error;
        m_error = 0;
        m_correction = 0;
    } else if (m_error < -kLargeErrorMicros) {
        m_correctionSpeed = 1.0;
    }
}

MediaTime PlaybackClock::now() const
{
    const std::scoped_lock lock(m_mutex);
    return MediaTime(std::llround(at(m_source())));
}

bool PlaybackClock::isRunning() const
{
    const std::scoped_lock lock(m_mutex);
    return m_isRunning;
}

PlaybackClock::Run PlaybackClock::run() const
{
    const std::scoped_lock lock(m_mutex);
    return m_run;
}

std::chrono::nanoseconds PlaybackClock::until(MediaTime time) const
{
    const std::scoped_lock lock(m_mutex);
    if (!m_isRunning)
        return std::chrono::nanoseconds{0};
    const double left = static_cast<double>(time.count()) - at(m_source());
    return std::chrono::nanoseconds(std::llround(std::max(0.0, left) / m_speed * 1e3));
}

} // namespace soundlocus
