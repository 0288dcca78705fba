// SPDX-License-Identifier: MIT
#include "engine/media/encoded_bytes.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace soundlocus {

Result<std::string> encodeJpeg(const Frame &frame, int quality)
{
    if (frame.isEmpty())
        return fail(ErrorCode::InvalidArgument, "an empty frame cannot become a JPEG");
    try {
        const cv::Mat rgb(frame.height(),
                          frame.width(),
                          CV_8UC3,
                          const_cast<std::uint8_t *>(frame.row(0)),
                          static_cast<std::size_t>(frame.strideBytes()));
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        std::vector<std::uint8_t> bytes;
        if (!cv::imencode(".jpg", bgr, bytes, {cv::IMWRITE_JPEG_QUALITY, quality}))
            return fail(ErrorCode::Internal, "a picture could not be encoded as JPEG");
        return std::string(bytes.begin(), bytes.end());
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "a picture could not be encoded as JPEG", e.what());
    }
}

Result<Frame> decodeJpeg(std::string_view bytes)
{
    const auto damaged = [](std::string detail) {
        return fail(ErrorCode::CorruptData, "a damaged JPEG", std::move(detail));
    };
    if (bytes.empty())
        return damaged("no bytes");
    try {
        const cv::Mat source(
                1, static_cast<int>(bytes.size()), CV_8U, const_cast<char *>(bytes.data()));
        const cv::Mat bgr = cv::imdecode(source, cv::IMREAD_COLOR);
        if (bgr.empty())
            return damaged("it cannot be decoded");
        const auto size = static_cast<std::size_t>(bgr.rows) * static_cast<std::size_t>(bgr.cols);
        auto buffer = std::make_shared<std::vector<std::uint8_t>>(3 * size);
        cv::Mat target(bgr.rows, bgr.cols, CV_8UC3, buffer->data());
        cv::cvtColor(bgr, target, cv::COLOR_BGR2RGB);
        return Frame(std::move(buffer), Size{bgr.cols, bgr.rows}, 3 * bgr.cols);
    } catch (const cv::Exception &exception) {
        return damaged(exception.err);
    }
}

} // namespace soundlocus
