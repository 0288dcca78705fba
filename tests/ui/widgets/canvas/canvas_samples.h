// SPDX-License-Identifier: MIT
// Pictures and maps made up for tests of the canvas.
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"

#include <cmath>
#include <memory>
#include <vector>

namespace soundlocus::test {

/// Smooth waves with a sharp checker in the middle; each channel differs. @param padding bytes
/// after each row
inline Frame wavyFrame(Size size, int padding = 0)
{
    const int stride = size.width * 3 + padding;
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(stride) * static_cast<std::size_t>(size.height));
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            std::uint8_t *pixel = bytes->data() + y * stride + x * 3;
            const bool isChecker = std::abs(x - size.width / 2) < 16
                                   && std::abs(y - size.height / 2) < 16;
            const int checker = (x / 4 + y / 4) % 2 * 255;
            pixel[0] = static_cast<std::uint8_t>(isChecker ? checker
                                                           : 128 + 100 * std::sin(x * 0.11));
            pixel[1] = static_cast<std::uint8_t>(isChecker ? checker
                                                           : 128 + 100 * std::cos(y * 0.07));
            pixel[2] = static_cast<std::uint8_t>((x + y) * 255 / (size.width + size.height));
        }
    }
    return Frame(std::move(bytes), size, stride);
}

/// A hill with its top at a place, in fractions.
inline Heatmap hill(double centerX, double centerY, Size size = {14, 14})
{
    std::vector<float> values;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double dx = (x + 0.5) / size.width - centerX;
            const double dy = (y + 0.5) / size.height - centerY;
            values.push_back(static_cast<float>(0.1 + 0.6 * std::exp(-(dx * dx + dy * dy) / 0.05)));
        }
    }
    return Heatmap(std::move(values), size, HeatmapScale::Cosine);
}

} // namespace soundlocus::test
