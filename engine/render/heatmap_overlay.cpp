// SPDX-License-Identifier: MIT
#include "engine/render/heatmap_overlay.h"

#include "engine/core/vectorized.h"
#include "engine/render/map_sampler.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace soundlocus {

namespace {

constexpr int kMetricSide = 224;
constexpr int kLevels = 256;

/// Thickness of the contour: one pixel in 300 of the picture's height, at least one.
constexpr int kHeightPerLine = 300;
/// OpenCV draws at 1/16 of a pixel.
constexpr int kSubpixelBits = 4;

cv::Mat matOf(const Heatmap &heatmap)
{
    return {heatmap.height(),
            heatmap.width(),
            CV_32F,
            const_cast<float *>(heatmap.values().data())};
}

/// Pixels of the frame that the map covers.
cv::Rect coveredPixels(const Frame &frame, const FrameRegion &region)
{
    const auto pixel = [](double share, int size) {
        return std::clamp(static_cast<int>(std::lround(share * size)), 0, size);
    };
    const int x0 = pixel(region.x0, frame.width());
    const int y0 = pixel(region.y0, frame.height());
    return {x0, y0, pixel(region.x1, frame.width()) - x0, pixel(region.y1, frame.height()) - y0};
}

/// out = (out * pictureWeight + colors * colorWeight) / 256, rounded; the weights add up to 256.
SOUNDLOCUS_VECTORIZED
void blendRow(const std::uint8_t *colors, std::uint16_t pictureWeight, int count, std::uint8_t *out)
{
    const auto colorWeight = static_cast<std::uint16_t>(256 - pictureWeight);
    for (int i = 0; i < count; ++i) {
        out[i] = static_cast<std::uint8_t>(
                static_cast<std::uint16_t>(out[i] * pictureWeight + colors[i] * colorWeight + 128)
                >> 8);
    }
}

/// Colours of a row of levels. @param colors 3 bytes per pixel and one to spare
void colorRow(const std::uint8_t *levels,
              const PackedColors &table,
              int width,
              std::uint8_t *colors)
{
    // Four bytes at once, of which the next pixel overwrites the last.
    for (int x = 0; x < width; ++x)
        std::memcpy(colors + std::ptrdiff_t{x} * 3, &table[levels[x]], sizeof(std::uint32_t));
}

/// Two strokes, dark under light, so that the line shows on any colour.
void drawLines(cv::Mat &picture, const std::vector<ContourLine> &lines, int thickness)
{
    constexpr double kUnit = 1 << kSubpixelBits;
    std::vector<std::vector<cv::Point>> paths;
    paths.reserve(lines.size());
    for (const ContourLine &line : lines) {
        std::vector<cv::Point> path;
        path.reserve(line.points.size());
        // OpenCV counts from the centre of the first pixel.
        for (const ContourPoint &point : line.points)
            path.emplace_back(cvRound((point.x - 0.5) * kUnit), cvRound((point.y - 0.5) * kUnit));
        paths.push_back(std::move(path));
    }
    const auto stroke = [&](double grey, int width) {
        for (std::size_t i = 0; i < paths.size(); ++i) {
            cv::polylines(picture,
                          paths[i],
                          lines[i].isClosed,
                          cv::Scalar::all(grey),
                          width,
                          cv::LINE_AA,
                          kSubpixelBits);
        }
    };
    stroke(0, thickness * 3);
    stroke(255, thickness);
}

/// Range of values that the colours span.
ValueRange rangeOf(const Heatmap &heatmap, const std::optional<ValueRange> &fixed)
{
    if (fixed)
        return *fixed;
    ValueRange range{0, 0};
    bool isFirst = true;
    for (const float value : heatmap.values()) {
        if (!std::isfinite(value))
            continue;
        const auto number = static_cast<double>(value);
        range.low = isFirst ? number : std::min(range.low, number);
        range.high = isFirst ? number : std::max(range.high, number);
        isFirst = false;
    }
    return range;
}

std::shared_ptr<std::vector<std::uint8_t>> copyOf(const Frame &frame)
{
    const int stride = frame.width() * 3;
    auto bytes = std::make_shared<std::vector<std::uint8_t>>();
    bytes->reserve(static_cast<std::size_t>(stride) * static_cast<std::size_t>(frame.height()));
    for (int y = 0; y < frame.height(); ++y)
        bytes->insert(bytes->end(), frame.row(y), frame.row(y) + stride);
    return bytes;
}

/// The map in levels of the colour table: the low end of the range becomes 0, the high end 255.
SpreadMap levelsOf(const Heatmap &heatmap, const OverlayOptions &options, Size pixels)
{
    const ValueRange range = rangeOf(heatmap, options.scale);
    const double span = range.high - range.low;
    const double gain = span > 0 ? (kLevels - 1) / span : 0;
    SpreadMap map{{}, heatmap.size(), pixels, options.interpolation};
    map.cells.reserve(heatmap.values().size());
    for (const float value : heatmap.values()) {
        const double level = (static_cast<double>(value) - range.low) * gain;
        map.cells.push_back(std::isfinite(level) ? static_cast<float>(level) : 0.0F);
    }
    return map;
}

void blend(cv::Mat &picture,
           const SpreadMap &map,
           const PackedColors &colorTable,
           std::uint16_t pictureWeight)
{
    RowSampler sampler(map);
    std::vector<std::uint8_t> levels(static_cast<std::size_t>(picture.cols));
    std::vector<std::uint8_t> colors(static_cast<std::size_t>(picture.cols) * 3 + 1);
    for (int y = 0; y < picture.rows; ++y) {
        sampler.sample(y, levels.data());
        colorRow(levels.data(), colorTable, picture.cols, colors.data());
        blendRow(colors.data(), pictureWeight, picture.cols * 3, picture.ptr<std::uint8_t>(y));
    }
}

void drawContour(cv::Mat &picture,
                 const Heatmap &heatmap,
                 const ContourThreshold &contour,
                 Interpolation interpolation)
{
    const double threshold = contour.kind == ContourThreshold::Kind::Absolute
                                     ? contour.value
                                     : thresholdOfTopPercent(heatmap, contour.value);
    // In the map's own range, so that a threshold compares exactly with the values it came from.
    SpreadMap map{{heatmap.values().begin(), heatmap.values().end()},
                  heatmap.size(),
                  {picture.cols, picture.rows},
                  interpolation};
    const auto lowest = static_cast<float>(rangeOf(heatmap, std::nullopt).low);
    const auto isStray = [](float value) { return !std::isfinite(value); };
    std::replace_if(map.cells.begin(), map.cells.end(), isStray, lowest);
    drawLines(picture, contourOf(map, threshold), std::max(1, picture.rows / kHeightPerLine));
}

} // namespace

double shareAbove(const Heatmap &heatmap, double threshold)
{
    const auto values = heatmap.values();
    const auto count = std::count_if(values.begin(), values.end(), [threshold](float v) {
        return static_cast<double>(v) >= threshold;
    });
    return values.empty() ? 0.0 : static_cast<double>(count) / static_cast<double>(values.size());
}

double thresholdOfTopPercent(const Heatmap &heatmap, double percent)
{
    cv::Mat large;
    cv::resize(matOf(heatmap), large, {kMetricSide, kMetricSide}, 0, 0, cv::INTER_LINEAR);
    std::vector<float> values(large.begin<float>(), large.end<float>());
    const auto last = static_cast<double>(values.size() - 1);
    const auto rank = static_cast<std::ptrdiff_t>(
            std::clamp(std::lround((1 - percent / 100) * static_cast<double>(values.size())),
                       0L,
                       static_cast<long>(last)));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return static_cast<double>(values[static_cast<std::size_t>(rank)]);
}

HeatmapOverlay::HeatmapOverlay(const OverlayOptions &options)
    : m_options(options)
{
    const double opacity = std::clamp(options.opacity, 0.0, 1.0);
    m_pictureWeight = static_cast<std::uint16_t>(std::lround((1 - opacity) * 256));
    const ColorTable &table = colorTable(options.colorMap);
    for (std::size_t i = 0; i < table.size(); ++i)
        std::memcpy(&m_colors[i], table[i].data(), table[i].size());
}

Result<Frame> HeatmapOverlay::paint(const Frame &frame, const Heatmap &heatmap) const
{
    if (frame.isEmpty() || heatmap.isEmpty())
        return fail(ErrorCode::InvalidArgument, "an empty picture or map cannot be painted");
    try {
        auto bytes = copyOf(frame);
        const int stride = frame.width() * 3;
        cv::Mat picture(frame.height(),
                        frame.width(),
                        CV_8UC3,
                        bytes->data(),
                        static_cast<std::size_t>(stride));
        const cv::Rect covered = coveredPixels(frame, heatmap.region);
        if (covered.width > 0 && covered.height > 0) {
            cv::Mat part = picture(covered);
            blend(part,
                  levelsOf(heatmap, m_options, {covered.width, covered.height}),
                  m_colors,
                  m_pictureWeight);
            if (m_options.contour)
                drawContour(part, heatmap, *m_options.contour, m_options.interpolation);
        }
        Frame painted(std::move(bytes), frame.size(), stride);
        painted.index = frame.index;
        painted.pts = frame.pts;
        painted.duration = frame.duration;
        painted.ptsTicks = frame.ptsTicks;
        painted.isKeyFrame = frame.isKeyFrame;
        painted.pixelAspect = frame.pixelAspect;
        return painted;
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "painting the heatmap failed", e.what());
    }
}

} // namespace soundlocus
