// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"

#include <QImage>

namespace soundlocus {

/// The picture as people see it, pixels square, 160 x 90 at most. @param frame not empty
[[nodiscard]] QImage smallPicture(const Frame &frame);

} // namespace soundlocus
