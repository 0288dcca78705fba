// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <QString>

#include <optional>

namespace soundlocus {

/// "0:03.480", "1:02:03.000": minutes, seconds and milliseconds, hours where there are any. The
/// same in every language, so that it can be typed back; rounded up, so that what is typed back is
/// still on the same picture.
[[nodiscard]] QString timeText(MediaTime time);

/// Reads what timeText() writes, and less: "3.48", "1:02", a comma for the point. Nothing for
/// anything else.
[[nodiscard]] std::optional<MediaTime> timeFromText(const QString &text);

} // namespace soundlocus
