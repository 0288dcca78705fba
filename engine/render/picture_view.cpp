// SPDX-License-Identifier: MIT
#include "engine/render/picture_view.h"

#include "engine/core/vectorized.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace soundlocus {

namespace {

constexpr int kChannels = 3;
constexpr int kWeightBits = 8;
constexpr int kOne = 1 << kWeightBits;

/// A place between two pixels of one axis.
struct Place
{
    int first = 0;
    int second = 0;
    int share = 0; ///< of the second, in 1/256
};

/// Places of the pixels [begin, begin + count) of `to`, which `from` pixels are spread over.
std::vector<Place> placesOf(int from, int to, int begin, int count, bool isSmooth)
{
    std::vector<Place> places;
    places.reserve(static_cast<std::size_t>(count));
    for (int i = begin; i < begin + count; ++i) {
        const double position = (i + 0.5) * from / to;
        if (!isSmooth) {
            const int nearest = std::min(static_cast<int>(position), from - 1);
            places.push_back({nearest, nearest, 0});
            continue;
        }
        const double centered = std::clamp(position - 0.5, 0.0, from - 1.0);
        int first = static_cast<int>(centered);
        int share = static_cast<int>(std::lround((centered - first) * kOne));
        if (share == kOne) {
            ++first;
            share = 0;
        }
        places.push_back({first, std::min(first + 1, from - 1), share});
    }
    return places;
}

/// out = upper + (lower - upper) * share, in 1/256.
SOUNDLOCUS_VECTORIZED
void mixRows(const std::uint8_t *upper,
             const std::uint8_t *lower,
             int share,
             int count,
             std::uint16_t *out)
{
    const auto weight = static_cast<std::uint16_t>(share);
    const auto rest = static_cast<std::uint16_t>(kOne - share);
    for (int i = 0; i < count; ++i)
        out[i] = static_cast<std::uint16_t>(upper[i] * rest + lower[i] * weight);
}

/// The same along a row. @param mixed values times 256
void mixColumns(const std::uint16_t *mixed, const std::vector<Place> &places, std::uint8_t *out)
{
    constexpr int kHalf = 1 << (2 * kWeightBits - 1);
    for (const Place &place : places) {
        const std::uint16_t *a = mixed + std::ptrdiff_t{place.first} * kChannels;
        const std::uint16_t *b = mixed + std::ptrdiff_t{place.second} * kChannels;
        const int weight = place.share;
        for (int c = 0; c < kChannels; ++c) {
            const int value = a[c] * (kOne - weight) + b[c] * weight;
            *out++ = static_cast<std::uint8_t>((value + kHalf) >> (2 * kWeightBits));
        }
    }
}

void scale(const cv::Mat &picture, const PictureView &view, bool isSmooth, cv::Mat &out)
{
    const PixelArea &part = view.part;
    const auto columns = placesOf(picture.cols, view.whole.width, part.x, part.width, isSmooth);
    const auto rows = placesOf(picture.rows, view.whole.height, part.y, part.height, isSmooth);
    // Only the columns between these are read.
    const int firstColumn = columns.front().first;
    const int count = (columns.back().second - firstColumn + 1) * kChannels;
    cv::parallel_for_(cv::Range(0, part.height), [&](const cv::Range &range) {
        std::vector<std::uint16_t> mixed(static_cast<std::size_t>(picture.cols) * kChannels);
        const std::ptrdiff_t offset = std::ptrdiff_t{firstColumn} * kChannels;
        for (int y = range.start; y < range.end; ++y) {
            const Place &place = rows[static_cast<std::size_t>(y)];
            mixRows(picture.ptr<std::uint8_t>(place.first) + offset,
                    picture.ptr<std::uint8_t>(place.second) + offset,
                    place.share,
                    count,
                    mixed.data() + offset);
            mixColumns(mixed.data(), columns, out.ptr<std::uint8_t>(y));
        }
    });
}

bool isInside(const PictureView &view)
{
    const PixelArea &part = view.part;
    return !view.whole.isEmpty() && !part.isEmpty() && part.x >= 0 && part.y >= 0
           && part.width <= view.whole.width - part.x && part.height <= view.whole.height - part.y;
}

/// A wrapper around a frame's bytes, which OpenCV only reads.
cv::Mat matOf(const Frame &frame)
{
    return {frame.height(),
            frame.width(),
            CV_8UC3,
            const_cast<std::uint8_t *>(frame.row(0)),
            static_cast<std::size_t>(frame.strideBytes())};
}

} // namespace

PictureScaling scalingFor(Size frame, Size whole)
{
    const double ratio = std::min(frame.width / static_cast<double>(whole.width),
                                  frame.height / static_cast<double>(whole.height));
    PictureScaling scaling;
    scaling.isSmooth = ratio > 1 / kSquarePixelsFrom;
    while (ratio >= static_cast<double>(2 << scaling.halvings)
           && std::min(frame.width, frame.height) >> (scaling.halvings + 1) > 0)
        ++scaling.halvings;
    return scaling;
}

PixelArea coveredArea(Size picture, const FrameRegion &region)
{
    const auto pixel = [](double share, int size) {
        return std::clamp(static_cast<int>(std::lround(share * size)), 0, size);
    };
    const int x0 = pixel(region.x0, picture.width);
    const int y0 = pixel(region.y0, picture.height);
    return {x0, y0, pixel(region.x1, picture.width) - x0, pixel(region.y1, picture.height) - y0};
}

Result<Frame> scaledPart(const Frame &frame, const PictureView &view)
{
    if (frame.isEmpty() || !isInside(view))
        return fail(ErrorCode::InvalidArgument, "no such part of a picture");
    try {
        const Size size{view.part.width, view.part.height};
        const int stride = size.width * kChannels;
        auto bytes = std::make_shared<std::vector<std::uint8_t>>(
                static_cast<std::size_t>(stride) * static_cast<std::size_t>(size.height));
        cv::Mat out(size.height, size.width, CV_8UC3, bytes->data());
        if (view.whole == frame.size()) {
            matOf(frame)(cv::Rect(view.part.x, view.part.y, size.width, size.height)).copyTo(out);
        } else {
            cv::Mat picture = matOf(frame);
            const PictureScaling scaling = scalingFor(frame.size(), view.whole);
            for (int i = 0; i < scaling.halvings; ++i) {
                cv::Mat half;
                cv::resize(
                        picture, half, {picture.cols / 2, picture.rows / 2}, 0, 0, cv::INTER_AREA);
                picture = half;
            }
            scale(picture, view, scaling.isSmooth, out);
        }
        Frame part(std::move(bytes), size, stride);
        part.index = frame.index;
        part.pts = frame.pts;
        part.duration = frame.duration;
        part.ptsTicks = frame.ptsTicks;
        part.isKeyFrame = frame.isKeyFrame;
        part.pixelAspect = frame.pixelAspect;
        return part;
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "scaling the picture failed", e.what());
    }
}

} // namespace soundlocus
