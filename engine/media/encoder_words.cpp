// SPDX-License-Identifier: MIT
#include "engine/media/encoder_words.h"

#include "engine/media/ffmpeg_handles.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <array>

namespace soundlocus {

namespace {

bool knows(const AVCodec &codec, const char *option)
{
    const AVClass *own = codec.priv_class;
    return own != nullptr
           && av_opt_find(&own, option, nullptr, 0, AV_OPT_SEARCH_FAKE_OBJ) != nullptr;
}

/// The MPEG family, for which VideoEncoder makes a quantiser of the quality.
bool hasQuantiser(AVCodecID id)
{
    constexpr std::array kFamily{AV_CODEC_ID_MPEG1VIDEO,
                                 AV_CODEC_ID_MPEG2VIDEO,
                                 AV_CODEC_ID_MPEG4,
                                 AV_CODEC_ID_MJPEG,
                                 AV_CODEC_ID_H263,
                                 AV_CODEC_ID_H263P,
                                 AV_CODEC_ID_FLV1,
                                 AV_CODEC_ID_MSMPEG4V2,
                                 AV_CODEC_ID_MSMPEG4V3,
                                 AV_CODEC_ID_WMV1,
                                 AV_CODEC_ID_WMV2};
    return std::ranges::find(kFamily, id) != kFamily.end();
}

/// FFmpeg lets any number through to x264 and x265, which cut it there.
int worstCrf(AVCodecID id)
{
    constexpr int kWorstOfH264 = 51;
    constexpr int kWorst = 63;
    return id == AV_CODEC_ID_H264 || id == AV_CODEC_ID_HEVC ? kWorstOfH264 : kWorst;
}

} // namespace

Result<void> checkEncoderWords(const EncoderWords &words)
{
    const AVCodec *codec = avcodec_find_encoder_by_name(words.codec.c_str());
    if (codec == nullptr)
        return {};
    if (words.preset && !knows(*codec, "preset"))
        return fail(ErrorCode::InvalidArgument,
                    "--preset " + *words.preset + ": " + words.codec
                            + " has no presets; leave it out");
    if (!words.crf)
        return {};
    const std::string asked = "--crf " + std::to_string(*words.crf) + ": " + words.codec;
    if (!knows(*codec, "crf") && !hasQuantiser(codec->id))
        return fail(ErrorCode::InvalidArgument,
                    asked + " has no such quality to choose; leave it out");
    if (const int worst = worstCrf(codec->id); *words.crf > worst)
        return fail(ErrorCode::InvalidArgument,
                    asked + " knows 0 (best) to " + std::to_string(worst)
                            + "; choose one of these");
    return {};
}

} // namespace soundlocus
