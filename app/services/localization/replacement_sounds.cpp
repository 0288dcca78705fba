// SPDX-License-Identifier: MIT
#include "app/services/localization/replacement_sounds.h"

#include "engine/core/expects.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace soundlocus {

namespace {

std::int64_t samplesIn(MediaTime time, int sampleRateHz)
{
    return std::llround(toSeconds(time) * sampleRateHz);
}

/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014 (SplitMix64).
std::uint64_t mixed(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

/// Uniform in [-1, 1).
double uniformOf(std::uint64_t bits)
{
    constexpr double kUnit = 0x1.0p-52;
    return static_cast<double>(bits >> 11) * kUnit - 1.0;
}

/// Adds a clip to a sum whose first sample lies at `start`; makes it longer where needed.
void add(std::vector<float> &sum, MediaTime start, const AudioClip &clip)
{
    const auto offset = static_cast<std::size_t>(
            std::max<std::int64_t>(0, samplesIn(clip.start() - start, clip.sampleRateHz())));
    if (sum.size() < offset + clip.sampleCount())
        sum.resize(offset + clip.sampleCount(), 0.0F);
    const auto samples = clip.samples();
    for (std::size_t i = 0; i < samples.size(); ++i)
        sum[offset + i] += samples[i];
}

AudioClip sumOf(const std::vector<AudioClip> &clips)
{
    if (clips.empty())
        return {};
    const MediaTime start = std::ranges::min_element(clips, {}, &AudioClip::start)->start();
    std::vector<float> sum;
    for (const AudioClip &clip : clips)
        add(sum, start, clip);
    return AudioClip(std::move(sum), clips.front().sampleRateHz(), start);
}

} // namespace

Result<AudioClip> SilentSound::read(TimeRange, std::stop_token)
{
    return AudioClip(); // SoundWindows embeds the empty clip once
}

Result<AudioClip> SilentSound::readAll(MediaTime, std::stop_token)
{
    return AudioClip();
}

NoiseSound::NoiseSound(int sampleRateHz, std::uint64_t seed)
    : m_sampleRateHz(sampleRateHz)
    , m_seed(seed)
{
    SOUNDLOCUS_EXPECTS(sampleRateHz > 0);
}

Result<AudioClip> NoiseSound::read(TimeRange range, std::stop_token)
{
    const std::int64_t first = samplesIn(range.begin, m_sampleRateHz);
    const std::int64_t count = samplesIn(range.duration(), m_sampleRateHz);
    // A uniform distribution in [-a, a] has the root mean square a / sqrt(3).
    const double amplitude = static_cast<double>(kNoiseLevel) * std::numbers::sqrt3;
    std::vector<float> samples(static_cast<std::size_t>(count));
    for (std::int64_t i = 0; i < count; ++i) {
        const std::uint64_t bits = mixed(mixed(m_seed) + static_cast<std::uint64_t>(first + i));
        samples[static_cast<std::size_t>(i)] = static_cast<float>(amplitude * uniformOf(bits));
    }
    return AudioClip(std::move(samples), m_sampleRateHz, range.begin);
}

Result<AudioClip> NoiseSound::readAll(MediaTime limit, std::stop_token stop)
{
    return read({MediaTime{0}, limit}, std::move(stop));
}

RepeatedSound::RepeatedSound(AudioClip clip)
    : m_clip(std::move(clip))
{}

Result<AudioClip> RepeatedSound::read(TimeRange range, std::stop_token)
{
    if (m_clip.isEmpty())
        return AudioClip();
    const auto length = static_cast<std::int64_t>(m_clip.sampleCount());
    const std::int64_t first = samplesIn(range.begin, m_clip.sampleRateHz());
    const std::int64_t count = samplesIn(range.duration(), m_clip.sampleRateHz());
    std::vector<float> samples(static_cast<std::size_t>(count));
    std::int64_t place = (first % length + length) % length;
    for (float &sample : samples) {
        sample = m_clip.samples()[static_cast<std::size_t>(place)];
        place = place + 1 == length ? 0 : place + 1;
    }
    return AudioClip(std::move(samples), m_clip.sampleRateHz(), range.begin);
}

Result<AudioClip> RepeatedSound::readAll(MediaTime limit, std::stop_token)
{
    return m_clip.isEmpty() ? m_clip : m_clip.cut({m_clip.start(), m_clip.start() + limit});
}

MixedSound::MixedSound(std::vector<AudioDecoder> parts)
    : m_parts(std::move(parts))
{
    for (const AudioDecoder &part : m_parts)
        SOUNDLOCUS_EXPECTS(part.sampleRateHz() == m_parts.front().sampleRateHz());
}

Result<AudioClip> MixedSound::read(TimeRange range, std::stop_token stop)
{
    std::vector<AudioClip> clips;
    for (AudioDecoder &part : m_parts) {
        auto clip = part.read(range, stop);
        if (!clip)
            return clip;
        if (!clip->isEmpty())
            clips.push_back(*std::move(clip));
    }
    return sumOf(clips);
}

Result<AudioClip> MixedSound::readAll(MediaTime limit, std::stop_token stop)
{
    return read({MediaTime{0}, limit}, std::move(stop));
}

} // namespace soundlocus
