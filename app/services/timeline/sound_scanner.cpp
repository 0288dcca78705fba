// SPDX-License-Identifier: MIT
#include "app/services/timeline/sound_scanner.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

std::int64_t dividedUp(std::int64_t value, std::int64_t by)
{
    return (value + by - 1) / by;
}

WaveformRun waveformOf(std::span<const float> samples,
                       std::int64_t firstSample,
                       std::int64_t firstColumn,
                       std::int64_t lastColumn,
                       std::int64_t step)
{
    WaveformRun run{step, firstColumn, {}};
    const auto end = firstSample + static_cast<std::int64_t>(samples.size());
    for (std::int64_t column = firstColumn; column < lastColumn && column * step < end; ++column) {
        const std::int64_t from = std::max(column * step, firstSample) - firstSample;
        const std::int64_t to = std::min((column + 1) * step, end) - firstSample;
        const auto part = samples.subspan(static_cast<std::size_t>(from),
                                          static_cast<std::size_t>(to - from));
        const auto [low, high] = std::ranges::minmax(part);
        run.columns.push_back({low, high});
    }
    return run;
}

} // namespace

LaneGrain grainFor(std::int64_t samples, std::int64_t maxWaveform, std::int64_t maxSpectrum)
{
    LaneGrain grain;
    while (samples / grain.samplesPerColumn > maxWaveform)
        grain.samplesPerColumn *= 2;
    while (samples / (LogMelSpec{}.hopLength * grain.hopsPerColumn) > maxSpectrum)
        grain.hopsPerColumn *= 2;
    return grain;
}

SoundScanner::SoundScanner(AudioDecoder decoder, LogMelColumns columns)
    : m_decoder(std::move(decoder))
    , m_columns(std::move(columns))
{}

Result<SoundScanner> SoundScanner::open(const std::filesystem::path &path)
{
    const Result<MediaFile> file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    Result<AudioDecoder> decoder = AudioDecoder::open(*file);
    if (!decoder)
        return Unexpected(decoder.error());
    if (decoder->sampleRateHz() < 2)
        return fail(ErrorCode::UnsupportedFormat, "the sound has no usable rate");
    LogMelColumns columns(decoder->sampleRateHz());
    return SoundScanner(std::move(*decoder), std::move(columns));
}

SampleAxis SoundScanner::axis() const
{
    return {m_decoder.sampleRateHz(), m_decoder.stream().start};
}

Result<SoundScanner::Piece> SoundScanner::read(std::int64_t first,
                                               std::int64_t last,
                                               LaneGrain grain,
                                               const std::stop_token &stop)
{
    const SampleAxis axis = this->axis();
    const std::int64_t hopStep = hop() * grain.hopsPerColumn;
    const std::int64_t firstBucket = dividedUp(first, grain.samplesPerColumn);
    const std::int64_t lastBucket = dividedUp(last, grain.samplesPerColumn);
    const std::int64_t firstColumn = dividedUp(first, hopStep);
    const std::int64_t lastColumn = dividedUp(last, hopStep);
    // A window beyond both ends, so that only the ends of the sound are reflected; a time is
    // rounded to a microsecond, which is less than a sample.
    const std::int64_t margin = m_columns.shortest() + 2;
    const std::int64_t from = std::max<std::int64_t>(0, first - margin);
    const std::int64_t to = std::max(lastBucket * grain.samplesPerColumn, lastColumn * hopStep)
                            + margin;
    const Result<AudioClip> clip = m_decoder.read({axis.timeOf(from), axis.timeOf(to)}, stop);
    if (!clip)
        return Unexpected(clip.error());
    const auto begin = std::llround(axis.sampleAt(clip->start()));
    Piece piece;
    piece.isLast = begin + static_cast<std::int64_t>(clip->sampleCount()) < to - 1;
    piece.run.waveform = waveformOf(
            clip->samples(), begin, firstBucket, lastBucket, grain.samplesPerColumn);
    Result<SpectrumRun> columns = spectrum(
            clip->samples(), begin, firstColumn, lastColumn, grain.hopsPerColumn, stop);
    if (!columns)
        return Unexpected(columns.error());
    piece.run.spectrum = std::move(*columns);
    return piece;
}

Result<SpectrumRun> SoundScanner::spectrum(std::span<const float> samples,
                                           std::int64_t firstSample,
                                           std::int64_t firstColumn,
                                           std::int64_t lastColumn,
                                           std::int64_t hopsPerColumn,
                                           const std::stop_token &stop)
{
    const auto count = static_cast<std::int64_t>(samples.size());
    const auto bins = static_cast<std::size_t>(m_columns.spec().nMels);
    SpectrumRun run{static_cast<double>(hop() * hopsPerColumn),
                    static_cast<double>(hop()) / 2,
                    firstColumn,
                    static_cast<int>(bins),
                    {}};
    if (count < m_columns.shortest())
        return run;
    const std::int64_t stride = std::max<std::int64_t>(1, hopsPerColumn / kHopsSeen);
    std::vector<float> column(bins);
    std::vector<float> sum(bins);
    for (std::int64_t k = firstColumn; k < lastColumn; ++k) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "the spectrogram was cancelled");
        std::ranges::fill(sum, 0.0F);
        int seen = 0;
        for (std::int64_t h = 0; h < hopsPerColumn; h += stride) {
            const std::int64_t center = (k * hopsPerColumn + h) * hop() - firstSample;
            if (center > count)
                break;
            m_columns.compute(samples, center, column);
            std::ranges::transform(sum, column, sum.begin(), std::plus<>());
            ++seen;
        }
        if (seen == 0)
            break;
        for (const float decibels : sum)
            run.levels.push_back(levelOf(decibels / static_cast<float>(seen)));
    }
    return run;
}

} // namespace soundlocus
