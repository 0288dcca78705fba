// SPDX-License-Identifier: MIT
#include "engine/render/contour_line.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace soundlocus {

namespace {

/// Sides of a grid cell, clockwise from the top.
enum Side : int { Top, Right, Bottom, Left };

struct Cut
{
    int from;
    int to;
};

/// Cuts of a cell by which of its corners are inside: 1 = top left, 2 = top right, 4 = bottom
/// right, 8 = bottom left.
constexpr std::array<std::array<Cut, 2>, 16> kCuts{{
        {{{-1, -1}, {-1, -1}}},
        {{{Left, Top}, {-1, -1}}},
        {{{Top, Right}, {-1, -1}}},
        {{{Left, Right}, {-1, -1}}},
        {{{Right, Bottom}, {-1, -1}}},
        {{{Left, Top}, {Right, Bottom}}},
        {{{Top, Bottom}, {-1, -1}}},
        {{{Left, Bottom}, {-1, -1}}},
        {{{Bottom, Left}, {-1, -1}}},
        {{{Bottom, Top}, {-1, -1}}},
        {{{Top, Right}, {Bottom, Left}}},
        {{{Bottom, Right}, {-1, -1}}},
        {{{Right, Left}, {-1, -1}}},
        {{{Right, Top}, {-1, -1}}},
        {{{Top, Left}, {-1, -1}}},
        {{{-1, -1}, {-1, -1}}},
}};

constexpr int kNone = -1;

/// Joins the cuts of all cells at the grid's edges. Edges are numbered: horizontal ones first.
class Tracer
{
public:
    Tracer(const ContourField &field, double threshold)
        : m_field(field)
        , m_threshold(threshold)
        , m_horizontalEdges(field.rows * (field.columns - 1))
        , m_neighbors(
                  static_cast<std::size_t>(m_horizontalEdges + (field.rows - 1) * field.columns),
                  {kNone, kNone})
    {}

    std::vector<ContourLine> run()
    {
        for (int row = 0; row + 1 < m_field.rows; ++row) {
            for (int column = 0; column + 1 < m_field.columns; ++column)
                cutCell(column, row);
        }
        std::vector<ContourLine> lines;
        // Open lines first, from their ends; what is left are rings.
        for (const bool isClosed : {false, true}) {
            for (const int edge : m_edges) {
                const auto &[first, second] = neighborsOf(edge);
                const bool isStart = isClosed ? first != kNone
                                              : (first == kNone) != (second == kNone);
                if (isStart)
                    lines.push_back(follow(edge, isClosed));
            }
        }
        return lines;
    }

private:
    [[nodiscard]] float at(int column, int row) const
    {
        return m_field
                .values[static_cast<std::size_t>(row) * static_cast<std::size_t>(m_field.columns)
                        + static_cast<std::size_t>(column)];
    }
    [[nodiscard]] bool isInside(int column, int row) const
    {
        return static_cast<double>(at(column, row)) >= m_threshold;
    }
    [[nodiscard]] std::array<int, 2> &neighborsOf(int edge)
    {
        return m_neighbors[static_cast<std::size_t>(edge)];
    }
    [[nodiscard]] int edgeOf(int column, int row, int side) const
    {
        switch (side) {
        case Top:
        case Bottom:
            return (row + (side == Bottom ? 1 : 0)) * (m_field.columns - 1) + column;
        default:
            return m_horizontalEdges + row * m_field.columns + column + (side == Right ? 1 : 0);
        }
    }

    void cutCell(int column, int row)
    {
        const int corners = (isInside(column, row) ? 1 : 0) + (isInside(column + 1, row) ? 2 : 0)
                            + (isInside(column + 1, row + 1) ? 4 : 0)
                            + (isInside(column, row + 1) ? 8 : 0);
        for (const Cut &cut : kCuts[static_cast<std::size_t>(corners)]) {
            if (cut.from == kNone)
                continue;
            const int from = edgeOf(column, row, cut.from);
            const int to = edgeOf(column, row, cut.to);
            join(from, to);
            join(to, from);
        }
    }

    void join(int edge, int other)
    {
        auto &neighbors = neighborsOf(edge);
        if (neighbors[0] == kNone && neighbors[1] == kNone)
            m_edges.push_back(edge);
        neighbors[neighbors[0] == kNone ? 0 : 1] = other;
    }

    /// Walks along a line and takes it out of the graph.
    ContourLine follow(int edge, bool isClosed)
    {
        ContourLine line;
        line.isClosed = isClosed;
        while (edge != kNone) {
            line.points.push_back(crossing(edge));
            auto &neighbors = neighborsOf(edge);
            const int next = neighbors[0] != kNone ? neighbors[0] : neighbors[1];
            neighbors = {kNone, kNone};
            if (next != kNone) {
                auto &back = neighborsOf(next);
                back[back[0] == edge ? 0 : 1] = kNone;
            }
            edge = next;
        }
        // A ring comes back to its first edge.
        if (isClosed)
            line.points.pop_back();
        return line;
    }

    [[nodiscard]] ContourPoint crossing(int edge) const
    {
        const bool isHorizontal = edge < m_horizontalEdges;
        const int perRow = isHorizontal ? m_field.columns - 1 : m_field.columns;
        const int number = isHorizontal ? edge : edge - m_horizontalEdges;
        const int column = number % perRow;
        const int row = number / perRow;
        const auto a = static_cast<double>(at(column, row));
        const auto b = static_cast<double>(isHorizontal ? at(column + 1, row)
                                                        : at(column, row + 1));
        const double share = std::clamp((m_threshold - a) / (b - a), 0.0, 1.0);
        return {(column + (isHorizontal ? share : 0)) * m_field.stepX,
                (row + (isHorizontal ? 0 : share)) * m_field.stepY};
    }

    const ContourField &m_field;
    double m_threshold;
    int m_horizontalEdges;
    std::vector<std::array<int, 2>> m_neighbors; // per edge, the edges its line goes to
    std::vector<int> m_edges;                    // those with a line, in order of their cells
};

} // namespace

std::vector<ContourLine> contourLines(const ContourField &field, double threshold)
{
    if (field.rows < 2 || field.columns < 2)
        return {};
    return Tracer(field, threshold).run();
}

std::vector<ContourLine> cellBorders(const ContourField &cells, double threshold)
{
    const auto isInside = [&](int column, int row) {
        const auto index = static_cast<std::size_t>(row) * static_cast<std::size_t>(cells.columns)
                           + static_cast<std::size_t>(column);
        return static_cast<double>(cells.values[index]) >= threshold;
    };
    std::vector<ContourLine> lines;
    const auto addPiece = [&](int x0, int y0, int x1, int y1) {
        lines.push_back(
                {{{x0 * cells.stepX, y0 * cells.stepY}, {x1 * cells.stepX, y1 * cells.stepY}},
                 false});
    };
    for (int row = 0; row < cells.rows; ++row) {
        for (int column = 0; column < cells.columns; ++column) {
            const bool inside = isInside(column, row);
            if (column > 0 && isInside(column - 1, row) != inside)
                addPiece(column, row, column, row + 1);
            if (row > 0 && isInside(column, row - 1) != inside)
                addPiece(column, row, column + 1, row);
        }
    }
    return lines;
}

} // namespace soundlocus
