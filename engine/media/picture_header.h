// SPDX-License-Identifier: MIT
// Internal to engine/media: what a picture file is, without decoding it.
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace soundlocus {

struct PictureHeader
{
    std::string format{}; ///< "jpeg", "png", "bmp", "webp", "tiff", "pnm"
    Size size{};          ///< as stored; empty where the header is damaged
    /// An orientation tag swaps width and height for display.
    bool isTurned = false;
    /// An animated PNG or WebP.
    bool isMoving = false;
};

/// Reads the first bytes only: kind and size by content, whatever the name. Nothing when the file
/// is none of the kinds above.
/// Errors: those of checkReadableFile.
[[nodiscard]] Result<std::optional<PictureHeader>> probePicture(const std::filesystem::path &path);

} // namespace soundlocus
