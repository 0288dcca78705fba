// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/timeline/lane_data.h"
#include "engine/core/result.h"
#include "engine/features/log_mel_columns.h"
#include "engine/media/audio_decoder.h"

#include <filesystem>
#include <stop_token>

namespace soundlocus {

/// How fine a run is.
struct LaneGrain
{
    std::int64_t samplesPerColumn = 1; ///< of the waveform
    std::int64_t hopsPerColumn = 1;    ///< of the spectrogram: columns of the model in one of ours

    bool operator==(const LaneGrain &) const = default;
};

/// Finest grain, in powers of two, with which so many samples stay below kMaxWaveformColumns and
/// kMaxSpectrumColumns.
[[nodiscard]] LaneGrain grainFor(std::int64_t samples,
                                 std::int64_t maxWaveform,
                                 std::int64_t maxSpectrum);

/// Reads the first sound stream of a file and reduces it to runs for the lanes: extremes, and the
/// columns of SSL-TIE's log-mel spectrogram (the sound at its own rate, as that network hears it).
/// Threads: one thread at a time.
class SoundScanner
{
public:
    /// Errors: those of MediaFile::open and AudioDecoder::open.
    [[nodiscard]] static Result<SoundScanner> open(const std::filesystem::path &path);

    [[nodiscard]] SampleAxis axis() const;
    /// Hop of the spectrogram in samples.
    [[nodiscard]] std::int64_t hop() const { return m_columns.spec().hopLength; }

    struct Piece
    {
        LaneRun run;
        bool isLast = false; ///< the sound ends in it
    };
    /// Columns that begin in samples [first, last). A spectrum column is the mean of at most
    /// kHopsSeen of its hops, spread evenly. Errors: CorruptData, Cancelled (within 50 ms).
    [[nodiscard]] Result<Piece> read(std::int64_t first,
                                     std::int64_t last,
                                     LaneGrain grain,
                                     const std::stop_token &stop);

    /// What a column of a coarse spectrogram looks at: decoding is to be what takes the time.
    static constexpr std::int64_t kHopsSeen = 4;

private:
    SoundScanner(AudioDecoder decoder, LogMelColumns columns);
    [[nodiscard]] Result<SpectrumRun> spectrum(std::span<const float> samples,
                                               std::int64_t firstSample,
                                               std::int64_t firstColumn,
                                               std::int64_t lastColumn,
                                               std::int64_t hopsPerColumn,
                                               const std::stop_token &stop);
    AudioDecoder m_decoder;
    LogMelColumns m_columns;
};

} // namespace soundlocus
