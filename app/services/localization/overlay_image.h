// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"
#include "engine/render/heatmap_overlay.h"

#include <QImage>

namespace soundlocus {

/// A frame's own pixels, RGB888. An empty frame gives a null image. Threads: reentrant.
[[nodiscard]] QImage imageOf(const Frame &frame);

/// The frame under its map, pixel for pixel as HeatmapOverlay paints it: for files and for the
/// clipboard. @param heatmap empty: the frame alone. Threads: reentrant.
/// Errors: those of HeatmapOverlay::paint.
[[nodiscard]] Result<QImage> overlayImage(const Frame &frame,
                                          const Heatmap &heatmap,
                                          const OverlayOptions &options);

} // namespace soundlocus
