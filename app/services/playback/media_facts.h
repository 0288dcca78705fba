// SPDX-License-Identifier: MIT
#pragma once

#include "engine/media/media_file.h"
#include "ui/services/media_summary.h"

namespace soundlocus {

/// What the window is told of a file, as far as its headers tell it. Threads: reentrant.
[[nodiscard]] MediaSummary summaryOf(const MediaFile &file);

} // namespace soundlocus
