// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"

#include <QColor>

#include <array>

namespace soundlocus {

/// Seven colours that people tell apart whatever their colour vision, in the order in which labels
/// get them: orange, sky blue, bluish green, yellow, vermillion, reddish purple, blue. 0xRRGGBB.
/// Source: Okabe and Ito, Color Universal Design (2008); without its black, which no picture shows.
inline constexpr std::array<std::uint32_t, 7>
        kLabelColors{0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0xD55E00, 0xCC79A7, 0x0072B2};

/// Of the label with that number, round and round.
[[nodiscard]] std::uint32_t labelColor(std::int64_t number);

/// Of a track on screen: its label's, or the palette's where it has none.
/// @param label may be null
[[nodiscard]] QColor colorOf(const Track &track, const Label *label);

/// Of a label in lists.
[[nodiscard]] QColor colorOf(const Label &label);

/// Black or white, whichever is easier to read on a colour.
[[nodiscard]] QColor textColorOn(const QColor &background);

} // namespace soundlocus
