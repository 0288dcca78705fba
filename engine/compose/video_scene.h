// SPDX-License-Identifier: MIT
// Internal to engine/compose: objects that move and take turns in sounding.
#pragma once

#include "engine/compose/compose_job.h"
#include "engine/compose/cutout.h"
#include "engine/compose/picture_plan.h"
#include "engine/compose/scene_library.h"
#include "engine/core/audio_clip.h"
#include "engine/core/bounding_box.h"
#include "engine/core/media_time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace soundlocus {

/// Swings around a place: value(t) = middle + reach * sin(2 pi * rateHz * t + phase).
struct Swing
{
    double middle = 0;
    double reach = 0;
    double rateHz = 0;
    double phase = 0;

    [[nodiscard]] double at(double seconds) const;
};

struct MovingObject
{
    PlannedObject planned;
    Pose look;
    Swing x; ///< of the centre, pixels
    Swing y;
    Swing side;            ///< pixels
    Swing rotationDegrees; ///< added to the look's
    std::vector<TimeRange> sounding;
    AudioClip stem; ///< as long as the scene; silent outside `sounding`

    [[nodiscard]] Pose at(double seconds) const;
    [[nodiscard]] bool soundsAt(MediaTime time) const;
};

/// A planned scene. Threads: read-only.
struct VideoScene
{
    Background background;
    double level = 0; ///< 0 (easy) to 1
    std::vector<MovingObject> objects;
    AudioClip mix; ///< sum of the stems

    /// Picture at a time, and the objects' boxes in shares of it.
    struct Picture
    {
        cv::Mat rgb;
        std::vector<BoundingBox> boxes;
    };
    [[nodiscard]] Picture at(double seconds, const SceneLibrary &library) const;
};

/// Who sounds when: each alone, all together, nobody, and again until the end.
/// @return per object
[[nodiscard]] std::vector<std::vector<TimeRange>> drawTurns(std::size_t objects,
                                                            double seconds,
                                                            Random &random);

[[nodiscard]] VideoScene drawVideoScene(const PicturePlan &plan,
                                        const Recipe &recipe,
                                        const VideoOptions &options,
                                        const SceneLibrary &library,
                                        std::uint64_t seed,
                                        std::size_t number);

} // namespace soundlocus
