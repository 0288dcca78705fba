// SPDX-License-Identifier: MIT
#include "engine/render/png_file.h"

#include "engine/core/file_io.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace soundlocus {

namespace {

Result<std::string> encode(const cv::Mat &picture)
{
    std::vector<std::uint8_t> bytes;
    // Level 3 is three times as quick as OpenCV's own choice and a tenth larger.
    if (!cv::imencode(".png", picture, bytes, {cv::IMWRITE_PNG_COMPRESSION, 3}))
        return fail(ErrorCode::Internal, "a picture could not be encoded as PNG");
    return std::string(bytes.begin(), bytes.end());
}

} // namespace

Result<std::string> encodePng(const Frame &frame)
{
    if (frame.isEmpty())
        return fail(ErrorCode::InvalidArgument, "an empty frame cannot become a picture");
    try {
        const cv::Mat rgb(frame.height(),
                          frame.width(),
                          CV_8UC3,
                          const_cast<std::uint8_t *>(frame.row(0)),
                          static_cast<std::size_t>(frame.strideBytes()));
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        return encode(bgr);
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "a picture could not be encoded as PNG", e.what());
    }
}

Result<void> writePng(const std::filesystem::path &path, const Frame &frame)
{
    const auto bytes = encodePng(frame);
    if (!bytes)
        return fail(bytes.error().code,
                    path.string() + ": " + bytes.error().message,
                    bytes.error().context);
    return writeWholeFile(path, *bytes);
}

Result<std::string> encodePng16(const Heatmap &heatmap)
{
    if (heatmap.isEmpty())
        return fail(ErrorCode::InvalidArgument, "an empty map cannot become a picture");
    const auto [low, high] = limitsOf(heatmap.scale());
    try {
        const cv::Mat values(heatmap.height(),
                             heatmap.width(),
                             CV_32F,
                             const_cast<float *>(heatmap.values().data()));
        const double gain = 65535 / (high - low);
        cv::Mat levels;
        values.convertTo(levels, CV_16U, gain, -low * gain);
        return encode(levels);
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "a map could not be encoded as PNG", e.what());
    }
}

} // namespace soundlocus
