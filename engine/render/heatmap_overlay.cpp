// SPDX-License-Identifier: MIT
#include "engine/render/heatmap_overlay.h"

#include "engine/core/vectorized.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr int kMetricSide = 224;

/// Thickness of the contour: one pixel in 300 of the picture's height, at least one.
constexpr int kHeightPerLine = 300;

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

/// One row: out = (picture * pictureWeight + weightedColors[level]) / 256, rounded.
SOUNDLOCUS_VECTORIZED
void blendRow(const std::uint8_t *picture,
              const std::uint8_t *levels,
              const std::uint16_t *weightedColors,
              std::uint16_t pictureWeight,
              int width,
              std::uint8_t *out)
{
    for (int x = 0; x < width; ++x) {
        const std::uint16_t *color = weightedColors + std::ptrdiff_t{levels[x]} * 3;
        for (int c = 0; c < 3; ++c)
            out[x * 3 + c] = static_cast<std::uint8_t>(
                    (picture[x * 3 + c] * pictureWeight + color[c] + 128U) >> 8U);
    }
}

/// Two strokes, dark under light, so that the line shows on any colour.
void drawContour(cv::Mat &picture, const cv::Mat &values, double threshold)
{
    std::vector<std::vector<cv::Point>> lines;
    const cv::Mat inside = values >= threshold;
    cv::findContours(inside, lines, cv::RETR_LIST, cv::CHAIN_APPROX_TC89_L1);
    const int thickness = std::max(
            1, static_cast<int>(std::lround(picture.rows / double{kHeightPerLine})));
    cv::polylines(picture, lines, true, cv::Scalar(0, 0, 0), thickness * 3, cv::LINE_AA);
    cv::polylines(picture, lines, true, cv::Scalar(255, 255, 255), thickness, cv::LINE_AA);
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
    const int colorWeight = 256 - m_pictureWeight;
    const ColorTable &table = colorTable(options.colorMap);
    for (std::size_t i = 0; i < table.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c)
            m_weightedColors[i * 3 + c] = static_cast<std::uint16_t>(table[i][c] * colorWeight);
    }
}

Result<Frame> HeatmapOverlay::paint(const Frame &frame, const Heatmap &heatmap) const
{
    if (frame.isEmpty() || heatmap.isEmpty())
        return fail(ErrorCode::InvalidArgument, "an empty picture or map cannot be painted");
    try {
        const int stride = frame.width() * 3;
        auto bytes = std::make_shared<std::vector<std::uint8_t>>(
                static_cast<std::size_t>(stride) * static_cast<std::size_t>(frame.height()));
        for (int y = 0; y < frame.height(); ++y)
            std::copy_n(
                    frame.row(y), stride, bytes->data() + static_cast<std::ptrdiff_t>(y) * stride);
        const cv::Rect covered = coveredPixels(frame, heatmap.region);
        if (covered.width > 0 && covered.height > 0) {
            cv::Mat values;
            cv::resize(matOf(heatmap),
                       values,
                       covered.size(),
                       0,
                       0,
                       m_options.interpolation == Interpolation::Smooth ? cv::INTER_LINEAR
                                                                        : cv::INTER_NEAREST);
            ValueRange range{};
            if (m_options.scale)
                range = *m_options.scale;
            else
                cv::minMaxLoc(matOf(heatmap), &range.low, &range.high);
            const double spread = range.high - range.low;
            const double gain = spread > 0 ? 255 / spread : 0;
            cv::Mat levels;
            values.convertTo(levels, CV_8U, gain, -range.low * gain);
            for (int y = 0; y < covered.height; ++y) {
                std::uint8_t *row = bytes->data()
                                    + static_cast<std::ptrdiff_t>(covered.y + y) * stride
                                    + static_cast<std::ptrdiff_t>(covered.x) * 3;
                blendRow(row,
                         levels.ptr<std::uint8_t>(y),
                         m_weightedColors.data(),
                         m_pictureWeight,
                         covered.width,
                         row);
            }
            if (m_options.contour) {
                const ContourThreshold &contour = *m_options.contour;
                const double threshold = contour.kind == ContourThreshold::Kind::Absolute
                                                 ? contour.value
                                                 : thresholdOfTopPercent(heatmap, contour.value);
                cv::Mat whole(frame.height(),
                              frame.width(),
                              CV_8UC3,
                              bytes->data(),
                              static_cast<std::size_t>(stride));
                cv::Mat part = whole(covered);
                drawContour(part, values, threshold);
            }
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
