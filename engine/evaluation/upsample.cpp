// SPDX-License-Identifier: MIT
#include "engine/evaluation/upsample.h"

#include "engine/core/expects.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace soundlocus {

namespace {

constexpr std::array kNames{
        std::pair{Upsampling::Bilinear, std::string_view("bilinear")},
        std::pair{Upsampling::BilinearAlignCorners, std::string_view("bilinear-align-corners")},
        std::pair{Upsampling::Bicubic, std::string_view("bicubic")},
        std::pair{Upsampling::BicubicAlignCorners, std::string_view("bicubic-align-corners")},
};

/// Sharpness of the cubic kernel in PyTorch and OpenCV.
constexpr float kCubicA = -0.75F;
constexpr int kTaps = 4;

/// Source positions and weights of one output position along one axis.
struct Taps
{
    std::array<int, kTaps> index{};
    std::array<float, kTaps> weight{};
};

/// Kernel within one cell of its centre, 0 <= x <= 1.
float cubicNear(float x)
{
    return ((kCubicA + 2) * x - (kCubicA + 3)) * x * x + 1;
}

/// Kernel in the second cell, 1 <= x <= 2.
float cubicFar(float x)
{
    return ((kCubicA * x - 5 * kCubicA) * x + 8 * kCubicA) * x - 4 * kCubicA;
}

/// Taps of every output position; what lies outside is clamped to the edge.
/// Source: PyTorch aten/src/ATen/native/UpSample.h (area_pixel_compute_source_index).
std::vector<Taps> tapsOf(int from, int to, Upsampling method)
{
    const bool isCubic = method != Upsampling::BilinearAlignCorners;
    const bool hasAlignedCorners = method != Upsampling::Bicubic;
    float scale = static_cast<float>(from) / static_cast<float>(to);
    if (hasAlignedCorners)
        scale = to > 1 ? static_cast<float>(from - 1) / static_cast<float>(to - 1) : 0.0F;
    std::vector<Taps> taps(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const auto position = static_cast<float>(i);
        const float source = hasAlignedCorners ? scale * position
                                               : scale * (position + 0.5F) - 0.5F;
        const float cell = std::floor(source);
        const float t = source - cell;
        Taps &tap = taps[static_cast<std::size_t>(i)];
        tap.weight = isCubic ? std::array{cubicFar(t + 1),
                                          cubicNear(t),
                                          cubicNear(1 - t),
                                          cubicFar(2 - t)}
                             : std::array{0.0F, 1 - t, t, 0.0F};
        for (int k = 0; k < kTaps; ++k)
            tap.index[static_cast<std::size_t>(k)] = std::clamp(
                    static_cast<int>(cell) + k - 1, 0, from - 1);
    }
    return taps;
}

std::vector<float> resizeSeparably(const Heatmap &map, Upsampling method, Size target)
{
    const std::vector<Taps> columns = tapsOf(map.width(), target.width, method);
    const std::vector<Taps> rows = tapsOf(map.height(), target.height, method);
    const auto width = static_cast<std::size_t>(target.width);
    std::vector<float> wide(width * static_cast<std::size_t>(map.height()));
    for (int y = 0; y < map.height(); ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            float sum = 0;
            for (std::size_t k = 0; k < kTaps; ++k)
                sum += columns[x].weight[k] * map.at(columns[x].index[k], y);
            wide[static_cast<std::size_t>(y) * width + x] = sum;
        }
    }
    std::vector<float> values(width * rows.size());
    for (std::size_t y = 0; y < rows.size(); ++y) {
        for (std::size_t k = 0; k < kTaps; ++k) {
            const float weight = rows[y].weight[k];
            const float *source = wide.data() + static_cast<std::size_t>(rows[y].index[k]) * width;
            for (std::size_t x = 0; x < width; ++x)
                values[y * width + x] += weight * source[x];
        }
    }
    return values;
}

std::vector<float> resizeBilinear(const Heatmap &map, Size target)
{
    // OpenCV takes no pointer to const; the source is only read.
    const cv::Mat source(
            map.height(), map.width(), CV_32FC1, const_cast<float *>(map.values().data()));
    std::vector<float> values(static_cast<std::size_t>(target.width)
                              * static_cast<std::size_t>(target.height));
    cv::Mat result(target.height, target.width, CV_32FC1, values.data());
    cv::resize(source, result, result.size(), 0, 0, cv::INTER_LINEAR);
    return values;
}

} // namespace

std::string_view toString(Upsampling method)
{
    for (const auto &[value, name] : kNames) {
        if (value == method)
            return name;
    }
    return "unknown";
}

std::optional<Upsampling> upsamplingFromString(std::string_view id)
{
    for (const auto &[value, name] : kNames) {
        if (name == id)
            return value;
    }
    return std::nullopt;
}

Heatmap upsample(const Heatmap &map, Upsampling method, Size target)
{
    SOUNDLOCUS_EXPECTS(!map.isEmpty() && !target.isEmpty());
    Heatmap result(method == Upsampling::Bilinear ? resizeBilinear(map, target)
                                                  : resizeSeparably(map, method, target),
                   target,
                   map.scale());
    result.pts = map.pts;
    result.region = map.region;
    return result;
}

} // namespace soundlocus
