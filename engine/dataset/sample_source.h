// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/audio_clip.h"
#include "engine/core/frame.h"
#include "engine/core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace soundlocus {

/// Longest sound that is kept of one item.
inline constexpr MediaTime kMaxTrainingSound = std::chrono::seconds(20);

/// One line of a training list.
struct TrainingItem
{
    LabelledSample sample;
    /// 0 easy to 1 hard, from the column `level`; 0 where there is none.
    double level = 0;
    /// Sound that is kept of it at most; a prepared store holds no more anyway.
    MediaTime soundLimit = kMaxTrainingSound;

    bool operator==(const TrainingItem &) const = default;
};

/// What an item brings from disk, before any augmentation.
struct TrainingSample
{
    Frame frame;
    /// Whole sound of the item (at most its soundLimit), at its own rate.
    AudioClip sound;
};

/// What tells the content of a sample from another, without a look at the files it came from.
struct ContentStamp
{
    std::uintmax_t bytes = 0;
    std::string checksum;

    bool operator==(const ContentStamp &) const = default;
};

/// Samples by number. Implementations: media files as they lie, a prepared store.
/// Threads: load() is thread-safe; the rest is constant.
class SampleSource
{
public:
    virtual ~SampleSource() = default;
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// @param index below size()
    [[nodiscard]] virtual const TrainingItem &item(std::size_t index) const = 0;
    /// Errors: those of the decoders, NotFound, CorruptData.
    [[nodiscard]] virtual Result<TrainingSample> load(std::size_t index) const = 0;
    /// The sound alone, for sources that can spare the picture. Errors as of load().
    [[nodiscard]] virtual Result<AudioClip> loadSound(std::size_t index) const
    {
        auto sample = load(index);
        if (!sample)
            return Unexpected(sample.error());
        return std::move(sample->sound);
    }
    /// Of sources that hold the content themselves; none: the item's files are the content.
    [[nodiscard]] virtual std::optional<ContentStamp> stamp(std::size_t /*index*/) const
    {
        return std::nullopt;
    }
};

} // namespace soundlocus
