// SPDX-License-Identifier: MIT
#include "engine/media/listening_stream.h"

#include "engine/core/expects.h"
#include "engine/media/resampler.h"
#include "engine/media/sound_stream.h"
#include "engine/media/stereo_mixer.h"
#include "engine/media/tempo_filter.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <cmath>
#include <span>

namespace soundlocus {

namespace {

Result<ffmpeg::SwrPtr> makeResampler(int from, int to)
{
    AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
    SwrContext *raw = nullptr;
    int status = swr_alloc_set_opts2(
            &raw, &stereo, AV_SAMPLE_FMT_FLT, to, &stereo, AV_SAMPLE_FMT_FLT, from, 0, nullptr);
    ffmpeg::SwrPtr resampler(raw);
    if (status >= 0) {
        av_opt_set_int(raw, "phase_shift", kResamplerPhaseShift, 0);
        av_opt_set_int(raw, "exact_rational", 1, 0);
        status = swr_init(raw);
    }
    if (status < 0) {
        return fail(ErrorCode::InvalidArgument,
                    "sound of " + std::to_string(from) + " Hz cannot be played at "
                            + std::to_string(to) + " Hz",
                    ffmpeg::errorText(status));
    }
    return resampler;
}

} // namespace

/// Decoded sound passes a resampler and, unless the tempo is 1, a tempo filter. Positions count
/// samples at the output rate and normal tempo from the start of the stream.
struct ListeningStream::Impl
{
    SoundStream stream;
    int rate = 0;
    MediaTime begin{0};
    std::optional<ResamplePlan> plan;
    ffmpeg::SwrPtr resampler;
    std::optional<TempoFilter> tempoFilter;
    double tempo = 1.0;

    std::int64_t inputPosition = 0; // of the next decoded sample that the resampler takes
    std::int64_t position = 0;      // of the next sample behind the resampler
    std::int64_t wanted = 0;        // samples before it are dropped
    std::int64_t first = 0;         // position of the run's first sample given
    std::int64_t given = 0;         // samples given since then, at the tempo heard
    bool isEnded = false;

    explicit Impl(SoundStream soundStream)
        : stream(std::move(soundStream))
    {}

    [[nodiscard]] MediaTime timeOfNext() const
    {
        const long double samples = static_cast<long double>(first)
                                    + static_cast<long double>(given) * tempo;
        return begin + MediaTime(std::llround(samples * 1000000.0L / rate));
    }

    [[nodiscard]] Result<void> restart(std::int64_t target)
    {
        wanted = target;
        first = target;
        given = 0;
        isEnded = false;
        position = std::min<std::int64_t>(target, 0);
        inputPosition = 0;
        if (target > 0) {
            inputPosition = target;
            position = target;
            if (plan) {
                const ResamplePlan::Piece piece = plan->pieceFor(target, target + 1);
                inputPosition = piece.inputBegin;
                position = piece.outputBegin;
            }
        }
        if (plan) {
            auto made = makeResampler(stream.sampleRateHz(), rate);
            if (!made)
                return Unexpected(made.error());
            resampler = std::move(*made);
        }
        return stream.startNear(inputPosition);
    }

    /// Hands decoded samples (none at the end) to the resampler; what comes out.
    [[nodiscard]] Result<std::vector<float>> resampled(std::span<const float> input) const
    {
        if (!plan)
            return std::vector<float>(input.begin(), input.end());
        const auto count = static_cast<int>(input.size() / ListeningStream::kChannels);
        const int room = std::max(0, swr_get_out_samples(resampler.get(), count))
                         + ListeningStream::kChannels;
        std::vector<float> output(static_cast<std::size_t>(room) * ListeningStream::kChannels);
        auto *to = reinterpret_cast<std::uint8_t *>(output.data());
        const auto *from = reinterpret_cast<const std::uint8_t *>(input.data());
        const int made = swr_convert(
                resampler.get(), &to, room, input.empty() ? nullptr : &from, count);
        if (made < 0) {
            return fail(ErrorCode::Internal,
                        "the rate of the sound could not be changed",
                        ffmpeg::errorText(made));
        }
        output.resize(static_cast<std::size_t>(made) * ListeningStream::kChannels);
        return output;
    }

    /// What the resampler takes of a block: nothing twice, silence where the decoder starts late.
    void alignInput(SoundBlock &block)
    {
        const std::int64_t offset = block.position - inputPosition;
        const auto size = static_cast<std::int64_t>(block.samples.size());
        if (offset > 0) {
            block.samples.insert(block.samples.begin(),
                                 static_cast<std::size_t>(offset * ListeningStream::kChannels),
                                 0.0F);
        } else if (offset < 0) {
            block.samples.erase(block.samples.begin(),
                                block.samples.begin()
                                        + std::min(-offset * ListeningStream::kChannels, size));
        }
        inputPosition += static_cast<std::int64_t>(block.samples.size())
                         / ListeningStream::kChannels;
    }

    /// Samples at normal tempo from `wanted` on; empty at the end.
    [[nodiscard]] Result<std::vector<float>> normal(const std::stop_token &stop)
    {
        if (position < 0) {
            const std::int64_t count = std::min(-position, kSilencePieceSamples);
            position += count;
            return std::vector<float>(static_cast<std::size_t>(count * ListeningStream::kChannels),
                                      0.0F);
        }
        while (!isEnded) {
            Result<std::optional<SoundBlock>> block = stream.next(stop);
            if (!block)
                return Unexpected(block.error());
            isEnded = !block->has_value();
            SoundBlock taken = isEnded ? SoundBlock() : std::move(**block);
            if (!isEnded)
                alignInput(taken);
            if (!isEnded && taken.samples.empty())
                continue;
            Result<std::vector<float>> samples = resampled(taken.samples);
            if (!samples)
                return samples;
            const auto count = static_cast<std::int64_t>(samples->size())
                               / ListeningStream::kChannels;
            const std::int64_t early = std::clamp<std::int64_t>(wanted - position, 0, count);
            position += count;
            samples->erase(samples->begin(), samples->begin() + early * ListeningStream::kChannels);
            if (!samples->empty())
                return samples;
        }
        return std::vector<float>();
    }
};

ListeningStream::ListeningStream(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
ListeningStream::ListeningStream(ListeningStream &&other) noexcept = default;
ListeningStream &ListeningStream::operator=(ListeningStream &&other) noexcept = default;
ListeningStream::~ListeningStream() = default;

Result<ListeningStream> ListeningStream::open(const MediaFile &file, ListeningStreamOptions options)
{
    if (options.sampleRateHz <= 0)
        return fail(ErrorCode::InvalidArgument, "the sample rate must be more than 0");
    Result<SoundStream> stream = SoundStream::open(file, options.streamIndex, stereoReader());
    if (!stream)
        return Unexpected(stream.error());
    auto impl = std::make_unique<Impl>(std::move(*stream));
    // The first samples tell the true rate and start.
    if (const auto first = impl->stream.next({}); !first)
        return Unexpected(first.error());
    impl->begin = impl->stream.start();
    impl->rate = options.sampleRateHz;
    if (impl->stream.sampleRateHz() != impl->rate)
        impl->plan.emplace(impl->stream.sampleRateHz(), impl->rate);
    if (const auto started = impl->restart(0); !started)
        return Unexpected(started.error());
    return ListeningStream(std::move(impl));
}

Result<void> ListeningStream::startAt(MediaTime time, double tempo)
{
    SOUNDLOCUS_EXPECTS(tempo >= kSlowest && tempo <= kQuickest);
    Impl &d = *m_impl;
    d.tempo = tempo;
    d.tempoFilter.reset();
    if (tempo != 1.0) {
        Result<TempoFilter> filter = TempoFilter::create(d.rate, tempo);
        if (!filter)
            return Unexpected(filter.error());
        d.tempoFilter = std::move(*filter);
    }
    return d.restart(samplesIn(time - d.begin, d.rate));
}

Result<std::optional<ListeningBlock>> ListeningStream::next(const std::stop_token &stop)
{
    Impl &d = *m_impl;
    ListeningBlock block;
    block.start = d.timeOfNext();
    while (block.samples.empty()) {
        Result<std::vector<float>> samples = d.normal(stop);
        if (!samples)
            return Unexpected(samples.error());
        const bool isLast = samples->empty();
        if (!d.tempoFilter)
            block.samples = std::move(*samples);
        else if (const auto run = d.tempoFilter->run(*samples, block.samples); !run)
            return Unexpected(run.error());
        if (isLast && block.samples.empty())
            return std::optional<ListeningBlock>();
    }
    d.given += static_cast<std::int64_t>(block.sampleCount());
    return std::optional<ListeningBlock>(std::move(block));
}

MediaTime ListeningStream::start() const
{
    return m_impl->begin;
}

int ListeningStream::sampleRateHz() const
{
    return m_impl->rate;
}

std::int64_t ListeningStream::damagedPackets() const
{
    return m_impl->stream.damagedPackets();
}

} // namespace soundlocus
