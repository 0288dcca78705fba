// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"
#include "engine/features/image_input.h"
#include "ui/services/localization.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace soundlocus {

/// One state of a file: it changes when the file is replaced.
struct FileKey
{
    std::string path;
    std::uintmax_t bytes = 0;
    std::int64_t modified = 0; ///< ticks of the file system's clock

    bool operator==(const FileKey &) const = default;
};

/// Of a file that is not there, the path alone.
[[nodiscard]] FileKey fileKeyOf(const std::filesystem::path &path);

/// All that a map depends on besides the frame's time.
struct MapKey
{
    FileKey media;
    std::string model; ///< SHA-256 of the checkpoint
    FitMode fit = FitMode::Full;
    MediaTime window{0};
    MediaTime hop{0};
    SoundChoice sound;
    FileKey soundFile; ///< of SoundChoice::path

    bool operator==(const MapKey &) const = default;
};

} // namespace soundlocus
