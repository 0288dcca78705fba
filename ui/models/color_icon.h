// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QIcon>

namespace soundlocus {

/// A filled square with a thin border.
[[nodiscard]] QIcon colorIcon(const QColor &color);

} // namespace soundlocus
