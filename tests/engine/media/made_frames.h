// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/media/video_decoder.h"

#include <filesystem>
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

/// All pictures of a file, as far as they can be decoded.
inline std::vector<Frame> readFrames(const std::filesystem::path &path)
{
    std::vector<Frame> frames;
    const auto file = MediaFile::open(path);
    if (!file)
        return frames;
    auto decoder = VideoDecoder::open(*file);
    while (decoder) {
        auto frame = decoder->next();
        if (!frame || !frame->has_value())
            break;
        frames.push_back(**frame);
    }
    return frames;
}

} // namespace soundlocus::test
