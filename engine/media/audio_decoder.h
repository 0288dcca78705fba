// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/result.h"
#include "engine/media/media_file.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace soundlocus {

/// How several channels become one.
enum class Downmix {
    Mean, ///< mean of all channels
    Left, ///< first channel only (SSLalignment's test code)
};

struct AudioDecoderOptions
{
    /// Stream of the file; -1 = its first sound stream.
    int streamIndex = -1;
    /// 0 = the file's own rate.
    int sampleRateHz = 0;
    Downmix downmix = Downmix::Mean;
};

/// Sound of one stream as float32 mono. Sample positions are exact: sample k of the stream has the
/// time start + k / rate, where start keeps the stream's offset to the picture; gaps in the time
/// stamps longer than 50 ms are filled with silence, overlaps are cut.
/// Integer formats are divided by their largest magnitude (16 bit: 32768).
/// Threads: one thread at a time per object.
class AudioDecoder
{
public:
    /// Errors: those of MediaFile::open, NoAudio, UnsupportedFormat.
    [[nodiscard]] static Result<AudioDecoder> open(const MediaFile &file,
                                                   AudioDecoderOptions options = {});
    AudioDecoder(AudioDecoder &&other) noexcept;
    AudioDecoder &operator=(AudioDecoder &&other) noexcept;
    ~AudioDecoder();

    /// The sound of a time range, cut to the sample; shorter at the ends of the file, empty
    /// outside. Keeps a bounded piece in memory, so neighbouring and overlapping ranges are quick;
    /// memory does not grow with the file. Errors: CorruptData (nothing can be decoded), Cancelled.
    [[nodiscard]] Result<AudioClip> read(TimeRange range, std::stop_token stop = {});

    /// The whole stream. @param limit longer streams are cut there
    [[nodiscard]] Result<AudioClip> readAll(std::optional<MediaTime> limit = {},
                                            std::stop_token stop = {});

    [[nodiscard]] const AudioStreamFacts &stream() const;
    /// Rate of the clips that read() gives.
    [[nodiscard]] int sampleRateHz() const;
    [[nodiscard]] std::int64_t damagedPackets() const;

private:
    struct Impl;
    explicit AudioDecoder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus
