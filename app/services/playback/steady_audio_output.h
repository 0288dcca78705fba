// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/playback/audio_output.h"
#include "app/services/playback/playback_clock.h"

namespace soundlocus {

/// Plays into nothing at the pace of a steady clock, as a device of 48 kHz with a buffer of 0.15 s
/// would. For machines without a device, where the sound path is to run all the same, and tests.
class SteadyAudioOutput final : public AudioOutput
{
public:
    explicit SteadyAudioOutput(TimeSource source = &steadyNow);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] bool start() override;
    void stop() override;
    [[nodiscard]] std::size_t room() const override;
    std::size_t write(std::span<const float> samples) override;
    [[nodiscard]] std::size_t waiting() const override;
    [[nodiscard]] bool hasFailed() const override { return false; }
    void setVolume(double) override {}

private:
    void settle() const;

    TimeSource m_source;
    bool m_isStarted = false;
    mutable std::size_t m_waiting = 0;
    mutable std::chrono::nanoseconds m_since{0}; // m_waiting was true then
};

} // namespace soundlocus
