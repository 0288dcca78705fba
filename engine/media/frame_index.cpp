// SPDX-License-Identifier: MIT
#include "engine/media/frame_index.h"

#include "engine/core/expects.h"
#include "engine/media/picture_packets.h"

#include <algorithm>
#include <optional>

namespace soundlocus {

namespace {

/// Packets between two looks at the stop token and two calls of the progress callback.
constexpr int kPacketsPerStep = 256;

/// Collects what the packets say, and drops what no decoder will show.
class IndexBuilder
{
public:
    void add(const AVPacket &packet)
    {
        const bool isKey = (packet.flags & AV_PKT_FLAG_KEY) != 0;
        if (!m_firstKeyTicks) {
            // Nothing can be decoded before the first key frame.
            if (!isKey)
                return;
            m_firstKeyTicks = packet.pts;
        }
        // Leading pictures of an open GOP whose references are not in the file.
        if (packet.pts < *m_firstKeyTicks || (packet.flags & AV_PKT_FLAG_DISCARD) != 0)
            return;
        m_entries.push_back({packet.pts, isKey});
    }

    /// For streams without presentation times: decoding times, handed out in the order shown.
    /// @param isBackward the picture is shown before the one in front of it
    void addByOrder(const AVPacket &packet, bool isBackward)
    {
        const bool isKey = (packet.flags & AV_PKT_FLAG_KEY) != 0;
        if (!m_firstKeyTicks && !isKey)
            return;
        if (isKey) {
            m_isBehindKey = true;
            m_entries.push_back({packet.dts, true});
            m_firstKeyTicks = m_firstKeyTicks.value_or(packet.dts);
            return;
        }
        m_isBehindKey = m_isBehindKey && isBackward;
        if (!m_isBehindKey) {
            m_entries.push_back({packet.dts, false});
        } else if (m_entries.size() == 1) {
            // Never decoded: its references are not in the file.
            m_entries.back().ptsTicks = packet.dts;
        } else {
            // Shown before the key frame, which moves back by one.
            m_entries.back().isKeyFrame = false;
            m_entries.push_back({packet.dts, true});
        }
    }

    [[nodiscard]] std::vector<FrameIndexEntry> take()
    {
        std::stable_sort(m_entries.begin(), m_entries.end(), [](const auto &a, const auto &b) {
            return a.ptsTicks < b.ptsTicks;
        });
        // Two fields of one picture may come as two packets of one stamp.
        const auto last = std::unique(
                m_entries.begin(), m_entries.end(), [](const auto &a, const auto &b) {
                    return a.ptsTicks == b.ptsTicks;
                });
        m_entries.erase(last, m_entries.end());
        return std::move(m_entries);
    }

private:
    std::optional<std::int64_t> m_firstKeyTicks;
    bool m_isBehindKey = false;
    std::vector<FrameIndexEntry> m_entries;
};

} // namespace

FrameIndex::FrameIndex(std::vector<FrameIndexEntry> entries, Rational timeBase, MediaTime origin)
    : m_entries(std::make_shared<const std::vector<FrameIndexEntry>>(std::move(entries)))
    , m_timeBase(timeBase)
    , m_origin(origin)
{
    SOUNDLOCUS_EXPECTS(!m_entries->empty());
    SOUNDLOCUS_EXPECTS(timeBase.numerator > 0 && timeBase.denominator > 0);
}

Result<FrameIndex> FrameIndex::build(const MediaFile &file,
                                     int streamIndex,
                                     std::stop_token stop,
                                     const ProgressCallback &progress)
{
    if (!file.hasVideo()) {
        return fail(ErrorCode::NoVideo, file.path().string() + ": holds no picture; give a video");
    }
    if (isReadAsPicture(file))
        return FrameIndex({{0, true}}, Rational{1, 1000000});
    auto packets = PicturePackets::open(file, streamIndex);
    if (!packets)
        return Unexpected(packets.error());

    IndexBuilder builder;
    Progress state{.done = 0,
                   .total = static_cast<std::int64_t>(file.facts().fileBytes),
                   .stage = "indexing " + file.path().filename().string()};
    for (int count = 0; const AVPacket *packet = packets->next(); ++count) {
        if (count % kPacketsPerStep == 0 || stop.stop_requested()) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, "indexing was stopped");
            state.done = packets->bytePosition();
            if (progress)
                progress(state);
        }
        if (packets->isTimedByOrder())
            builder.addByOrder(*packet, packets->isBackwardPicture(*packet));
        else if (packet->pts != AV_NOPTS_VALUE)
            builder.add(*packet);
    }
    std::vector<FrameIndexEntry> entries = builder.take();
    if (entries.empty()) {
        return fail(ErrorCode::CorruptData,
                    file.path().string()
                            + ": holds no picture that can be decoded; get the file again");
    }
    return FrameIndex(std::move(entries),
                      ffmpeg::toRational(packets->stream().time_base),
                      packets->input().origin);
}

MediaTime FrameIndex::pts(std::int64_t frame) const
{
    SOUNDLOCUS_EXPECTS(frame >= 0 && frame < frameCount());
    return ffmpeg::toMediaTime((*m_entries)[static_cast<std::size_t>(frame)].ptsTicks,
                               ffmpeg::toAvRational(m_timeBase))
           - m_origin;
}

std::int64_t FrameIndex::frameAt(MediaTime time) const
{
    // Compared in microseconds as pts() rounds them, so that frameAt(pts(n)) is n.
    const auto after = std::upper_bound(m_entries->begin(),
                                        m_entries->end(),
                                        time,
                                        [this](MediaTime t, const FrameIndexEntry &entry) {
                                            return t < pts(&entry - m_entries->data());
                                        });
    return std::max<std::int64_t>(0, after - m_entries->begin() - 1);
}

std::int64_t FrameIndex::frameOfTicks(std::int64_t ptsTicks) const
{
    const auto found = std::lower_bound(m_entries->begin(),
                                        m_entries->end(),
                                        ptsTicks,
                                        [](const FrameIndexEntry &entry, std::int64_t ticks) {
                                            return entry.ptsTicks < ticks;
                                        });
    if (found == m_entries->end() || found->ptsTicks != ptsTicks)
        return -1;
    return found - m_entries->begin();
}

std::int64_t FrameIndex::keyFrameBefore(std::int64_t frame) const
{
    SOUNDLOCUS_EXPECTS(frame >= 0 && frame < frameCount());
    while (frame > 0 && !(*m_entries)[static_cast<std::size_t>(frame)].isKeyFrame)
        --frame;
    return frame;
}

std::int64_t FrameIndex::keyFrameAfter(std::int64_t frame) const
{
    SOUNDLOCUS_EXPECTS(frame >= 0 && frame < frameCount());
    const auto found = std::find_if(m_entries->begin() + frame + 1,
                                    m_entries->end(),
                                    [](const FrameIndexEntry &entry) { return entry.isKeyFrame; });
    return found == m_entries->end() ? -1 : found - m_entries->begin();
}

} // namespace soundlocus
