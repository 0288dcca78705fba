// SPDX-License-Identifier: MIT
#include "ui/panels/sound_onsets.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace soundlocus {

namespace {

constexpr MediaTime kColumn = std::chrono::milliseconds(5);
/// What the level is compared with: its mean over so many columns before, and after.
constexpr std::size_t kWindow = 6;
constexpr double kLeastRise = 2;        // 6 dB
constexpr double kAudible = 0.01;       // -40 dB of full scale
constexpr double kSilenceFloor = 0.001; // -60 dB: nothing is a rise over less

double levelOf(const WaveformColumn &column)
{
    const double level = std::max(std::abs(column.low), std::abs(column.high));
    return std::isfinite(level) ? level : 0;
}

double meanLevel(std::span<const WaveformColumn> columns)
{
    double sum = 0;
    for (const WaveformColumn &column : columns)
        sum += levelOf(column);
    return sum / static_cast<double>(columns.size());
}

} // namespace

std::optional<std::size_t> onsetIn(std::span<const WaveformColumn> columns)
{
    std::optional<std::size_t> best;
    double largest = kLeastRise;
    for (std::size_t i = kWindow; i + kWindow <= columns.size(); ++i) {
        const double before = std::max(kSilenceFloor,
                                       meanLevel(columns.subspan(i - kWindow, kWindow)));
        const double after = meanLevel(columns.subspan(i, kWindow));
        if (after >= kAudible && after / before > largest) {
            largest = after / before;
            best = i;
        }
    }
    return best;
}

std::optional<MediaTime> onsetNear(const TimelineSource &source, MediaTime time, MediaTime reach)
{
    const MediaTime begin = time - reach - kColumn * kWindow;
    const MediaTime end = time + reach + kColumn * kWindow;
    const auto count = static_cast<int>((end - begin) / kColumn);
    const std::vector<WaveformColumn> columns = source.waveform({begin, end}, count);
    const auto found = onsetIn(columns);
    if (!found)
        return std::nullopt;
    return std::max(MediaTime{0}, begin + kColumn * static_cast<std::int64_t>(*found));
}

} // namespace soundlocus
