// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"
#include "engine/render/color_map.h"
#include "engine/render/contour_line.h"
#include "engine/render/picture_view.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace soundlocus {

/// Range of map values that the colours span; values outside take the end colours.
struct ValueRange
{
    double low = 0;
    double high = 1;

    bool operator==(const ValueRange &) const = default;
};

/// Where the contour line runs.
struct ContourThreshold
{
    enum class Kind {
        TopPercent, ///< around the best `value` percent of the map, at 224 x 224 as the metric sees
                    ///< it
        Absolute,   ///< where the map has `value`, on its own scale
    };
    Kind kind = Kind::TopPercent;
    double value = 50;

    bool operator==(const ContourThreshold &) const = default;
};

enum class Interpolation {
    Smooth, ///< bilinear with half-pixel centres, as the official code up-samples
    Cells,  ///< the raw cells
};

struct OverlayOptions
{
    ColorMap colorMap = ColorMap::Viridis;
    /// Share of the heatmap in the mixture: 0 = only the picture, 1 = only the map.
    double opacity = 0.5;
    /// None: lowest to highest value of each map.
    std::optional<ValueRange> scale;
    std::optional<ContourThreshold> contour;
    Interpolation interpolation = Interpolation::Smooth;

    bool operator==(const OverlayOptions &) const = default;
};

/// One colour per level, as R, G, B and a spare byte in memory.
using PackedColors = std::array<std::uint32_t, 256>;

/// Paints heatmaps over their frames. Immutable; threads: reentrant.
class HeatmapOverlay
{
public:
    explicit HeatmapOverlay(const OverlayOptions &options);

    /// The frame with the map over the part of it that the map covers; times and aspect are kept. A
    /// map without spread (and no fixed scale) is painted in the lowest colour.
    /// Errors: InvalidArgument (empty frame or map), Internal.
    [[nodiscard]] Result<Frame> paint(const Frame &frame, const Heatmap &heatmap) const;

    /// The same for what a view shows of a frame, without the contour: a screen draws that itself.
    /// @param part scaledPart() of the frame
    /// Errors: InvalidArgument (empty part or map, part of another size), Internal.
    [[nodiscard]] Result<Frame> paintColors(const Frame &part,
                                            const Heatmap &heatmap,
                                            const PictureView &view) const;

private:
    [[nodiscard]] Result<Frame> paintOn(const Frame &part,
                                        const Heatmap &heatmap,
                                        const PictureView &view,
                                        bool withContour) const;

    OverlayOptions m_options;
    PackedColors m_colors{};
    std::uint16_t m_pictureWeight = 0; // in 1/256; the rest is the map's
};

/// Range of map values that the colours span: the fixed one, else from the map's lowest finite
/// value to its highest.
[[nodiscard]] ValueRange colorRange(const Heatmap &heatmap, const std::optional<ValueRange> &fixed);

/// The map's cells in steps of the colour table: 0 at the low end of colorRange(), 255 at the high
/// one; values outside are not cut. Cells that are not finite are 0.
[[nodiscard]] std::vector<float> colorLevels(const Heatmap &heatmap,
                                             const std::optional<ValueRange> &fixed);

/// Parts of the mixture of picture and colours, of which pictureWeight() are the picture's.
inline constexpr int kFullWeight = 256;
[[nodiscard]] int pictureWeight(double opacity);

/// Value of the map that a contour runs along.
[[nodiscard]] double thresholdOf(const Heatmap &heatmap, const ContourThreshold &contour);

/// Contour of a map that is spread over `pixels`, in these pixels.
[[nodiscard]] std::vector<ContourLine> contourOf(const Heatmap &heatmap,
                                                 const ContourThreshold &contour,
                                                 Interpolation interpolation,
                                                 Size pixels);

/// Share of the map at or above a value, in [0, 1], counted on its cells.
[[nodiscard]] double shareAbove(const Heatmap &heatmap, double threshold);

/// Value that the best `percent` percent of the map reach, at 224 x 224.
/// @param percent 0..100
[[nodiscard]] double thresholdOfTopPercent(const Heatmap &heatmap, double percent);

} // namespace soundlocus
