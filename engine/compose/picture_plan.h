// SPDX-License-Identifier: MIT
// Internal to engine/compose: what a composed picture shows, and the picture.
#pragma once

#include "engine/compose/cutout.h"
#include "engine/compose/random.h"
#include "engine/compose/scene_library.h"
#include "engine/core/bounding_box.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

/// An object that can sound, by its places in the library.
struct PlannedObject
{
    std::size_t type = 0;
    std::size_t cutout = 0;
    std::size_t sound = 0;
    std::size_t jitter = 0;
};

struct PicturePlan
{
    std::vector<PlannedObject> objects;
    /// Sounds without being in the picture.
    std::optional<PlannedObject> offScreen{};
    bool isEasy = false;
};

/// Plans `count` scenes. Classes come up equally often; classes of one kin never meet.
[[nodiscard]] std::vector<PicturePlan> planPictures(const Recipe &recipe,
                                                    const SceneLibrary &library,
                                                    std::uint64_t seed,
                                                    std::size_t count);

/// Gives every plan a sound of a kin that it does not show; no other part of a plan changes.
/// @return how many got none, because their objects are of all kins that there are
std::size_t addOffScreenSounds(const Recipe &recipe,
                               const SceneLibrary &library,
                               std::uint64_t seed,
                               std::vector<PicturePlan> &plans);

struct ComposedPicture
{
    cv::Mat rgb;
    /// Per planned object.
    std::vector<BoundingBox> boxes;
    std::vector<cv::Mat> masks;
    /// 0 (easy) to 1.
    double level = 0;
    /// Name of the background: of a photograph's file, or of the kind that was drawn.
    std::string background;
};

/// @param number of the scene, which names its random numbers
[[nodiscard]] ComposedPicture composePicture(const PicturePlan &plan,
                                             const Recipe &recipe,
                                             const SceneLibrary &library,
                                             std::uint64_t seed,
                                             std::size_t number);

/// Background of a scene, drawn or photographed. @param isEasy quiet ones only
struct Background
{
    cv::Mat rgb;
    std::string name;
    double level = 0;
};
[[nodiscard]] Background drawBackground(bool isEasy,
                                        const Recipe &recipe,
                                        const SceneLibrary &library,
                                        Random &random);

/// How hard a scene is: 0 (a quiet background and nothing else) to 1.
[[nodiscard]] double levelOf(const Background &background, bool hasDistractors);

/// Silent objects that belong to nobody's sound: from the recipe's list, else of classes that do
/// not sound in this scene. @param objects that sound
[[nodiscard]] std::vector<const Cutout *> drawDistractors(const std::vector<PlannedObject> &objects,
                                                          const Recipe &recipe,
                                                          const SceneLibrary &library,
                                                          Random &random);

/// Side of the objects: narrower where there are many.
[[nodiscard]] ValueSpan sideFor(const ObjectSpec &spec);

/// The box of visible pixels in shares of the scene.
[[nodiscard]] BoundingBox boxFrom(const cv::Rect &pixels, Size scene);

} // namespace soundlocus
