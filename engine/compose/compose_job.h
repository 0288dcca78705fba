// SPDX-License-Identifier: MIT
#pragma once

#include "engine/compose/recipe.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace soundlocus {

/// What happens to a scene job whose recipe names files that cannot be used.
enum class FaultyFiles {
    Refuse,  ///< all are named, nothing is composed
    LeaveOut ///< they are named as warnings
};

enum class ExistingScenes { Keep, Replace };

struct ComposeOptions
{
    Recipe recipe;
    /// Where table.tsv and the folders of media go.
    std::filesystem::path folder;
    std::int64_t count = 1;
    std::uint64_t seed = 1;
    /// 0 = one per core. The result does not depend on it.
    int threads = 0;
    bool hasMasks = false;
    /// A second table, with one row per picture: a sound of nothing in sight, `boxes` [].
    bool hasOffScreenRows = false;
    FaultyFiles faultyFiles = FaultyFiles::Refuse;
    ExistingScenes existing = ExistingScenes::Keep;
};

struct VideoOptions
{
    double seconds = 12;
    int framesPerSecond = 25;
    /// Distance of the table's rows of one video.
    double rowSeconds = 0.5;
};

/// What was composed.
struct ComposeReport
{
    std::int64_t scenes = 0;
    std::int64_t rows = 0; ///< of objects in sight
    std::int64_t offScreenRows = 0;
    std::int64_t sounds = 0;
    std::int64_t classes = 0;
    /// Mean area of a box over that of its picture.
    double meanBoxShare = 0;
    std::vector<std::string> warnings;
};

/// Composes pictures with sounds, and the exact box of each sound's object:
///   table.tsv      one row per object: ID = SPLIT-SEED-NUMBER and a letter; `group` is the
///   picture;
///                  besides the columns of sample_table.h level (0 quiet background
///                  and nothing else in sight, to 1), split, recording, background
///   off_screen.tsv one row per picture: ID ends in 'x', boxes [], no group; class is the sound's
///                  (hasOffScreenRows)
///   pictures/      JPEG, one per scene
///   sounds/        WAV, 16 bit, mono: the variants of the recordings that rows use
///   masks/         PNG, 255 where the object is to be seen; named as the row (hasMasks)
///   composed.json  recipe, split, seed, count, version
/// A box is the tight box of what is to be seen: alpha above one half after all transforms, and no
/// such pixel of a later object before it. Same options, same bytes.
/// Threads: reentrant; starts threads of its own and joins them.
/// Errors: InvalidArgument (one line for each fault), NotAFile (scenes are there already), those of
/// AtomicFolder and AtomicFile, Cancelled. After an error no new file is under its name but whole
/// ones.
[[nodiscard]] Result<ComposeReport> composePictures(const ComposeOptions &options,
                                                    const std::stop_token &stop = {},
                                                    const ProgressCallback &progress = {});

/// Composes videos of objects in motion that take turns in sounding, sound together, and are
/// silent:
///   table.tsv   one row every rowSeconds: video, time_s, boxes of the objects that sound then ([]
///               in silence), class (joined by '+'); besides level, split, recording, background
///   scenes/ID/  scene.mp4 (H.264, AAC), scene.json (see scene_json.h), a WAV per object: its stem
///   composed.json
/// The stems add up to the sound of the video, so one object can be muted. Every object has a part
/// of the picture of its own, so none hides another. Same options, same pictures and sounds; the
/// bytes of scene.mp4 are libx264's, which is not always the same to the bit. Errors and the rest:
/// as composePictures(), and those of VideoWriter.
[[nodiscard]] Result<ComposeReport> composeVideos(const ComposeOptions &options,
                                                  const VideoOptions &video = {},
                                                  const std::stop_token &stop = {},
                                                  const ProgressCallback &progress = {});

} // namespace soundlocus
