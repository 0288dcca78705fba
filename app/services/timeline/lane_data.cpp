// SPDX-License-Identifier: MIT
#include "app/services/timeline/lane_data.h"

#include <algorithm>

namespace soundlocus {

namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();
/// Coarser levels are made while a level has more columns than this.
constexpr std::size_t kSmallestLevel = 512;

WaveformColumn joined(const WaveformColumn &a, const WaveformColumn &b)
{
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// Columns [first, last) of a run for a pixel [begin, end) in units of columns from its first one;
/// at least the one that holds the middle; empty outside.
struct ColumnSpan
{
    std::int64_t first = 0;
    std::int64_t last = 0;
};

ColumnSpan columnsUnder(double begin, double end, std::int64_t count)
{
    const auto middle = static_cast<std::int64_t>(std::floor((begin + end) / 2));
    auto first = static_cast<std::int64_t>(std::floor(begin));
    auto last = static_cast<std::int64_t>(std::ceil(end));
    if (end - begin <= 1) {
        first = middle;
        last = middle + 1;
    }
    return {std::clamp<std::int64_t>(first, 0, count), std::clamp<std::int64_t>(last, 0, count)};
}

} // namespace

bool WaveformRun::covers(double first, double last) const
{
    const auto begin = static_cast<double>(firstColumn * step);
    return first >= begin
           && last <= begin + static_cast<double>(columns.size()) * static_cast<double>(step);
}

std::vector<WaveformColumn> WaveformRun::resampled(SampleGrid grid, int count) const
{
    std::vector<WaveformColumn> result(static_cast<std::size_t>(count), {kUnknown, kUnknown});
    const double offset = grid.first / static_cast<double>(step) - static_cast<double>(firstColumn);
    const double width = grid.step / static_cast<double>(step);
    for (int i = 0; i < count; ++i) {
        const auto [first, last] = columnsUnder(offset + i * width,
                                                offset + (i + 1) * width,
                                                static_cast<std::int64_t>(columns.size()));
        if (first >= last)
            continue;
        WaveformColumn &pixel = result[static_cast<std::size_t>(i)];
        pixel = columns[static_cast<std::size_t>(first)];
        for (std::int64_t k = first + 1; k < last; ++k)
            pixel = joined(pixel, columns[static_cast<std::size_t>(k)]);
    }
    return result;
}

bool SpectrumRun::covers(double first, double last) const
{
    const double begin = static_cast<double>(firstColumn) * step - lead;
    return first >= begin && last <= begin + static_cast<double>(columnCount()) * step;
}

QImage SpectrumRun::resampled(SampleGrid grid, QSize size) const
{
    QImage image(size, QImage::Format_Grayscale8);
    image.fill(0);
    if (bins == 0 || size.isEmpty())
        return image;
    const double offset = (grid.first + lead) / step - static_cast<double>(firstColumn);
    const double width = grid.step / step;
    std::vector<ColumnSpan> rows(static_cast<std::size_t>(size.height()));
    for (int y = 0; y < size.height(); ++y) {
        const double perRow = static_cast<double>(bins) / size.height();
        const int fromBottom = size.height() - 1 - y;
        rows[static_cast<std::size_t>(y)] = columnsUnder(
                fromBottom * perRow, (fromBottom + 1) * perRow, bins);
    }
    std::vector<unsigned> sums(static_cast<std::size_t>(bins));
    uchar *pixels = image.bits();
    const qsizetype stride = image.bytesPerLine();
    for (int x = 0; x < size.width(); ++x) {
        const auto [first, last] = columnsUnder(
                offset + x * width, offset + (x + 1) * width, columnCount());
        if (first >= last)
            continue;
        std::ranges::fill(sums, 0U);
        for (std::int64_t k = first; k < last; ++k) {
            const std::uint8_t *column = levels.data() + k * bins;
            for (std::size_t bin = 0; bin < sums.size(); ++bin)
                sums[bin] += column[bin];
        }
        for (int y = 0; y < size.height(); ++y) {
            const auto [low, high] = rows[static_cast<std::size_t>(y)];
            unsigned sum = 0;
            for (std::int64_t bin = low; bin < high; ++bin)
                sum += sums[static_cast<std::size_t>(bin)];
            const auto parts = static_cast<unsigned>((high - low) * (last - first));
            pixels[y * stride + x] = static_cast<std::uint8_t>((sum + parts / 2) / parts);
        }
    }
    return image;
}

std::uint8_t levelOf(float decibels)
{
    const double unit = (decibels - kFloorDecibels) / (kTopDecibels - kFloorDecibels);
    return static_cast<std::uint8_t>(1 + std::lround(254 * std::clamp(unit, 0.0, 1.0)));
}

void WaveformPyramid::clear()
{
    m_levels.assign(1, {});
}

void WaveformPyramid::append(const WaveformRun &run)
{
    WaveformRun &finest = m_levels.front();
    if (finest.columns.empty()) {
        finest.step = run.step;
        finest.firstColumn = run.firstColumn;
    }
    finest.columns.insert(finest.columns.end(), run.columns.begin(), run.columns.end());
    for (std::size_t level = 0; m_levels[level].columns.size() > kSmallestLevel; ++level) {
        if (level + 1 == m_levels.size())
            m_levels.push_back({2 * m_levels[level].step, m_levels[level].firstColumn / 2, {}});
        const std::vector<WaveformColumn> &fine = m_levels[level].columns;
        std::vector<WaveformColumn> &coarse = m_levels[level + 1].columns;
        if (!coarse.empty())
            coarse.pop_back(); // may have been made of one half
        for (std::size_t k = coarse.size(); 2 * k < fine.size(); ++k)
            coarse.push_back(joined(fine[2 * k], fine[std::min(2 * k + 1, fine.size() - 1)]));
    }
}

std::vector<WaveformColumn> WaveformPyramid::resampled(SampleGrid grid, int count) const
{
    std::size_t level = 0;
    while (level + 1 < m_levels.size()
           && static_cast<double>(m_levels[level + 1].step) <= grid.step)
        ++level;
    return m_levels[level].resampled(grid, count);
}

void SpectrumPyramid::clear()
{
    m_levels.assign(1, {});
}

void SpectrumPyramid::append(const SpectrumRun &run)
{
    SpectrumRun &finest = m_levels.front();
    if (finest.levels.empty()) {
        finest.step = run.step;
        finest.lead = run.lead;
        finest.firstColumn = run.firstColumn;
        finest.bins = run.bins;
    }
    finest.levels.insert(finest.levels.end(), run.levels.begin(), run.levels.end());
    const auto bins = static_cast<std::size_t>(finest.bins);
    for (std::size_t level = 0;
         m_levels[level].columnCount() > static_cast<std::int64_t>(kSmallestLevel);
         ++level) {
        if (level + 1 == m_levels.size())
            m_levels.push_back({2 * m_levels[level].step,
                                m_levels[level].lead,
                                m_levels[level].firstColumn / 2,
                                m_levels[level].bins,
                                {}});
        const SpectrumRun &fine = m_levels[level];
        SpectrumRun &coarse = m_levels[level + 1];
        // Whole pairs only; a last single column shows once its other half is there.
        const std::int64_t wanted = fine.columnCount() / 2;
        for (std::int64_t k = coarse.columnCount(); k < wanted; ++k) {
            const std::uint8_t *pair = fine.levels.data() + 2 * k * fine.bins;
            for (std::size_t bin = 0; bin < bins; ++bin)
                coarse.levels.push_back(
                        static_cast<std::uint8_t>((pair[bin] + pair[bins + bin] + 1) / 2));
        }
    }
}

QImage SpectrumPyramid::resampled(SampleGrid grid, QSize size) const
{
    std::size_t level = 0;
    while (level + 1 < m_levels.size() && m_levels[level + 1].step <= grid.step)
        ++level;
    return m_levels[level].resampled(grid, size);
}

} // namespace soundlocus
