// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <qglobal.h>

#include <functional>
#include <optional>

namespace soundlocus {

/// How frames are numbered: the player's index. Empty functions: numbers are not known.
struct FrameNumbers
{
    std::function<qint64(MediaTime)> frameAt;               ///< -1 where unknown
    std::function<std::optional<MediaTime>(qint64)> timeOf; ///< when a frame begins

    [[nodiscard]] bool areKnown() const { return frameAt && timeOf; }
};

} // namespace soundlocus
