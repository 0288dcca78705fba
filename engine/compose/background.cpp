// SPDX-License-Identifier: MIT
#include "engine/compose/background.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// A piece has at least this share of the largest one with the shape of the scene.
constexpr double kMinPieceShare = 0.6;

cv::Vec3d drawColor(Random &random)
{
    constexpr double kDark = 20;
    constexpr double kBright = 235;
    cv::Vec3d color;
    for (int c = 0; c < 3; ++c)
        color[c] = random.uniform(kDark, kBright);
    return color;
}

cv::Vec3b mixed(const cv::Vec3d &a, const cv::Vec3d &b, double weight)
{
    cv::Vec3b color;
    for (int c = 0; c < 3; ++c)
        color[c] = cv::saturate_cast<std::uint8_t>(a[c] + (b[c] - a[c]) * weight);
    return color;
}

/// Paints mixed(a, b, weight(x, y)) with x and y in shares of the longer side, weight in [0, 1].
template <typename Weight>
cv::Mat painted(Size size, Random &random, const Weight &weight)
{
    const cv::Vec3d a = drawColor(random);
    const cv::Vec3d b = drawColor(random);
    cv::Mat picture(size.height, size.width, CV_8UC3);
    const double side = std::max(size.width, size.height);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
            picture.at<cv::Vec3b>(y, x) = mixed(a, b, weight(x / side, y / side));
    }
    return picture;
}

cv::Mat gradient(Size size, Random &random)
{
    const double angle = random.uniform(0, 2 * CV_PI);
    const double dx = std::cos(angle);
    const double dy = std::sin(angle);
    return painted(size, random, [&](double x, double y) {
        return std::clamp(0.5 + ((x - 0.5) * dx + (y - 0.5) * dy), 0.0, 1.0);
    });
}

cv::Mat stripes(Size size, Random &random)
{
    const double angle = random.uniform(0, CV_PI);
    const double cycles = random.uniform(3, 14);
    const double dx = std::cos(angle) * cycles * 2 * CV_PI;
    const double dy = std::sin(angle) * cycles * 2 * CV_PI;
    const double sharpness = random.uniform(0.5, 4);
    return painted(size, random, [&](double x, double y) {
        return 0.5 + 0.5 * std::tanh(sharpness * std::sin(x * dx + y * dy));
    });
}

cv::Mat checks(Size size, Random &random)
{
    const double cells = random.uniform(3, 10);
    const double shift = random.unit();
    return painted(size, random, [&](double x, double y) {
        const auto column = static_cast<int>(x * cells + shift);
        const auto row = static_cast<int>(y * cells + shift);
        return (column + row) % 2 == 0 ? 0.0 : 1.0;
    });
}

/// Coloured noise at several scales: from cloud-like to grainy.
cv::Mat noise(Size size, Random &random)
{
    cv::Mat sum(size.height, size.width, CV_32FC3, cv::Scalar::all(0));
    double amplitude = 1;
    double total = 0;
    const double fall = random.uniform(0.4, 0.9);
    constexpr int kOctaves = 5;
    for (int octave = 1; octave <= kOctaves; ++octave) {
        const int cells = 1 << octave;
        cv::Mat coarse(cells + 1, cells + 1, CV_32FC3);
        for (int y = 0; y < coarse.rows; ++y) {
            for (int x = 0; x < coarse.cols; ++x) {
                for (int c = 0; c < 3; ++c)
                    coarse.at<cv::Vec3f>(y, x)[c] = static_cast<float>(random.unit());
            }
        }
        cv::Mat fine;
        cv::resize(coarse, fine, sum.size(), 0, 0, cv::INTER_CUBIC);
        sum += fine * amplitude;
        total += amplitude;
        amplitude *= fall;
    }
    cv::Mat picture;
    sum.convertTo(picture, CV_8U, 255 / total);
    return picture;
}

cv::Mat blobs(Size size, Random &random)
{
    cv::Mat picture = gradient(size, random);
    const std::size_t count = 4 + random.below(12);
    const int side = std::max(size.width, size.height);
    for (std::size_t i = 0; i < count; ++i) {
        const cv::Vec3d color = drawColor(random);
        const cv::Point center(
                static_cast<int>(random.below(static_cast<std::size_t>(size.width))),
                static_cast<int>(random.below(static_cast<std::size_t>(size.height))));
        const cv::Size radii(static_cast<int>(random.uniform(0.04, 0.25) * side),
                             static_cast<int>(random.uniform(0.04, 0.25) * side));
        cv::ellipse(picture,
                    center,
                    radii,
                    random.uniform(0, 180),
                    0,
                    360,
                    cv::Scalar(color[0], color[1], color[2]),
                    cv::FILLED);
    }
    return picture;
}

} // namespace

Result<cv::Mat> loadPhoto(const std::string &bytes, const std::string &name)
{
    try {
        const cv::Mat encoded(
                1, static_cast<int>(bytes.size()), CV_8U, const_cast<char *>(bytes.data()));
        cv::Mat photo = cv::imdecode(encoded, cv::IMREAD_COLOR);
        if (photo.empty())
            return fail(ErrorCode::CorruptData, name + ": is no picture that can be decoded");
        const double shrink = double(kMaxPhotoSide) / std::min(photo.cols, photo.rows);
        if (shrink < 1)
            cv::resize(photo, photo, {}, shrink, shrink, cv::INTER_AREA);
        cv::cvtColor(photo, photo, cv::COLOR_BGR2RGB);
        return photo;
    } catch (const cv::Exception &exception) {
        return fail(ErrorCode::CorruptData,
                    name + ": is no picture that can be decoded",
                    exception.err);
    }
}

cv::Mat photoBackground(const cv::Mat &photo, Size size, Random &random)
{
    const double largest = std::min(double(photo.cols) / size.width,
                                    double(photo.rows) / size.height);
    const double scale = largest * random.uniform(kMinPieceShare, 1);
    const int width = std::clamp(static_cast<int>(scale * size.width), 1, photo.cols);
    const int height = std::clamp(static_cast<int>(scale * size.height), 1, photo.rows);
    const cv::Rect piece(static_cast<int>(random.below(std::size_t(photo.cols - width) + 1)),
                         static_cast<int>(random.below(std::size_t(photo.rows - height) + 1)),
                         width,
                         height);
    cv::Mat picture;
    cv::resize(photo(piece),
               picture,
               {size.width, size.height},
               0,
               0,
               scale > 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    if (random.chance(0.5))
        cv::flip(picture, picture, 1);
    return picture;
}

ProceduralKind drawKind(Busyness busyness, Random &random)
{
    constexpr std::size_t kQuietKinds = 2;
    const std::size_t kinds = busyness == Busyness::Quiet ? kQuietKinds : kProceduralKinds;
    return static_cast<ProceduralKind>(random.below(kinds));
}

cv::Mat proceduralBackground(ProceduralKind kind, Size size, Random &random)
{
    switch (kind) {
    case ProceduralKind::Flat:
        return painted(size, random, [](double, double) { return 0.0; });
    case ProceduralKind::Gradient:
        return gradient(size, random);
    case ProceduralKind::Stripes:
        return stripes(size, random);
    case ProceduralKind::Checks:
        return checks(size, random);
    case ProceduralKind::Noise:
        return noise(size, random);
    case ProceduralKind::Blobs:
        return blobs(size, random);
    }
    return {};
}

} // namespace soundlocus
