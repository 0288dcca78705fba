// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace soundlocus {

/// Colours of a heatmap from low to high. Viridis, Magma and Turbo keep their order for
/// colour-blind eyes and in grey; Jet is there for comparison with papers.
enum class ColorMap { Viridis, Magma, Turbo, Jet };

/// Stable text id: "viridis", "magma", "turbo", "jet".
[[nodiscard]] std::string_view toString(ColorMap map);
[[nodiscard]] std::optional<ColorMap> colorMapFromString(std::string_view id);

/// 256 colours, R G B, index 0 = lowest. Source: OpenCV's tables (cv::applyColorMap).
using ColorTable = std::array<std::array<std::uint8_t, 3>, 256>;
[[nodiscard]] const ColorTable &colorTable(ColorMap map);

} // namespace soundlocus
