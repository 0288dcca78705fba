// SPDX-License-Identifier: MIT
#include "engine/media/video_decoder.h"

#include "engine/core/expects.h"
#include "engine/media/frame_converter.h"
#include "engine/media/picture_run.h"

#include <utility>

namespace soundlocus {

struct VideoDecoder::Impl
{
    MediaFile file;
    VideoStreamFacts facts;

    // A still picture instead of a stream.
    std::optional<Frame> still;
    bool isStillGiven = false;

    std::optional<PictureRun> run;
    std::optional<FrameConverter> converter;
    VideoDecoderOptions::Rgb rgb = VideoDecoderOptions::Rgb::AtOnce;

    explicit Impl(MediaFile mediaFile)
        : file(std::move(mediaFile))
    {}

    [[nodiscard]] Result<Frame> currentFrame()
    {
        const PictureRun::Entry &entry = *run->current();
        const AVFrame &picture = *entry.decoded.picture;
        Result<Frame> frame = rgb == VideoDecoderOptions::Rgb::WhenAsked
                                      ? converter->defer(picture)
                                      : converter->convert(picture);
        if (!frame)
            return frame;
        const std::int64_t ticks = entry.decoded.ticks;
        frame->index = entry.number;
        frame->ptsTicks = ticks;
        frame->pts = run->timeOf(ticks);
        frame->isKeyFrame = entry.decoded.isKeyFrame;
        frame->duration = durationOf(entry);
        frame->pixelAspect = facts.rotationDegrees % 180 == 0 ? facts.pixelAspect.toDouble()
                                                              : 1.0 / facts.pixelAspect.toDouble();
        return frame;
    }

    [[nodiscard]] MediaTime durationOf(const PictureRun::Entry &entry) const
    {
        const std::optional<FrameIndex> &index = run->index();
        if (index && entry.number >= 0 && entry.number + 1 < index->frameCount())
            return index->pts(entry.number + 1) - index->pts(entry.number);
        const std::int64_t ticks = entry.decoded.ticks;
        return run->timeOf(ticks + entry.decoded.durationTicks) - run->timeOf(ticks);
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
    auto impl = std::make_unique<Impl>(file);
    impl->rgb = options.rgb;
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
    const int streamIndex = stream->stream().index;
    impl->run.emplace(std::move(*stream), options.cachedFrames, options.cacheLimitBytes);
    for (const VideoStreamFacts &facts : file.facts().video) {
        if (facts.streamIndex == streamIndex)
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
    const Result<bool> advanced = d.run->advance();
    if (!advanced)
        return Unexpected(advanced.error());
    if (!*advanced)
        return std::optional<Frame>();
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
    if (const auto located = d.run->locate(d.run->ticksAt(time), stop); !located)
        return Unexpected(located.error());
    return d.currentFrame();
}

Result<Frame> VideoDecoder::frameNear(MediaTime time, MediaTime within, std::stop_token stop)
{
    Impl &d = *m_impl;
    if (d.still)
        return frameAt(time);
    if (const auto located = d.run->locateNear(d.run->ticksAt(time), within, stop); !located)
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
    const std::optional<FrameIndex> &index = d.run->index();
    SOUNDLOCUS_EXPECTS(index.has_value());
    if (n < 0 || n >= index->frameCount()) {
        return fail(ErrorCode::OutOfRange,
                    "frame " + std::to_string(n) + " is outside \"" + d.file.path().string()
                            + "\", which has " + std::to_string(index->frameCount()));
    }
    const std::int64_t ticks = index->entries()[static_cast<std::size_t>(n)].ptsTicks;
    if (const auto located = d.run->locate(ticks, stop); !located)
        return Unexpected(located.error());
    if (d.run->current()->decoded.ticks != ticks) {
        return fail(ErrorCode::CorruptData,
                    "frame " + std::to_string(n) + " of \"" + d.file.path().string()
                            + "\" is damaged and cannot be decoded");
    }
    return d.currentFrame();
}

Result<void> VideoDecoder::prepareStepsBack(std::stop_token stop)
{
    return m_impl->run ? m_impl->run->fillBefore(stop) : Result<void>();
}

void VideoDecoder::setIndex(FrameIndex index)
{
    m_impl->facts.frameCount = index.frameCount();
    m_impl->facts.isFrameCountExact = true;
    if (m_impl->run)
        m_impl->run->setIndex(std::move(index));
}

const std::optional<FrameIndex> &VideoDecoder::index() const
{
    static const std::optional<FrameIndex> none;
    return m_impl->run ? m_impl->run->index() : none;
}

const VideoStreamFacts &VideoDecoder::stream() const
{
    return m_impl->facts;
}

std::int64_t VideoDecoder::damagedPackets() const
{
    return m_impl->run ? m_impl->run->stream().damagedPackets() : 0;
}

} // namespace soundlocus
