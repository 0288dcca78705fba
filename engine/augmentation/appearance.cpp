// SPDX-License-Identifier: MIT
#include "engine/augmentation/appearance.h"

#include "engine/core/expects.h"

#include <algorithm>
#include <cmath>
#include <utility>

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
ColorJitterDraw drawJitter(const AppearanceConfig &config, RandomStream &random)
{
    ColorJitterDraw draw;
    for (std::size_t i = draw.order.size(); i > 1; --i)
        std::swap(draw.order[i - 1],
                  draw.order[static_cast<std::size_t>(
                          random.integer(0, static_cast<std::int64_t>(i) - 1))]);
    draw.brightness = drawFactor(config.brightness, random);
    draw.contrast = drawFactor(config.contrast, random);
    draw.saturation = drawFactor(config.saturation, random);
    draw.hue = random.uniform(-config.hue, config.hue);
    return draw;
}

Frame jittered(Frame frame, const ColorJitterDraw &draw)
{
    for (const int step : draw.order) {
        if (step == 0)
            frame = withBrightness(frame, draw.brightness);
        else if (step == 1)
            frame = withContrast(frame, draw.contrast);
        else if (step == 2)
            frame = withSaturation(frame, draw.saturation);
        else
            frame = withHueTurned(frame, draw.hue);
    }
    return frame;
}

bool isCropped(const AppearanceConfig &config)
{
    return std::find(config.order.begin(), config.order.end(), "crop") != config.order.end();
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

AppearanceDraw drawAppearance(Size size, const AppearanceConfig &config, RandomStream &random)
{
    SOUNDLOCUS_EXPECTS(!size.isEmpty());
    AppearanceDraw draw;
    if (!isCropped(config)) {
        const int shortSide = std::min(size.width, size.height);
        draw.crop = centered(size, {shortSide, shortSide});
    }
    for (const std::string &step : config.order) {
        if (step == "crop") {
            draw.crop = drawCrop(size, config, random);
        } else if (step == "jitter") {
            if (random.chance(config.jitterProbability))
                draw.jitter = drawJitter(config, random);
        } else if (step == "gray") {
            draw.isGray = random.chance(config.grayProbability);
        } else if (step == "blur") {
            if (random.chance(config.blurProbability))
                draw.blurSigma = random.uniform(config.blurSigmaMin, config.blurSigmaMax);
        } else if (step == "flip") {
            draw.isFlipped = random.chance(config.flipProbability);
        }
    }
    return draw;
}

AppearanceDraw drawOtherLook(const AppearanceDraw &first,
                             Size size,
                             const AppearanceConfig &config,
                             RandomStream &random)
{
    AppearanceDraw draw = drawAppearance(size, config, random);
    draw.crop = first.crop;
    draw.isFlipped = first.isFlipped;
    return draw;
}

AppearanceResult applyAppearance(const Frame &frame,
                                 const AppearanceConfig &config,
                                 int side,
                                 const AppearanceDraw &draw)
{
    SOUNDLOCUS_EXPECTS(!frame.isEmpty() && side > 0);
    AppearanceResult result{frame, {}};
    if (!isCropped(config))
        crop(result, draw.crop, side);
    for (const std::string &step : config.order) {
        if (step == "crop") {
            crop(result, draw.crop, side);
        } else if (step == "jitter" && draw.jitter) {
            result.frame = jittered(std::move(result.frame), *draw.jitter);
        } else if (step == "gray" && draw.isGray) {
            result.frame = grayed(result.frame);
        } else if (step == "blur" && draw.blurSigma) {
            result.frame = blurred(result.frame, *draw.blurSigma);
        } else if (step == "flip" && draw.isFlipped) {
            result.frame = mirrored(result.frame);
            result.geometry.isFlipped = true;
        }
    }
    return result;
}

AppearanceResult applyAppearance(const Frame &frame,
                                 const AppearanceConfig &config,
                                 int side,
                                 RandomStream &random)
{
    return applyAppearance(frame, config, side, drawAppearance(frame.size(), config, random));
}

} // namespace soundlocus
