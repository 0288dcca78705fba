// SPDX-License-Identifier: MIT
// Internal to engine/compose: everything a recipe names, decoded once.
#pragma once

#include "engine/compose/compose_job.h"
#include "engine/compose/cutout.h"
#include "engine/compose/recipe.h"
#include "engine/core/audio_clip.h"
#include "engine/core/progress.h"

#include <opencv2/core.hpp>

#include <cstddef>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace soundlocus {

/// A file of the recipe with its content.
template <typename Content>
struct LoadedFile
{
    AssetPath path;
    Content content;
};

struct LoadedClass
{
    std::string name;
    std::string kin;
    std::vector<LoadedFile<Cutout>> cutouts;
    std::vector<LoadedFile<AudioClip>> sounds; ///< trimmed, at the recipe's rate
};

/// Threads: read-only after loadLibrary().
struct SceneLibrary
{
    std::vector<LoadedClass> classes;
    std::vector<LoadedFile<Cutout>> distractors;
    std::vector<LoadedFile<cv::Mat>> photos; ///< RGB
    /// Files that were left out, one line each.
    std::vector<std::string> warnings;
};

/// Reads all files of a recipe. Errors: InvalidArgument with a line for each file that cannot be
/// used, or, where they are left out, when too few classes are left; Cancelled.
[[nodiscard]] Result<SceneLibrary> loadLibrary(const Recipe &recipe,
                                               FaultyFiles policy,
                                               int threads,
                                               const std::stop_token &stop,
                                               const ProgressCallback &progress);

} // namespace soundlocus
