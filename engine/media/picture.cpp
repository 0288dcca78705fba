// SPDX-License-Identifier: MIT
#include "engine/core/log.h"
#include "engine/media/library_noise.h"
#include "engine/media/picture_header.h"
#include "engine/media/video_decoder.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

namespace soundlocus {

namespace {

Unexpected damaged(const std::filesystem::path &path, std::string detail)
{
    return fail(ErrorCode::CorruptData,
                path.string() + ": is a damaged picture; get the file again",
                std::move(detail));
}

/// A JPEG cut off so early that the decoder had to make up nearly all of it.
constexpr double kMadeUpShare = 0.9;
/// The end marker of a whole JPEG lies in the last bytes; some programs append a little.
constexpr std::streamoff kJpegTailBytes = 4096;

bool hasJpegEnd(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const std::streamoff size = file.tellg();
    file.seekg(std::max<std::streamoff>(0, size - kJpegTailBytes));
    const std::string tail((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    return tail.find("\xFF\xD9") != std::string::npos;
}

/// The decoder fills what is missing with its last colour: rows that are all alike.
bool isMadeUp(const cv::Mat &picture)
{
    const auto rowBytes = static_cast<std::size_t>(picture.cols) * picture.elemSize();
    int alike = 1;
    while (alike < picture.rows
           && std::memcmp(picture.ptr(picture.rows - 1 - alike),
                          picture.ptr(picture.rows - 1),
                          rowBytes)
                      == 0) {
        ++alike;
    }
    return alike > kMadeUpShare * picture.rows;
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
Result<StillPicture> readThroughStream(const std::filesystem::path &path)
{
    const Result<MediaFile> file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    if (!file->isPicture()) {
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": is no still picture; give a JPEG or PNG");
    }
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    if (!decoder)
        return Unexpected(decoder.error());
    Result<Frame> frame = decoder->frameAt(MediaTime{0});
    if (!frame)
        return Unexpected(frame.error());
    return StillPicture{*std::move(frame), decoder->damagedPackets() > 0};
}

} // namespace

Result<StillPicture> readStillPicture(const std::filesystem::path &path, Orientation orientation)
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
                    path.string() + ": has " + std::to_string(size.width) + " x "
                            + std::to_string(size.height)
                            + " pixels; scale it down to at most 89 million");
    }
    try {
        const int flags = cv::IMREAD_COLOR
                          | (orientation == Orientation::Ignore ? cv::IMREAD_IGNORE_ORIENTATION
                                                                : 0);
        cv::Mat picture;
        const std::string noise = catchLibraryNoise(
                [&] { picture = cv::imread(path.string(), flags); });
        if (picture.empty())
            return damaged(path, "it cannot be decoded");
        if ((*header)->format == "jpeg" && !hasJpegEnd(path) && isMadeUp(picture))
            return damaged(path, "it is cut off near its start");
        if (!noise.empty())
            log(LogLevel::Debug, path.string() + ": " + noise.substr(0, noise.find('\n')));
        return StillPicture{frameFrom(picture), !noise.empty()};
    } catch (const cv::Exception &exception) {
        return damaged(path, exception.err);
    }
}

Result<Frame> readPicture(const std::filesystem::path &path, Orientation orientation)
{
    Result<StillPicture> picture = readStillPicture(path, orientation);
    if (!picture)
        return Unexpected(picture.error());
    if (picture->isDamaged)
        log(LogLevel::Warning, path.string() + ": " + kDamagedPictureText);
    return std::move(picture->frame);
}

} // namespace soundlocus
