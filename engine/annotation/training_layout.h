// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// Training sets in the folder layouts of the official programs. Source: SSL-TIE
/// datasets/dataloader.py, EZ-VSL datasets.py; fact sheet 5.1.
enum class TrainingLayout {
    SslTieVggSound, ///< total_video_frames/<id>/125.jpg, total_video_3s_audio/<id>.wav
    SslTieFlickr,   ///< frames/<item>/00000003.jpg, mp3/<item>.mp3, item = the list's line; of
                    ///< each sound the first 4 s
    Lvs,            ///< frames/<id>.jpg, audio/<id>.wav
    EzVsl,          ///< the same; also of SLAVC and FNAC
};

/// Stable text id: "ssltie-vggsound", "ssltie-flickr", "lvs", "ezvsl".
[[nodiscard]] std::string_view toString(TrainingLayout layout);
[[nodiscard]] std::optional<TrainingLayout> trainingLayoutFromString(std::string_view id);
[[nodiscard]] std::vector<TrainingLayout> trainingLayouts();

/// Beginning of each sound that the official program trains on, where it cuts them at all. Source:
/// SSL-TIE datasets/dataloader.py (Flickr training keeps 4 s); fact sheet 1.2.
[[nodiscard]] std::optional<MediaTime> soundLimitOf(TrainingLayout layout);

/// Pictures and sounds of a training set, without annotation.
/// @param list one id a line (readIdList); empty: every id with a sound in the folder, sorted
/// Whether the files of a list are there is looked at for some of them only, spread over the list:
/// a set of 144,000 clips on a network disk would take minutes.
/// Errors: NotFound (no such folder, nothing in it, none of the files of a list), those of
/// readIdList.
[[nodiscard]] Result<SampleList> readTrainingLayout(TrainingLayout layout,
                                                    const std::filesystem::path &root,
                                                    const std::filesystem::path &list = {});

} // namespace soundlocus
