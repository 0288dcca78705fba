// SPDX-License-Identifier: MIT
#include "engine/media/audio_decoder.h"

#include "engine/core/expects.h"
#include "engine/media/resampler.h"
#include "engine/media/sound_stream.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// Decoded sound kept before the last range, for ranges that overlap or step back a little.
constexpr std::int64_t kKeptSeconds = 30;
/// readAll() works in pieces of this length.
constexpr std::int64_t kReadPieceSeconds = 30;

MediaTime timeOf(std::int64_t samples, int sampleRateHz)
{
    return MediaTime(std::llround(static_cast<long double>(samples) * 1000000.0L / sampleRateHz));
}

} // namespace

/// Holds the piece [heldBegin, heldBegin + held.size()) of the stream at its own rate.
struct AudioDecoder::Impl
{
    SoundStream stream;
    AudioStreamFacts facts;
    std::optional<ResamplePlan> resampling;
    int outputRateHz = 0;
    std::vector<float> held;
    std::int64_t heldBegin = 0;
    std::optional<std::int64_t> total;

    explicit Impl(SoundStream soundStream)
        : stream(std::move(soundStream))
    {}

    [[nodiscard]] std::int64_t heldEnd() const
    {
        return heldBegin + static_cast<std::int64_t>(held.size());
    }

    /// Forgets what lies before `from`, when it is worth the copying.
    void forgetBefore(std::int64_t from)
    {
        const std::int64_t surplus = std::min(from, heldEnd()) - heldBegin;
        if (surplus < kKeptSeconds * stream.sampleRateHz())
            return;
        held.erase(held.begin(), held.begin() + surplus);
        heldBegin += surplus;
    }

    /// Decodes until [begin, end) is held, or the stream ends.
    [[nodiscard]] Result<void> hold(std::int64_t begin,
                                    std::int64_t end,
                                    const std::stop_token &stop)
    {
        const std::int64_t kept = kKeptSeconds * stream.sampleRateHz();
        const bool isFarAhead = begin > heldEnd() + kept && stream.markedUpTo() > heldEnd() + kept;
        if (begin < heldBegin || isFarAhead) {
            if (const auto started = stream.startBefore(begin); !started)
                return started;
            held.clear();
            heldBegin = -1;
        }
        while (heldBegin < 0 || heldEnd() < end) {
            if (total && heldBegin >= 0 && heldEnd() >= *total)
                return {};
            Result<std::optional<SoundBlock>> block = stream.next(stop);
            if (!block)
                return Unexpected(block.error());
            if (!block->has_value()) {
                heldBegin = std::max<std::int64_t>(0, heldBegin);
                total = total.value_or(heldEnd());
                return {};
            }
            if (heldBegin < 0)
                heldBegin = (*block)->position;
            held.insert(held.end(), (*block)->samples.begin(), (*block)->samples.end());
            forgetBefore(begin - kept);
        }
        return {};
    }

    [[nodiscard]] std::span<const float> heldPart(std::int64_t begin, std::int64_t end) const
    {
        const std::int64_t first = std::clamp(begin, heldBegin, heldEnd());
        const std::int64_t last = std::clamp(end, first, heldEnd());
        return std::span<const float>(held).subspan(static_cast<std::size_t>(first - heldBegin),
                                                    static_cast<std::size_t>(last - first));
    }

    /// Output samples [first, last), fewer at the end of the stream.
    [[nodiscard]] Result<std::vector<float>> samples(std::int64_t first,
                                                     std::int64_t last,
                                                     const std::stop_token &stop)
    {
        if (!resampling) {
            if (const auto done = hold(first, last, stop); !done)
                return Unexpected(done.error());
            const auto part = heldPart(first, last);
            return std::vector<float>(part.begin(), part.end());
        }
        const ResamplePlan::Piece piece = resampling->pieceFor(first, last);
        if (const auto done = hold(piece.inputBegin, piece.inputEnd, stop); !done)
            return Unexpected(done.error());
        if (total)
            last = std::min(last, resampling->outputCount(*total));
        if (first >= last)
            return std::vector<float>();
        Result<std::vector<float>> output = resampling->run(
                heldPart(piece.inputBegin, piece.inputEnd));
        if (!output)
            return output;
        const auto size = static_cast<std::int64_t>(output->size());
        const std::int64_t from = std::min(first - piece.outputBegin, size);
        const std::int64_t to = std::min(last - piece.outputBegin, size);
        return std::vector<float>(output->begin() + from, output->begin() + to);
    }
};

AudioDecoder::AudioDecoder(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
AudioDecoder::AudioDecoder(AudioDecoder &&other) noexcept = default;
AudioDecoder &AudioDecoder::operator=(AudioDecoder &&other) noexcept = default;
AudioDecoder::~AudioDecoder() = default;

Result<AudioDecoder> AudioDecoder::open(const MediaFile &file, AudioDecoderOptions options)
{
    if (options.sampleRateHz < 0)
        return fail(ErrorCode::InvalidArgument, "the sample rate must be 0 (the file's) or more");
    Result<SoundStream> stream = SoundStream::open(
            file, options.streamIndex, monoReader(options.downmix));
    if (!stream)
        return Unexpected(stream.error());
    auto impl = std::make_unique<Impl>(std::move(*stream));
    // The first samples tell the true rate and start.
    if (const auto first = impl->hold(0, 1, {}); !first)
        return Unexpected(first.error());
    for (const AudioStreamFacts &facts : file.facts().audio) {
        if (facts.streamIndex == impl->stream.streamIndex())
            impl->facts = facts;
    }
    const int rate = impl->stream.sampleRateHz();
    impl->facts.sampleRateHz = rate;
    impl->facts.start = impl->stream.start();
    impl->outputRateHz = options.sampleRateHz == 0 ? rate : options.sampleRateHz;
    if (impl->outputRateHz != rate)
        impl->resampling.emplace(rate, impl->outputRateHz);
    return AudioDecoder(std::move(impl));
}

Result<AudioClip> AudioDecoder::read(TimeRange range, std::stop_token stop)
{
    SOUNDLOCUS_EXPECTS(range.end >= range.begin);
    Impl &d = *m_impl;
    const MediaTime start = d.facts.start;
    const std::int64_t wanted = samplesIn(range.begin - start, d.outputRateHz);
    const std::int64_t count = samplesIn(range.duration(), d.outputRateHz);
    const std::int64_t first = std::max<std::int64_t>(0, wanted);
    const std::int64_t last = std::max(first, wanted + count);
    Result<std::vector<float>> samples = d.samples(first, last, stop);
    if (!samples)
        return Unexpected(samples.error());
    return AudioClip(std::move(*samples), d.outputRateHz, start + timeOf(first, d.outputRateHz));
}

Result<AudioClip> AudioDecoder::readAll(std::optional<MediaTime> limit, std::stop_token stop)
{
    Impl &d = *m_impl;
    const std::int64_t piece = kReadPieceSeconds * d.outputRateHz;
    const std::int64_t end = limit ? samplesIn(*limit, d.outputRateHz) : INT64_MAX;
    std::vector<float> all;
    for (std::int64_t first = 0; first < end;) {
        const std::int64_t last = std::min(end, first + piece);
        const Result<std::vector<float>> samples = d.samples(first, last, stop);
        if (!samples)
            return Unexpected(samples.error());
        all.insert(all.end(), samples->begin(), samples->end());
        if (static_cast<std::int64_t>(samples->size()) < last - first)
            break;
        first = last;
    }
    return AudioClip(std::move(all), d.outputRateHz, d.facts.start);
}

const AudioStreamFacts &AudioDecoder::stream() const
{
    return m_impl->facts;
}

int AudioDecoder::sampleRateHz() const
{
    return m_impl->outputRateHz;
}

std::int64_t AudioDecoder::damagedPackets() const
{
    return m_impl->stream.damagedPackets();
}

} // namespace soundlocus
