// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace soundlocus {

/// A point of the picture in pixels, (0, 0) = outer corner of the first pixel.
struct ContourPoint
{
    double x = 0;
    double y = 0;
};

/// One connected line. Closed lines end where they begin; open ones end at the field's border.
struct ContourLine
{
    std::vector<ContourPoint> points;
    bool isClosed = false;
};

/// Values at the crossings (or in the cells) of a regular grid, row by row.
struct ContourField
{
    std::vector<float> values;
    int columns = 0;
    int rows = 0;
    /// Distance between crossings, in pixels.
    double stepX = 1;
    double stepY = 1;
};

/// Lines between crossings with values at or above a threshold and those below, placed by linear
/// interpolation; nothing runs along the border of the field. A saddle is cut so that the high
/// corners stay apart.
/// Source: marching squares (Lorensen and Cline, SIGGRAPH 1987, in two dimensions).
[[nodiscard]] std::vector<ContourLine> contourLines(const ContourField &field, double threshold);

/// The same for values that fill whole cells: straight pieces along the sides of cells. The steps
/// are the sides of a cell.
[[nodiscard]] std::vector<ContourLine> cellBorders(const ContourField &cells, double threshold);

} // namespace soundlocus
