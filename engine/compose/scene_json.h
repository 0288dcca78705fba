// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/bounding_box.h"
#include "engine/core/frame.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace soundlocus {

/// Version of scene.json.
inline constexpr int kSceneFormat = 1;

/// An object of a composed scene: where it is and when it sounds.
struct ComposedObject
{
    std::string label;     ///< its class
    std::string recording; ///< name of the recording's file, without extension
    /// WAV with this object's sound alone, as long as the video.
    std::filesystem::path stem;
    std::vector<TimeRange> sounding;

    struct Place
    {
        MediaTime time{0};
        BoundingBox box;

        bool operator==(const Place &) const = default;
    };
    /// What is to be seen of it, several times a second.
    std::vector<Place> path;

    bool operator==(const ComposedObject &) const = default;
};

/// A composed scene, as scene.json beside its video tells it:
///
///     {"format": 1, "kind": "composed scene", "video": "scene.mp4", "width": 480, "height": 360,
///      "seconds": 12.0, "background": "dam1",
///      "objects": [{"class": "frog", "recording": "frog", "stem": "0_frog.wav",
///                   "sounding": [[0.0, 2.9], ...],
///                   "path": [[0.0, X0, Y0, X1, Y1], ...]}, ...]}
///
/// Times in seconds, boxes in 0..1, files relative to scene.json. The stems add up to the sound of
/// the video. Threads: a value.
struct Scene
{
    std::filesystem::path video;
    Size size;
    MediaTime duration{0};
    std::string background;
    std::vector<ComposedObject> objects;

    bool operator==(const Scene &) const = default;
};

/// The text of scene.json; files are written by their names alone.
[[nodiscard]] std::string toJson(const Scene &scene);

/// Reads scene.json; files come back with its folder. Errors: those of readWholeFile, CorruptData,
/// UnsupportedFormat (of a newer version).
[[nodiscard]] Result<Scene> readScene(const std::filesystem::path &file);

} // namespace soundlocus
