// SPDX-License-Identifier: MIT
// Internal to engine/media: owners of FFmpeg's handles, its error texts and its log.
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/media/media_file.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavcodec/bsf.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
#include <libavutil/mathematics.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <cstdint>
#include <memory>
#include <string>

namespace soundlocus::ffmpeg {

struct Deleter
{
    void operator()(AVBSFContext *p) const { av_bsf_free(&p); }
    void operator()(AVCodecParameters *p) const { avcodec_parameters_free(&p); }
    void operator()(AVCodecContext *p) const { avcodec_free_context(&p); }
    void operator()(AVFrame *p) const { av_frame_free(&p); }
    void operator()(AVPacket *p) const { av_packet_free(&p); }
    void operator()(SwsContext *p) const { sws_freeContext(p); }
    void operator()(SwrContext *p) const { swr_free(&p); }
};

struct InputDeleter
{
    void operator()(AVFormatContext *p) const { avformat_close_input(&p); }
};

/// Closes the file, too, where one was opened with avio_open.
struct OutputDeleter
{
    void operator()(AVFormatContext *p) const
    {
        if (p->pb != nullptr && p->oformat != nullptr && (p->oformat->flags & AVFMT_NOFILE) == 0)
            avio_closep(&p->pb);
        avformat_free_context(p);
    }
};

using InputPtr = std::unique_ptr<AVFormatContext, InputDeleter>;
using OutputPtr = std::unique_ptr<AVFormatContext, OutputDeleter>;
using FilterPtr = std::unique_ptr<AVBSFContext, Deleter>;
using CodecPtr = std::unique_ptr<AVCodecContext, Deleter>;
using ParametersPtr = std::unique_ptr<AVCodecParameters, Deleter>;
using FramePtr = std::unique_ptr<AVFrame, Deleter>;
using PacketPtr = std::unique_ptr<AVPacket, Deleter>;
using SwsPtr = std::unique_ptr<SwsContext, Deleter>;
using SwrPtr = std::unique_ptr<SwrContext, Deleter>;

/// New handles; throw std::bad_alloc when memory is used up.
[[nodiscard]] FramePtr makeFrame();
[[nodiscard]] PacketPtr makePacket();

/// FFmpeg's text for a negative return value ("Invalid data found when processing input").
[[nodiscard]] std::string errorText(int averror);

/// Sends FFmpeg's own messages to soundlocus::log (Debug) instead of stderr; cheap when done
/// before. Call it first in everything that touches FFmpeg. Threads: thread-safe.
void installLog();

inline constexpr AVRational kMicroseconds{1, 1000000};

/// Time of a stamp, rounded to the nearest microsecond.
[[nodiscard]] inline MediaTime toMediaTime(std::int64_t ticks, AVRational timeBase)
{
    return MediaTime(av_rescale_q(ticks, timeBase, kMicroseconds));
}

/// Stamp of a time, rounded to the nearest tick.
[[nodiscard]] inline std::int64_t toTicks(MediaTime time, AVRational timeBase)
{
    return av_rescale_q(time.count(), kMicroseconds, timeBase);
}

[[nodiscard]] inline Rational toRational(AVRational value)
{
    return Rational{value.num, value.den};
}

/// Denominators and numerators beyond 32 bits are approximated.
[[nodiscard]] inline AVRational toAvRational(const Rational &value)
{
    AVRational result{0, 1};
    av_reduce(&result.num, &result.den, value.numerator, value.denominator, INT32_MAX);
    return result;
}

} // namespace soundlocus::ffmpeg
