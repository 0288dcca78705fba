// SPDX-License-Identifier: MIT
#include "engine/pipeline/frame_source.h"

#include <algorithm>

namespace soundlocus {

namespace {

std::int64_t estimateFrames(const VideoStreamFacts &stream, FrameRange range)
{
    if (!range.start && !range.end && stream.frameCount > 0)
        return stream.frameCount;
    const MediaTime fileEnd = stream.start + stream.duration;
    const MediaTime begin = std::max(range.start.value_or(stream.start), stream.start);
    const MediaTime end = std::min(range.end.value_or(fileEnd), fileEnd);
    const double rate = stream.averageRate.toDouble();
    if (stream.duration <= MediaTime{0} || end <= begin || rate <= 0)
        return 0;
    return static_cast<std::int64_t>(toSeconds(end - begin) * rate + 0.5);
}

} // namespace

Result<FrameSource> FrameSource::open(const MediaFile &file,
                                      FrameRange range,
                                      const std::filesystem::path &indexFolder,
                                      Orientation orientation,
                                      std::stop_token stop)
{
    FrameSource source;
    source.m_range = range;
    if (file.isPicture()) {
        auto picture = readStillPicture(file.path(), orientation);
        if (!picture)
            return Unexpected(picture.error());
        source.m_picture = std::move(picture->frame);
        source.m_isPictureDamaged = picture->isDamaged;
        source.m_range = {};
        source.m_expectedFrames = 1;
        return source;
    }
    auto decoder = VideoDecoder::open(file);
    if (!decoder)
        return Unexpected(decoder.error());
    source.m_decoder = *std::move(decoder);
    const VideoStreamFacts &stream = source.m_decoder->stream();
    source.m_expectedFrames = estimateFrames(stream, range);
    source.m_file = file;
    source.m_indexFolder = indexFolder;
    if (range.start && *range.start > stream.start && !indexFolder.empty()) {
        if (auto set = source.setIndex(stop); !set)
            return Unexpected(set.error());
    }
    return source;
}

/// Without an index the frames are counted as they come. Errors: Cancelled.
Result<void> FrameSource::setIndex(const std::stop_token &stop)
{
    const int stream = m_decoder->stream().streamIndex;
    auto index = m_indexFolder.empty()
                         ? FrameIndex::build(*m_file, stream, stop)
                         : FrameIndex::loadOrBuild(*m_file, stream, m_indexFolder, stop);
    if (index)
        m_decoder->setIndex(*std::move(index));
    else if (index.error().code == ErrorCode::Cancelled)
        return Unexpected(index.error());
    m_isIndexTried = true;
    return {};
}

/// Pictures that a damage has swallowed count too: from there on the index tells the numbers.
Result<void> FrameSource::number(Frame &frame, const std::stop_token &stop)
{
    if (!m_isIndexTried && m_decoder->damagedPackets() > 0) {
        if (auto set = setIndex(stop); !set)
            return set;
        if (m_decoder->index())
            frame.index = m_decoder->index()->frameOfTicks(frame.ptsTicks);
    }
    if (frame.index < 0)
        frame.index = m_nextIndex;
    m_nextIndex = frame.index < 0 ? -1 : frame.index + 1;
    return {};
}

Result<std::optional<Frame>> FrameSource::firstFrame(std::stop_token stop)
{
    m_isStarted = true;
    if (!m_range.start)
        return m_decoder->next();
    auto frame = m_decoder->frameAt(*m_range.start, stop);
    if (!frame)
        return Unexpected(frame.error());
    m_nextIndex = frame->index;
    return std::optional<Frame>(*std::move(frame));
}

Result<std::optional<Frame>> FrameSource::next(std::stop_token stop)
{
    if (!m_decoder) {
        std::optional<Frame> picture = std::exchange(m_picture, std::nullopt);
        if (picture)
            picture->index = 0;
        return picture;
    }
    while (!stop.stop_requested()) {
        auto frame = m_isStarted ? m_decoder->next() : firstFrame(stop);
        if (!frame || !*frame)
            return frame;
        if (m_range.end && (**frame).pts >= *m_range.end)
            return std::optional<Frame>();
        if (auto numbered = number(**frame, stop); !numbered)
            return Unexpected(numbered.error());
        // The picture on screen at `start` may have appeared before it.
        if (!m_range.start || (**frame).pts + kFrameTimeTolerance >= *m_range.start)
            return frame;
    }
    return fail(ErrorCode::Cancelled, "stopped");
}

std::int64_t FrameSource::damagedPackets() const
{
    return m_decoder ? m_decoder->damagedPackets() : 0;
}

} // namespace soundlocus
