// SPDX-License-Identifier: MIT
#include "engine/pipeline/sheet_frames.h"

#include <opencv2/core/mat.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

namespace soundlocus {

namespace {

/// Frames kept at least, of a longer stream: the chosen ones are then at most a third of their
/// distance off.
constexpr int kKept = 3 * kSheetFrames;

/// Square pixels, kSheetFrameWidth wide at most.
Frame shrink(const Frame &frame)
{
    const double displayWidth = frame.width() * frame.pixelAspect;
    const double factor = std::min(1.0, kSheetFrameWidth / displayWidth);
    const Size size{std::max(1, static_cast<int>(std::lround(displayWidth * factor))),
                    std::max(1, static_cast<int>(std::lround(frame.height() * factor)))};
    constexpr int kChannels = 3;
    const int stride = size.width * kChannels;
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(stride) * static_cast<std::size_t>(size.height));
    // OpenCV has no read-only view; the source is not written to.
    const cv::Mat source(frame.height(),
                         frame.width(),
                         CV_8UC3,
                         const_cast<std::uint8_t *>(frame.row(0)),
                         static_cast<std::size_t>(frame.strideBytes()));
    cv::Mat target(
            size.height, size.width, CV_8UC3, pixels->data(), static_cast<std::size_t>(stride));
    cv::resize(source, target, target.size(), 0, 0, cv::INTER_AREA);
    Frame small(std::move(pixels), size, stride);
    small.index = frame.index;
    small.pts = frame.pts;
    return small;
}

} // namespace

bool SheetFrames::wantsNext()
{
    return m_count++ % m_distance == 0;
}

void SheetFrames::add(const Frame &frame)
{
    Frame small = shrink(frame);
    // A stream may change its sides; a sheet has cells of one size.
    if (!m_frames.empty() && small.size() != m_frames.front().size())
        return;
    m_frames.push_back(std::move(small));
    if (m_frames.size() < static_cast<std::size_t>(2 * kKept))
        return;
    for (std::size_t i = 0; 2 * i < m_frames.size(); ++i)
        m_frames[i] = m_frames[2 * i];
    m_frames.resize(m_frames.size() / 2);
    m_distance *= 2;
}

std::vector<Frame> SheetFrames::frames() const
{
    const std::size_t count = m_frames.size();
    const std::size_t wanted = std::min(count, static_cast<std::size_t>(kSheetFrames));
    std::vector<Frame> chosen;
    for (std::size_t i = 0; i < wanted; ++i)
        chosen.push_back(m_frames[wanted < 2 ? 0 : i * (count - 1) / (wanted - 1)]);
    return chosen;
}

} // namespace soundlocus
