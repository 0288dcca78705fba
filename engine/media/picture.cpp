// SPDX-License-Identifier: MIT
#include "engine/media/picture_header.h"
#include "engine/media/video_decoder.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace soundlocus {

namespace {

Unexpected damaged(const std::filesystem::path &path, std::string detail)
{
    return fail(ErrorCode::CorruptData,
                "\"" + path.string() + "\" is a damaged picture; get the file again",
                std::move(detail));
}

Frame frameFrom(const cv::Mat &rgb)
{
    const auto bytes = static_cast<std::size_t>(rgb.rows) * static_cast<std::size_t>(rgb.cols) * 3;
    auto buffer = std::make_shared<std::vector<std::uint8_t>>(bytes);
    cv::Mat target(rgb.rows, rgb.cols, CV_8UC3, buffer->data());
    cv::cvtColor(rgb, target, cv::COLOR_BGR2RGB);
    return Frame(std::move(buffer), Size{rgb.cols, rgb.rows}, 3 * rgb.cols);
}

/// Kinds that only FFmpeg reads: the one picture of a GIF, say.
Result<Frame> readThroughStream(const std::filesystem::path &path)
{
    const Result<MediaFile> file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    if (!file->isPicture()) {
        return fail(ErrorCode::UnsupportedFormat,
                    "\"" + path.string() + "\" is no still picture; give a JPEG or PNG");
    }
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    if (!decoder)
        return Unexpected(decoder.error());
    return decoder->frameAt(MediaTime{0});
}

} // namespace

Result<Frame> readPicture(const std::filesystem::path &path, Orientation orientation)
{
    const Result<std::optional<PictureHeader>> header = probePicture(path);
    if (!header)
        return Unexpected(header.error());
    if (!header->has_value() || (*header)->isMoving)
        return readThroughStream(path);
    const Size size = (*header)->size;
    if (size.isEmpty())
        return damaged(path, "no size in its header");
    if (std::int64_t{size.width} * size.height > kMaxPicturePixels) {
        return fail(ErrorCode::TooLarge,
                    "\"" + path.string() + "\" has " + std::to_string(size.width) + " x "
                            + std::to_string(size.height)
                            + " pixels; scale it down to at most 89 million");
    }
    try {
        const int flags = cv::IMREAD_COLOR
                          | (orientation == Orientation::Ignore ? cv::IMREAD_IGNORE_ORIENTATION
                                                                : 0);
        const cv::Mat picture = cv::imread(path.string(), flags);
        if (picture.empty())
            return damaged(path, "it cannot be decoded");
        return frameFrom(picture);
    } catch (const cv::Exception &exception) {
        return damaged(path, exception.err);
    }
}

} // namespace soundlocus
