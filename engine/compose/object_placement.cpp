// SPDX-License-Identifier: MIT
#include "engine/compose/object_placement.h"

#include <algorithm>

namespace soundlocus {

namespace {

constexpr int kPlaceTries = 40;
constexpr double kShrink = 0.92;
constexpr int kShrinkTries = 12;

/// A random origin for which the whole patch lies inside; centred where it is larger.
cv::Point drawOrigin(const Patch &patch, Size scene, Random &random)
{
    const auto draw = [&random](int room) {
        return room > 0 ? static_cast<int>(random.below(static_cast<std::size_t>(room) + 1))
                        : room / 2;
    };
    const int x = draw(scene.width - patch.alpha.cols);
    const int y = draw(scene.height - patch.alpha.rows);
    return {x, y};
}

bool fits(const Patch &patch, Size scene)
{
    return patch.alpha.cols <= scene.width && patch.alpha.rows <= scene.height;
}

double leastShare(const std::vector<Patch> &patches, Size scene)
{
    double least = 1;
    for (const Visibility &visible : visibilityOf(patches, scene))
        least = std::min(least, visible.share);
    return least;
}

/// The best of some random places. @return the smallest visible share
double placeOnce(std::vector<Patch> &patches, double visibleShare, Size scene, Random &random)
{
    std::vector<cv::Point> best(patches.size());
    double bestShare = -1;
    for (int i = 0; i < kPlaceTries && bestShare < visibleShare; ++i) {
        for (Patch &patch : patches)
            patch.origin = drawOrigin(patch, scene, random);
        const double share = leastShare(patches, scene);
        if (share <= bestShare)
            continue;
        bestShare = share;
        std::ranges::transform(patches, best.begin(), &Patch::origin);
    }
    for (std::size_t i = 0; i < patches.size(); ++i)
        patches[i].origin = best[i];
    return bestShare;
}

} // namespace

Pose drawLook(const ObjectSpec &spec, const ValueSpan &side, Size scene, Random &random)
{
    Pose pose;
    pose.centerX = scene.width / 2.0;
    pose.centerY = scene.height / 2.0;
    pose.side = random.uniform(side.low, side.high) * std::min(scene.width, scene.height);
    pose.isFlipped = random.chance(spec.flipShare);
    pose.rotationDegrees = random.uniform(-spec.rotationDegrees, spec.rotationDegrees);
    for (double &gain : pose.gain)
        gain = random.uniform(1 - spec.colorGain, 1 + spec.colorGain);
    return pose;
}

std::vector<Patch> place(const std::vector<Placeable> &objects,
                         double visibleShare,
                         Size scene,
                         Random &random)
{
    std::vector<Patch> patches;
    double shrink = 1;
    for (int i = 0; i < kShrinkTries; ++i, shrink *= kShrink) {
        patches.clear();
        for (const Placeable &object : objects) {
            Pose pose = object.pose;
            pose.side *= shrink;
            patches.push_back(object.cutout->posed(pose));
        }
        const bool isFitting = std::ranges::all_of(
                patches, [&scene](const Patch &patch) { return fits(patch, scene); });
        if (isFitting && placeOnce(patches, visibleShare, scene, random) >= visibleShare)
            break;
    }
    return patches;
}

} // namespace soundlocus
