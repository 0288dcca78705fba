// SPDX-License-Identifier: MIT
#pragma once

namespace soundlocus {

/// Axis-aligned box in fractions of the displayed frame: origin top-left, x to the right, y down,
/// half-open [x0, x1) x [y0, y1). Importers keep what a file says (also values outside [0, 1] and
/// degenerate boxes); rasterising drops what marks no pixel.
struct BoundingBox
{
    double x0 = 0;
    double y0 = 0;
    double x1 = 0;
    double y1 = 0;

    [[nodiscard]] constexpr double width() const { return x1 - x0; }
    [[nodiscard]] constexpr double height() const { return y1 - y0; }
    [[nodiscard]] constexpr bool isEmpty() const { return !(x1 > x0 && y1 > y0); }
    [[nodiscard]] constexpr double area() const { return isEmpty() ? 0.0 : width() * height(); }
    [[nodiscard]] constexpr bool contains(double x, double y) const
    {
        return x0 <= x && x < x1 && y0 <= y && y < y1;
    }
    bool operator==(const BoundingBox &) const = default;
};

} // namespace soundlocus
