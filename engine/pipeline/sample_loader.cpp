// SPDX-License-Identifier: MIT
#include "engine/pipeline/sample_loader.h"

#include "engine/pipeline/map_folder.h"
#include "engine/pipeline/sound_windows.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// A sound is longer than the network takes if by more than this: clips of 10 s have 10.01 s.
constexpr MediaTime kWholeSlack = std::chrono::milliseconds(500);

/// The channels that the family's own test code uses.
Downmix downmixOf(ModelFamily family)
{
    return family == ModelFamily::SslAlign ? Downmix::Left : Downmix::Mean;
}

} // namespace

SampleLoader::SampleLoader(std::shared_ptr<const Localizer> localizer,
                           FitMode fit,
                           std::optional<MediaTime> audioWindow,
                           MediaTime soundLimit)
    : m_localizer(std::move(localizer))
    , m_fit(fit)
    , m_audioWindow(audioWindow)
    , m_soundLimit(soundLimit)
{
    if (audioWindow)
        m_audioWindow = heardWindow(*audioWindow, m_localizer->spec());
}

Result<LoadedSample> SampleLoader::load(const LabelledSample &sample, std::stop_token stop)
{
    const auto picture = loadFrame(sample, stop);
    if (!picture)
        return Unexpected(picture.error());
    auto image = m_localizer->prepare(picture->frame, m_fit);
    if (!image)
        return Unexpected(image.error());
    LoadedSample loaded;
    loaded.image = std::move(*image);
    loaded.isPictureDamaged = picture->isDamaged;
    if (auto sound = loadSound(sample, loaded, stop); !sound)
        return Unexpected(sound.error());
    return loaded;
}

Result<StillPicture> SampleLoader::loadFrame(const LabelledSample &sample, std::stop_token stop)
{
    if (!sample.picture.empty())
        return readStillPicture(sample.picture,
                                m_fit == FitMode::Official ? Orientation::Ignore
                                                           : Orientation::Apply);
    if (sample.video.empty())
        return fail(ErrorCode::InvalidArgument,
                    "neither a picture nor a video is named; fill its 'picture' or 'video' cell");
    if (!sample.time)
        return fail(ErrorCode::InvalidArgument,
                    "a video needs the time of its picture; fill its 'time_s' cell");
    auto frame = loadVideoFrame(sample, std::move(stop));
    if (!frame)
        return Unexpected(frame.error());
    return StillPicture{*std::move(frame), false};
}

Result<Frame> SampleLoader::loadVideoFrame(const LabelledSample &sample, std::stop_token stop)
{
    if (!m_video || m_videoPath != sample.video) {
        m_video.reset();
        const auto file = MediaFile::open(sample.video);
        if (!file)
            return Unexpected(file.error());
        auto decoder = VideoDecoder::open(*file);
        if (!decoder)
            return Unexpected(decoder.error());
        m_video.emplace(std::move(*decoder));
        m_videoPath = sample.video;
    }
    const VideoStreamFacts &facts = m_video->stream();
    if (facts.duration > MediaTime{0} && *sample.time > facts.start + facts.duration + kEndSlack)
        return fail(ErrorCode::OutOfRange,
                    sample.video.string() + ": ends at "
                            + std::to_string(toSeconds(facts.start + facts.duration))
                            + " s, before time_s of the row; correct one of them");
    if (*sample.time < facts.start - kEndSlack)
        return fail(ErrorCode::OutOfRange,
                    sample.video.string() + ": begins at " + std::to_string(toSeconds(facts.start))
                            + " s, behind time_s of the row; correct one of them");
    return m_video->frameAt(*sample.time, std::move(stop));
}

Result<void> SampleLoader::loadSound(const LabelledSample &sample,
                                     LoadedSample &loaded,
                                     std::stop_token stop)
{
    const std::filesystem::path path = sample.sound.empty() ? sample.video : sample.sound;
    if (path.empty())
        return fail(ErrorCode::InvalidArgument, "a picture needs a sound; fill its 'sound' cell");
    loaded.soundKey = path.string();
    // Sound of a video is that around the picture.
    const bool hasTime = sample.time && !sample.video.empty();
    if (hasTime && m_wholeSounds.count(path.string()) == 0)
        loaded.soundKey += '\n' + std::to_string(sample.time->count());
    if (m_soundKeys.count(loaded.soundKey) > 0)
        return {};
    const auto file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    AudioDecoderOptions options;
    options.downmix = downmixOf(m_localizer->spec().family);
    options.sampleRateHz = m_localizer->spec().audio.sampleRateHz;
    auto decoder = AudioDecoder::open(*file, options);
    if (!decoder)
        return Unexpected(decoder.error());
    const AudioStreamFacts &facts = decoder->stream();
    const auto clipOf = [&]() -> Result<AudioClip> {
        const MediaTime wanted = fromSeconds(m_localizer->spec().audio.seconds);
        const bool isLong = facts.duration > wanted + kWholeSlack;
        if (!m_audioWindow && hasTime && isLong) {
            const MediaTime begin = std::clamp(
                    *sample.time - wanted / 2, facts.start, facts.start + facts.duration - wanted);
            return decoder->read({begin, begin + wanted}, stop);
        }
        if (!m_audioWindow) {
            loaded.soundKey = path.string();
            m_wholeSounds.insert(loaded.soundKey);
            loaded.isSoundCut = facts.duration > m_soundLimit;
            return decoder->readAll(m_soundLimit, stop);
        }
        const MediaTime centre = hasTime ? *sample.time : facts.start + facts.duration / 2;
        const MediaTime begin = centre - *m_audioWindow / 2;
        return decoder->read({begin, begin + *m_audioWindow}, stop);
    };
    auto clip = clipOf();
    if (!clip)
        return Unexpected(clip.error());
    if (clip->isEmpty())
        return fail(ErrorCode::NoAudio,
                    path.string() + ": no sound at the time of the picture; check 'time_s'");
    loaded.sound = std::move(*clip);
    m_soundKeys.insert(loaded.soundKey);
    return {};
}

} // namespace soundlocus
