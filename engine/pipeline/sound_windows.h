// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"
#include "engine/media/audio_decoder.h"
#include "engine/pipeline/sound_source.h"
#include "engine/pipeline/stage_clock.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

namespace soundlocus {

/// Where the sound of a frame is cut out.
struct SoundWindowOptions
{
    /// Length of a window, heardWindow() of it is read; none: the whole sound, cut as the family's
    /// own test code does.
    std::optional<MediaTime> window;
    /// Window k is centred on k * hop; a frame uses the nearest window.
    MediaTime hop = std::chrono::seconds(1);
    /// All frames use the one window around this time (a still picture has no place in its sound).
    std::optional<MediaTime> centre;
    /// Embeddings that are kept: neighbouring windows, and the batch at work.
    std::size_t keptEmbeddings = 32;
};

/// As much of a window as the network hears; it stays centred on its frame.
[[nodiscard]] MediaTime heardWindow(MediaTime window, const ModelSpec &spec);

/// Longest sound that is read where the whole of it counts.
inline constexpr MediaTime kMaxWholeSound = std::chrono::minutes(10);

/// Sounds that stay below this (-80 dB of full scale: what dither and codecs leave) are silent.
inline constexpr float kSilentPeak = 1e-4F;

/// Audio embeddings of frame times: every window is decoded and embedded once, not once per frame.
/// Windows beyond both ends of the sound are silent and share one embedding.
/// Threads: one thread at a time. @param localizer must outlive it
class SoundWindows
{
public:
    SoundWindows(AudioDecoder decoder, SoundWindowOptions options, const Localizer &localizer);
    /// @param source not null
    SoundWindows(std::unique_ptr<SoundSource> source,
                 SoundWindowOptions options,
                 const Localizer &localizer);

    /// One embedding per time; the windows that are new are embedded in one call.
    /// Errors: those of AudioDecoder::read and Localizer::embed.
    [[nodiscard]] Result<std::vector<AudioEmbedding>> at(std::span<const MediaTime> times,
                                                         std::stop_token stop);

    /// Clips embedded so far.
    [[nodiscard]] std::int64_t embeddedClips() const { return m_embeddedClips; }
    /// Nothing in all that was read so far: a silent file, or channels that cancel in their mean.
    [[nodiscard]] bool isSilent() const { return m_loudest < kSilentPeak; }
    [[nodiscard]] const StageTimes &soundTimes() const { return m_soundTimes; }

private:
    using Key = std::int64_t;
    struct Entry
    {
        Key key;
        AudioEmbedding embedding;
    };

    [[nodiscard]] Key keyOf(MediaTime time) const;
    [[nodiscard]] const AudioEmbedding *find(Key key);
    [[nodiscard]] Result<AudioClip> read(Key key, std::stop_token stop);
    [[nodiscard]] Result<void> embedMissing(const std::vector<Key> &missing, std::stop_token stop);

    std::unique_ptr<SoundSource> m_source;
    SoundWindowOptions m_options;
    const Localizer &m_localizer;
    std::list<Entry> m_entries; // most recently used first
    std::optional<AudioEmbedding> m_silence;
    std::int64_t m_embeddedClips = 0;
    float m_loudest = 0; // largest absolute sample so far
    StageTimes m_soundTimes;
};

} // namespace soundlocus
