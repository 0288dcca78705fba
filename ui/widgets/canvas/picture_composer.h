// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: pictures and colours of a scene, on the processor.
#pragma once

#include "ui/widgets/canvas/canvas_scene.h"

#include <QImage>
#include <QRectF>

#include <vector>

namespace soundlocus {

/// What a pane's area shows (its clip is for painting), one pixel per device pixel.
struct ComposedPane
{
    QImage image; ///< null where nothing of the picture is seen
    QRect targetPx;
    QRectF frameRect; ///< the same in fractions of the frame, for a geometry that has moved on
};

/// Scales the picture to device pixels, blends the maps over it and draws their contours. The
/// scaled picture is kept, so that another map or opacity on the same picture costs only the blend.
/// Threads: one thread at a time; needs no GUI.
class PictureComposer
{
public:
    [[nodiscard]] std::vector<ComposedPane> compose(const CanvasScene &scene);

private:
    /// A part of a picture; the copy of the frame keeps its address from being used again.
    struct Scaled
    {
        Frame frame;
        PictureView view;
        Frame part;
    };

    [[nodiscard]] Frame scaled(const Frame &frame, const PictureView &view);

    Scaled m_kept; // panes beside each other show the same part
};

} // namespace soundlocus
