// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace soundlocus {

/// A piece of sound: [N] float32 mono, nominally in [-1, 1] (never clipped). Cheap to copy.
/// Threads: a value; copies may be used in several threads.
class AudioClip
{
public:
    AudioClip() = default;
    /// @param sampleRateHz > 0
    /// @param start time of samples[0] on the file's axis (the axis of Frame::pts)
    AudioClip(std::vector<float> samples, int sampleRateHz, MediaTime start = MediaTime{0});

    [[nodiscard]] bool isEmpty() const { return sampleCount() == 0; }
    [[nodiscard]] std::size_t sampleCount() const { return m_samples ? m_samples->size() : 0; }
    [[nodiscard]] std::span<const float> samples() const
    {
        return m_samples ? std::span<const float>(*m_samples) : std::span<const float>();
    }
    [[nodiscard]] int sampleRateHz() const { return m_sampleRateHz; }
    [[nodiscard]] MediaTime start() const { return m_start; }
    /// sampleCount / sampleRateHz, rounded to a microsecond.
    [[nodiscard]] MediaTime duration() const;

    /// The samples whose instants lie in the range, cut to the sample: first = round((begin -
    /// start)
    /// * rate), count = round(duration * rate). What lies outside the clip is left out, so the
    /// result may be shorter than asked for, or empty; its start() is that of its own first sample.
    [[nodiscard]] AudioClip cut(TimeRange range) const;

private:
    std::shared_ptr<const std::vector<float>> m_samples;
    int m_sampleRateHz = 0;
    MediaTime m_start{0};
};

} // namespace soundlocus
