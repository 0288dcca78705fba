// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"

#include <cstdint>
#include <vector>

namespace soundlocus {

/// Pictures of a contact sheet.
inline constexpr int kSheetFrames = 12;
/// Width to which they are brought.
inline constexpr int kSheetFrameWidth = 320;

/// Keeps evenly spaced small pictures of a stream whose length is not known: whenever some multiple
/// of the wanted number is there, every second one goes and the distance doubles.
/// Threads: one thread at a time.
class SheetFrames
{
public:
    /// Whether the next frame is to be added; to be asked once per frame.
    [[nodiscard]] bool wantsNext();

    /// Adds a picture, made small.
    void add(const Frame &frame);

    /// At most kSheetFrames, evenly spaced, first and last of those kept included.
    [[nodiscard]] std::vector<Frame> frames() const;

private:
    std::vector<Frame> m_frames;
    std::int64_t m_distance = 1;
    std::int64_t m_count = 0; // frames seen
};

} // namespace soundlocus
