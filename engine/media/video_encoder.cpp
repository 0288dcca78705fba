// SPDX-License-Identifier: MIT
#include "engine/media/video_encoder.h"

#include "engine/core/log.h"
#include "engine/media/library_noise.h"

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>

namespace soundlocus {

namespace {

/// Frames of HD height are taken for BT.709 by players, smaller ones for BT.601.
constexpr int kHdRows = 720;
/// A time base made from the rate has at least so many ticks a second.
constexpr std::int64_t kLeastTicksPerSecond = 10'000;
/// MPEG-4 part 2 stores the time base in 16 bits.
constexpr int kMpeg4LargestTimeBase = 65'535;
constexpr int kLargestAspectTerm = 65'535;
/// libvpx and libaom: far quicker than their default, little worse.
constexpr int kQuickCpuUsed = 4;
/// VP8 knows quality only below a ceiling of the bit rate.
constexpr double kVp8BitsPerPixel = 0.5;
/// swscale's rows are aligned so.
constexpr int kAlignBytes = 32;
constexpr AVRational kDefaultRate{25, 1};

bool isFullRange(AVCodecID codec)
{
    return codec == AV_CODEC_ID_MJPEG;
}

AVPixelFormat pixelFormatOf(const AVCodec &codec)
{
    const AVPixelFormat wanted = isFullRange(codec.id) ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
    if (codec.pix_fmts == nullptr)
        return wanted;
    for (const AVPixelFormat *format = codec.pix_fmts; *format != AV_PIX_FMT_NONE; ++format) {
        if (*format == wanted)
            return wanted;
    }
    return avcodec_find_best_pix_fmt_of_list(codec.pix_fmts, AV_PIX_FMT_RGB24, 0, nullptr);
}

bool isRgb(AVPixelFormat format)
{
    return (av_pix_fmt_desc_get(format)->flags & AV_PIX_FMT_FLAG_RGB) != 0;
}

/// Smallest size that holds `size` and whole chroma samples.
Size paddedSize(Size size, AVPixelFormat format)
{
    const AVPixFmtDescriptor *facts = av_pix_fmt_desc_get(format);
    const auto roundUp = [](int length, int shift) {
        return ((length + (1 << shift) - 1) >> shift) << shift;
    };
    return {roundUp(size.width, facts->log2_chroma_w), roundUp(size.height, facts->log2_chroma_h)};
}

/// Names of the encoders a user is most likely to want, as far as they are here.
std::string availableEncoders()
{
    constexpr std::array<const char *, 10> common{"libx264",
                                                  "libx265",
                                                  "libvpx-vp9",
                                                  "libvpx",
                                                  "libaom-av1",
                                                  "libsvtav1",
                                                  "libopenh264",
                                                  "ffv1",
                                                  "mpeg4",
                                                  "mjpeg"};
    std::string names;
    for (const char *name : common) {
        if (avcodec_find_encoder_by_name(name) != nullptr)
            names += (names.empty() ? "" : ", ") + std::string(name);
    }
    return names;
}

AVRational rateOf(const VideoWriterOptions &options)
{
    const AVRational rate = ffmpeg::toAvRational(options.rate);
    return rate.num > 0 && rate.den > 0 ? rate : kDefaultRate;
}

AVRational timeBaseOf(const AVOutputFormat &format,
                      AVCodecID codec,
                      const VideoWriterOptions &options)
{
    const AVRational rate = rateOf(options);
    // AVI counts frames: its unit is one frame.
    if (std::string_view(format.name) == "avi")
        return av_inv_q(rate);
    AVRational base = ffmpeg::toAvRational(options.timeBase);
    if (base.num <= 0 || base.den <= 0) {
        const std::int64_t factor = std::max<std::int64_t>(
                1, (kLeastTicksPerSecond * rate.den + rate.num - 1) / rate.num);
        av_reduce(&base.num, &base.den, rate.den, rate.num * factor, INT32_MAX);
    }
    if (codec == AV_CODEC_ID_MPEG4 && base.den > kMpeg4LargestTimeBase) {
        const std::int64_t num = base.num;
        const std::int64_t den = base.den;
        if (av_reduce(&base.num, &base.den, num, den, kMpeg4LargestTimeBase) == 0 && base.num == 0)
            base = {1, kMpeg4LargestTimeBase};
    }
    return base;
}

/// Quantiser of the MPEG family with the step size that H.264 has at this quality.
int mpegQuantiser(int crf)
{
    constexpr double kFirstStep = 0.625; // H.264's step at 0, doubling every 6
    constexpr double kSmallest = 2;
    constexpr double kLargest = 31;
    const double step = kFirstStep * std::exp2(crf / 6.0);
    return static_cast<int>(std::lround(std::clamp(step / 2, kSmallest, kLargest)));
}

/// Preset and quality, as far as the encoder knows them.
void setQuality(AVCodecContext &context, const VideoWriterOptions &options)
{
    void *own = context.priv_data;
    const auto has = [own](const char *name) {
        return own != nullptr && av_opt_find(own, name, nullptr, 0, 0) != nullptr;
    };
    if (has("preset") && !options.preset.empty())
        av_opt_set(own, "preset", options.preset.c_str(), 0);
    if (has("crf")) {
        context.bit_rate = 0;
        av_opt_set(own, "crf", std::to_string(options.crf).c_str(), 0);
    } else {
        context.flags |= AV_CODEC_FLAG_QSCALE;
        context.global_quality = FF_QP2LAMBDA * mpegQuantiser(options.crf);
    }
    if (has("cpu-used"))
        av_opt_set_int(own, "cpu-used", kQuickCpuUsed, 0);
    if (has("row-mt"))
        av_opt_set_int(own, "row-mt", 1, 0);
    if (has("x265-params"))
        av_opt_set(own, "x265-params", "log-level=error", 0);
    if (context.codec_id == AV_CODEC_ID_VP8) {
        context.bit_rate = std::llround(kVp8BitsPerPixel * context.width * context.height
                                        * av_q2d(context.framerate));
    }
}

void setColors(AVCodecContext &context)
{
    context.color_range = isFullRange(context.codec_id) || isRgb(context.pix_fmt)
                                  ? AVCOL_RANGE_JPEG
                                  : AVCOL_RANGE_MPEG;
    if (isRgb(context.pix_fmt)) {
        context.colorspace = AVCOL_SPC_RGB;
        return;
    }
    const bool isHd = context.height >= kHdRows;
    context.colorspace = isHd ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
    context.color_primaries = isHd ? AVCOL_PRI_BT709 : AVCOL_PRI_SMPTE170M;
    context.color_trc = isHd ? AVCOL_TRC_BT709 : AVCOL_TRC_SMPTE170M;
    context.chroma_sample_location = AVCHROMA_LOC_LEFT;
}

Result<const AVCodec *> findEncoder(const AVOutputFormat &format, const std::string &name)
{
    const AVCodec *codec = avcodec_find_encoder_by_name(name.c_str());
    if (codec == nullptr || codec->type != AVMEDIA_TYPE_VIDEO) {
        return fail(ErrorCode::InvalidArgument,
                    "--codec " + name + ": this FFmpeg has no such video encoder; choose one of "
                            + availableEncoders());
    }
    // Matroska holds most codecs as AVI does, which FFmpeg calls unofficial.
    if (avformat_query_codec(&format, codec->id, FF_COMPLIANCE_UNOFFICIAL) != 1) {
        return fail(
                ErrorCode::InvalidArgument,
                "--codec " + name + ": its " + avcodec_get_name(codec->id)
                        + " does not go into a file of the kind " + format.name
                        + "; choose another encoder, as libx264 for mp4 or libvpx-vp9 for webm");
    }
    return codec;
}

/// "--preset 'hasty'", "--crf 99", as far as the encoder knows them.
std::string qualityText(const AVCodecContext &context, const VideoWriterOptions &options)
{
    const bool hasPreset = context.priv_data != nullptr && !options.preset.empty()
                           && av_opt_find(context.priv_data, "preset", nullptr, 0, 0) != nullptr;
    return (hasPreset ? "--preset " + options.preset + " or " : std::string()) + "--crf "
           + std::to_string(options.crf);
}

/// Opens an encoder; what its library prints goes to the log, or into the error's context.
Result<void> openQuietly(AVCodecContext &context,
                         const AVCodec &codec,
                         Size size,
                         const VideoWriterOptions &options)
{
    const std::string quality = qualityText(context, options); // a failed opening frees its options
    int status = 0;
    std::string noise = catchLibraryNoise(
            [&] { status = avcodec_open2(&context, &codec, nullptr); });
    std::ranges::replace(noise, '\n', ' ');
    if (status < 0) {
        return fail(ErrorCode::InvalidArgument,
                    "--codec " + options.codec + ": refuses " + quality + " at "
                            + std::to_string(size.width) + " x " + std::to_string(size.height)
                            + " pixels; change these or choose another encoder",
                    ffmpeg::errorText(status) + (noise.empty() ? "" : ": " + noise));
    }
    if (!noise.empty())
        log(LogLevel::Debug, options.codec + ": " + noise);
    return {};
}

/// Copies RGB rows; what is larger than the frame repeats its last column and row.
void copyPadded(const Frame &frame, AVFrame &rgb)
{
    const auto bytes = static_cast<std::size_t>(3 * frame.width());
    for (int y = 0; y < rgb.height; ++y) {
        std::uint8_t *row = rgb.data[0] + static_cast<std::ptrdiff_t>(y) * rgb.linesize[0];
        std::memcpy(row, frame.row(std::min(y, frame.height() - 1)), bytes);
        for (int x = frame.width(); x < rgb.width; ++x)
            std::memcpy(row + 3 * x, row + 3 * (x - 1), 3);
    }
}

} // namespace

VideoEncoder::VideoEncoder(std::filesystem::path path, Size size, ffmpeg::CodecPtr codec)
    : m_path(std::move(path))
    , m_size(size)
    , m_codec(std::move(codec))
    , m_rgb(ffmpeg::makeFrame())
    , m_picture(ffmpeg::makeFrame())
{}

VideoEncoder::~VideoEncoder()
{
    // The others can be freed at any time.
    if (m_codec && std::string_view(m_codec->codec->name) == "libsvtav1")
        endBeforeFreeing();
}

/// SVT-AV1 1.4 waits for ever, for its own threads, when it is freed before its end, and for a
/// packet when it has an end without any picture before it.
void VideoEncoder::endBeforeFreeing()
{
    const ffmpeg::PacketPtr packet(av_packet_alloc());
    const bool hasPicture = m_picture->buf[0] != nullptr;
    if (!packet || (!m_lastTime && !hasPicture)) {
        static_cast<void>(m_codec.release()); // rather leaked than waited for
        return;
    }
    if (!m_lastTime) {
        m_picture->pts = 0;
        avcodec_send_frame(m_codec.get(), m_picture.get());
    }
    if (!m_isEnded)
        avcodec_send_frame(m_codec.get(), nullptr);
    while (avcodec_receive_packet(m_codec.get(), packet.get()) >= 0)
        av_packet_unref(packet.get());
}

Unexpected VideoEncoder::failure(int averror) const
{
    return fail(ErrorCode::WriteFailed,
                "\"" + m_path.string() + "\": the encoder " + m_codec->codec->name
                        + " failed; choose another one",
                ffmpeg::errorText(averror));
}

Result<VideoEncoder> VideoEncoder::open(const AVOutputFormat &format,
                                        const std::filesystem::path &path,
                                        Size size,
                                        double pixelAspect,
                                        const VideoWriterOptions &options)
{
    const Result<const AVCodec *> codec = findEncoder(format, options.codec);
    if (!codec)
        return Unexpected(codec.error());
    ffmpeg::CodecPtr context(avcodec_alloc_context3(*codec));
    if (!context)
        return fail(ErrorCode::TooLarge, path.string() + ": needs more memory than there is");
    context->pix_fmt = pixelFormatOf(**codec);
    const Size padded = paddedSize(size, context->pix_fmt);
    context->width = padded.width;
    context->height = padded.height;
    context->framerate = rateOf(options);
    context->time_base = timeBaseOf(format, (*codec)->id, options);
    context->thread_count = options.threads;
    if (std::isfinite(pixelAspect) && pixelAspect > 0)
        context->sample_aspect_ratio = av_d2q(pixelAspect, kLargestAspectTerm);
    if ((format.flags & AVFMT_GLOBALHEADER) != 0)
        context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    // AVI has decoding times only.
    if (std::string_view(format.name) == "avi")
        context->max_b_frames = 0;
    setColors(*context);
    setQuality(*context, options);
    if (const auto opened = openQuietly(*context, **codec, size, options); !opened)
        return Unexpected(opened.error());
    VideoEncoder encoder(path, size, std::move(context));
    if (const auto prepared = encoder.prepare(); !prepared)
        return Unexpected(prepared.error());
    return encoder;
}

Result<void> VideoEncoder::prepare()
{
    const AVCodecContext &codec = *m_codec;
    m_rgb->format = AV_PIX_FMT_RGB24;
    m_picture->format = codec.pix_fmt;
    for (AVFrame *frame : {m_rgb.get(), m_picture.get()}) {
        frame->width = codec.width;
        frame->height = codec.height;
        if (const int status = av_frame_get_buffer(frame, kAlignBytes); status < 0)
            return failure(status);
    }
    m_picture->color_range = codec.color_range;
    m_picture->colorspace = codec.colorspace;
    m_picture->color_primaries = codec.color_primaries;
    m_picture->color_trc = codec.color_trc;
    m_picture->chroma_location = codec.chroma_sample_location;
    m_picture->sample_aspect_ratio = codec.sample_aspect_ratio;
    const bool isFull = isFullRange(codec.codec_id);
    m_scaler.reset(sws_getContext(codec.width,
                                  codec.height,
                                  AV_PIX_FMT_RGB24,
                                  codec.width,
                                  codec.height,
                                  isFull ? AV_PIX_FMT_YUV420P : codec.pix_fmt,
                                  SWS_BILINEAR,
                                  nullptr,
                                  nullptr,
                                  nullptr));
    if (!m_scaler)
        return failure(AVERROR(EINVAL));
    constexpr int kOne = 1 << 16; // 1.0 in swscale's fixed point
    const int space = isRgb(codec.pix_fmt) ? SWS_CS_DEFAULT : static_cast<int>(codec.colorspace);
    // Returns -1 between RGB formats, which need no matrix.
    sws_setColorspaceDetails(m_scaler.get(),
                             sws_getCoefficients(SWS_CS_DEFAULT),
                             1,
                             sws_getCoefficients(space),
                             isFull ? 1 : 0,
                             0,
                             kOne,
                             kOne);
    return {};
}

Result<void> VideoEncoder::convert(const Frame &frame)
{
    // The encoder may still hold the last picture; then this gives a new buffer.
    if (const int status = av_frame_make_writable(m_picture.get()); status < 0)
        return failure(status);
    copyPadded(frame, *m_rgb);
    const int rows = sws_scale(m_scaler.get(),
                               m_rgb->data,
                               m_rgb->linesize,
                               0,
                               m_rgb->height,
                               m_picture->data,
                               m_picture->linesize);
    return rows > 0 ? Result<void>() : failure(rows);
}

Result<void> VideoEncoder::send(const Frame &frame)
{
    const auto seconds = [](MediaTime time) { return std::to_string(toSeconds(time)) + " s"; };
    if (frame.size() != m_size) {
        return fail(ErrorCode::InvalidArgument,
                    "\"" + m_path.string() + "\": a frame at " + seconds(frame.pts) + " has "
                            + std::to_string(frame.width()) + "x" + std::to_string(frame.height())
                            + " pixels instead of " + std::to_string(m_size.width) + "x"
                            + std::to_string(m_size.height) + "; all frames must be of one size");
    }
    if (m_lastTime && frame.pts <= *m_lastTime) {
        return fail(ErrorCode::InvalidArgument,
                    "\"" + m_path.string() + "\": a frame at " + seconds(frame.pts)
                            + " follows one at " + seconds(*m_lastTime)
                            + "; give frames in the order of their times");
    }
    if (const auto converted = convert(frame); !converted)
        return converted;
    std::int64_t ticks = ffmpeg::toTicks(frame.pts, m_codec->time_base);
    if (m_lastTime)
        ticks = std::max(ticks, m_lastTicks + 1);
    m_picture->pts = ticks;
    m_picture->pict_type = AV_PICTURE_TYPE_NONE;
    m_picture->quality = m_codec->global_quality; // the MPEG encoders read it from every frame
    if (const int status = avcodec_send_frame(m_codec.get(), m_picture.get()); status < 0)
        return failure(status);
    std::int64_t duration = ffmpeg::toTicks(frame.duration, m_codec->time_base);
    if (duration <= 0)
        duration = av_rescale_q(1, av_inv_q(m_codec->framerate), m_codec->time_base);
    m_durations[ticks] = std::max<std::int64_t>(1, duration);
    m_lastTime = frame.pts;
    m_lastTicks = ticks;
    return {};
}

Result<void> VideoEncoder::finish()
{
    const int status = avcodec_send_frame(m_codec.get(), nullptr);
    m_isEnded = true;
    return status < 0 && status != AVERROR_EOF ? failure(status) : Result<void>();
}

Result<bool> VideoEncoder::receive(AVPacket &packet)
{
    const int status = avcodec_receive_packet(m_codec.get(), &packet);
    if (status == AVERROR(EAGAIN) || status == AVERROR_EOF)
        return false;
    if (status < 0)
        return failure(status);
    if (const auto found = m_durations.find(packet.pts); found != m_durations.end()) {
        packet.duration = found->second;
        m_durations.erase(found);
    }
    return true;
}

} // namespace soundlocus
