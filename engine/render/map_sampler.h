// SPDX-License-Identifier: MIT
// Internal to engine/render: a map at the pixels it covers.
#pragma once

#include "engine/core/frame.h"
#include "engine/render/contour_line.h"
#include "engine/render/heatmap_overlay.h"

#include <array>
#include <cstdint>
#include <vector>

namespace soundlocus {

/// Cells of a map, row by row, and the pixels they are spread over. All numbers finite.
struct SpreadMap
{
    std::vector<float> cells;
    Size mapSize;
    Size pixels;
    Interpolation interpolation = Interpolation::Smooth;
};

/// A place between two cells of one axis of a map.
struct CellPlace
{
    int cell = 0;       ///< the nearer to the start
    float share = 0.0F; ///< of the next one
};

/// Gives the rows of pixels from top to bottom; bilinear with half-pixel centres, as cv::resize.
/// Threads: one thread at a time.
class RowSampler
{
public:
    /// @param map must outlive it; @param firstColumn of the columns of pixels that are wanted
    RowSampler(const SpreadMap &map, int firstColumn, int columns);

    /// Values of a row, cut to 0..255 and rounded. @param levels one byte per wanted column
    void sample(int y, std::uint8_t *levels);

private:
    /// A row of cells, upsampled in x.
    struct Expanded
    {
        int row = -1;
        std::vector<float> values;
    };

    [[nodiscard]] const float *expanded(int row);

    const SpreadMap &m_map;
    std::vector<CellPlace> m_columns;
    std::array<Expanded, 2> m_rows; // by parity of the row
};

/// Lines around what is at or above a threshold: smooth, or along the sides of cells.
[[nodiscard]] std::vector<ContourLine> contourOf(const SpreadMap &map, double threshold);

} // namespace soundlocus
