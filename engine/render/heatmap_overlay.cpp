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

std::shared_ptr<std::vector<std::uint8_t>> copyOf(const Frame &frame)
{
    const int stride = frame.width() * 3;
    auto bytes = std::make_shared<std::vector<std::uint8_t>>();
    bytes->reserve(static_cast<std::size_t>(stride) * static_cast<std::size_t>(frame.height()));
    for (int y = 0; y < frame.height(); ++y)
        bytes->insert(bytes->end(), frame.row(y), frame.row(y) + stride);
    return bytes;
}

/// Blends the map over the part of a picture. @param area pixels that the map covers, counted as
/// the part's; may reach beyond it
void blend(cv::Mat &part,
           const SpreadMap &map,
           const PixelArea &area,
           const PackedColors &colorTable,
           std::uint16_t pictureWeight)
{
    const cv::Rect visible = cv::Rect(area.x, area.y, area.width, area.height)
                             & cv::Rect(0, 0, part.cols, part.rows);
    if (visible.empty())
        return;
    cv::parallel_for_(cv::Range(visible.y, visible.y + visible.height), [&](const cv::Range &rows) {
        RowSampler sampler(map, visible.x - area.x, visible.width);
        std::vector<std::uint8_t> levels(static_cast<std::size_t>(visible.width));
        std::vector<std::uint8_t> colors(static_cast<std::size_t>(visible.width) * 3 + 1);
        for (int y = rows.start; y < rows.end; ++y) {
            sampler.sample(y - area.y, levels.data());
            colorRow(levels.data(), colorTable, visible.width, colors.data());
            blendRow(colors.data(),
                     pictureWeight,
                     visible.width * 3,
                     part.ptr<std::uint8_t>(y) + std::ptrdiff_t{visible.x} * 3);
        }
    });
}

} // namespace

ValueRange colorRange(const Heatmap &heatmap, const std::optional<ValueRange> &fixed)
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

std::vector<float> colorLevels(const Heatmap &heatmap, const std::optional<ValueRange> &fixed)
{
    const ValueRange range = colorRange(heatmap, fixed);
    const double span = range.high - range.low;
    const double gain = span > 0 ? (kLevels - 1) / span : 0;
    std::vector<float> levels;
    levels.reserve(heatmap.values().size());
    for (const float value : heatmap.values()) {
        const double level = (static_cast<double>(value) - range.low) * gain;
        levels.push_back(std::isfinite(level) ? static_cast<float>(level) : 0.0F);
    }
    return levels;
}

int pictureWeight(double opacity)
{
    return static_cast<int>(std::lround((1 - std::clamp(opacity, 0.0, 1.0)) * kFullWeight));
}

double thresholdOf(const Heatmap &heatmap, const ContourThreshold &contour)
{
    return contour.kind == ContourThreshold::Kind::Absolute
                   ? contour.value
                   : thresholdOfTopPercent(heatmap, contour.value);
}

std::vector<ContourLine> contourOf(const Heatmap &heatmap,
                                   const ContourThreshold &contour,
                                   Interpolation interpolation,
                                   Size pixels)
{
    // In the map's own range, so that a threshold compares exactly with the values it came from.
    SpreadMap map{{heatmap.values().begin(), heatmap.values().end()},
                  heatmap.size(),
                  pixels,
                  interpolation};
    const auto lowest = static_cast<float>(colorRange(heatmap, std::nullopt).low);
    const auto isStray = [](float value) { return !std::isfinite(value); };
    std::replace_if(map.cells.begin(), map.cells.end(), isStray, lowest);
    return contourOf(map, thresholdOf(heatmap, contour));
}

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
    , m_pictureWeight(static_cast<std::uint16_t>(pictureWeight(options.opacity)))
{
    const ColorTable &table = colorTable(options.colorMap);
    for (std::size_t i = 0; i < table.size(); ++i)
        std::memcpy(&m_colors[i], table[i].data(), table[i].size());
}

Result<Frame> HeatmapOverlay::paint(const Frame &frame, const Heatmap &heatmap) const
{
    return paintOn(frame, heatmap, {frame.size(), {0, 0, frame.width(), frame.height()}}, true);
}

Result<Frame> HeatmapOverlay::paintColors(const Frame &part,
                                          const Heatmap &heatmap,
                                          const PictureView &view) const
{
    if (part.size() != Size{view.part.width, view.part.height})
        return fail(ErrorCode::InvalidArgument, "the picture is not the part of the view");
    return paintOn(part, heatmap, view, false);
}

Result<Frame> HeatmapOverlay::paintOn(const Frame &part,
                                      const Heatmap &heatmap,
                                      const PictureView &view,
                                      bool withContour) const
{
    if (part.isEmpty() || heatmap.isEmpty())
        return fail(ErrorCode::InvalidArgument, "an empty picture or map cannot be painted");
    try {
        auto bytes = copyOf(part);
        const int stride = part.width() * 3;
        cv::Mat picture(part.height(),
                        part.width(),
                        CV_8UC3,
                        bytes->data(),
                        static_cast<std::size_t>(stride));
        PixelArea area = coveredArea(view.whole, heatmap.region);
        area.x -= view.part.x;
        area.y -= view.part.y;
        if (!area.isEmpty()) {
            const Size covered{area.width, area.height};
            blend(picture,
                  {colorLevels(heatmap, m_options.scale),
                   heatmap.size(),
                   covered,
                   m_options.interpolation},
                  area,
                  m_colors,
                  m_pictureWeight);
            if (withContour && m_options.contour) {
                cv::Mat under = picture(cv::Rect(area.x, area.y, area.width, area.height));
                drawLines(under,
                          contourOf(heatmap, *m_options.contour, m_options.interpolation, covered),
                          std::max(1, area.height / kHeightPerLine));
            }
        }
        Frame painted(std::move(bytes), part.size(), stride);
        painted.index = part.index;
        painted.pts = part.pts;
        painted.duration = part.duration;
        painted.ptsTicks = part.ptsTicks;
        painted.isKeyFrame = part.isKeyFrame;
        painted.pixelAspect = part.pixelAspect;
        return painted;
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "painting the heatmap failed", e.what());
    }
}

} // namespace soundlocus
