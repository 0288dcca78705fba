// SPDX-License-Identifier: MIT
#include "engine/training_log/plot_page.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace soundlocus {

namespace {

constexpr int kOversampling = 2;
constexpr int kShift = 4; // binary places of OpenCV's coordinates
constexpr int kFont = cv::FONT_HERSHEY_SIMPLEX;

cv::Point fine(cv::Point2d point)
{
    constexpr double kFactor = kOversampling * (1 << kShift);
    return {cvRound(point.x * kFactor), cvRound(point.y * kFactor)};
}

} // namespace

PlotPage::PlotPage(Size size)
    : m_size(size)
    , m_mat(size.height * kOversampling, size.width * kOversampling, CV_8UC3, paper())
{}

void PlotPage::line(cv::Point2d from, cv::Point2d to, const cv::Scalar &color, double width)
{
    const int thickness = std::max(1, cvRound(width * kOversampling));
    cv::line(m_mat, fine(from), fine(to), color, thickness, cv::LINE_AA, kShift);
}

void PlotPage::polyline(const std::vector<cv::Point2d> &points,
                        const cv::Scalar &color,
                        double width)
{
    for (std::size_t i = 1; i < points.size(); ++i)
        line(points[i - 1], points[i], color, width);
}

void PlotPage::disc(cv::Point2d center, double radius, const cv::Scalar &color)
{
    const int fineRadius = cvRound(radius * kOversampling * (1 << kShift));
    cv::circle(m_mat, fine(center), fineRadius, color, cv::FILLED, cv::LINE_AA, kShift);
}

void PlotPage::text(const std::string &text, cv::Point2d at, double scale, const cv::Scalar &color)
{
    cv::putText(m_mat,
                text,
                {cvRound(at.x * kOversampling), cvRound(at.y * kOversampling)},
                kFont,
                scale * kOversampling,
                color,
                kOversampling,
                cv::LINE_AA);
}

double PlotPage::textWidth(const std::string &text, double scale)
{
    int baseline = 0;
    const cv::Size size = cv::getTextSize(
            text, kFont, scale * kOversampling, kOversampling, &baseline);
    return static_cast<double>(size.width) / kOversampling;
}

std::string PlotPage::fitted(std::string text, double scale, double width)
{
    if (textWidth(text, scale) <= width)
        return text;
    while (!text.empty() && textWidth(text + "...", scale) > width)
        text.pop_back();
    return text + "...";
}

Frame PlotPage::finished() const
{
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(m_size.width) * static_cast<std::size_t>(m_size.height) * 3);
    cv::Mat small(m_size.height, m_size.width, CV_8UC3, bytes->data());
    cv::resize(m_mat, small, small.size(), 0, 0, cv::INTER_AREA);
    return {std::move(bytes), m_size, m_size.width * 3};
}

} // namespace soundlocus
