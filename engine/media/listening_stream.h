// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/media/media_file.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace soundlocus {

struct ListeningStreamOptions
{
    /// Stream of the file; -1 = its first sound stream.
    int streamIndex = -1;
    int sampleRateHz = 48000;
};

/// A run of float32 stereo, L R interleaved, nominally in [-1, 1] (never clipped).
struct ListeningBlock
{
    MediaTime start{0}; ///< of its first sample, on the file's axis
    std::vector<float> samples;

    [[nodiscard]] std::size_t sampleCount() const { return samples.size() / 2; }
};

/// The sound of a file for ears, in order from any time on: both channels (one is doubled, more are
/// mixed to two), one rate, quicker or slower at its own pitch. Gaps and overlaps of the time
/// stamps as in AudioDecoder. Sample k has the time k / rate after the start of the stream; a start
/// in the middle gives the samples that a run from the beginning gives there, in Matroska to within
/// its milliseconds. Memory does not grow with the file.
/// Threads: one thread at a time per object.
class ListeningStream
{
public:
    static constexpr int kChannels = 2;
    static constexpr double kSlowest = 0.25;
    static constexpr double kQuickest = 2.0;

    /// Errors: those of MediaFile::open, NoAudio, UnsupportedFormat, CorruptData, InvalidArgument
    /// (rate).
    [[nodiscard]] static Result<ListeningStream> open(const MediaFile &file,
                                                      ListeningStreamOptions options = {});
    ListeningStream(ListeningStream &&other) noexcept;
    ListeningStream &operator=(ListeningStream &&other) noexcept;
    ~ListeningStream();

    /// The next block begins with the sample nearest to `time`; before the stream's start it is
    /// silence. @param tempo kSlowest .. kQuickest, file time that passes in a second
    /// Errors: those of open() when the file cannot be read any more.
    [[nodiscard]] Result<void> startAt(MediaTime time, double tempo = 1.0);

    /// The block behind the last one, at most about 0.1 s long; nothing at the end of the stream.
    /// Errors: CorruptData, Cancelled.
    [[nodiscard]] Result<std::optional<ListeningBlock>> next(const std::stop_token &stop = {});

    /// Start of the stream on the file's axis, as its first sample tells.
    [[nodiscard]] MediaTime start() const;
    [[nodiscard]] int sampleRateHz() const;
    [[nodiscard]] std::int64_t damagedPackets() const;

private:
    struct Impl;
    explicit ListeningStream(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus
