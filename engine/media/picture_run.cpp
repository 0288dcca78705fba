// SPDX-License-Identifier: MIT
#include "engine/media/picture_run.h"

extern "C" {
#include <libavutil/imgutils.h>
}

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// Without an index: a picture at most so far ahead is reached by decoding on, not by seeking.
constexpr MediaTime kDecodeOnWithin{1'000'000};

/// A picture nearer than so many is reached without leaving any out: somebody steps.
constexpr std::int64_t kStepsWithin = 4;

/// FFmpeg's H.264 decoder loses the pictures behind the last key frame of an open GOP when it
/// starts there: an end within so many pictures of a seek is checked from further before. As many
/// as the decoder can hold back (MAX_DELAYED_PIC_COUNT in libavcodec).
constexpr int kEnoughBeforeEnd = 16;

std::size_t bytesOf(const AVFrame &picture)
{
    const int bytes = av_image_get_buffer_size(
            static_cast<AVPixelFormat>(picture.format), picture.width, picture.height, 1);
    return bytes > 0 ? static_cast<std::size_t>(bytes) : 0;
}

} // namespace

PictureRun::PictureRun(PictureStream stream, int mostPictures, std::size_t mostBytes)
    : m_stream(std::move(stream))
    , m_mostPictures(static_cast<std::size_t>(std::max(mostPictures, 2)))
    , m_mostBytes(mostBytes)
{}

void PictureRun::setIndex(FrameIndex index)
{
    for (Entry &entry : m_run)
        entry.number = index.frameOfTicks(entry.decoded.ticks);
    m_index = std::move(index);
}

MediaTime PictureRun::timeOf(std::int64_t ticks) const
{
    return m_stream.input().time(ticks, m_stream.stream().time_base);
}

std::int64_t PictureRun::ticksAt(MediaTime time) const
{
    if (m_index)
        return m_index->entries()[static_cast<std::size_t>(m_index->frameAt(time))].ptsTicks;
    // The stamp nearest to the time: pts are rounded to microseconds, so pts(n) finds n.
    const std::int64_t ticks = m_stream.input().ticks(time, m_stream.stream().time_base);
    return timeOf(ticks) > time ? ticks - 1 : ticks;
}

const PictureRun::Entry *PictureRun::current() const
{
    return m_current < 0 ? nullptr : &m_run[static_cast<std::size_t>(m_current)];
}

void PictureRun::clear()
{
    m_run.clear();
    m_current = -1;
    m_bytes = 0;
    m_isAtEnd = false;
    m_decodedSinceStart = 0;
}

void PictureRun::dropBefore(std::ptrdiff_t position)
{
    for (; position > 0; --position) {
        m_bytes -= m_run.front().bytes;
        m_run.pop_front();
        --m_current;
    }
    m_current = std::max<std::ptrdiff_t>(-1, m_current);
}

/// Lets go of the oldest pictures; the current one and those behind it stay.
void PictureRun::trim()
{
    while (m_current > 0
           && (m_run.size() > m_mostPictures || (m_bytes > m_mostBytes && m_run.size() > 2)))
        dropBefore(1);
}

/// Decodes one more picture to the end of the run; false at the end of the stream.
Result<bool> PictureRun::extend(const std::stop_token &stop)
{
    if (m_isAtEnd)
        return false;
    Result<std::optional<DecodedPicture>> decoded = m_stream.next(stop);
    if (!decoded)
        return Unexpected(decoded.error());
    if (!decoded->has_value()) {
        m_isAtEnd = true;
        return false;
    }
    Entry entry;
    if (m_index)
        entry.number = m_index->frameOfTicks((*decoded)->ticks);
    else if (m_run.empty())
        entry.number = m_stream.isFromStart() ? 0 : -1;
    else if (m_run.back().number >= 0)
        entry.number = m_run.back().number + 1;
    entry.bytes = bytesOf(*(*decoded)->picture);
    entry.decoded = std::move(**decoded);
    m_bytes += entry.bytes;
    m_decodedSinceStart = std::min(m_decodedSinceStart + 1, kEnoughBeforeEnd);
    m_run.push_back(std::move(entry));
    return true;
}

/// The last picture of the run at or before a stamp, or -1.
std::ptrdiff_t PictureRun::positionAt(std::int64_t ticks) const
{
    const auto after = std::upper_bound(
            m_run.begin(), m_run.end(), ticks, [](std::int64_t t, const Entry &entry) {
                return t < entry.decoded.ticks;
            });
    return after - m_run.begin() - 1;
}

/// With an index: number of the picture on screen at a stamp.
std::int64_t PictureRun::numberOf(std::int64_t ticks) const
{
    return m_index->frameAt(timeOf(ticks));
}

/// Pictures right behind the run were left out on the way to one that was given up.
bool PictureRun::isGapBehind() const
{
    const std::optional<std::int64_t> leftOut = m_stream.leftOutUpTo();
    return leftOut && !m_run.empty() && m_run.back().decoded.ticks < *leftOut;
}

/// Not for steps, where the pictures between are wanted next, and not near the end, whose last
/// pictures must be counted.
bool PictureRun::isWorthLeavingOut(std::int64_t ticks) const
{
    if (!m_index)
        return false;
    const std::int64_t wanted = numberOf(ticks);
    if (wanted + kEnoughBeforeEnd >= m_index->frameCount())
        return false;
    return m_run.empty() || wanted < m_run.front().number - kStepsWithin
           || wanted > m_run.back().number + kStepsWithin;
}

bool PictureRun::isReachedByDecodingOn(std::int64_t ticks, Manner manner) const
{
    if (m_run.empty() || m_run.front().decoded.ticks > ticks)
        return false;
    const Entry &last = m_run.back();
    if (last.decoded.ticks > ticks || m_isAtEnd)
        return true;
    if (isGapBehind() && (manner == Manner::Whole || ticks <= *m_stream.leftOutUpTo()))
        return false;
    if (m_index && last.number >= 0)
        return m_index->keyFrameBefore(numberOf(ticks)) <= last.number;
    return timeOf(ticks) - timeOf(last.decoded.ticks) <= kDecodeOnWithin;
}

/// The end came so soon after a seek that the last pictures may be missing.
bool PictureRun::isEndDoubtful() const
{
    return m_isAtEnd && !m_stream.isFromStart() && m_decodedSinceStart < kEnoughBeforeEnd
           && m_current + 1 == static_cast<std::ptrdiff_t>(m_run.size());
}

Result<bool> PictureRun::advance()
{
    const auto isLast = [this] {
        return m_current + 1 == static_cast<std::ptrdiff_t>(m_run.size());
    };
    if (isLast() && isGapBehind()) {
        const auto again = startAndAdvance(m_run.back().decoded.ticks, {}, Manner::Whole);
        if (!again)
            return Unexpected(again.error());
    }
    if (isLast()) {
        const Result<bool> more = extend({});
        if (!more)
            return more;
        if (!*more && isEndDoubtful()) {
            if (const auto again = locate(m_run.back().decoded.ticks, {}, Manner::Whole); !again)
                return Unexpected(again.error());
        }
        if (isLast())
            return false;
    }
    ++m_current;
    trim();
    return true;
}

Result<void> PictureRun::locate(std::int64_t ticks, const std::stop_token &stop)
{
    if (!isWorthLeavingOut(ticks))
        return locate(ticks, stop, Manner::Whole);
    m_stream.leaveOutBefore(ticks);
    const Result<void> located = locate(ticks, stop, Manner::LeavingOut);
    m_stream.leaveOutBefore(std::nullopt);
    if (!located || current()->decoded.ticks == ticks)
        return located;
    // It cannot be decoded; the one on screen before it may have been left out.
    return startAndAdvance(ticks, stop, Manner::Whole);
}

Result<void> PictureRun::locateNear(std::int64_t ticks,
                                    MediaTime within,
                                    const std::stop_token &stop)
{
    const auto isNear = [&](std::ptrdiff_t position) {
        return position >= 0
               && timeOf(ticks) - timeOf(m_run[static_cast<std::size_t>(position)].decoded.ticks)
                          <= within;
    };
    if (!isNear(positionAt(ticks))) {
        int attempt = 0;
        if (const auto started = m_stream.startBefore(ticks, attempt); !started)
            return Unexpected(started.error());
        clear();
        if (const auto first = extend(stop); !first)
            return Unexpected(first.error());
    }
    if (!isNear(positionAt(ticks)))
        return locate(ticks, stop);
    m_current = positionAt(ticks);
    return {};
}

Result<void> PictureRun::fillBefore(const std::stop_token &stop)
{
    const Entry *entry = current();
    if (!m_index || !entry || entry->number < 0)
        return {};
    const std::int64_t first = std::max(m_index->keyFrameBefore(entry->number),
                                        entry->number - static_cast<std::int64_t>(m_mostPictures)
                                                + 2);
    if (m_run.front().number <= first || m_bytes > m_mostBytes)
        return {};
    return startAndAdvance(entry->decoded.ticks, stop, Manner::Whole);
}

Result<void> PictureRun::locate(std::int64_t ticks, const std::stop_token &stop, Manner manner)
{
    if (isReachedByDecodingOn(ticks, manner)) {
        const Result<void> advanced = advanceTo(ticks, stop, manner);
        if (!advanced || !isEndDoubtful())
            return advanced;
    }
    return startAndAdvance(ticks, stop, manner);
}

/// From the key frame before on.
Result<void> PictureRun::startAndAdvance(std::int64_t ticks,
                                         const std::stop_token &stop,
                                         Manner manner)
{
    for (int attempt = 0;;) {
        const Result<bool> started = m_stream.startBefore(ticks, attempt);
        if (!started)
            return Unexpected(started.error());
        clear();
        const Result<bool> first = extend(stop);
        if (!first)
            return Unexpected(first.error());
        // A start whose first pictures cannot be decoded shows itself too late.
        const bool isEarlyEnough = *first && m_run.front().decoded.ticks <= ticks;
        if (*started && !isEarlyEnough)
            continue;
        const Result<void> advanced = advanceTo(ticks, stop, manner);
        if (!advanced || !isEndDoubtful())
            return advanced;
    }
}

Result<void> PictureRun::advanceTo(std::int64_t ticks, const std::stop_token &stop, Manner manner)
{
    while (!m_isAtEnd && (m_run.empty() || m_run.back().decoded.ticks <= ticks)) {
        if (!m_run.empty())
            m_current = static_cast<std::ptrdiff_t>(m_run.size()) - 1;
        if (manner == Manner::LeavingOut)
            dropBefore(m_current); // pictures between may be missing
        const Result<bool> more = extend(stop);
        if (!more)
            return Unexpected(more.error());
        trim();
    }
    if (m_run.empty()) {
        return fail(ErrorCode::OutOfRange,
                    m_stream.path().string() + ": holds no picture; give another file");
    }
    m_current = std::max<std::ptrdiff_t>(0, positionAt(ticks));
    if (manner == Manner::LeavingOut)
        dropBefore(m_current);
    trim();
    return {};
}

} // namespace soundlocus
