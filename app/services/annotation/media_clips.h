// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"

#include <filesystem>
#include <span>
#include <stop_token>
#include <vector>

namespace soundlocus {

/// Media files as clips of a project, as far as they could be opened.
struct MediaClips
{
    std::vector<Clip> clips; ///< without ids, names as the files'
    std::vector<Error> faults;
    int known = 0; ///< files that the project has already
};

/// Size, rate and duration that a file says of itself; what it does not say is unknown.
[[nodiscard]] ClipFacts factsOfMedia(const std::filesystem::path &path);

/// A file as a clip: its size, rate, duration and fingerprint. The sound of a still picture is the
/// file beside it that differs in its extension only. Errors: those of MediaFile and fingerprintOf,
/// NoVideo (sound only).
[[nodiscard]] Result<Clip> clipOf(const std::filesystem::path &path);

/// Files, and the media files in folders and below, as clips. Sound files that belong to a picture
/// are passed over, so are those that the project has: by path or by content.
/// @param progress told of each file; may be empty
/// Stop: returns what was opened so far. Threads: reentrant.
[[nodiscard]] MediaClips clipsOf(const std::vector<std::filesystem::path> &paths,
                                 std::span<const Clip> known,
                                 const std::stop_token &stop,
                                 const ProgressCallback &progress = {});

/// Whether a name is that of a picture or a video, or of a sound, by its extension.
[[nodiscard]] bool looksLikePictures(const std::filesystem::path &path);
[[nodiscard]] bool looksLikeSound(const std::filesystem::path &path);

/// A name that none of several is, as "dog (2)".
template <typename Names>
[[nodiscard]] std::string unusedName(const std::string &name, const Names &used)
{
    std::string unused = name;
    for (int number = 2; used.contains(unused); ++number)
        unused = name + " (" + std::to_string(number) + ")";
    return unused;
}

} // namespace soundlocus
