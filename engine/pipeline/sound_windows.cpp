// SPDX-License-Identifier: MIT
#include "engine/pipeline/sound_windows.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// Number of the nearest multiple of `step`, halves upwards.
std::int64_t nearestMultiple(MediaTime time, MediaTime step)
{
    const std::int64_t shifted = time.count() + step.count() / 2;
    const std::int64_t quotient = shifted / step.count();
    return shifted % step.count() < 0 ? quotient - 1 : quotient;
}

} // namespace

MediaTime heardWindow(MediaTime window, const ModelSpec &spec)
{
    return std::min(window, fromSeconds(spec.audio.seconds));
}

SoundWindows::SoundWindows(AudioDecoder decoder,
                           SoundWindowOptions options,
                           const Localizer &localizer)
    : SoundWindows(std::make_unique<DecodedSound>(std::move(decoder)), options, localizer)
{}

SoundWindows::SoundWindows(std::unique_ptr<SoundSource> source,
                           SoundWindowOptions options,
                           const Localizer &localizer)
    : m_source(std::move(source))
    , m_options(options)
    , m_localizer(localizer)
{
    SOUNDLOCUS_EXPECTS(m_source != nullptr);
    SOUNDLOCUS_EXPECTS(options.hop > MediaTime{0});
    SOUNDLOCUS_EXPECTS(!options.window || *options.window > MediaTime{0});
    if (options.window)
        m_options.window = heardWindow(*options.window, localizer.spec());
}

SoundWindows::Key SoundWindows::keyOf(MediaTime time) const
{
    const bool isOne = !m_options.window || m_options.centre;
    return isOne ? 0 : nearestMultiple(time, m_options.hop);
}

const AudioEmbedding *SoundWindows::find(Key key)
{
    const auto found = std::ranges::find(m_entries, key, &Entry::key);
    if (found == m_entries.end())
        return nullptr;
    m_entries.splice(m_entries.begin(), m_entries, found);
    return &found->embedding;
}

Result<AudioClip> SoundWindows::read(Key key, std::stop_token stop)
{
    const StageClock clock(m_soundTimes);
    if (!m_options.window)
        return m_source->readAll(kMaxWholeSound, stop);
    const MediaTime centre = m_options.centre.value_or(key * m_options.hop);
    const MediaTime begin = centre - *m_options.window / 2;
    return m_source->read({begin, begin + *m_options.window}, stop);
}

Result<void> SoundWindows::embedMissing(const std::vector<Key> &missing, std::stop_token stop)
{
    std::vector<AudioClip> clips;
    std::vector<std::optional<std::size_t>> clipOfKey; // none: silence that is known already
    std::optional<std::size_t> silentClip;
    for (const Key key : missing) {
        auto clip = read(key, stop);
        if (!clip)
            return Unexpected(clip.error());
        for (const float sample : clip->samples())
            m_loudest = std::max(m_loudest, std::abs(sample));
        const bool isOutside = clip->isEmpty();
        if (isOutside && (m_silence || silentClip)) {
            clipOfKey.emplace_back(silentClip);
            continue;
        }
        if (isOutside)
            silentClip = clips.size();
        clipOfKey.emplace_back(clips.size());
        clips.push_back(*std::move(clip));
    }
    std::vector<AudioEmbedding> embeddings;
    if (!clips.empty()) {
        auto embedded = m_localizer.embed(clips,
                                          m_options.window ? AudioCut::Window : AudioCut::Official);
        if (!embedded)
            return Unexpected(embedded.error());
        SOUNDLOCUS_EXPECTS(embedded->size() == clips.size());
        embeddings = *std::move(embedded);
        m_embeddedClips += static_cast<std::int64_t>(clips.size());
    }
    if (silentClip)
        m_silence = embeddings[*silentClip];
    for (std::size_t i = 0; i < missing.size(); ++i)
        m_entries.push_front({missing[i], clipOfKey[i] ? embeddings[*clipOfKey[i]] : *m_silence});
    return {};
}

Result<std::vector<AudioEmbedding>> SoundWindows::at(std::span<const MediaTime> times,
                                                     std::stop_token stop)
{
    std::vector<Key> missing;
    for (const MediaTime time : times) {
        const Key key = keyOf(time);
        if (find(key) == nullptr && std::ranges::find(missing, key) == missing.end())
            missing.push_back(key);
    }
    if (!missing.empty()) {
        if (auto embedded = embedMissing(missing, stop); !embedded)
            return Unexpected(embedded.error());
    }
    std::vector<AudioEmbedding> result;
    result.reserve(times.size());
    for (const MediaTime time : times)
        result.push_back(*find(keyOf(time)));
    while (m_entries.size() > m_options.keptEmbeddings)
        m_entries.pop_back();
    return result;
}

} // namespace soundlocus
