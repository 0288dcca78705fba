// SPDX-License-Identifier: MIT
#include "engine/pipeline/frame_table.h"

#include "engine/render/heatmap_overlay.h"

#include <fmt/format.h>

namespace soundlocus {

namespace {

constexpr std::string_view kHeader = "frame\tpts_s\tpeak_x\tpeak_y\tpeak\tmean\tarea\n";
constexpr std::size_t kFlushBytes = std::size_t{64} << 10;

} // namespace

FrameTable::FrameTable(AtomicFile file, std::optional<double> areaThreshold)
    : m_file(std::move(file))
    , m_areaThreshold(areaThreshold)
    , m_lines(kHeader)
{}

Result<FrameTable> FrameTable::create(const std::filesystem::path &path,
                                      std::optional<double> areaThreshold)
{
    auto file = AtomicFile::create(path);
    if (!file)
        return Unexpected(file.error());
    return FrameTable(*std::move(file), areaThreshold);
}

Result<void> FrameTable::append(const Frame &frame, const Heatmap &map)
{
    const HeatmapStatistics statistics = statisticsOf(map);
    const double halfWay = (static_cast<double>(statistics.minimum) + statistics.maximum) / 2;
    const double threshold = m_areaThreshold.value_or(halfWay);
    m_lines += fmt::format("{}\t{:.6f}\t{:.4f}\t{:.4f}\t{:.6f}\t{:.6f}\t{:.4f}\n",
                           frame.index,
                           toSeconds(frame.pts),
                           statistics.peakFrameX,
                           statistics.peakFrameY,
                           statistics.maximum,
                           statistics.mean,
                           shareAbove(map, threshold));
    return m_lines.size() < kFlushBytes ? Result<void>() : flush();
}

Result<void> FrameTable::flush()
{
    auto written = m_file.write(m_lines);
    m_lines.clear();
    return written;
}

Result<void> FrameTable::finish()
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    return m_file.commit();
}

} // namespace soundlocus
