// SPDX-License-Identifier: MIT
#pragma once

#include "engine/render/heatmap_overlay.h"

namespace soundlocus {

/// How the canvas shows maps. All live, all remembered.
struct OverlayStyle
{
    bool isVisible = true;
    OverlayOptions options; ///< colours, opacity, scale, contour, interpolation
    /// The contour is absolute and goes with the threshold of the model that is loaded.
    bool isContourOfModel = false;
    /// Weight of earlier maps in an exponential mean over time while playing: 0 = none, below 1.
    double smoothing = 0.0;

    bool operator==(const OverlayStyle &) const = default;
};

/// How two slots share the canvas.
enum class ComparisonLayout {
    Single,     ///< main map only
    SideBySide, ///< the picture twice
    Divider,    ///< main map left of a line that can be dragged, comparison right of it
};

} // namespace soundlocus
