// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/media_summary.h"

#include <filesystem>
#include <string>
#include <vector>

namespace soundlocus {

/// An object of a composed scene whose sound lies in a file of its own.
struct SceneStem
{
    std::string id;    ///< name of the file without its extension: unique in a scene, unlike labels
    std::string label; ///< its class
    std::filesystem::path file;

    bool operator==(const SceneStem &) const = default;
};

/// Stems of the composed scene that a file is the video of: told by MediaSummary::composedScene, or
/// by a scene.json beside the file that names it. Empty for other files. Reads from disk.
[[nodiscard]] std::vector<SceneStem> sceneStemsOf(const MediaSummary &media);

} // namespace soundlocus
