// SPDX-License-Identifier: MIT
#include "app/services/timeline/small_picture.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr QSize kLargest(160, 90);

} // namespace

QImage smallPicture(const Frame &frame)
{
    const QImage whole(frame.row(0),
                       frame.width(),
                       frame.height(),
                       frame.strideBytes(),
                       QImage::Format_RGB888);
    const QSize shown(std::max(1, static_cast<int>(std::lround(frame.width() * frame.pixelAspect))),
                      frame.height());
    const QSize target = shown.scaled(kLargest, Qt::KeepAspectRatio).expandedTo({1, 1});
    return whole.scaled(target, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB32);
}

} // namespace soundlocus
