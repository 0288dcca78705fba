// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/media_time.h"

#include <memory>
#include <span>
#include <vector>

namespace soundlocus {

/// What the values of a heatmap mean.
enum class HeatmapScale {
    Cosine, ///< cosine similarity, [-1, 1] ([0, 1] where features are post-ReLU)
    Logit,  ///< cosine / kLogitTemperature (EZ-VSL, FNAC, SLAVC)
    Unit,   ///< rescaled to [0, 1]
};

/// Temperature that EZ-VSL, FNAC and SLAVC divide their cosine by.
inline constexpr double kLogitTemperature = 0.03;

/// Smallest and largest value that a scale allows.
struct ScaleLimits
{
    double low = 0;
    double high = 1;
};
[[nodiscard]] ScaleLimits limitsOf(HeatmapScale scale);

/// Part of the displayed frame that a map covers, in fractions of the frame, origin top-left. The
/// whole frame unless the input was cropped (`--fit official` of SSL-TIE and LVS).
struct FrameRegion
{
    double x0 = 0;
    double y0 = 0;
    double x1 = 1;
    double y1 = 1;

    bool operator==(const FrameRegion &) const = default;
};

/// Similarity of every place of a picture with a sound: [height, width] float32, row 0 = top.
/// Cheap to copy; threads: a value.
class Heatmap
{
public:
    Heatmap() = default;
    /// @param values height * width numbers, row by row
    Heatmap(std::vector<float> values, Size size, HeatmapScale scale);

    [[nodiscard]] bool isEmpty() const { return m_size.isEmpty(); }
    [[nodiscard]] Size size() const { return m_size; }
    [[nodiscard]] int width() const { return m_size.width; }
    [[nodiscard]] int height() const { return m_size.height; }
    [[nodiscard]] HeatmapScale scale() const { return m_scale; }
    [[nodiscard]] std::span<const float> values() const
    {
        return m_values ? std::span<const float>(*m_values) : std::span<const float>();
    }
    [[nodiscard]] float at(int x, int y) const
    {
        return (*m_values)[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_size.width)
                           + static_cast<std::size_t>(x)];
    }

    /// Presentation time of the frame it belongs to.
    MediaTime pts{0};
    /// Part of that frame it covers.
    FrameRegion region;

private:
    std::shared_ptr<const std::vector<float>> m_values;
    Size m_size;
    HeatmapScale m_scale = HeatmapScale::Cosine;
};

/// Smallest, largest and mean value, and where the largest lies (first in row order).
struct HeatmapStatistics
{
    float minimum = 0;
    float maximum = 0;
    double mean = 0;
    /// Cell of the maximum.
    int peakX = 0;
    int peakY = 0;
    /// Centre of that cell in fractions of the displayed frame (region applied).
    double peakFrameX = 0;
    double peakFrameY = 0;
};

/// @param heatmap not empty
[[nodiscard]] HeatmapStatistics statisticsOf(const Heatmap &heatmap);

} // namespace soundlocus
