// SPDX-License-Identifier: MIT
#include "engine/render/contact_sheet.h"

#include "engine/render/ascii_text.h"
#include "engine/render/png_file.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace soundlocus {

namespace {

// A quiet dark page; sizes in pixels.
const cv::Scalar kBackground(24, 24, 27);
const cv::Scalar kText(235, 235, 238);
const cv::Scalar kMuted(158, 158, 166);
constexpr int kMargin = 24;
constexpr int kGap = 12;
constexpr int kCaptionHeight = 28;
constexpr int kHeaderHeight = 64;
constexpr int kBarWidth = 200;
constexpr int kBarHeight = 12;
constexpr double kTitleScale = 0.75;
constexpr double kTextScale = 0.5;
constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;

std::string clockText(MediaTime time)
{
    const double seconds = toSeconds(time);
    const auto minutes = static_cast<long>(std::floor(seconds / 60));
    char text[40];
    std::snprintf(
            text, sizeof text, "%ld:%06.3f", minutes, seconds - static_cast<double>(minutes) * 60);
    return text;
}

int textWidth(const std::string &text, double scale)
{
    int baseline = 0;
    return cv::getTextSize(text, kFont, scale, 1, &baseline).width;
}

void putText(cv::Mat &page,
             const std::string &text,
             cv::Point at,
             double scale,
             const cv::Scalar &color)
{
    cv::putText(page, text, at, kFont, scale, color, 1, cv::LINE_AA);
}

/// The longest beginning of a text that fits, with dots where it was cut.
std::string fitted(std::string text, double scale, int width)
{
    if (textWidth(text, scale) <= width)
        return text;
    while (!text.empty() && textWidth(text + "...", scale) > width)
        text.pop_back();
    return text + "...";
}

void drawColorBar(cv::Mat &page, const ContactSheetOptions &options, int right)
{
    const std::string low = asciiOf(options.lowLabel);
    const std::string high = asciiOf(options.highLabel);
    const int y = kMargin + 8;
    const int highX = right - textWidth(high, kTextScale);
    const int barX = highX - 8 - kBarWidth;
    const ColorTable &table = colorTable(options.colorMap);
    for (int x = 0; x < kBarWidth; ++x) {
        const auto &rgb = table[static_cast<std::size_t>(x * 255 / (kBarWidth - 1))];
        cv::line(page,
                 {barX + x, y},
                 {barX + x, y + kBarHeight - 1},
                 cv::Scalar(rgb[0], rgb[1], rgb[2]));
    }
    const int baseline = y + kBarHeight - 1;
    putText(page, high, {highX, baseline}, kTextScale, kMuted);
    putText(page, low, {barX - 8 - textWidth(low, kTextScale), baseline}, kTextScale, kMuted);
}

/// The largest part of a place, in its middle, with the sides of a picture.
cv::Rect fittedInto(cv::Rect place, double width, double height)
{
    const double factor = std::min(place.width / width, place.height / height);
    const int fittedWidth = std::clamp(cvRound(width * factor), 1, place.width);
    const int fittedHeight = std::clamp(cvRound(height * factor), 1, place.height);
    return {place.x + (place.width - fittedWidth) / 2,
            place.y + (place.height - fittedHeight) / 2,
            fittedWidth,
            fittedHeight};
}

void drawCell(cv::Mat &page, const Frame &frame, cv::Rect place)
{
    const cv::Mat source(frame.height(),
                         frame.width(),
                         CV_8UC3,
                         const_cast<std::uint8_t *>(frame.row(0)),
                         static_cast<std::size_t>(frame.strideBytes()));
    const cv::Rect fitting = fittedInto(place, frame.width() * frame.pixelAspect, frame.height());
    cv::Mat target = page(fitting);
    const bool isSmaller = fitting.width < frame.width();
    cv::resize(source, target, fitting.size(), 0, 0, isSmaller ? cv::INTER_AREA : cv::INTER_LINEAR);
    putText(page, clockText(frame.pts), {place.x, place.y + place.height + 19}, kTextScale, kMuted);
}

} // namespace

Result<void> writeContactSheet(const std::filesystem::path &path,
                               std::span<const Frame> frames,
                               const ContactSheetOptions &options)
{
    if (frames.empty() || frames.front().isEmpty())
        return fail(ErrorCode::InvalidArgument,
                    path.string() + ": no pictures for a contact sheet");
    try {
        const Frame &first = frames.front();
        const int count = static_cast<int>(frames.size());
        const int columns = std::clamp(options.columns, 1, count);
        const int rows = (count + columns - 1) / columns;
        const double aspect = first.height() / (first.width() * first.pixelAspect);
        const int cellWidth = options.cellWidth;
        const int cellHeight = std::clamp(
                static_cast<int>(std::lround(cellWidth * aspect)), 1, cellWidth * 4);
        const bool hasHeader = !options.title.empty();
        const int header = hasHeader ? kHeaderHeight : 0;
        // The header needs room for the bar even over a single column.
        const int width = std::max(2 * kMargin + columns * (cellWidth + kGap) - kGap,
                                   hasHeader ? 2 * kMargin + 2 * kBarWidth + 240 : 0);
        const int height = 2 * kMargin + header + rows * (cellHeight + kCaptionHeight);
        auto bytes = std::make_shared<std::vector<std::uint8_t>>(
                static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
        cv::Mat page(height, width, CV_8UC3, bytes->data());
        page.setTo(kBackground);
        if (hasHeader) {
            const int room = width - 2 * kMargin - kBarWidth - 160;
            putText(page,
                    fitted(asciiOf(options.title), kTitleScale, room),
                    {kMargin, kMargin + 20},
                    kTitleScale,
                    kText);
            putText(page,
                    fitted(asciiOf(options.subtitle), kTextScale, width - 2 * kMargin),
                    {kMargin, kMargin + 44},
                    kTextScale,
                    kMuted);
            drawColorBar(page, options, width - kMargin);
        }
        for (int i = 0; i < count; ++i) {
            const cv::Rect place(kMargin + i % columns * (cellWidth + kGap),
                                 kMargin + header + i / columns * (cellHeight + kCaptionHeight),
                                 cellWidth,
                                 cellHeight);
            drawCell(page, frames[static_cast<std::size_t>(i)], place);
        }
        return writePng(path, Frame(std::move(bytes), {width, height}, width * 3));
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, path.string() + ": the contact sheet failed", e.what());
    }
}

} // namespace soundlocus
