// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"

#include <QColor>
#include <QIcon>

namespace soundlocus {

/// @param label null: of tracks without one
[[nodiscard]] QColor labelColor(const Label *label);

/// A filled square with a thin border.
[[nodiscard]] QIcon colorIcon(const QColor &color);

} // namespace soundlocus
