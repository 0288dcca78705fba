// SPDX-License-Identifier: MIT
#pragma once

#include "engine/dataset/sample_source.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace soundlocus {

/// Loads what an item names: its picture, or the picture of its video at its time (the middle where
/// it has none), and its sound. Of a sound longer than its soundLimit the part around that time
/// is kept where it belongs to a video, else its beginning, as the published programs do. Pictures
/// keep the orientation they are stored in, as published code opens them. Threads: reentrant.
/// Errors: those of the decoders, OutOfRange (time behind the end of the video), NoAudio.
[[nodiscard]] Result<TrainingSample> loadTrainingSample(const TrainingItem &item);

/// Media files as they lie. Threads: thread-safe; every load opens decoders of its own.
class MediaSampleSource final : public SampleSource
{
public:
    /// @param cacheBytes decoded pictures and sounds that are kept, each by its file, until so many
    /// bytes are full: an epoch that does not fit gains by the share that does. 0: none
    explicit MediaSampleSource(std::vector<TrainingItem> items, std::size_t cacheBytes = 0);
    MediaSampleSource(MediaSampleSource &&other) noexcept;
    MediaSampleSource &operator=(MediaSampleSource &&other) noexcept;
    ~MediaSampleSource() override;

    [[nodiscard]] std::size_t size() const override { return m_items.size(); }
    [[nodiscard]] const TrainingItem &item(std::size_t index) const override
    {
        return m_items.at(index);
    }
    [[nodiscard]] Result<TrainingSample> load(std::size_t index) const override;
    [[nodiscard]] Result<AudioClip> loadSound(std::size_t index) const override;

    /// Bytes in the cache now. Threads: thread-safe.
    [[nodiscard]] std::size_t cachedBytes() const;

private:
    class Cache;
    std::vector<TrainingItem> m_items;
    std::unique_ptr<Cache> m_cache;
};

} // namespace soundlocus
