// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

namespace soundlocus {

/// A picture on its way to the screen.
struct ReadyPicture
{
    int media = 0;
    Frame frame;
    int seek = 0;             ///< number of the last jump that it answers
    std::int64_t dropped = 0; ///< pictures left out since the one before
    std::int64_t damaged = 0; ///< packets of the file that could not be decoded so far
    bool isPlaying = false;
};

/// Where one picture at most waits for the screen; a newer one takes the place of one that was not
/// fetched. Threads: thread-safe.
class PictureSlot
{
public:
    /// @return whether the screen is to be told: it is told once until it fetches
    [[nodiscard]] bool put(ReadyPicture picture)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_ready && picture.isPlaying)
            picture.dropped += m_ready->dropped + 1;
        m_ready = std::move(picture);
        return !std::exchange(m_isTold, true);
    }
    /// None when it was fetched or forgotten.
    [[nodiscard]] std::optional<ReadyPicture> fetch()
    {
        const std::scoped_lock lock(m_mutex);
        m_isTold = false;
        return std::exchange(m_ready, std::nullopt);
    }
    /// What waits will not be shown.
    void forget()
    {
        const std::scoped_lock lock(m_mutex);
        m_ready.reset();
    }

private:
    std::mutex m_mutex; // guards the members below
    std::optional<ReadyPicture> m_ready;
    bool m_isTold = false;
};

} // namespace soundlocus
