// SPDX-License-Identifier: MIT
#include "engine/media/tempo_filter.h"

#include "engine/core/expects.h"
#include "engine/media/ffmpeg_handles.h"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

namespace soundlocus {

namespace {

constexpr int kTempoSides = 2;
/// Least factor of one atempo filter; slower sound passes two.
constexpr double kLeastFactor = 0.5;

struct GraphDeleter
{
    void operator()(AVFilterGraph *p) const { avfilter_graph_free(&p); }
};

Unexpected filterFailure(int status)
{
    if (status == AVERROR(ENOMEM))
        return fail(ErrorCode::TooLarge, "changing the speed of the sound needs more memory");
    return fail(ErrorCode::Internal,
                "the speed of the sound could not be changed",
                ffmpeg::errorText(status));
}

} // namespace

struct TempoFilter::Impl
{
    std::unique_ptr<AVFilterGraph, GraphDeleter> graph;
    AVFilterContext *source = nullptr;
    AVFilterContext *last = nullptr;
    AVFilterContext *sink = nullptr;
    ffmpeg::FramePtr frame = ffmpeg::makeFrame();
    int rate = 0;
    std::int64_t position = 0;
    bool isEnded = false;

    [[nodiscard]] int append(const char *filter, const std::string &options)
    {
        AVFilterContext *made = nullptr;
        const AVFilter *kind = avfilter_get_by_name(filter);
        if (kind == nullptr)
            return AVERROR_FILTER_NOT_FOUND;
        const int status = avfilter_graph_create_filter(
                &made, kind, nullptr, options.c_str(), nullptr, graph.get());
        if (status < 0)
            return status;
        const int linked = last == nullptr ? 0 : avfilter_link(last, 0, made, 0);
        (last == nullptr ? source : sink) = made;
        last = made;
        return linked;
    }
};

TempoFilter::TempoFilter(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
TempoFilter::TempoFilter(TempoFilter &&other) noexcept = default;
TempoFilter &TempoFilter::operator=(TempoFilter &&other) noexcept = default;
TempoFilter::~TempoFilter() = default;

Result<TempoFilter> TempoFilter::create(int sampleRateHz, double tempo)
{
    SOUNDLOCUS_EXPECTS(tempo >= kLeastFactor * kLeastFactor && tempo <= 2);
    ffmpeg::installLog();
    auto impl = std::make_unique<Impl>();
    impl->rate = sampleRateHz;
    impl->graph.reset(avfilter_graph_alloc());
    if (!impl->graph)
        return filterFailure(AVERROR(ENOMEM));
    impl->graph->nb_threads = 1;
    const std::string rate = std::to_string(sampleRateHz);
    int status = impl->append("abuffer",
                              "sample_rate=" + rate + ":sample_fmt=flt:channel_layout=stereo"
                                      + ":time_base=1/" + rate);
    for (double left = tempo; status >= 0 && left != 1.0;) {
        const double factor = left < kLeastFactor ? kLeastFactor : left;
        // A fraction reads the same in every locale.
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%lld/1000000", std::llround(factor * 1e6));
        status = impl->append("atempo", "tempo=" + std::string(text.data()));
        left /= factor;
    }
    if (status >= 0)
        status = impl->append("abuffersink", "");
    if (status >= 0)
        status = avfilter_graph_config(impl->graph.get(), nullptr);
    if (status == AVERROR_FILTER_NOT_FOUND) {
        return fail(ErrorCode::UnsupportedFormat,
                    "this FFmpeg has no atempo filter; play at normal speed");
    }
    if (status < 0)
        return filterFailure(status);
    return TempoFilter(std::move(impl));
}

Result<void> TempoFilter::run(std::span<const float> piece, std::vector<float> &output)
{
    Impl &d = *m_impl;
    AVFrame *frame = d.frame.get();
    int status = 0;
    if (!piece.empty()) {
        frame->format = AV_SAMPLE_FMT_FLT;
        frame->sample_rate = d.rate;
        frame->nb_samples = static_cast<int>(piece.size() / kTempoSides);
        av_channel_layout_default(&frame->ch_layout, kTempoSides);
        frame->pts = d.position;
        d.position += frame->nb_samples;
        status = av_frame_get_buffer(frame, 0);
        if (status >= 0) {
            std::memcpy(frame->data[0], piece.data(), piece.size_bytes());
            status = av_buffersrc_add_frame(d.source, frame);
        }
    } else if (!std::exchange(d.isEnded, true)) {
        status = av_buffersrc_add_frame(d.source, nullptr);
    }
    av_frame_unref(frame);
    while (status >= 0) {
        status = av_buffersink_get_frame(d.sink, frame);
        if (status < 0)
            break;
        const auto *samples = reinterpret_cast<const float *>(frame->data[0]);
        output.insert(
                output.end(), samples, samples + std::ptrdiff_t{kTempoSides} * frame->nb_samples);
        av_frame_unref(frame);
    }
    if (status < 0 && status != AVERROR(EAGAIN) && status != AVERROR_EOF)
        return filterFailure(status);
    return {};
}

} // namespace soundlocus
