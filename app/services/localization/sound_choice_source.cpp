// SPDX-License-Identifier: MIT
#include "app/services/localization/sound_choice_source.h"

#include "app/services/localization/replacement_sounds.h"
#include "app/services/localization/scene_lookup.h"
#include "engine/media/media_file.h"
#include "engine/pipeline/sound_windows.h"

#include <utility>
#include <vector>

namespace soundlocus {

namespace {

using Source = std::unique_ptr<SoundSource>;

constexpr std::uint64_t kNoiseSeed = 1;
constexpr int kNoiseRateHz = 16000;

Result<AudioDecoder> openSound(const std::filesystem::path &path, int sampleRateHz)
{
    const auto file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    if (!file->hasAudio())
        return fail(ErrorCode::NoAudio,
                    path.string() + ": has no sound; choose another sound for the map");
    AudioDecoderOptions options;
    options.sampleRateHz = sampleRateHz;
    return AudioDecoder::open(*file, options);
}

Result<Source> repeated(const std::filesystem::path &path, int sampleRateHz, std::stop_token stop)
{
    auto decoder = openSound(path, sampleRateHz);
    if (!decoder)
        return Unexpected(decoder.error());
    auto clip = decoder->readAll(kMaxWholeSound, std::move(stop));
    if (!clip)
        return Unexpected(clip.error());
    return Source(std::make_unique<RepeatedSound>(*std::move(clip)));
}

Result<Source> stems(const MediaSummary &media, const QStringList &muted, int sampleRateHz)
{
    const std::vector<SceneStem> all = sceneStemsOf(media);
    if (all.empty())
        return fail(ErrorCode::NotFound,
                    media.path.toStdString()
                            + ": is no composed scene, its objects cannot be muted; choose its own "
                              "sound");
    std::vector<AudioDecoder> parts;
    for (const SceneStem &stem : all) {
        if (muted.contains(QString::fromStdString(stem.id)))
            continue;
        auto part = openSound(stem.file,
                              parts.empty() ? sampleRateHz : parts.front().sampleRateHz());
        if (!part)
            return Unexpected(part.error());
        parts.push_back(*std::move(part));
    }
    return Source(std::make_unique<MixedSound>(std::move(parts)));
}

} // namespace

Result<std::unique_ptr<SoundSource>> openSoundChoice(const MediaSummary &media,
                                                     const SoundChoice &choice,
                                                     int sampleRateHz,
                                                     std::stop_token stop)
{
    switch (choice.kind) {
    case SoundChoice::Kind::Own: {
        auto decoder = openSound(media.path.toStdString(), sampleRateHz);
        if (!decoder)
            return Unexpected(decoder.error());
        return Source(std::make_unique<DecodedSound>(*std::move(decoder)));
    }
    case SoundChoice::Kind::Silence:
        return Source(std::make_unique<SilentSound>());
    case SoundChoice::Kind::Noise:
        return Source(std::make_unique<NoiseSound>(sampleRateHz > 0 ? sampleRateHz : kNoiseRateHz,
                                                   kNoiseSeed));
    case SoundChoice::Kind::File:
        return repeated(choice.path.toStdString(), sampleRateHz, std::move(stop));
    case SoundChoice::Kind::Stems:
        return stems(media, choice.mutedObjects, sampleRateHz);
    }
    return fail(ErrorCode::Internal, "unknown choice of sound");
}

} // namespace soundlocus
