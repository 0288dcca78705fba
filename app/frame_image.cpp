// SPDX-License-Identifier: MIT
#include "app/frame_image.h"

#include <cmath>

namespace soundlocus {

QImage imageView(const Frame &frame)
{
    if (frame.isEmpty())
        return {};
    return {frame.row(0),
            frame.width(),
            frame.height(),
            frame.strideBytes(),
            QImage::Format_RGB888};
}

Result<QImage> exportImage(const Frame &frame,
                           const std::optional<Heatmap> &map,
                           const OverlayStyle &style)
{
    Frame painted = frame;
    if (map && style.isVisible) {
        auto result = HeatmapOverlay(style.options).paint(frame, *map);
        if (!result)
            return Unexpected(result.error());
        painted = *result;
    }
    const QImage view = imageView(painted);
    if (view.isNull())
        return fail(ErrorCode::NoVideo, "there is no picture to write");
    const int width = static_cast<int>(std::lround(view.width() * frame.pixelAspect));
    if (width == view.width())
        return view.copy();
    return view.scaled(width, view.height(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace soundlocus
