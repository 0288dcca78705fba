// SPDX-License-Identifier: MIT
// Internal to engine/training_log: what a plot is drawn on.
#pragma once

#include "engine/core/frame.h"

#include <opencv2/core.hpp>

#include <string>
#include <vector>

namespace soundlocus {

/// A white page with the coordinates of the finished picture, colours in RGB. It is drawn twice as
/// large and scaled down, which smooths OpenCV's letters. OpenCV's exceptions come through.
class PlotPage
{
public:
    explicit PlotPage(Size size);

    [[nodiscard]] Size size() const { return m_size; }
    [[nodiscard]] static cv::Scalar paper() { return {255, 255, 255}; }

    void line(cv::Point2d from, cv::Point2d to, const cv::Scalar &color, double width);
    void polyline(const std::vector<cv::Point2d> &points, const cv::Scalar &color, double width);
    void disc(cv::Point2d center, double radius, const cv::Scalar &color);
    /// @param at left end of the base line; @param text ASCII
    void text(const std::string &text, cv::Point2d at, double scale, const cv::Scalar &color);

    [[nodiscard]] static double textWidth(const std::string &text, double scale);
    /// The longest beginning of a text that fits, with dots where it was cut.
    [[nodiscard]] static std::string fitted(std::string text, double scale, double width);

    [[nodiscard]] Frame finished() const;

private:
    Size m_size;
    cv::Mat m_mat;
};

} // namespace soundlocus
