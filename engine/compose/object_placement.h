// SPDX-License-Identifier: MIT
// Internal to engine/compose: where the objects of a scene stand.
#pragma once

#include "engine/compose/cutout.h"
#include "engine/compose/random.h"
#include "engine/compose/recipe.h"

#include <vector>

namespace soundlocus {

/// An object that is to be placed.
struct Placeable
{
    const Cutout *cutout = nullptr;
    Pose pose; ///< without a place
};

/// Draws how an object looks: side, mirroring, turn, colours. @param side of the scene's shorter
/// one
[[nodiscard]] Pose drawLook(const ObjectSpec &spec,
                            const ValueSpan &side,
                            Size scene,
                            Random &random);

/// Puts the objects at random places, whole and inside the scene, each with at least `visibleShare`
/// of its solid pixels uncovered; all shrink together when no such places are found.
/// @return the posed objects, from back to front
[[nodiscard]] std::vector<Patch> place(const std::vector<Placeable> &objects,
                                       double visibleShare,
                                       Size scene,
                                       Random &random);

} // namespace soundlocus
