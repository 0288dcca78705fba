// SPDX-License-Identifier: MIT
#include "app/services/playback/steady_audio_output.h"

#include <algorithm>

namespace soundlocus {

namespace {

constexpr std::size_t kBufferSamples = kSoundRateHz * 15 / 100;

} // namespace

SteadyAudioOutput::SteadyAudioOutput(TimeSource source)
    : m_source(std::move(source))
{}

QString SteadyAudioOutput::name() const
{
    return QStringLiteral("steady clock");
}

bool SteadyAudioOutput::start()
{
    m_isStarted = true;
    m_waiting = 0;
    m_since = m_source();
    return true;
}

void SteadyAudioOutput::stop()
{
    m_isStarted = false;
    m_waiting = 0;
}

/// Takes away what was played since the last look.
void SteadyAudioOutput::settle() const
{
    if (!m_isStarted)
        return;
    const std::chrono::nanoseconds now = m_source();
    const auto played = (now - m_since).count() * kSoundRateHz / 1'000'000'000;
    if (played <= 0)
        return;
    m_since += std::chrono::nanoseconds(played * 1'000'000'000 / kSoundRateHz);
    m_waiting -= std::min(m_waiting, static_cast<std::size_t>(played));
}

std::size_t SteadyAudioOutput::room() const
{
    settle();
    return m_isStarted ? kBufferSamples - m_waiting : 0;
}

std::size_t SteadyAudioOutput::write(std::span<const float> samples)
{
    const std::size_t taken = std::min(room(), samples.size() / 2);
    m_waiting += taken;
    return taken;
}

std::size_t SteadyAudioOutput::waiting() const
{
    settle();
    return m_waiting;
}

} // namespace soundlocus
