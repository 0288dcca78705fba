// SPDX-License-Identifier: MIT
// Planes made up for tests, and what they look like by the closed form.
#pragma once

#include "engine/core/yuv_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

namespace soundlocus::test {

/// Weights of red and blue in luma. Sources: ITU-R BT.601-7, 2.5.1; BT.709-6, 3.2; BT.2020-2, 4.
struct LumaWeights
{
    double red = 0;
    double blue = 0;
};
inline constexpr LumaWeights kBt601{0.299, 0.114};
inline constexpr LumaWeights kBt709{0.2126, 0.0722};
inline constexpr LumaWeights kBt2020{0.2627, 0.0593};

enum class SampleRange { Studio, Full };

inline YuvColors closedFormColors(LumaWeights weights, SampleRange range)
{
    const bool isFull = range == SampleRange::Full;
    const double chroma = isFull ? 1 : 255.0 / 224;
    const double green = 1 - weights.red - weights.blue;
    const double redFromV = 2 * (1 - weights.red) * chroma;
    const double blueFromU = 2 * (1 - weights.blue) * chroma;
    return {isFull ? 1 : 255.0 / 219,
            isFull ? 0.0 : 16.0,
            redFromV,
            -blueFromU * weights.blue / green,
            -redFromV * weights.red / green,
            blueFromU};
}

struct YuvSampleOptions
{
    Size size{320, 180};
    YuvPlanes::Chroma arrangement = YuvPlanes::Chroma::Separate;
    int stepX = 2;
    int stepY = 2;
    double chromaX = 0;
    double chromaY = 0.5;
    LumaWeights weights = kBt709;
    SampleRange range = SampleRange::Studio;
    PictureTurn turn = {};
    int padding = 0; ///< bytes behind each row
};

struct YuvSample
{
    std::shared_ptr<std::vector<std::uint8_t>> bytes;
    YuvPlanes planes;
};

/// Waves of all three, no two alike, slow ones for U and V; luma has a sharp checker in the middle.
inline YuvSample makeYuvSample(const YuvSampleOptions &options)
{
    const Size luma = options.size;
    const Size chroma{(luma.width + options.stepX - 1) / options.stepX,
                      (luma.height + options.stepY - 1) / options.stepY};
    const bool isTogether = options.arrangement == YuvPlanes::Chroma::Together;
    const int lumaStride = luma.width + options.padding;
    const int chromaStride = chroma.width * (isTogether ? 2 : 1) + options.padding;
    const int chromaPlanes = isTogether ? 1 : 2;
    YuvSample sample;
    sample.bytes = std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(
            lumaStride * luma.height + chromaPlanes * chromaStride * chroma.height));
    std::uint8_t *data = sample.bytes->data();
    for (int y = 0; y < luma.height; ++y) {
        for (int x = 0; x < luma.width; ++x) {
            const bool isChecker = std::abs(x - luma.width / 2) < 16
                                   && std::abs(y - luma.height / 2) < 16;
            data[y * lumaStride + x] = static_cast<std::uint8_t>(
                    isChecker ? 60 + (x / 4 + y / 4) % 2 * 120
                              : 120 + 60 * std::sin(x * 0.11) * std::cos(y * 0.07));
        }
    }
    std::uint8_t *u = data + lumaStride * luma.height;
    std::uint8_t *v = isTogether ? u + 1 : u + chromaStride * chroma.height;
    for (int y = 0; y < chroma.height; ++y) {
        for (int x = 0; x < chroma.width; ++x) {
            const double column = x * options.stepX;
            const double row = y * options.stepY;
            const int place = y * chromaStride + x * (isTogether ? 2 : 1);
            u[place] = static_cast<std::uint8_t>(std::lround(128 + 30 * std::sin(column * 0.05)));
            v[place] = static_cast<std::uint8_t>(
                    std::lround(128 + 30 * std::cos(row * 0.045 + column * 0.01)));
        }
    }
    YuvPlanes &planes = sample.planes;
    planes.luma = {data, lumaStride, luma};
    planes.chroma[0] = {u, chromaStride, chroma};
    if (!isTogether)
        planes.chroma[1] = {v, chromaStride, chroma};
    planes.arrangement = options.arrangement;
    planes.chromaStepX = options.stepX;
    planes.chromaStepY = options.stepY;
    planes.chromaX = options.stepX == 2 ? options.chromaX : 0;
    planes.chromaY = options.stepY == 2 ? options.chromaY : 0;
    planes.colors = closedFormColors(options.weights, options.range);
    planes.turn = options.turn;
    return sample;
}

/// A sample of U (0) or V (1) in the middle of a luma sample, mixed linearly.
inline double chromaAt(const YuvPlanes &planes, std::size_t channel, int x, int y)
{
    const bool isTogether = planes.arrangement == YuvPlanes::Chroma::Together;
    const SamplePlane &plane = planes.chroma.at(isTogether ? 0 : channel);
    const auto sampleAt = [&](int column, int row) -> double {
        return plane.row(row)[isTogether ? 2 * column + static_cast<int>(channel) : column];
    };
    const double column = std::clamp(
            (x - planes.chromaX) / planes.chromaStepX, 0.0, plane.size.width - 1.0);
    const double row = std::clamp(
            (y - planes.chromaY) / planes.chromaStepY, 0.0, plane.size.height - 1.0);
    const int left = static_cast<int>(column);
    const int top = static_cast<int>(row);
    const int right = std::min(left + 1, plane.size.width - 1);
    const int bottom = std::min(top + 1, plane.size.height - 1);
    return std::lerp(std::lerp(sampleAt(left, top), sampleAt(right, top), column - left),
                     std::lerp(sampleAt(left, bottom), sampleAt(right, bottom), column - left),
                     row - top);
}

/// Upright R G B without padding.
inline std::shared_ptr<const std::vector<std::uint8_t>> closedFormRgb(const YuvPlanes &planes)
{
    const Size shown = planes.shownSize();
    auto rgb = std::make_shared<std::vector<std::uint8_t>>();
    rgb->reserve(3 * static_cast<std::size_t>(shown.width)
                 * static_cast<std::size_t>(shown.height));
    for (int row = 0; row < shown.height; ++row) {
        for (int column = 0; column < shown.width; ++column) {
            int x = planes.turn.flipX ? shown.width - 1 - column : column;
            int y = planes.turn.flipY ? shown.height - 1 - row : row;
            if (planes.turn.transpose)
                std::swap(x, y);
            const YuvColors &colors = planes.colors;
            const double gray = colors.lumaScale * (planes.luma.row(y)[x] - colors.lumaZero);
            const double u = chromaAt(planes, 0, x, y) - 128;
            const double v = chromaAt(planes, 1, x, y) - 128;
            for (const double value : {gray + colors.redFromV * v,
                                       gray + colors.greenFromU * u + colors.greenFromV * v,
                                       gray + colors.blueFromU * u})
                rgb->push_back(
                        static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0))));
        }
    }
    return rgb;
}

/// A frame with these planes. @param conversions counts how often its R G B is made; may be null
inline Frame yuvFrame(const YuvSample &sample, std::shared_ptr<std::atomic<int>> conversions = {})
{
    const int stride = 3 * sample.planes.shownSize().width;
    return Frame(std::make_shared<const YuvPicture>(
            sample.planes, stride, [sample, conversions = std::move(conversions)] {
                if (conversions)
                    ++*conversions;
                return closedFormRgb(sample.planes);
            }));
}

} // namespace soundlocus::test
