// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"
#include "ui/services/overlay_style.h"

#include <QImage>

#include <optional>

namespace soundlocus {

/// The pixels of a frame without copying them. Valid while a copy of the frame lives.
[[nodiscard]] QImage imageView(const Frame &frame);

/// The picture with its map as it is shown, at the size of the file, pixels made square. Without a
/// map (or with the map hidden) the picture alone. Errors: those of HeatmapOverlay::paint().
[[nodiscard]] Result<QImage> exportImage(const Frame &frame,
                                         const std::optional<Heatmap> &map,
                                         const OverlayStyle &style);

} // namespace soundlocus
