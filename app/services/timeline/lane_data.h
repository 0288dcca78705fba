// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"
#include "ui/services/timeline_source.h"

#include <QImage>

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace soundlocus {

/// Where sample k of a stream lies: start + k / rate.
struct SampleAxis
{
    int rateHz = 0; ///< 0: no sound
    MediaTime start{0};

    [[nodiscard]] double sampleAt(MediaTime time) const
    {
        return static_cast<double>((time - start).count()) * rateHz / 1e6;
    }
    [[nodiscard]] MediaTime timeOf(std::int64_t sample) const
    {
        return start + MediaTime(std::llround(static_cast<double>(sample) * 1e6 / rateHz));
    }
    bool operator==(const SampleAxis &) const = default;
};

/// An axis of columns or pixels over samples: column i covers [first + i * step, + step).
struct SampleGrid
{
    double first = 0;
    double step = 1;
};

/// Smallest and largest sample of equal runs: column i covers samples [(firstColumn + i) * step,
/// + step).
struct WaveformRun
{
    std::int64_t step = 1;
    std::int64_t firstColumn = 0;
    std::vector<WaveformColumn> columns;

    /// Whether all of [first, last) samples is in it.
    [[nodiscard]] bool covers(double first, double last) const;
    /// Extremes of columns of another grid; NaN outside.
    [[nodiscard]] std::vector<WaveformColumn> resampled(SampleGrid grid, int count) const;
};

/// Levels of a log-mel spectrogram, column after column, `bins` bytes each, lowest mel first.
/// Column i stands for samples [(firstColumn + i) * step - lead, + step).
struct SpectrumRun
{
    double step = 1;
    double lead = 0; ///< half a hop: the windows of a spectrogram have their middles at k * hop
    std::int64_t firstColumn = 0;
    int bins = 0;
    std::vector<std::uint8_t> levels;

    [[nodiscard]] std::int64_t columnCount() const
    {
        return bins == 0 ? 0 : static_cast<std::int64_t>(levels.size()) / bins;
    }
    [[nodiscard]] bool covers(double first, double last) const;
    /// Means over pixels of another grid, low mels at the bottom; 0 outside.
    [[nodiscard]] QImage resampled(SampleGrid grid, QSize size) const;
};

/// What a part of a file sounds like, at one fineness.
struct LaneRun
{
    WaveformRun waveform;
    SpectrumRun spectrum;
};

/// Level of a spectrogram's pixel, 1..255, linear in dB from kFloorDecibels to kTopDecibels.
/// A full-scale tone has 19.3 dB in the log-mel spectrogram of SSL-TIE, silence -100 dB.
inline constexpr double kFloorDecibels = -80;
inline constexpr double kTopDecibels = 20;
[[nodiscard]] std::uint8_t levelOf(float decibels);

/// A run and its halves, quarters and so on: any grid is answered from a few columns a pixel.
/// Grows at its end. Threads: one thread at a time.
class WaveformPyramid
{
public:
    void clear();
    /// @param run follows what is there, or is the first
    void append(const WaveformRun &run);
    [[nodiscard]] const WaveformRun &finest() const { return m_levels.front(); }
    [[nodiscard]] std::vector<WaveformColumn> resampled(SampleGrid grid, int count) const;

private:
    std::vector<WaveformRun> m_levels{1};
};

/// The same for spectra: a coarser column is the mean of two.
class SpectrumPyramid
{
public:
    void clear();
    void append(const SpectrumRun &run);
    [[nodiscard]] const SpectrumRun &finest() const { return m_levels.front(); }
    [[nodiscard]] QImage resampled(SampleGrid grid, QSize size) const;

private:
    std::vector<SpectrumRun> m_levels{1};
};

} // namespace soundlocus
