// SPDX-License-Identifier: MIT
#include "engine/features/image_input.h"

#include "engine/core/expects.h"
#include "engine/features/image_resample.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace soundlocus {

namespace {

/// ImageNet statistics, R G B, on values in [0, 1].
constexpr std::array<float, 3> kMean{0.485F, 0.456F, 0.406F};
constexpr std::array<float, 3> kDeviation{0.229F, 0.224F, 0.225F};

using NormalizationTable = std::array<std::array<float, 256>, 3>;

/// (value / 255 - mean) / deviation of every byte, in the float32 steps of ToTensor and Normalize.
const NormalizationTable &normalizationTable()
{
    static const NormalizationTable table = [] {
        NormalizationTable t{};
        for (std::size_t c = 0; c < 3; ++c) {
            for (std::size_t v = 0; v < 256; ++v)
                t[c][v] = (static_cast<float>(v) / 255.0F - kMean[c]) / kDeviation[c];
        }
        return t;
    }();
    return table;
}

/// Adds `count` pixels to the planes at `first`, which lie `stride` numbers apart.
void normalizePixels(const std::uint8_t *rgb, std::size_t count, float *first, std::size_t stride)
{
    const NormalizationTable &table = normalizationTable();
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t c = 0; c < 3; ++c)
            first[c * stride + i] = table[c][rgb[i * 3 + c]];
    }
}

ImageInput inputFromBytes(const std::vector<std::uint8_t> &rgb, Size size)
{
    std::vector<float> values(rgb.size());
    normalizePixels(rgb.data(), rgb.size() / 3, values.data(), rgb.size() / 3);
    ImageInput input;
    input.values = std::make_shared<const std::vector<float>>(std::move(values));
    input.size = size;
    return input;
}

/// SSL-Align: float first, bicubic (a = -0.75) without antialiasing, no clipping.
ImageInput squashAsFloat(const Frame &frame, int side)
{
    const cv::Mat bytes(frame.height(),
                        frame.width(),
                        CV_8UC3,
                        const_cast<std::uint8_t *>(frame.row(0)),
                        static_cast<std::size_t>(frame.strideBytes()));
    cv::Mat scaled;
    bytes.convertTo(scaled, CV_32FC3, 1.0 / 255.0);
    cv::Mat small;
    cv::resize(scaled, small, {side, side}, 0, 0, cv::INTER_CUBIC);
    const std::size_t pixels = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    std::vector<float> values(pixels * 3);
    const auto *pixel = small.ptr<float>();
    for (std::size_t i = 0; i < pixels; ++i) {
        for (std::size_t c = 0; c < 3; ++c)
            values[c * pixels + i] = (pixel[i * 3 + c] - kMean[c]) / kDeviation[c];
    }
    ImageInput input;
    input.values = std::make_shared<const std::vector<float>>(std::move(values));
    input.size = {side, side};
    return input;
}

/// torchvision's Resize(side) and CenterCrop(side).
ImageInput cropCenter(const Frame &frame, int side)
{
    const bool isWide = frame.width() >= frame.height();
    const int shortSide = std::min(frame.width(), frame.height());
    const int longSide = static_cast<int>(static_cast<std::int64_t>(side)
                                          * std::max(frame.width(), frame.height()) / shortSide);
    const Size resized = isWide ? Size{longSide, side} : Size{side, longSide};
    PixelWindow window;
    // Python's round(): halves to the even neighbour, as nearbyint does by default.
    window.left = static_cast<int>(std::nearbyint((resized.width - side) / 2.0));
    window.top = static_cast<int>(std::nearbyint((resized.height - side) / 2.0));
    window.size = {side, side};
    ImageInput input = inputFromBytes(
            resamplePicture(frame, resized, window, ResampleFilter::Bicubic), window.size);
    const double w = resized.width;
    const double h = resized.height;
    input.region = {
            window.left / w, window.top / h, (window.left + side) / w, (window.top + side) / h};
    return input;
}

/// Size of FitMode::Full: the short side, and the nearest multiple of the stride as the long one.
Size fullSize(const Frame &frame, int side, int stride)
{
    const double width = frame.width() * frame.pixelAspect;
    const double height = frame.height();
    const double ratio = std::clamp(std::max(width, height) / std::min(width, height),
                                    1.0,
                                    static_cast<double>(kMaxAspect));
    const int longSide = std::max(side,
                                  static_cast<int>(std::lround(side * ratio / stride)) * stride);
    return width >= height ? Size{longSide, side} : Size{side, longSide};
}

} // namespace

std::string_view toString(FitMode mode)
{
    switch (mode) {
    case FitMode::Official:
        return "official";
    case FitMode::Squash:
        return "squash";
    case FitMode::Full:
        return "full";
    }
    return "official";
}

std::optional<FitMode> fitModeFromString(std::string_view id)
{
    for (FitMode mode : {FitMode::Official, FitMode::Squash, FitMode::Full}) {
        if (toString(mode) == id)
            return mode;
    }
    return std::nullopt;
}

std::vector<float> normalizedPlanes(const Frame &frame)
{
    SOUNDLOCUS_EXPECTS(!frame.isEmpty());
    const auto width = static_cast<std::size_t>(frame.width());
    const std::size_t pixels = width * static_cast<std::size_t>(frame.height());
    std::vector<float> values(pixels * 3);
    for (int y = 0; y < frame.height(); ++y)
        normalizePixels(
                frame.row(y), width, values.data() + static_cast<std::size_t>(y) * width, pixels);
    return values;
}

ImageInput prepareImage(const Frame &frame, const ModelSpec &spec, FitMode mode)
{
    const ModelFamily family = spec.family;
    const int side = spec.imageSide;
    SOUNDLOCUS_EXPECTS(!frame.isEmpty() && side > 0);
    const bool isCropping = family == ModelFamily::SslTie || family == ModelFamily::Lvs;
    ImageInput input;
    if (mode == FitMode::Official && isCropping) {
        input = cropCenter(frame, side);
    } else if (mode == FitMode::Official && family == ModelFamily::SslAlign) {
        input = squashAsFloat(frame, side);
    } else {
        const Size target = mode == FitMode::Full ? fullSize(frame, side, trunkStride(family))
                                                  : Size{side, side};
        input = inputFromBytes(
                resamplePicture(frame, target, {0, 0, target}, ResampleFilter::Bicubic), target);
    }
    input.pts = frame.pts;
    return input;
}

} // namespace soundlocus
