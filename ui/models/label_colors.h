// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"

#include <QColor>
#include <QIcon>

#include <span>

namespace soundlocus {

/// Colours that people with any kind of colour vision tell apart, and that show on light and dark.
/// Source: Okabe and Ito, Color Universal Design (2008), without black.
[[nodiscard]] std::span<const std::uint32_t> labelPalette();

/// The colour that the fewest labels have.
[[nodiscard]] std::uint32_t unusedLabelColor(std::span<const Label> labels);

/// @param label null: of tracks without one
[[nodiscard]] QColor labelColor(const Label *label);

/// A filled square with a thin border.
[[nodiscard]] QIcon colorIcon(const QColor &color);

} // namespace soundlocus
