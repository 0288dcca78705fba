// SPDX-License-Identifier: MIT
#include "engine/augmentation/box_coverage.h"

#include "engine/core/expects.h"

#include <algorithm>

namespace soundlocus {

namespace {

/// A box of the frame in fractions of the augmented picture, cut to it.
BoundingBox placed(const BoundingBox &box, const PictureGeometry &geometry)
{
    const FrameRegion &crop = geometry.crop;
    const auto along = [](double value, double begin, double end) {
        return std::clamp((value - begin) / (end - begin), 0.0, 1.0);
    };
    BoundingBox result{along(box.x0, crop.x0, crop.x1),
                       along(box.y0, crop.y0, crop.y1),
                       along(box.x1, crop.x0, crop.x1),
                       along(box.y1, crop.y0, crop.y1)};
    if (geometry.isFlipped)
        result = {1.0 - result.x1, result.y0, 1.0 - result.x0, result.y1};
    return result;
}

/// Adds value times the covered share to the cells that a rectangle touches.
void addRectangle(const BoundingBox &box, double value, Size grid, std::vector<float> &cells)
{
    for (int y = 0; y < grid.height; ++y) {
        const double high = std::min(box.y1 * grid.height, y + 1.0)
                            - std::max(box.y0 * grid.height, static_cast<double>(y));
        for (int x = 0; high > 0 && x < grid.width; ++x) {
            const double wide = std::min(box.x1 * grid.width, x + 1.0)
                                - std::max(box.x0 * grid.width, static_cast<double>(x));
            if (wide > 0)
                cells[static_cast<std::size_t>(y * grid.width + x)] += static_cast<float>(
                        value * high * wide);
        }
    }
}

/// What the annotators say of one point.
double valueAt(const std::vector<std::vector<BoundingBox>> &annotators,
               GroundTruthKind kind,
               double x,
               double y)
{
    double agreeing = 0;
    for (const auto &boxes : annotators) {
        if (std::any_of(boxes.begin(), boxes.end(), [&](const auto &box) {
                return box.contains(x, y);
            }))
            agreeing += kind == GroundTruthKind::Union ? 1.0 : 0.5;
    }
    return std::min(agreeing, 1.0);
}

} // namespace

std::vector<float> boxCoverage(const GroundTruth &groundTruth,
                               const PictureGeometry &geometry,
                               Size grid)
{
    SOUNDLOCUS_EXPECTS(!grid.isEmpty());
    std::vector<std::vector<BoundingBox>> annotators;
    std::vector<double> xs;
    std::vector<double> ys;
    for (const auto &boxes : groundTruth.annotators) {
        auto &kept = annotators.emplace_back();
        for (const BoundingBox &box : boxes) {
            const BoundingBox here = box.isEmpty() ? BoundingBox{} : placed(box, geometry);
            if (here.isEmpty())
                continue;
            kept.push_back(here);
            xs.insert(xs.end(), {here.x0, here.x1});
            ys.insert(ys.end(), {here.y0, here.y1});
        }
    }
    // Between neighbouring edges of boxes the value is constant.
    std::sort(xs.begin(), xs.end());
    std::sort(ys.begin(), ys.end());
    std::vector<float> cells(static_cast<std::size_t>(grid.width)
                             * static_cast<std::size_t>(grid.height));
    for (std::size_t i = 0; i + 1 < xs.size(); ++i) {
        for (std::size_t j = 0; j + 1 < ys.size(); ++j) {
            const BoundingBox part{xs[i], ys[j], xs[i + 1], ys[j + 1]};
            const double value = part.isEmpty() ? 0.0
                                                : valueAt(annotators,
                                                          groundTruth.kind,
                                                          (part.x0 + part.x1) / 2,
                                                          (part.y0 + part.y1) / 2);
            if (value > 0)
                addRectangle(part, value, grid, cells);
        }
    }
    for (float &cell : cells)
        cell = std::clamp(cell, 0.0F, 1.0F);
    return cells;
}

} // namespace soundlocus
