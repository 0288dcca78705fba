// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/media_time.h"
#include "engine/media/frame_index.h"

#include <filesystem>
#include <optional>
#include <variant>

namespace soundlocus {

struct OpenOrder
{
    int media = 0; ///< number of the file, for what is told of it
    std::filesystem::path path;
    MediaTime position{0};
};

/// A time, or the number of a picture.
using JumpTarget = std::variant<MediaTime, std::int64_t>;

/// How playing goes on.
struct PlaybackRules
{
    double speed = 1.0;
    bool repeats = false;
    std::optional<TimeRange> loop;
    std::optional<TimeRange> once; ///< playRange(): goes before loop
};

/// What the worker is to do next. Orders that come before the last ones are carried out are merged:
/// a jump replaces jumps and steps before it, steps add up.
struct PlaybackOrders
{
    bool isClose = false;
    std::optional<OpenOrder> open;
    std::optional<Frame> pauseOn; ///< stop playing; the picture on screen then (may be empty)
    MediaTime pausePosition{0};   ///< where playing goes on from there
    std::optional<JumpTarget> jump;
    int jumpNumber = 0; ///< of the last jump or step
    int steps = 0;
    int keySteps = 0;
    std::optional<PlaybackRules> rules;
    bool isPlay = false;
    std::optional<FrameIndex> index;
    std::optional<MediaTime> duration; ///< of a sound whose container does not tell
    int indexMedia = 0;                ///< number of the file of both

    [[nodiscard]] bool isEmpty() const
    {
        return !isClose && !open && !pauseOn && !jump && steps == 0 && keySteps == 0 && !rules
               && !isPlay && !index && !duration;
    }
};

} // namespace soundlocus
