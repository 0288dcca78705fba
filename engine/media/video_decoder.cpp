// SPDX-License-Identifier: MIT
#include "engine/media/video_decoder.h"

#include "engine/core/expects.h"
#include "engine/media/frame_converter.h"
#include "engine/media/picture_stream.h"

extern "C" {
#include <libavutil/imgutils.h>
}

#include <algorithm>
#include <deque>

namespace soundlocus {

namespace {

/// Without an index: a picture at most so far ahead is reached by decoding on, not by seeking.
constexpr MediaTime kDecodeOnWithin{1'000'000};

/// FFmpeg's H.264 decoder loses the pictures behind the last key frame of an open GOP when it
/// starts there: an end within so many pictures of a seek is checked from further before. As many
/// as the decoder can hold back (MAX_DELAYED_PIC_COUNT in libavcodec).
constexpr int kEnoughBeforeEnd = 16;

struct CachedPicture
{
    DecodedPicture decoded;
    std::int64_t number = -1;
    std::size_t bytes = 0;
};

std::size_t bytesOf(const AVFrame &picture)
{
    const int bytes = av_image_get_buffer_size(
            static_cast<AVPixelFormat>(picture.format), picture.width, picture.height, 1);
    return bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

} // namespace

/// Holds a run of pictures that follow each other, as decoded; `current` is the last one given.
struct VideoDecoder::Impl
{
    MediaFile file;
    VideoDecoderOptions options;
    VideoStreamFacts facts;
    std::optional<FrameIndex> index;

    // A still picture instead of a stream.
    std::optional<Frame> still;
    bool isStillGiven = false;

    std::optional<PictureStream> stream;
    std::optional<FrameConverter> converter;
    std::deque<CachedPicture> run;
    std::ptrdiff_t current = -1;
    std::size_t runBytes = 0;
    bool isAtEnd = false;
    int decodedSinceStart = 0;

    Impl(MediaFile mediaFile, VideoDecoderOptions decoderOptions)
        : file(std::move(mediaFile))
        , options(decoderOptions)
    {}

    [[nodiscard]] AVRational timeBase() const { return stream->stream().time_base; }
    [[nodiscard]] MediaTime timeOf(std::int64_t ticks) const
    {
        return stream->input().time(ticks, timeBase());
    }

    void clearRun()
    {
        run.clear();
        current = -1;
        runBytes = 0;
        isAtEnd = false;
        decodedSinceStart = 0;
    }

    /// Lets go of the oldest pictures; the current one and those behind it stay.
    void trim()
    {
        const auto limit = static_cast<std::size_t>(std::max(options.cachedFrames, 2));
        while (current > 0
               && (run.size() > limit || (runBytes > options.cacheLimitBytes && run.size() > 2))) {
            runBytes -= run.front().bytes;
            run.pop_front();
            --current;
        }
    }

    /// Decodes one more picture to the end of the run; false at the end of the stream.
    [[nodiscard]] Result<bool> extend(const std::stop_token &stop)
    {
        if (isAtEnd)
            return false;
        Result<std::optional<DecodedPicture>> decoded = stream->next(stop);
        if (!decoded)
            return Unexpected(decoded.error());
        if (!decoded->has_value()) {
            isAtEnd = true;
            return false;
        }
        CachedPicture entry;
        if (index)
            entry.number = index->frameOfTicks((*decoded)->ticks);
        else if (run.empty())
            entry.number = stream->isFromStart() ? 0 : -1;
        else if (run.back().number >= 0)
            entry.number = run.back().number + 1;
        entry.bytes = bytesOf(*(*decoded)->picture);
        entry.decoded = std::move(**decoded);
        runBytes += entry.bytes;
        decodedSinceStart = std::min(decodedSinceStart + 1, kEnoughBeforeEnd);
        run.push_back(std::move(entry));
        return true;
    }

    [[nodiscard]] Result<Frame> currentFrame()
    {
        const CachedPicture &entry = run[static_cast<std::size_t>(current)];
        Result<Frame> frame = converter->convert(*entry.decoded.picture);
        if (!frame)
            return frame;
        const std::int64_t ticks = entry.decoded.ticks;
        frame->index = entry.number;
        frame->ptsTicks = ticks;
        frame->pts = timeOf(ticks);
        frame->isKeyFrame = entry.decoded.isKeyFrame;
        frame->duration = durationOf(entry);
        frame->pixelAspect = facts.rotationDegrees % 180 == 0 ? facts.pixelAspect.toDouble()
                                                              : 1.0 / facts.pixelAspect.toDouble();
        return frame;
    }

    [[nodiscard]] MediaTime durationOf(const CachedPicture &entry) const
    {
        if (index && entry.number >= 0 && entry.number + 1 < index->frameCount())
            return index->pts(entry.number + 1) - index->pts(entry.number);
        const std::int64_t ticks = entry.decoded.ticks;
        return timeOf(ticks + entry.decoded.durationTicks) - timeOf(ticks);
    }

    /// The last picture of the run at or before a stamp, or -1.
    [[nodiscard]] std::ptrdiff_t positionAt(std::int64_t ticks) const
    {
        const auto after = std::upper_bound(
                run.begin(), run.end(), ticks, [](std::int64_t t, const CachedPicture &entry) {
                    return t < entry.decoded.ticks;
                });
        return after - run.begin() - 1;
    }

    [[nodiscard]] bool isReachedByDecodingOn(std::int64_t ticks) const
    {
        if (run.empty() || run.front().decoded.ticks > ticks)
            return false;
        const CachedPicture &last = run.back();
        if (last.decoded.ticks > ticks || isAtEnd)
            return true;
        if (index && last.number >= 0) {
            const std::int64_t wanted = index->frameAt(timeOf(ticks));
            return index->keyFrameBefore(wanted) <= last.number;
        }
        return timeOf(ticks) - timeOf(last.decoded.ticks) <= kDecodeOnWithin;
    }

    /// Makes the picture on screen at a stamp the current one.
    [[nodiscard]] Result<void> locate(std::int64_t ticks, const std::stop_token &stop)
    {
        if (isReachedByDecodingOn(ticks)) {
            const Result<void> advanced = advanceTo(ticks, stop);
            if (!advanced || !isEndDoubtful())
                return advanced;
        }
        for (int attempt = 0;;) {
            const Result<bool> started = stream->startBefore(ticks, attempt);
            if (!started)
                return Unexpected(started.error());
            clearRun();
            const Result<bool> first = extend(stop);
            if (!first)
                return Unexpected(first.error());
            // A start whose first pictures cannot be decoded shows itself too late.
            const bool isEarlyEnough = *first && run.front().decoded.ticks <= ticks;
            if (*started && !isEarlyEnough)
                continue;
            const Result<void> advanced = advanceTo(ticks, stop);
            if (!advanced || !isEndDoubtful())
                return advanced;
        }
    }

    /// The end came so soon after a seek that the last pictures may be missing.
    [[nodiscard]] bool isEndDoubtful() const
    {
        return isAtEnd && !stream->isFromStart() && decodedSinceStart < kEnoughBeforeEnd
               && current + 1 == static_cast<std::ptrdiff_t>(run.size());
    }

    [[nodiscard]] Result<void> advanceTo(std::int64_t ticks, const std::stop_token &stop)
    {
        while (!isAtEnd && (run.empty() || run.back().decoded.ticks <= ticks)) {
            if (!run.empty())
                current = static_cast<std::ptrdiff_t>(run.size()) - 1;
            const Result<bool> more = extend(stop);
            if (!more)
                return Unexpected(more.error());
            trim();
        }
        if (run.empty()) {
            return fail(ErrorCode::OutOfRange,
                        file.path().string() + ": holds no picture; give another file");
        }
        current = std::max<std::ptrdiff_t>(0, positionAt(ticks));
        trim();
        return {};
    }
};

VideoDecoder::VideoDecoder(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
VideoDecoder::VideoDecoder(VideoDecoder &&other) noexcept = default;
VideoDecoder &VideoDecoder::operator=(VideoDecoder &&other) noexcept = default;
VideoDecoder::~VideoDecoder() = default;

Result<VideoDecoder> VideoDecoder::open(const MediaFile &file, VideoDecoderOptions options)
{
    auto impl = std::make_unique<Impl>(file, options);
    if (isReadAsPicture(file)) {
        Result<Frame> picture = readPicture(file.path());
        if (!picture)
            return Unexpected(picture.error());
        picture->index = 0;
        picture->isKeyFrame = true;
        impl->still = std::move(*picture);
        impl->facts = file.facts().video.front();
        return VideoDecoder(std::move(impl));
    }
    Result<PictureStream> stream = PictureStream::open(file, options.streamIndex, options.threads);
    if (!stream)
        return Unexpected(stream.error());
    impl->converter.emplace(ffmpeg::displayTransform(stream->stream()));
    impl->stream = std::move(*stream);
    for (const VideoStreamFacts &facts : file.facts().video) {
        if (facts.streamIndex == impl->stream->stream().index)
            impl->facts = facts;
    }
    return VideoDecoder(std::move(impl));
}

Result<std::optional<Frame>> VideoDecoder::next()
{
    Impl &d = *m_impl;
    if (d.still) {
        const bool isFirst = !std::exchange(d.isStillGiven, true);
        return isFirst ? d.still : std::optional<Frame>();
    }
    if (d.current + 1 == static_cast<std::ptrdiff_t>(d.run.size())) {
        const Result<bool> more = d.extend({});
        if (!more)
            return Unexpected(more.error());
        if (!*more && d.isEndDoubtful()) {
            if (const auto again = d.locate(d.run.back().decoded.ticks, {}); !again)
                return Unexpected(again.error());
        }
        if (d.current + 1 == static_cast<std::ptrdiff_t>(d.run.size()))
            return std::optional<Frame>();
    }
    ++d.current;
    d.trim();
    Result<Frame> frame = d.currentFrame();
    if (!frame)
        return Unexpected(frame.error());
    return std::optional<Frame>(std::move(*frame));
}

Result<Frame> VideoDecoder::frameAt(MediaTime time, std::stop_token stop)
{
    Impl &d = *m_impl;
    if (d.still) {
        d.isStillGiven = true;
        return *d.still;
    }
    // The stamp nearest to the time: pts are rounded to microseconds, so pts(n) finds n.
    std::int64_t ticks = d.stream->input().ticks(time, d.timeBase());
    if (d.timeOf(ticks) > time)
        --ticks;
    if (d.index)
        ticks = d.index->entries()[static_cast<std::size_t>(d.index->frameAt(time))].ptsTicks;
    if (const auto located = d.locate(ticks, stop); !located)
        return Unexpected(located.error());
    return d.currentFrame();
}

Result<Frame> VideoDecoder::frame(std::int64_t n, std::stop_token stop)
{
    Impl &d = *m_impl;
    if (d.still) {
        if (n == 0)
            return frameAt(MediaTime{0});
        return fail(ErrorCode::OutOfRange, "a still picture has one frame");
    }
    SOUNDLOCUS_EXPECTS(d.index.has_value());
    if (n < 0 || n >= d.index->frameCount()) {
        return fail(ErrorCode::OutOfRange,
                    "frame " + std::to_string(n) + " is outside \"" + d.file.path().string()
                            + "\", which has " + std::to_string(d.index->frameCount()));
    }
    const std::int64_t ticks = d.index->entries()[static_cast<std::size_t>(n)].ptsTicks;
    if (const auto located = d.locate(ticks, stop); !located)
        return Unexpected(located.error());
    if (d.run[static_cast<std::size_t>(d.current)].decoded.ticks != ticks) {
        return fail(ErrorCode::CorruptData,
                    "frame " + std::to_string(n) + " of \"" + d.file.path().string()
                            + "\" is damaged and cannot be decoded");
    }
    return d.currentFrame();
}

void VideoDecoder::setIndex(FrameIndex index)
{
    for (CachedPicture &entry : m_impl->run)
        entry.number = index.frameOfTicks(entry.decoded.ticks);
    m_impl->facts.frameCount = index.frameCount();
    m_impl->facts.isFrameCountExact = true;
    m_impl->index = std::move(index);
}

const std::optional<FrameIndex> &VideoDecoder::index() const
{
    return m_impl->index;
}

const VideoStreamFacts &VideoDecoder::stream() const
{
    return m_impl->facts;
}

std::int64_t VideoDecoder::damagedPackets() const
{
    return m_impl->stream ? m_impl->stream->damagedPackets() : 0;
}

} // namespace soundlocus
