// SPDX-License-Identifier: MIT
#include "app/services/localization/frames_ahead.h"

#include <utility>

namespace soundlocus {

void FramesAhead::aim(const std::filesystem::path &path, MediaTime after)
{
    if (path != m_path) {
        close();
        m_path = path;
    } else if (m_decoder && !m_target && m_position == after) {
        return;
    }
    m_target = after;
}

void FramesAhead::close()
{
    m_decoder.reset();
    m_target.reset();
    m_path.clear();
}

Result<std::optional<Frame>> FramesAhead::next(std::stop_token stop)
{
    if (!m_decoder) {
        const auto file = MediaFile::open(m_path);
        if (!file)
            return Unexpected(file.error());
        VideoDecoderOptions options;
        options.cachedFrames = 1; // it only goes on
        auto decoder = VideoDecoder::open(*file, options);
        if (!decoder)
            return Unexpected(decoder.error());
        m_decoder = *std::move(decoder);
    }
    if (m_target) {
        const auto found = m_decoder->frameAt(*m_target, std::move(stop));
        if (!found)
            return Unexpected(found.error());
        m_target.reset();
        m_position = found->pts;
    }
    auto frame = m_decoder->next();
    if (frame && *frame)
        m_position = (*frame)->pts;
    return frame;
}

} // namespace soundlocus
