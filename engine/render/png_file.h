// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"

#include <filesystem>
#include <string>

namespace soundlocus {

/// A frame as PNG, 8 bit RGB. Errors: InvalidArgument (empty frame), those of AtomicFile, Internal.
[[nodiscard]] Result<void> writePng(const std::filesystem::path &path, const Frame &frame);

/// The same as bytes. Errors: InvalidArgument (empty frame), Internal.
[[nodiscard]] Result<std::string> encodePng(const Frame &frame);

/// A map as the bytes of a PNG, 16 bit grey, one pixel per cell: 0 = range low, 65535 = range high.
/// Cosine maps use [-1, 1], logits [-1/0.03, 1/0.03], unit maps [0, 1], so that files compare.
/// Errors: InvalidArgument (empty map), Internal.
[[nodiscard]] Result<std::string> encodePng16(const Heatmap &heatmap);

} // namespace soundlocus
