// SPDX-License-Identifier: MIT
#include "engine/media/frame_converter.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <opencv2/core.hpp>

#include <array>
#include <cstring>
#include <mutex>
#include <vector>

namespace soundlocus {

namespace {

/// swscale writes whole blocks of pixels: rows are that much longer, or it drops the last columns.
constexpr int kBlockPixels = 32;
/// Room behind the last row: vector code of some scalers writes whole registers.
constexpr std::size_t kTailBytes = 64;
/// Buffers kept for reuse; more are in flight only when somebody holds many frames.
constexpr std::size_t kPooledBuffers = 8;

int strideOf(int width)
{
    return 3 * ((width + kBlockPixels - 1) / kBlockPixels * kBlockPixels);
}

/// The full-range formats of old, named as what they are stored like.
AVPixelFormat plainFormat(AVPixelFormat format)
{
    switch (format) {
    case AV_PIX_FMT_YUVJ420P:
        return AV_PIX_FMT_YUV420P;
    case AV_PIX_FMT_YUVJ422P:
        return AV_PIX_FMT_YUV422P;
    case AV_PIX_FMT_YUVJ444P:
        return AV_PIX_FMT_YUV444P;
    case AV_PIX_FMT_YUVJ440P:
        return AV_PIX_FMT_YUV440P;
    case AV_PIX_FMT_YUVJ411P:
        return AV_PIX_FMT_YUV411P;
    default:
        return format;
    }
}

bool isFullRange(const AVFrame &picture)
{
    const auto format = static_cast<AVPixelFormat>(picture.format);
    return picture.color_range == AVCOL_RANGE_JPEG || plainFormat(format) != format;
}

/// The common formats take swscale's fast path; the others its exact one.
int scalerFlags(AVPixelFormat format, int height)
{
    const bool isFast = (format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUV422P)
                        && height % 2 == 0;
    return isFast ? SWS_BILINEAR : SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT;
}

} // namespace

/// Threads: thread-safe; buffers come back from whoever drops the last Frame.
class FrameConverter::BufferPool : public std::enable_shared_from_this<BufferPool>
{
public:
    using Buffer = std::vector<std::uint8_t>;

    [[nodiscard]] std::shared_ptr<Buffer> take(std::size_t bytes)
    {
        std::unique_ptr<Buffer> buffer;
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_free.empty()) {
                buffer = std::move(m_free.back());
                m_free.pop_back();
            }
        }
        if (!buffer || buffer->size() != bytes)
            buffer = std::make_unique<Buffer>(bytes);
        return {buffer.release(), [pool = weak_from_this()](Buffer *done) {
                    std::unique_ptr<Buffer> owned(done);
                    if (const auto alive = pool.lock())
                        alive->giveBack(std::move(owned));
                }};
    }

private:
    void giveBack(std::unique_ptr<Buffer> buffer)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_free.size() < kPooledBuffers)
            m_free.push_back(std::move(buffer));
    }

    std::mutex m_mutex;
    std::vector<std::unique_ptr<Buffer>> m_free;
};

FrameConverter::FrameConverter(ffmpeg::DisplayTransform transform)
    : m_transform(transform)
    , m_pool(std::make_shared<BufferPool>())
{}

Result<void> FrameConverter::prepare(const AVFrame &picture)
{
    const int range = isFullRange(picture) ? 1 : 0;
    if (m_scaler && m_width == picture.width && m_height == picture.height
        && m_format == picture.format && m_colorSpace == picture.colorspace
        && m_colorRange == range) {
        return {};
    }
    const AVPixelFormat format = plainFormat(static_cast<AVPixelFormat>(picture.format));
    m_scaler.reset(sws_getContext(picture.width,
                                  picture.height,
                                  format,
                                  picture.width,
                                  picture.height,
                                  AV_PIX_FMT_RGB24,
                                  scalerFlags(format, picture.height),
                                  nullptr,
                                  nullptr,
                                  nullptr));
    if (!m_scaler) {
        const char *name = av_get_pix_fmt_name(format);
        return fail(ErrorCode::UnsupportedFormat,
                    std::string("pictures in the format ") + (name != nullptr ? name : "unknown")
                            + " cannot be shown; convert the file, say to H.264");
    }
    const int space = picture.colorspace == AVCOL_SPC_UNSPECIFIED
                                      || picture.colorspace == AVCOL_SPC_RGB
                              ? SWS_CS_DEFAULT
                              : static_cast<int>(picture.colorspace);
    constexpr int kOne = 1 << 16; // 1.0 in swscale's fixed point
    // Returns -1 for RGB sources, which need no matrix.
    sws_setColorspaceDetails(m_scaler.get(),
                             sws_getCoefficients(space),
                             range,
                             sws_getCoefficients(SWS_CS_DEFAULT),
                             1,
                             0,
                             kOne,
                             kOne);
    m_width = picture.width;
    m_height = picture.height;
    m_format = picture.format;
    m_colorSpace = picture.colorspace;
    m_colorRange = range;
    return {};
}

Result<Frame> FrameConverter::convert(const AVFrame &picture)
{
    if (const auto prepared = prepare(picture); !prepared)
        return Unexpected(prepared.error());
    const int stride = strideOf(picture.width);
    auto buffer = m_pool->take(static_cast<std::size_t>(stride)
                                       * static_cast<std::size_t>(picture.height)
                               + kTailBytes);
    const std::array<std::uint8_t *, 4> planes{buffer->data(), nullptr, nullptr, nullptr};
    const std::array<int, 4> strides{stride, 0, 0, 0};
    const int rows = sws_scale(m_scaler.get(),
                               picture.data,
                               picture.linesize,
                               0,
                               picture.height,
                               planes.data(),
                               strides.data());
    if (rows <= 0)
        return fail(ErrorCode::Internal, "a picture could not be converted to RGB");
    const Size size{picture.width, picture.height};
    if (m_transform.isIdentity())
        return Frame(std::move(buffer), size, stride);

    const cv::Mat stored(size.height, size.width, CV_8UC3, buffer->data(), stride);
    const Size turned = m_transform.transpose ? Size{size.height, size.width} : size;
    const int turnedStride = strideOf(turned.width);
    auto upright = m_pool->take(static_cast<std::size_t>(turnedStride)
                                * static_cast<std::size_t>(turned.height));
    cv::Mat shown(turned.height, turned.width, CV_8UC3, upright->data(), turnedStride);
    if (m_transform.transpose)
        cv::transpose(stored, shown);
    else
        stored.copyTo(shown);
    if (m_transform.flipX || m_transform.flipY) {
        const int code = m_transform.flipX ? (m_transform.flipY ? -1 : 1) : 0;
        cv::flip(shown, shown, code);
    }
    return Frame(std::move(upright), turned, turnedStride);
}

} // namespace soundlocus
