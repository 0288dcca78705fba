// SPDX-License-Identifier: MIT
#include "app/services/localization/overlay_image.h"

#include <cstring>

namespace soundlocus {

QImage imageOf(const Frame &frame)
{
    if (frame.isEmpty())
        return {};
    QImage image(frame.width(), frame.height(), QImage::Format_RGB888);
    if (image.isNull())
        return image; // out of memory
    const std::size_t rowBytes = 3 * static_cast<std::size_t>(frame.width());
    for (int y = 0; y < frame.height(); ++y)
        std::memcpy(image.scanLine(y), frame.row(y), rowBytes);
    return image;
}

Result<QImage> overlayImage(const Frame &frame,
                            const Heatmap &heatmap,
                            const OverlayOptions &options)
{
    if (heatmap.isEmpty() && !frame.isEmpty())
        return imageOf(frame);
    const auto painted = HeatmapOverlay(options).paint(frame, heatmap);
    if (!painted)
        return Unexpected(painted.error());
    return imageOf(*painted);
}

} // namespace soundlocus
