// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/pipeline/sound_source.h"

#include <cstdint>
#include <vector>

namespace soundlocus {

/// Level of the noise, root mean square: -20 dB of full scale.
inline constexpr float kNoiseLevel = 0.1F;

/// No sound at all, of any length.
class SilentSound final : public SoundSource
{
public:
    [[nodiscard]] Result<AudioClip> read(TimeRange range, std::stop_token stop) override;
    [[nodiscard]] Result<AudioClip> readAll(MediaTime limit, std::stop_token stop) override;
};

/// White noise without an end; the same samples at the same times, always.
class NoiseSound final : public SoundSource
{
public:
    NoiseSound(int sampleRateHz, std::uint64_t seed);

    [[nodiscard]] Result<AudioClip> read(TimeRange range, std::stop_token stop) override;
    [[nodiscard]] Result<AudioClip> readAll(MediaTime limit, std::stop_token stop) override;

private:
    int m_sampleRateHz;
    std::uint64_t m_seed;
};

/// A sound that begins at time 0 and is repeated without a gap in both directions.
class RepeatedSound final : public SoundSource
{
public:
    explicit RepeatedSound(AudioClip clip);

    [[nodiscard]] Result<AudioClip> read(TimeRange range, std::stop_token stop) override;
    [[nodiscard]] Result<AudioClip> readAll(MediaTime limit, std::stop_token stop) override;

private:
    AudioClip m_clip;
};

/// The sum of sounds of one rate. Without any of them: silence.
class MixedSound final : public SoundSource
{
public:
    explicit MixedSound(std::vector<AudioDecoder> parts);

    [[nodiscard]] Result<AudioClip> read(TimeRange range, std::stop_token stop) override;
    [[nodiscard]] Result<AudioClip> readAll(MediaTime limit, std::stop_token stop) override;

private:
    std::vector<AudioDecoder> m_parts;
};

} // namespace soundlocus
