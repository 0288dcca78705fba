// SPDX-License-Identifier: MIT
#include "engine/annotation/key_reduction.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace soundlocus {

namespace {

using TimedBox = std::pair<MediaTime, BoundingBox>;

/// Largest distance of a coordinate from the line between two boxes.
double distanceFrom(const TimedBox &first, const TimedBox &last, const TimedBox &box)
{
    const double share = static_cast<double>((box.first - first.first).count())
                         / static_cast<double>((last.first - first.first).count());
    const auto off = [&](double BoundingBox::*side) {
        const double line = first.second.*side + (last.second.*side - first.second.*side) * share;
        return std::abs(box.second.*side - line);
    };
    return std::max({off(&BoundingBox::x0),
                     off(&BoundingBox::y0),
                     off(&BoundingBox::x1),
                     off(&BoundingBox::y1)});
}

} // namespace

std::vector<TimedBox> reducedKeys(std::span<const TimedBox> boxes, double tolerance)
{
    if (boxes.size() < 3)
        return {boxes.begin(), boxes.end()};
    std::vector<bool> isKept(boxes.size());
    isKept.front() = true;
    isKept.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> spans{{0, boxes.size() - 1}};
    while (!spans.empty()) {
        const std::size_t first = spans.back().first;
        const std::size_t last = spans.back().second;
        spans.pop_back();
        double farthest = tolerance;
        std::size_t worst = first;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double off = distanceFrom(boxes[first], boxes[last], boxes[i]);
            if (off > farthest) {
                farthest = off;
                worst = i;
            }
        }
        if (worst == first)
            continue;
        isKept[worst] = true;
        spans.emplace_back(first, worst);
        spans.emplace_back(worst, last);
    }
    std::vector<TimedBox> kept;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        if (isKept[i])
            kept.push_back(boxes[i]);
    }
    return kept;
}

} // namespace soundlocus
