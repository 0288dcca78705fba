// SPDX-License-Identifier: MIT
#include "engine/media/sound_codec.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace soundlocus {

namespace {

constexpr int kBitRate = 160'000;

/// A rate that the encoder takes: the same, else the next higher one, else its highest.
int supportedRate(const AVCodec &codec, int rateHz)
{
    if (codec.supported_samplerates == nullptr)
        return rateHz;
    int above = std::numeric_limits<int>::max();
    int highest = 0;
    for (const int *rate = codec.supported_samplerates; *rate != 0; ++rate) {
        highest = std::max(highest, *rate);
        if (*rate >= rateHz)
            above = std::min(above, *rate);
    }
    return above != std::numeric_limits<int>::max() ? above : highest;
}

/// @param layout channels to encode; the encoder may refuse them
ffmpeg::CodecPtr tryEncoder(const AVOutputFormat &format,
                            const AVCodec &codec,
                            int rateHz,
                            const AVChannelLayout &layout)
{
    ffmpeg::CodecPtr context(avcodec_alloc_context3(&codec));
    if (!context)
        return nullptr;
    context->sample_rate = supportedRate(codec, rateHz);
    context->time_base = {1, context->sample_rate};
    context->sample_fmt = codec.sample_fmts != nullptr ? codec.sample_fmts[0] : AV_SAMPLE_FMT_S16;
    context->bit_rate = kBitRate;
    copyChannelLayout(context->ch_layout, layout);
    if ((format.flags & AVFMT_GLOBALHEADER) != 0)
        context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    if (avcodec_open2(context.get(), &codec, nullptr) < 0)
        return nullptr;
    return context;
}

} // namespace

void copyChannelLayout(AVChannelLayout &target, const AVChannelLayout &source)
{
    if (source.order == AV_CHANNEL_ORDER_UNSPEC)
        av_channel_layout_default(&target, source.nb_channels);
    else
        av_channel_layout_copy(&target, &source);
}

Result<ffmpeg::CodecPtr> openSoundEncoder(const AVOutputFormat &format,
                                          const AVCodecContext &decoder,
                                          const std::filesystem::path &path)
{
    const bool isWebm = std::string_view(format.name) == "webm";
    const char *name = isWebm ? "libopus" : "aac";
    const AVCodec *codec = avcodec_find_encoder_by_name(name);
    if (codec == nullptr) {
        return fail(ErrorCode::UnsupportedFormat,
                    std::string("this FFmpeg has no sound encoder \"") + name
                            + "\"; choose another container, say .mkv");
    }
    ffmpeg::CodecPtr context = tryEncoder(format, *codec, decoder.sample_rate, decoder.ch_layout);
    if (!context) {
        const AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
        context = tryEncoder(format, *codec, decoder.sample_rate, stereo);
    }
    if (!context) {
        return fail(ErrorCode::UnsupportedFormat,
                    "the sound of \"" + path.string() + "\" cannot be encoded as " + name
                            + "; choose another container, say .mkv");
    }
    return context;
}

} // namespace soundlocus
