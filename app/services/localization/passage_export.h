// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"
#include "ui/services/exporter.h"

#include <filesystem>
#include <stop_token>

namespace soundlocus {

/// What can be told before any work: the file's name says what is written, .mp4 (H.264), .webm
/// (VP9) or .mkv (FFV1, without loss) for a video and .npz for maps.
/// Errors: InvalidArgument (another ending, an empty range), NotFound (no such folder),
/// WriteFailed (the input itself).
[[nodiscard]] Result<void> checkExport(const ExportRequest &request);

/// Writes a passage with the maps of the sound that the request chooses. The file appears under its
/// name when it is whole, and takes the place of an older one; after a fault or a stop nothing is
/// left.
/// @param stop returns Cancelled within one forward pass
/// Errors: those of checkExport and of localizeInput, NoVideo (also for a still picture).
[[nodiscard]] Result<void> exportPassage(const ExportRequest &request,
                                         const Localizer &localizer,
                                         std::stop_token stop,
                                         const ProgressCallback &progress);

} // namespace soundlocus
