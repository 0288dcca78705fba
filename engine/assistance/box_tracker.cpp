// SPDX-License-Identifier: MIT
#include "engine/assistance/box_tracker.h"

#include "engine/core/expects.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace soundlocus {

namespace {

/// Longer side of the object in pixels of the search: more only costs time.
constexpr double kObjectPx = 48;
constexpr int kLeastPx = 6;
/// How far the object may move in a frame, in shares of its size.
constexpr double kReach = 0.75;
constexpr std::array kScales{0.96, 1.0, 1.04};
/// What another size has to be better by.
constexpr double kScalePenalty = 0.01;
/// Correlation below which the object counts as lost, and above which its look is learned.
constexpr double kLost = 0.45;
constexpr double kLearn = 0.7;
constexpr double kLearningRate = 0.2;

/// Deviation of grey levels below which there is nothing to recognise.
constexpr double kLeastContrast = 2;

/// A box in pixels of the search, with fractions.
struct PixelPlace
{
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

cv::Mat scaled(const Frame &frame, double scale)
{
    // OpenCV takes no pointer to const; the source is only read.
    const cv::Mat whole(frame.height(),
                        frame.width(),
                        CV_8UC3,
                        const_cast<std::uint8_t *>(frame.row(0)),
                        static_cast<std::size_t>(frame.strideBytes()));
    cv::Mat small;
    cv::resize(whole, small, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    small.convertTo(small, CV_32F);
    return small;
}

/// What lies at a place, at a size of its own.
cv::Mat lookAt(const cv::Mat &picture, const PixelPlace &place, cv::Size size)
{
    const cv::Matx23f toPicture(static_cast<float>(place.width / size.width),
                                0,
                                static_cast<float>(place.x),
                                0,
                                static_cast<float>(place.height / size.height),
                                static_cast<float>(place.y));
    cv::Mat look;
    cv::warpAffine(picture,
                   look,
                   toPicture,
                   size,
                   cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return look;
}

/// Where between its neighbours a peak really lies, -0.5..0.5.
double peakOffset(double before, double at, double after)
{
    const double bend = before - 2 * at + after;
    return bend < 0 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0.0;
}

struct Match
{
    double score = -1;
    PixelPlace place;
};

} // namespace

struct BoxTracker::Impl
{
    /// The best place at one size.
    [[nodiscard]] Match matchAt(const cv::Mat &picture, double scale) const
    {
        PixelPlace sized = place;
        sized.width *= scale;
        sized.height *= scale;
        sized.x -= (sized.width - place.width) / 2;
        sized.y -= (sized.height - place.height) / 2;
        // The search area at the scale at which the object is as large as its looks.
        const double xScale = sized.width / first.cols;
        const double yScale = sized.height / first.rows;
        const int xReach = std::max(3, static_cast<int>(kReach * first.cols));
        const int yReach = std::max(3, static_cast<int>(kReach * first.rows));
        const PixelPlace area{sized.x - xReach * xScale,
                              sized.y - yReach * yScale,
                              sized.width + 2 * xReach * xScale,
                              sized.height + 2 * yReach * yScale};
        const cv::Mat search = lookAt(
                picture, area, {first.cols + 2 * xReach, first.rows + 2 * yReach});
        cv::Mat asFirst;
        cv::Mat asLast;
        cv::matchTemplate(search, first, asFirst, cv::TM_CCOEFF_NORMED);
        cv::matchTemplate(search, last, asLast, cv::TM_CCOEFF_NORMED);
        const cv::Mat both = (asFirst + asLast) / 2;
        double score = 0;
        cv::Point peak;
        cv::minMaxLoc(both, nullptr, &score, nullptr, &peak);
        const auto at = [&both](int x, int y) {
            return static_cast<double>(both.at<float>(std::clamp(y, 0, both.rows - 1),
                                                      std::clamp(x, 0, both.cols - 1)));
        };
        const double x = peak.x + peakOffset(at(peak.x - 1, peak.y), score, at(peak.x + 1, peak.y));
        const double y = peak.y + peakOffset(at(peak.x, peak.y - 1), score, at(peak.x, peak.y + 1));
        Match match{score, sized};
        match.place.x += (x - xReach) * xScale;
        match.place.y += (y - yReach) * yScale;
        return match;
    }

    double pictureScale = 1;
    Size frameSize;
    PixelPlace place;
    cv::Mat first;
    cv::Mat last;
};

BoxTracker::BoxTracker(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
BoxTracker::BoxTracker(BoxTracker &&other) noexcept = default;
BoxTracker &BoxTracker::operator=(BoxTracker &&other) noexcept = default;
BoxTracker::~BoxTracker() = default;

Result<BoxTracker> BoxTracker::start(const Frame &frame, const BoundingBox &box)
{
    const double width = box.width() * frame.width();
    const double height = box.height() * frame.height();
    const bool isInside = box.x0 < 1 && box.y0 < 1 && box.x1 > 0 && box.y1 > 0;
    if (!(width >= kLeastPx && height >= kLeastPx) || !isInside)
        return fail(ErrorCode::InvalidArgument,
                    "the box is too small to be followed; draw it larger");
    auto impl = std::make_unique<Impl>();
    impl->frameSize = frame.size();
    impl->pictureScale = std::min(1.0, kObjectPx / std::max(width, height));
    const double scale = impl->pictureScale;
    impl->place = {box.x0 * frame.width() * scale,
                   box.y0 * frame.height() * scale,
                   width * scale,
                   height * scale};
    const cv::Size size(std::max(kLeastPx, static_cast<int>(std::lround(width * scale))),
                        std::max(kLeastPx, static_cast<int>(std::lround(height * scale))));
    impl->first = lookAt(scaled(frame, scale), impl->place, size);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(impl->first, mean, deviation);
    if (std::max({deviation[0], deviation[1], deviation[2]}) < kLeastContrast)
        return fail(ErrorCode::InvalidArgument,
                    "nothing in the box can be told apart; draw it around more");
    impl->last = impl->first.clone();
    return BoxTracker(std::move(impl));
}

std::optional<BoundingBox> BoxTracker::follow(const Frame &frame)
{
    SOUNDLOCUS_EXPECTS(frame.size() == m_impl->frameSize);
    const cv::Mat picture = scaled(frame, m_impl->pictureScale);
    Match best;
    for (const double scale : kScales) {
        Match match = m_impl->matchAt(picture, scale);
        match.score -= scale == 1.0 ? 0 : kScalePenalty;
        if (match.score > best.score)
            best = match;
    }
    if (!(best.score >= kLost))
        return std::nullopt;
    m_impl->place = best.place;
    if (best.score >= kLearn) {
        const cv::Mat look = lookAt(picture, best.place, m_impl->first.size());
        m_impl->last = (1 - kLearningRate) * m_impl->last + kLearningRate * look;
    }
    const double across = 1 / (m_impl->pictureScale * frame.width());
    const double down = 1 / (m_impl->pictureScale * frame.height());
    const PixelPlace &place = m_impl->place;
    const BoundingBox box{place.x * across,
                          place.y * down,
                          (place.x + place.width) * across,
                          (place.y + place.height) * down};
    const bool isInside = box.x1 > 0 && box.y1 > 0 && box.x0 < 1 && box.y0 < 1;
    return isInside ? std::optional(box) : std::nullopt;
}

} // namespace soundlocus
