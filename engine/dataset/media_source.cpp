// SPDX-License-Identifier: MIT
#include "engine/dataset/media_source.h"

#include "engine/media/audio_decoder.h"
#include "engine/media/video_decoder.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// How far behind the last time stamp a time may lie and still mean the last picture: frame
/// durations and container durations are rounded.
constexpr MediaTime kEndSlack = std::chrono::milliseconds(500);

Result<Frame> loadVideoFrame(const MediaFile &file, std::optional<MediaTime> wanted)
{
    auto decoder = VideoDecoder::open(file);
    if (!decoder)
        return Unexpected(decoder.error());
    const VideoStreamFacts &facts = decoder->stream();
    const MediaTime end = facts.start + facts.duration;
    const MediaTime time = wanted.value_or(facts.start + facts.duration / 2);
    if (facts.duration > MediaTime{0} && time > end + kEndSlack)
        return fail(ErrorCode::OutOfRange,
                    file.path().string() + ": ends at " + std::to_string(toSeconds(end))
                            + " s, before time_s of the row; correct one of them");
    return decoder->frameAt(time);
}

/// @param centre what a sound longer than `limit` is cut around; none: its beginning is kept
Result<AudioClip> readSound(const MediaFile &file, std::optional<MediaTime> centre, MediaTime limit)
{
    auto decoder = AudioDecoder::open(file);
    if (!decoder)
        return Unexpected(decoder.error());
    const AudioStreamFacts &facts = decoder->stream();
    const auto read = [&]() -> Result<AudioClip> {
        if (!centre || facts.duration <= limit)
            return decoder->readAll(limit);
        const MediaTime last = facts.start + facts.duration - limit;
        const MediaTime begin = std::clamp(*centre - limit / 2, facts.start, last);
        return decoder->read({begin, begin + limit});
    };
    auto clip = read();
    if (clip && clip->isEmpty())
        return fail(ErrorCode::NoAudio,
                    file.path().string() + ": no sound could be read; check the file");
    return clip;
}

std::size_t bytesOf(const Frame &frame)
{
    return frame.bytes();
}

std::size_t bytesOf(const AudioClip &clip)
{
    return clip.sampleCount() * sizeof(float);
}

std::string timeKey(const std::optional<MediaTime> &time)
{
    return time ? std::to_string(time->count()) : std::string("middle");
}

Result<Frame> loadFrame(const LabelledSample &sample)
{
    if (!sample.picture.empty())
        return readPicture(sample.picture);
    const auto file = MediaFile::open(sample.video);
    if (!file)
        return Unexpected(file.error());
    return loadVideoFrame(*file, sample.time);
}

Result<AudioClip> loadSoundOf(const TrainingItem &item)
{
    const LabelledSample &sample = item.sample;
    const auto file = MediaFile::open(sample.sound.empty() ? sample.video : sample.sound);
    if (!file)
        return Unexpected(file.error());
    if (sample.video.empty())
        return readSound(*file, std::nullopt, item.soundLimit);
    if (sample.time)
        return readSound(*file, sample.time, item.soundLimit);
    // The middle of the picture, as for the frame.
    const auto video = sample.sound.empty() ? file : MediaFile::open(sample.video);
    if (!video)
        return Unexpected(video.error());
    if (!video->hasVideo())
        return readSound(*file, std::nullopt, item.soundLimit);
    const VideoStreamFacts &facts = video->facts().video.front();
    return readSound(*file, facts.start + facts.duration / 2, item.soundLimit);
}

std::string frameKey(const LabelledSample &sample)
{
    return sample.picture.empty() ? sample.video.string() + '\n' + timeKey(sample.time)
                                  : sample.picture.string();
}

std::string soundKey(const TrainingItem &item)
{
    const LabelledSample &sample = item.sample;
    const fs::path &sound = sample.sound.empty() ? sample.video : sample.sound;
    const std::string key = sound.string() + '\n' + std::to_string(item.soundLimit.count());
    return sample.video.empty() ? key
                                : key + '\n' + sample.video.string() + '\n' + timeKey(sample.time);
}

} // namespace

Result<TrainingSample> loadTrainingSample(const TrainingItem &item)
{
    auto frame = loadFrame(item.sample);
    if (!frame)
        return Unexpected(frame.error());
    auto sound = loadSoundOf(item);
    if (!sound)
        return Unexpected(sound.error());
    return TrainingSample{std::move(*frame), std::move(*sound)};
}

/// Decoded values by file. Nothing is thrown out: with a new order each epoch the oldest value is
/// as likely to be wanted as any other.
class MediaSampleSource::Cache
{
public:
    explicit Cache(std::size_t limit)
        : m_limit(limit)
    {}

    /// The value of a key, or what `load` gives.
    template <typename T, typename Load>
    Result<T> get(std::map<std::string, T> Cache::*values, const std::string &key, Load load)
    {
        if (m_limit == 0)
            return load();
        {
            const std::scoped_lock lock(m_mutex);
            const auto found = (this->*values).find(key);
            if (found != (this->*values).end())
                return found->second;
        }
        Result<T> value = load();
        if (!value)
            return value;
        const std::scoped_lock lock(m_mutex);
        const std::size_t bytes = bytesOf(*value) + key.size();
        if (bytes <= m_limit - m_used && (this->*values).emplace(key, *value).second)
            m_used += bytes;
        return value;
    }

    [[nodiscard]] std::size_t used()
    {
        const std::scoped_lock lock(m_mutex);
        return m_used;
    }

    std::map<std::string, Frame> frames;
    std::map<std::string, AudioClip> sounds;

private:
    std::mutex m_mutex; // guards all but the limit
    std::size_t m_used = 0;
    std::size_t m_limit;
};

MediaSampleSource::MediaSampleSource(std::vector<TrainingItem> items, std::size_t cacheBytes)
    : m_items(std::move(items))
    , m_cache(std::make_unique<Cache>(cacheBytes))
{}

MediaSampleSource::MediaSampleSource(MediaSampleSource &&other) noexcept = default;
MediaSampleSource &MediaSampleSource::operator=(MediaSampleSource &&other) noexcept = default;
MediaSampleSource::~MediaSampleSource() = default;

Result<TrainingSample> MediaSampleSource::load(std::size_t index) const
{
    const TrainingItem &item = m_items.at(index);
    const LabelledSample &sample = item.sample;
    auto frame = m_cache->get(&Cache::frames, frameKey(sample), [&] { return loadFrame(sample); });
    if (!frame)
        return Unexpected(frame.error());
    auto sound = m_cache->get(&Cache::sounds, soundKey(item), [&] { return loadSoundOf(item); });
    if (!sound)
        return Unexpected(sound.error());
    return TrainingSample{std::move(*frame), std::move(*sound)};
}

Result<AudioClip> MediaSampleSource::loadSound(std::size_t index) const
{
    const TrainingItem &item = m_items.at(index);
    return m_cache->get(&Cache::sounds, soundKey(item), [&] { return loadSoundOf(item); });
}

std::size_t MediaSampleSource::cachedBytes() const
{
    return m_cache->used();
}

} // namespace soundlocus
