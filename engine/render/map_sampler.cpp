// SPDX-License-Identifier: MIT
#include "engine/render/map_sampler.h"

#include "engine/core/vectorized.h"

#include <algorithm>
#include <cstddef>

namespace soundlocus {

namespace {

/// Crossings of the contour's grid per cell of the map: chords within 0.2 pixels of the curve.
constexpr int kCrossingsPerCell = 8;

/// levels = a + (b - a) * share, cut to 0..255 and rounded.
SOUNDLOCUS_VECTORIZED
void mixRow(const float *a, const float *b, float share, int width, std::uint8_t *levels)
{
    for (int x = 0; x < width; ++x) {
        float value = a[x] + (b[x] - a[x]) * share;
        value = value > 0.0F ? value : 0.0F;
        value = value < 255.0F ? value : 255.0F;
        levels[x] = static_cast<std::uint8_t>(static_cast<int>(value + 0.5F));
    }
}

/// @param position in pixels from the outer edge, of `pixels` that `cells` cover
CellPlace placeOf(double position, int pixels, int cells, Interpolation interpolation)
{
    const double cell = position * cells / pixels;
    if (interpolation == Interpolation::Cells)
        return {std::min(static_cast<int>(cell), cells - 1), 0.0F};
    const double centered = std::clamp(cell - 0.5, 0.0, static_cast<double>(cells - 1));
    const int first = std::min(static_cast<int>(centered), std::max(0, cells - 2));
    return {first, static_cast<float>(centered - first)};
}

/// The map at the crossings of a grid over the pixels.
ContourField fieldOf(const SpreadMap &map)
{
    const Size pixels = map.pixels;
    const Size mapSize = map.mapSize;
    const auto crossings = [](int cellCount, int pixelCount) {
        return std::clamp(cellCount * kCrossingsPerCell, 1, std::max(1, pixelCount / 2)) + 1;
    };
    ContourField field;
    field.columns = crossings(mapSize.width, pixels.width);
    field.rows = crossings(mapSize.height, pixels.height);
    field.stepX = pixels.width / static_cast<double>(field.columns - 1);
    field.stepY = pixels.height / static_cast<double>(field.rows - 1);
    field.values.reserve(static_cast<std::size_t>(field.columns)
                         * static_cast<std::size_t>(field.rows));
    for (int row = 0; row < field.rows; ++row) {
        const CellPlace y = placeOf(
                row * field.stepY, pixels.height, mapSize.height, Interpolation::Smooth);
        const float *upper = map.cells.data() + static_cast<std::ptrdiff_t>(y.cell) * mapSize.width;
        const float *lower = y.cell + 1 < mapSize.height ? upper + mapSize.width : upper;
        for (int column = 0; column < field.columns; ++column) {
            const CellPlace x = placeOf(
                    column * field.stepX, pixels.width, mapSize.width, Interpolation::Smooth);
            const int next = std::min(x.cell + 1, mapSize.width - 1);
            const float top = upper[x.cell] + (upper[next] - upper[x.cell]) * x.share;
            const float bottom = lower[x.cell] + (lower[next] - lower[x.cell]) * x.share;
            field.values.push_back(top + (bottom - top) * y.share);
        }
    }
    return field;
}

} // namespace

RowSampler::RowSampler(const SpreadMap &map, int firstColumn, int columns)
    : m_map(map)
{
    const int width = map.pixels.width;
    m_columns.reserve(static_cast<std::size_t>(columns));
    for (int x = firstColumn; x < firstColumn + columns; ++x)
        m_columns.push_back(placeOf(x + 0.5, width, map.mapSize.width, map.interpolation));
    for (Expanded &row : m_rows)
        row.values.resize(m_columns.size());
}

void RowSampler::sample(int y, std::uint8_t *levels)
{
    const int rows = m_map.mapSize.height;
    const CellPlace place = placeOf(y + 0.5, m_map.pixels.height, rows, m_map.interpolation);
    const float *first = expanded(place.cell);
    const float *second = expanded(std::min(place.cell + 1, rows - 1));
    mixRow(first, second, place.share, static_cast<int>(m_columns.size()), levels);
}

const float *RowSampler::expanded(int row)
{
    Expanded &slot = m_rows[static_cast<std::size_t>(row % 2)];
    if (slot.row == row)
        return slot.values.data();
    slot.row = row;
    const int width = m_map.mapSize.width;
    const float *cells = m_map.cells.data() + static_cast<std::ptrdiff_t>(row) * width;
    for (std::size_t x = 0; x < m_columns.size(); ++x) {
        const CellPlace &place = m_columns[x];
        const float a = cells[place.cell];
        slot.values[x] = a + (cells[std::min(place.cell + 1, width - 1)] - a) * place.share;
    }
    return slot.values.data();
}

std::vector<ContourLine> contourOf(const SpreadMap &map, double threshold)
{
    if (map.interpolation == Interpolation::Smooth)
        return contourLines(fieldOf(map), threshold);
    const ContourField field{map.cells,
                             map.mapSize.width,
                             map.mapSize.height,
                             map.pixels.width / static_cast<double>(map.mapSize.width),
                             map.pixels.height / static_cast<double>(map.mapSize.height)};
    return cellBorders(field, threshold);
}

} // namespace soundlocus
