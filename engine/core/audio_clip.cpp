// SPDX-License-Identifier: MIT
#include "engine/core/audio_clip.h"

#include "engine/core/expects.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

std::int64_t samplesIn(MediaTime time, int sampleRateHz)
{
    return std::llround(static_cast<long double>(time.count()) * sampleRateHz / 1000000.0L);
}

MediaTime timeOf(std::int64_t samples, int sampleRateHz)
{
    return MediaTime(std::llround(static_cast<long double>(samples) * 1000000.0L / sampleRateHz));
}

} // namespace

AudioClip::AudioClip(std::vector<float> samples, int sampleRateHz, MediaTime start)
    : m_samples(std::make_shared<const std::vector<float>>(std::move(samples)))
    , m_sampleRateHz(sampleRateHz)
    , m_start(start)
{
    SOUNDLOCUS_EXPECTS(sampleRateHz > 0);
}

MediaTime AudioClip::duration() const
{
    return isEmpty() ? MediaTime{0}
                     : timeOf(static_cast<std::int64_t>(sampleCount()), m_sampleRateHz);
}

AudioClip AudioClip::cut(TimeRange range) const
{
    SOUNDLOCUS_EXPECTS(range.end >= range.begin);
    if (m_sampleRateHz == 0)
        return *this;
    const auto available = static_cast<std::int64_t>(sampleCount());
    const std::int64_t wanted = samplesIn(range.begin - m_start, m_sampleRateHz);
    const std::int64_t count = samplesIn(range.duration(), m_sampleRateHz);
    const std::int64_t first = std::clamp<std::int64_t>(wanted, 0, available);
    const std::int64_t last = std::clamp<std::int64_t>(wanted + count, first, available);
    const auto all = samples();
    return AudioClip(std::vector<float>(all.begin() + first, all.begin() + last),
                     m_sampleRateHz,
                     m_start + timeOf(first, m_sampleRateHz));
}

} // namespace soundlocus
