// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/pipeline/localize_job.h"

#include <string>
#include <vector>

namespace soundlocus {

/// Something that was named and cannot be used.
struct InputFault
{
    std::string input;
    Error error;
};

/// What a user's list of inputs comes to.
struct CollectedInputs
{
    std::vector<LocalizeInput> inputs; ///< names are unique
    std::vector<InputFault> faults;
    std::vector<std::string> notes; ///< of files in folders that were passed over
};

/// Resolves what a user names:
/// - a video; PICTURE+SOUND or VIDEO+SOUND (the part before a plus sign that exists as a file);
/// - a picture, with the sound of the same stem beside it, or given as another argument;
/// - a folder: videos, and pictures with a sound of the same stem, in it and below it, in the order
///   of their paths; hidden files and files with other extensions are left out, and so are results:
///   what lies in `output`, or NAME_overlay.* where `output` is that folder itself;
/// - a pattern of glob(7), where no file has that very name.
/// Results are named after the stem, after the whole file name where two stems are the same, and
/// numbered where that is the same too; where one picture comes with several sounds, after both
/// stems: dog+bark. Nothing is opened here.
/// @param output folder of the results; empty: none
[[nodiscard]] CollectedInputs collectInputs(const std::vector<std::string> &arguments,
                                            const std::filesystem::path &output = {});

} // namespace soundlocus
