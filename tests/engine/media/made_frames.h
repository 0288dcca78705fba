// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"

#include <memory>
#include <vector>

namespace soundlocus::test {

/// A vertical bar that moves, so that the encoder has work to do.
inline Frame barFrame(Size size, int n, MediaTime pts)
{
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(3 * size.width * size.height), std::uint8_t{40});
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            if ((x + 3 * n) % 32 < 8)
                (*pixels)[static_cast<std::size_t>(3 * (y * size.width + x))] = 220;
        }
    }
    Frame frame(std::move(pixels), size, 3 * size.width);
    frame.pts = pts;
    return frame;
}

} // namespace soundlocus::test
