// SPDX-License-Identifier: MIT
#include "engine/media/frame_converter.h"

#include "engine/core/expects.h"
#include "engine/media/yuv_layout.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <opencv2/core.hpp>

#include <array>
#include <mutex>
#include <new>
#include <optional>
#include <utility>
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

/// Converts pictures of one format. Threads: thread-safe, one picture at a time.
class FrameConverter::Scaler
{
public:
    using Buffer = BufferPool::Buffer;

    Scaler(ffmpeg::SwsPtr context,
           ffmpeg::DisplayTransform transform,
           std::shared_ptr<BufferPool> pool)
        : m_transform(transform)
        , m_pool(std::move(pool))
        , m_context(std::move(context))
    {}

    /// Upright RGB, rows strideOf(shown width) apart; null where libswscale refuses.
    [[nodiscard]] std::shared_ptr<Buffer> convert(const AVFrame &picture)
    {
        const int stride = strideOf(picture.width);
        auto buffer = m_pool->take(static_cast<std::size_t>(stride)
                                           * static_cast<std::size_t>(picture.height)
                                   + kTailBytes);
        const std::array<std::uint8_t *, 4> planes{buffer->data(), nullptr, nullptr, nullptr};
        const std::array<int, 4> strides{stride, 0, 0, 0};
        {
            const std::scoped_lock lock(m_mutex);
            const int rows = sws_scale(m_context.get(),
                                       picture.data,
                                       picture.linesize,
                                       0,
                                       picture.height,
                                       planes.data(),
                                       strides.data());
            if (rows <= 0)
                return nullptr;
        }
        return m_transform.isIdentity() ? buffer : turned(*buffer, {picture.width, picture.height});
    }

private:
    [[nodiscard]] std::shared_ptr<Buffer> turned(Buffer &rgb, Size size)
    {
        const cv::Mat stored(size.height, size.width, CV_8UC3, rgb.data(), strideOf(size.width));
        const Size upright = m_transform.transpose ? Size{size.height, size.width} : size;
        const int stride = strideOf(upright.width);
        auto buffer = m_pool->take(static_cast<std::size_t>(stride)
                                   * static_cast<std::size_t>(upright.height));
        cv::Mat shown(upright.height, upright.width, CV_8UC3, buffer->data(), stride);
        if (m_transform.transpose)
            cv::transpose(stored, shown);
        else
            stored.copyTo(shown);
        if (m_transform.flipX || m_transform.flipY) {
            const int code = m_transform.flipX ? (m_transform.flipY ? -1 : 1) : 0;
            cv::flip(shown, shown, code);
        }
        return buffer;
    }

    ffmpeg::DisplayTransform m_transform;
    std::shared_ptr<BufferPool> m_pool;
    std::mutex m_mutex; // guards m_context
    ffmpeg::SwsPtr m_context;
};

FrameConverter::FrameConverter(ffmpeg::DisplayTransform transform)
    : m_transform(transform)
    , m_pool(std::make_shared<BufferPool>())
{}

Result<void> FrameConverter::prepare(const AVFrame &picture)
{
    const int range = hasFullRange(picture) ? 1 : 0;
    if (m_scaler && m_width == picture.width && m_height == picture.height
        && m_format == picture.format && m_colorSpace == picture.colorspace
        && m_colorRange == range) {
        return {};
    }
    const AVPixelFormat format = plainFormat(static_cast<AVPixelFormat>(picture.format));
    ffmpeg::SwsPtr context(sws_getContext(picture.width,
                                          picture.height,
                                          format,
                                          picture.width,
                                          picture.height,
                                          AV_PIX_FMT_RGB24,
                                          scalerFlags(format, picture.height),
                                          nullptr,
                                          nullptr,
                                          nullptr));
    if (!context) {
        m_scaler.reset();
        const char *name = av_get_pix_fmt_name(format);
        return fail(ErrorCode::UnsupportedFormat,
                    std::string("pictures in the format ") + (name != nullptr ? name : "unknown")
                            + " cannot be shown; convert the file, say to H.264");
    }
    constexpr int kOne = 1 << 16; // 1.0 in swscale's fixed point
    // Returns -1 for RGB sources, which need no matrix.
    sws_setColorspaceDetails(context.get(),
                             sws_getCoefficients(swscaleSpaceOf(picture)),
                             range,
                             sws_getCoefficients(SWS_CS_DEFAULT),
                             1,
                             0,
                             kOne,
                             kOne);
    m_scaler = std::make_shared<Scaler>(std::move(context), m_transform, m_pool);
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
    auto rgb = m_scaler->convert(picture);
    if (!rgb)
        return fail(ErrorCode::Internal, "a picture could not be converted to RGB");
    const Size size = m_transform.transpose ? Size{picture.height, picture.width}
                                            : Size{picture.width, picture.height};
    return Frame(std::move(rgb), size, strideOf(size.width));
}

Result<Frame> FrameConverter::defer(const AVFrame &picture)
{
    if (const auto prepared = prepare(picture); !prepared)
        return Unexpected(prepared.error());
    // Shares the memory that the planes lie in.
    const std::shared_ptr<const AVFrame> kept(av_frame_clone(&picture), ffmpeg::Deleter());
    if (!kept)
        throw std::bad_alloc();
    const std::optional<YuvPlanes> planes = yuvPlanesOf(*kept, m_transform);
    if (!planes)
        return convert(picture);
    const auto toRgb = [kept, scaler = m_scaler] {
        auto rgb = scaler->convert(*kept);
        SOUNDLOCUS_EXPECTS(rgb); // prepare() has found that libswscale does this
        return rgb;
    };
    return Frame(std::make_shared<const YuvPicture>(
            *planes, strideOf(planes->shownSize().width), toRgb));
}

} // namespace soundlocus
