// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"
#include "engine/core/result.h"

#include <filesystem>
#include <stop_token>
#include <vector>

namespace soundlocus {

/// Size of a file, and a hash of it and of its first, middle and last 64 KiB: quick on a network
/// disk, and the same wherever the file lies. Not meant against people who forge it.
/// Errors: those of checkReadableFile, WriteFailed (a fault while reading).
[[nodiscard]] Result<MediaFingerprint> fingerprintOf(const std::filesystem::path &path);

/// A clip whose media were found again.
struct FoundMedia
{
    ClipId clip;
    std::filesystem::path media;

    bool operator==(const FoundMedia &) const = default;
};

/// Looks in a folder and below for the media of clips that are not where they were, by fingerprint.
/// Only files of a size that is looked for are read. Clips without a fingerprint are known by the
/// name of their file, where just one is named so. Stop: returns what was found so far.
[[nodiscard]] std::vector<FoundMedia> findMovedMedia(const std::vector<Clip> &clips,
                                                     const std::filesystem::path &folder,
                                                     const std::stop_token &stop = {});

} // namespace soundlocus
