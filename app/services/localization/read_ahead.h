// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/frames_ahead.h"
#include "app/services/localization/slot_setup.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace soundlocus {

/// Fills the caches with the maps of the frames that follow the one on screen, one frame a step, to
/// the end of the file or until a cache holds nothing else. Threads: one thread at a time.
class ReadAhead
{
public:
    /// Computes a map and keeps it. @return what it costs the cache; nothing where it cannot be
    /// computed, which ends the reading
    using Keep = std::function<std::optional<std::size_t>(const std::shared_ptr<const SlotSetup> &,
                                                          const Frame &)>;

    /// Starts behind a frame; goes on where it is, if all from there to the frame it has come to
    /// was computed for the same setups.
    void start(const FrameWish &wish);
    void stop();

    [[nodiscard]] bool isActive() const { return m_isActive; }
    /// Whether its setups, also after stop(), have this network.
    [[nodiscard]] bool uses(const LoadedModel &model) const;

    /// Decodes the next frame and hands it to `keep` for each slot that reads ahead.
    /// @param interrupted seeking stops there, and the next step tries again
    void step(const Keep &keep, std::stop_token interrupted);

private:
    using Setups = std::array<std::shared_ptr<const SlotSetup>, kMapSlots>;
    [[nodiscard]] bool continues(const FrameWish &wish) const;
    [[nodiscard]] bool isFull() const;

    FramesAhead m_frames;
    std::optional<Frame> m_waiting; // decoded, and something else was to be done first
    Setups m_setups;
    std::array<std::size_t, kMapSlots> m_bytes{};       // of the maps since m_begin
    std::array<std::size_t, kMapSlots> m_bytesPerMap{}; // of the last one
    MediaTime m_begin{0};
    MediaTime m_reached{0};
    bool m_isActive = false;
    bool m_isAtEnd = false;
};

} // namespace soundlocus
