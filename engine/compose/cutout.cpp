// SPDX-License-Identifier: MIT
#include "engine/compose/cutout.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// Half of the smallest copy still shows an object of this side without gaps.
constexpr int kMinLevelSide = 24;
constexpr int kMaxFilePixels = 64'000'000;

/// Tight box of alpha >= kSolidAlpha, empty where there is none.
cv::Rect solidBox(const cv::Mat &alpha)
{
    const cv::Mat solid = alpha >= kSolidAlpha;
    return cv::countNonZero(solid) == 0 ? cv::Rect() : cv::boundingRect(solid);
}

/// [h, w, 4] uint8 RGBA, colours multiplied by alpha.
cv::Mat premultiplied(const cv::Mat &decoded)
{
    cv::Mat rgba;
    if (decoded.channels() == 4)
        cv::cvtColor(decoded, rgba, cv::COLOR_BGRA2RGBA);
    else if (decoded.channels() == 3)
        cv::cvtColor(decoded, rgba, cv::COLOR_BGR2RGBA);
    else
        cv::cvtColor(decoded, rgba, cv::COLOR_GRAY2RGBA);
    constexpr int kRound = 127;
    for (int y = 0; y < rgba.rows; ++y) {
        auto *row = rgba.ptr<cv::Vec4b>(y);
        for (int x = 0; x < rgba.cols; ++x) {
            for (int c = 0; c < 3; ++c)
                row[x][c] = static_cast<std::uint8_t>((row[x][c] * row[x][3] + kRound) / 255);
        }
    }
    return rgba;
}

cv::Mat alphaOf(const cv::Mat &rgba)
{
    cv::Mat alpha;
    cv::extractChannel(rgba, alpha, 3);
    return alpha;
}

} // namespace

Result<Cutout> Cutout::load(const std::string &bytes, const std::string &name)
{
    try {
        const cv::Mat encoded(
                1, static_cast<int>(bytes.size()), CV_8U, const_cast<char *>(bytes.data()));
        cv::Mat decoded = cv::imdecode(encoded, cv::IMREAD_UNCHANGED);
        if (decoded.empty())
            return fail(ErrorCode::CorruptData, name + ": is no picture that can be decoded");
        if (decoded.total() > kMaxFilePixels)
            return fail(ErrorCode::TooLarge, name + ": has more than 64 million pixels");
        if (decoded.depth() != CV_8U)
            decoded.convertTo(decoded, CV_8U, decoded.depth() == CV_16U ? 1.0 / 257 : 1.0);
        Cutout cutout;
        cutout.m_hasAlpha = decoded.channels() == 4;
        cv::Mat rgba = premultiplied(decoded);
        const cv::Rect solid = solidBox(alphaOf(rgba));
        if (solid.empty())
            return fail(ErrorCode::InvalidArgument,
                        name + ": is transparent everywhere; nothing of it would be seen");
        cutout.m_solidSize = {solid.width, solid.height};
        const double shrink = std::min(1.0,
                                       double(kMaxCutoutSide) / std::max(rgba.cols, rgba.rows));
        if (shrink < 1)
            cv::resize(rgba, rgba, {}, shrink, shrink, cv::INTER_AREA);
        const cv::Rect kept = solidBox(alphaOf(rgba));
        if (kept.empty())
            return fail(ErrorCode::InvalidArgument, name + ": is too thin to be seen");
        cutout.m_solid = kept;
        cutout.m_levels.push_back({rgba, 1});
        while (std::min(rgba.cols, rgba.rows) / 2 >= kMinLevelSide) {
            cv::Mat half;
            cv::resize(rgba, half, {rgba.cols / 2, rgba.rows / 2}, 0, 0, cv::INTER_AREA);
            rgba = half;
            cutout.m_levels.push_back(
                    {rgba, double(rgba.cols) / cutout.m_levels.front().rgba.cols});
        }
        return cutout;
    } catch (const cv::Exception &exception) {
        return fail(ErrorCode::CorruptData,
                    name + ": is no picture that can be decoded",
                    exception.err);
    }
}

Patch Cutout::posed(const Pose &pose) const
{
    const double scale = pose.side / std::max(m_solid.width, m_solid.height);
    // The smallest copy that is at least as large as what is wanted.
    const Level *level = &m_levels.front();
    for (const Level &candidate : m_levels) {
        if (candidate.scale >= scale)
            level = &candidate;
    }
    const double shrinkX = double(level->rgba.cols) / m_levels.front().rgba.cols;
    const double shrinkY = double(level->rgba.rows) / m_levels.front().rgba.rows;
    const double scaleX = scale / shrinkX;
    const double scaleY = scale / shrinkY;

    const double radians = pose.rotationDegrees * CV_PI / 180;
    const double flip = pose.isFlipped ? -1 : 1;
    const double cosine = std::cos(radians);
    const double sine = std::sin(radians);
    const int reach = static_cast<int>(std::ceil(
                              scale
                              * std::hypot(m_levels.front().rgba.cols, m_levels.front().rgba.rows)))
                      + 2;
    const cv::Point origin(static_cast<int>(std::floor(pose.centerX)) - reach,
                           static_cast<int>(std::floor(pose.centerY)) - reach);
    // Pixel centres lie at whole numbers for warpAffine, at halves for us.
    const double m00 = cosine * flip * scaleX;
    const double m01 = -sine * scaleY;
    const double m10 = sine * flip * scaleX;
    const double m11 = cosine * scaleY;
    const double fromX = (m_solid.x + m_solid.width / 2) * shrinkX - 0.5;
    const double fromY = (m_solid.y + m_solid.height / 2) * shrinkY - 0.5;
    const double toX = pose.centerX - origin.x - 0.5;
    const double toY = pose.centerY - origin.y - 0.5;
    const cv::Matx23d matrix(
            m00, m01, toX - m00 * fromX - m01 * fromY, m10, m11, toY - m10 * fromX - m11 * fromY);
    cv::Mat warped;
    cv::warpAffine(level->rgba,
                   warped,
                   matrix,
                   {2 * reach + 1, 2 * reach + 1},
                   cv::INTER_LINEAR,
                   cv::BORDER_CONSTANT);
    const cv::Mat alpha = alphaOf(warped);
    const cv::Rect extent = cv::countNonZero(alpha) == 0 ? cv::Rect(reach, reach, 1, 1)
                                                         : cv::boundingRect(alpha);
    Patch patch;
    patch.origin = origin + extent.tl();
    patch.alpha = alpha(extent).clone();
    patch.solid = solidBox(patch.alpha);
    patch.color.create(extent.size(), CV_8UC3);
    for (int y = 0; y < extent.height; ++y) {
        const auto *from = warped.ptr<cv::Vec4b>(extent.y + y) + extent.x;
        auto *to = patch.color.ptr<cv::Vec3b>(y);
        for (int x = 0; x < extent.width; ++x) {
            for (int c = 0; c < 3; ++c) {
                const double value = from[x][c] * pose.gain[static_cast<std::size_t>(c)];
                to[x][c] = cv::saturate_cast<std::uint8_t>(std::min<double>(value, from[x][3]));
            }
        }
    }
    return patch;
}

void blend(cv::Mat &scene, const Patch &patch)
{
    const cv::Rect all(patch.origin, patch.alpha.size());
    const cv::Rect inside = all & cv::Rect({0, 0}, scene.size());
    constexpr int kOpaque = 255;
    constexpr int kRound = 127;
    for (int y = inside.y; y < inside.br().y; ++y) {
        auto *to = scene.ptr<cv::Vec3b>(y);
        const auto *color = patch.color.ptr<cv::Vec3b>(y - patch.origin.y);
        const auto *alpha = patch.alpha.ptr<std::uint8_t>(y - patch.origin.y);
        for (int x = inside.x; x < inside.br().x; ++x) {
            const int at = x - patch.origin.x;
            for (int c = 0; c < 3; ++c) {
                const int behind = (to[x][c] * (kOpaque - alpha[at]) + kRound) / kOpaque;
                to[x][c] = static_cast<std::uint8_t>(std::min(kOpaque, color[at][c] + behind));
            }
        }
    }
}

std::vector<Visibility> visibilityOf(const std::vector<Patch> &patches, Size scene)
{
    std::vector<Visibility> all(patches.size());
    cv::Mat covered = cv::Mat::zeros(scene.height, scene.width, CV_8U);
    for (std::size_t i = patches.size(); i-- > 0;) {
        const Patch &patch = patches[i];
        Visibility &visible = all[i];
        visible.mask = cv::Mat::zeros(scene.height, scene.width, CV_8U);
        const cv::Rect inside = cv::Rect(patch.solid.tl() + patch.origin, patch.solid.size())
                                & cv::Rect(0, 0, scene.width, scene.height);
        const cv::Mat solid = patch.alpha >= kSolidAlpha;
        if (!inside.empty()) {
            const cv::Mat own = solid(inside - patch.origin);
            own.copyTo(visible.mask(inside), ~covered(inside));
            cv::bitwise_or(covered(inside), own, covered(inside));
        }
        const int seen = cv::countNonZero(visible.mask);
        const int whole = cv::countNonZero(solid);
        visible.share = whole == 0 ? 0 : double(seen) / whole;
        if (seen > 0)
            visible.box = cv::boundingRect(visible.mask);
    }
    return all;
}

} // namespace soundlocus
