// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/result.h"
#include "engine/media/audio_decoder.h"

#include <optional>
#include <stop_token>

namespace soundlocus {

/// Sound on the time axis of a picture: a file's own, or one that takes its place.
/// Threads: one thread at a time.
class SoundSource
{
public:
    virtual ~SoundSource() = default;

    /// The sound of a time range, cut to the sample; shorter at the ends, empty where there is
    /// none. Errors: those of AudioDecoder::read.
    [[nodiscard]] virtual Result<AudioClip> read(TimeRange range, std::stop_token stop) = 0;

    /// All of it. @param limit longer sounds are cut there
    [[nodiscard]] virtual Result<AudioClip> readAll(MediaTime limit, std::stop_token stop) = 0;
};

/// The sound of a file.
class DecodedSound final : public SoundSource
{
public:
    explicit DecodedSound(AudioDecoder decoder)
        : m_decoder(std::move(decoder))
    {}

    [[nodiscard]] Result<AudioClip> read(TimeRange range, std::stop_token stop) override
    {
        return m_decoder.read(range, std::move(stop));
    }
    [[nodiscard]] Result<AudioClip> readAll(MediaTime limit, std::stop_token stop) override
    {
        return m_decoder.readAll(limit, std::move(stop));
    }

private:
    AudioDecoder m_decoder;
};

} // namespace soundlocus
