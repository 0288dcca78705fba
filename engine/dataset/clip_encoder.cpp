// SPDX-License-Identifier: MIT
#include "engine/dataset/clip_encoder.h"

#include "engine/dataset/clip_check.h"
#include "engine/dataset/media_source.h"
#include "engine/features/image_resample.h"
#include "engine/media/encoded_bytes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <exception>

namespace soundlocus {

namespace {

std::string formatted(const char *format, double value)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

EncodedClip skipped(SkipReason reason, std::string detail)
{
    EncodedClip clip;
    clip.outcome.reason = reason;
    clip.outcome.detail = std::move(detail);
    return clip;
}

/// A file without any sound is as silent as one full of zeros.
EncodedClip skipped(const Error &error)
{
    const SkipReason reason = error.code == ErrorCode::NotFound  ? SkipReason::Missing
                              : error.code == ErrorCode::NoAudio ? SkipReason::Silent
                                                                 : SkipReason::Unreadable;
    return skipped(reason, toString(error));
}

EncodedClip encode(const TrainingItem &item, const PrepareOptions &options)
{
    const auto sample = loadTrainingSample(item);
    if (!sample)
        return skipped(sample.error());
    const AudioClip &sound = sample->sound;
    if (sound.duration() < options.shortestSound && !options.kept.contains(SkipReason::TooShort))
        return skipped(SkipReason::TooShort,
                       formatted("%.3f s of sound", toSeconds(sound.duration())));
    const double level = levelDb(sound);
    if (!(level >= options.silentDb) && !options.kept.contains(SkipReason::Silent))
        return skipped(SkipReason::Silent,
                       std::isfinite(level) ? formatted("%.1f dB", level) : "digital silence");
    if (!item.sample.video.empty() && !options.kept.contains(SkipReason::Still)) {
        const auto still = isStillVideo(item.sample.video,
                                        {sound.start(), sound.start() + sound.duration()});
        if (!still)
            return skipped(still.error());
        if (*still)
            return skipped(SkipReason::Still, "its pictures do not change");
    }
    const auto picture = encodeJpeg(scaledToSide(sample->frame, options.side), options.jpegQuality);
    if (!picture)
        return skipped(picture.error());
    const auto flac = encodeFlac(sound);
    if (!flac)
        return skipped(flac.error());
    EncodedClip clip;
    clip.bytes = *picture + *flac;
    StoredMedia media;
    media.pictureBytes = static_cast<std::int64_t>(picture->size());
    media.soundBytes = static_cast<std::int64_t>(flac->size());
    media.checksum = crc32(clip.bytes);
    media.frameTime = sample->frame.pts;
    media.soundStart = sound.start();
    media.pixelAspect = sample->frame.pixelAspect;
    clip.outcome.media = media;
    return clip;
}

} // namespace

Frame scaledToSide(const Frame &frame, int side)
{
    const int shortSide = std::min(frame.width(), frame.height());
    if (shortSide <= side)
        return frame;
    const auto scaled = [&](int length) {
        return static_cast<int>(std::lround(static_cast<double>(length) * side / shortSide));
    };
    const Size target{scaled(frame.width()), scaled(frame.height())};
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(
            resamplePicture(frame, target, {0, 0, target}, ResampleFilter::Bicubic));
    Frame result(std::move(pixels), target, 3 * target.width);
    result.pts = frame.pts;
    result.pixelAspect = frame.pixelAspect;
    return result;
}

EncodedClip encodeClip(const TrainingItem &item, const PrepareOptions &options)
{
    try {
        return encode(item, options);
    } catch (const std::exception &exception) {
        return skipped(SkipReason::Unreadable, exception.what());
    }
}

} // namespace soundlocus
