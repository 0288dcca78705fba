// SPDX-License-Identifier: MIT
#pragma once

#include "engine/compose/recipe.h"
#include "engine/core/result.h"

#include <filesystem>
#include <string>

namespace soundlocus {

/// A recipe with the defaults for what a source holds: one class per picture with a sound of its
/// own. @param source
/// - "tuxpaint": the stamps of the Debian package tuxpaint-stamps-default, PNG with a recording of
///   the object; spoken descriptions (*_desc*), letters, digits, translations and the fire truck,
///   whose sound is not free, are left out
/// - "gcompris": pictures of the Debian package gcompris-qt-data that have a sound of the same
/// name;
///   those are photographs without alpha, so the objects are rectangles (its drawings are SVG,
///   which is not read here)
/// - else a folder: NAME.png (.webp, .jpg) beside NAME.ogg (.wav, .flac, .mp3), also in the folders
///   below; the class is NAME
/// Several pictures of one class come from folders that hold the same NAME.
/// Errors: NotFound (no such folder; no such package: the message has the command that installs
/// it), InvalidArgument (no picture with a sound).
[[nodiscard]] Result<Recipe> recipeFromSource(const std::string &source);

/// All pictures in a folder and below it, as backgrounds. Errors: NotFound, InvalidArgument (none).
[[nodiscard]] Result<std::vector<AssetPath>> photosIn(const std::filesystem::path &folder);

} // namespace soundlocus
