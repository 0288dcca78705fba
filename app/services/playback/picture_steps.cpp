// SPDX-License-Identifier: MIT
#include "app/services/playback/picture_steps.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// Damaged pictures that a step passes over.
constexpr int kMostDamaged = 32;

std::int64_t numberOf(const Frame &frame, const FrameIndex &index)
{
    return frame.index >= 0 ? frame.index : index.frameAt(frame.pts);
}

/// Without an index: forwards by decoding, backwards by time.
Result<Frame> stepByTime(const Frame &from,
                         int count,
                         VideoDecoder &decoder,
                         const std::stop_token &stop)
{
    Result<Frame> frame = decoder.frameAt(from.pts, stop);
    for (; frame && count > 0; --count) {
        Result<std::optional<Frame>> next = decoder.next();
        if (!next)
            return Unexpected(next.error());
        if (!next->has_value())
            break;
        frame = std::move(**next);
    }
    for (; frame && count < 0; ++count)
        frame = decoder.frameAt(frame->pts - MediaTime{1}, stop);
    return frame;
}

Result<Frame> stepByNumber(const Frame &from,
                           int count,
                           VideoDecoder &decoder,
                           const std::stop_token &stop)
{
    const FrameIndex &index = *decoder.index();
    const std::int64_t last = index.frameCount() - 1;
    std::int64_t to = std::clamp<std::int64_t>(numberOf(from, index) + count, 0, last);
    Result<Frame> frame = decoder.frame(to, stop);
    for (int passed = 0;
         !frame && frame.error().code == ErrorCode::CorruptData && passed < kMostDamaged;
         ++passed) {
        to += count > 0 ? 1 : -1;
        if (to < 0 || to > last)
            break;
        frame = decoder.frame(to, stop);
    }
    return frame;
}

} // namespace

Result<Frame> stepFrom(const Frame &from,
                       int count,
                       VideoDecoder &decoder,
                       const std::stop_token &stop)
{
    return decoder.index() ? stepByNumber(from, count, decoder, stop)
                           : stepByTime(from, count, decoder, stop);
}

std::optional<std::int64_t> keyFrameBeside(const Frame &frame,
                                           int direction,
                                           const FrameIndex &index)
{
    const std::int64_t from = numberOf(frame, index);
    std::int64_t to = from;
    if (direction > 0)
        to = index.keyFrameAfter(from);
    else if (from > 0)
        to = index.keyFrameBefore(from - 1);
    return to < 0 || to == from ? std::nullopt : std::optional(to);
}

} // namespace soundlocus
