// SPDX-License-Identifier: MIT
#include "engine/augmentation/appearance.h"

#include "engine/core/expects.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace soundlocus {

namespace {

/// As torchvision's RandomResizedCrop.
constexpr int kCropTries = 10;

/// Python's round(): halves to the even neighbour, as nearbyint does by default.
int rounded(double value)
{
    return static_cast<int>(std::nearbyint(value));
}

PixelCrop centered(Size all, Size part)
{
    return {(all.width - part.width) / 2, (all.height - part.height) / 2, part};
}

/// Factor of ColorJitter: uniform in [max(0, 1 - strength), 1 + strength].
double drawFactor(double strength, RandomStream &random)
{
    return random.uniform(std::max(0.0, 1.0 - strength), 1.0 + strength);
}

/// Its four changes in random order.
Frame jittered(Frame frame, const AppearanceConfig &config, RandomStream &random)
{
    std::array<int, 4> order{0, 1, 2, 3};
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1],
                  order[static_cast<std::size_t>(
                          random.integer(0, static_cast<std::int64_t>(i) - 1))]);
    const double brightness = drawFactor(config.brightness, random);
    const double contrast = drawFactor(config.contrast, random);
    const double saturation = drawFactor(config.saturation, random);
    const double hue = random.uniform(-config.hue, config.hue);
    for (const int step : order) {
        if (step == 0)
            frame = withBrightness(frame, brightness);
        else if (step == 1)
            frame = withContrast(frame, contrast);
        else if (step == 2)
            frame = withSaturation(frame, saturation);
        else
            frame = withHueTurned(frame, hue);
    }
    return frame;
}

/// Cuts and resizes; the geometry tells the part of the frame as it was before any mirroring.
void crop(AppearanceResult &result, const PixelCrop &part, int side)
{
    const double w = result.frame.width();
    const double h = result.frame.height();
    FrameRegion region{part.left / w,
                       part.top / h,
                       (part.left + part.size.width) / w,
                       (part.top + part.size.height) / h};
    if (result.geometry.isFlipped)
        region = {1.0 - region.x1, region.y0, 1.0 - region.x0, region.y1};
    result.geometry.crop = region;
    result.frame = resizedCrop(result.frame, part, {side, side});
}

} // namespace

PixelCrop drawCrop(Size size, const AppearanceConfig &config, RandomStream &random)
{
    const double area = static_cast<double>(size.width) * size.height;
    for (int attempt = 0; attempt < kCropTries; ++attempt) {
        const double target = area * random.uniform(config.cropAreaMin, config.cropAreaMax);
        const double ratio = std::exp(
                random.uniform(std::log(config.cropRatioMin), std::log(config.cropRatioMax)));
        const Size part{rounded(std::sqrt(target * ratio)), rounded(std::sqrt(target / ratio))};
        if (part.isEmpty() || part.width > size.width || part.height > size.height)
            continue;
        const auto top = static_cast<int>(random.integer(0, size.height - part.height));
        const auto left = static_cast<int>(random.integer(0, size.width - part.width));
        return {left, top, part};
    }
    const double ratio = static_cast<double>(size.width) / size.height;
    Size part = size;
    if (ratio < config.cropRatioMin)
        part.height = rounded(size.width / config.cropRatioMin);
    else if (ratio > config.cropRatioMax)
        part.width = rounded(size.height * config.cropRatioMax);
    return centered(size, part);
}

AppearanceResult applyAppearance(const Frame &frame,
                                 const AppearanceConfig &config,
                                 int side,
                                 RandomStream &random)
{
    SOUNDLOCUS_EXPECTS(!frame.isEmpty() && side > 0);
    AppearanceResult result{frame, {}};
    const bool isCropped = std::find(config.order.begin(), config.order.end(), "crop")
                           != config.order.end();
    if (!isCropped) {
        const int shortSide = std::min(frame.width(), frame.height());
        crop(result, centered(frame.size(), {shortSide, shortSide}), side);
    }
    for (const std::string &step : config.order) {
        if (step == "crop") {
            crop(result, drawCrop(result.frame.size(), config, random), side);
        } else if (step == "jitter") {
            if (random.chance(config.jitterProbability))
                result.frame = jittered(std::move(result.frame), config, random);
        } else if (step == "gray") {
            if (random.chance(config.grayProbability))
                result.frame = grayed(result.frame);
        } else if (step == "blur") {
            if (random.chance(config.blurProbability))
                result.frame = blurred(result.frame,
                                       random.uniform(config.blurSigmaMin, config.blurSigmaMax));
        } else if (step == "flip") {
            if (random.chance(config.flipProbability)) {
                result.frame = mirrored(result.frame);
                result.geometry.isFlipped = !result.geometry.isFlipped;
            }
        }
    }
    return result;
}

} // namespace soundlocus
