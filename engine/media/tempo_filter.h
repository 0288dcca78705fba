// SPDX-License-Identifier: MIT
// Internal to engine/media: sound quicker or slower at its own pitch.
#pragma once

#include "engine/core/result.h"

#include <memory>
#include <span>
#include <vector>

namespace soundlocus {

/// Interleaved float32 stereo through FFmpeg's atempo (overlapping waveforms). What comes out after
/// n instants belongs to the instant n * tempo of what went in.
/// Threads: one thread at a time.
class TempoFilter
{
public:
    /// @param tempo 0.25 .. 2. Errors: UnsupportedFormat (this FFmpeg has no atempo).
    [[nodiscard]] static Result<TempoFilter> create(int sampleRateHz, double tempo);
    TempoFilter(TempoFilter &&other) noexcept;
    TempoFilter &operator=(TempoFilter &&other) noexcept;
    ~TempoFilter();

    /// Takes a piece and appends what is ready to `output`. An empty piece is the end of the sound:
    /// what is still inside follows. Errors: TooLarge (memory), Internal.
    [[nodiscard]] Result<void> run(std::span<const float> piece, std::vector<float> &output);

private:
    struct Impl;
    explicit TempoFilter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus
