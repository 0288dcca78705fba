// SPDX-License-Identifier: MIT
#include "app/services/localization/read_ahead.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// Slots that want maps of frames ahead.
std::array<std::shared_ptr<const SlotSetup>, kMapSlots> readersOf(const FrameWish &wish)
{
    auto setups = wish.setups;
    for (auto &setup : setups) {
        const bool isVideo = setup && setup->media.kind == MediaSummary::Kind::Video;
        if (!isVideo || !setup->settings.readsAhead)
            setup.reset();
    }
    return setups;
}

bool sameKey(const std::shared_ptr<const SlotSetup> &a, const std::shared_ptr<const SlotSetup> &b)
{
    return a && b ? a->key == b->key : a == b;
}

} // namespace

bool ReadAhead::continues(const FrameWish &wish) const
{
    return std::ranges::equal(m_setups, readersOf(wish), sameKey) && wish.frame.pts >= m_begin
           && wish.frame.pts <= m_reached;
}

void ReadAhead::start(const FrameWish &wish)
{
    const bool isSame = continues(wish);
    m_setups = readersOf(wish);
    const auto first = std::ranges::find_if(m_setups,
                                            [](const auto &setup) { return setup != nullptr; });
    if (first == m_setups.end()) {
        stop();
        return;
    }
    if (isSame) {
        // What lies before the frame now on screen may leave the cache again.
        const auto behind = toSeconds(wish.frame.pts - m_begin);
        const auto all = std::max(toSeconds(m_reached - m_begin), 1e-6);
        for (std::size_t &bytes : m_bytes)
            bytes = static_cast<std::size_t>(static_cast<double>(bytes) * (1 - behind / all));
        m_begin = wish.frame.pts;
    } else {
        m_bytes.fill(0);
        m_begin = m_reached = wish.frame.pts;
        m_isAtEnd = false;
        m_waiting.reset();
    }
    m_frames.aim((*first)->media.path.toStdString(), m_waiting ? m_waiting->pts : m_reached);
    m_isActive = !m_isAtEnd && !isFull();
}

void ReadAhead::stop()
{
    m_isActive = false;
}

bool ReadAhead::uses(const LoadedModel &model) const
{
    return std::ranges::any_of(m_setups, [&](const auto &setup) {
        return setup && setup->model->localizer == model.localizer;
    });
}

bool ReadAhead::isFull() const
{
    for (std::size_t i = 0; i < kMapSlots; ++i) {
        if (m_setups[i] && m_bytes[i] + m_bytesPerMap[i] > m_setups[i]->cache->limitBytes())
            return true;
    }
    return false;
}

void ReadAhead::step(const Keep &keep, std::stop_token interrupted)
{
    if (!m_waiting) {
        auto frame = m_frames.next(interrupted);
        if (!frame && frame.error().code == ErrorCode::Cancelled)
            return;
        if (!frame || !*frame) {
            // A fault is the player's to tell: it reads the same file.
            m_isAtEnd = true;
            m_isActive = false;
            return;
        }
        m_waiting = **frame;
    }
    for (std::size_t i = 0; i < kMapSlots; ++i) {
        if (!m_setups[i])
            continue;
        if (interrupted.stop_requested())
            return; // kept slots cost nothing the next time
        const auto bytes = keep(m_setups[i], *m_waiting);
        if (!bytes) {
            m_isActive = false;
            return;
        }
        m_bytesPerMap[i] = *bytes;
    }
    for (std::size_t i = 0; i < kMapSlots; ++i)
        m_bytes[i] += m_setups[i] ? m_bytesPerMap[i] : 0;
    m_reached = m_waiting->pts;
    m_waiting.reset();
    if (isFull())
        m_isActive = false;
}

} // namespace soundlocus
