// SPDX-License-Identifier: MIT
#include "engine/compose/video_scene.h"

#include "engine/compose/object_placement.h"
#include "engine/compose/sound_jitter.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace soundlocus {

namespace {

/// An object leaves at least this share of its part of the picture free, to move in.
constexpr double kFreeShare = 0.12;
constexpr double kSideReach = 0.06;
constexpr double kRotationReach = 4; // degrees

std::vector<std::size_t> shuffled(std::size_t count, Random &random)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = count; i-- > 1;)
        std::swap(order[i], order[random.below(i + 1)]);
    return order;
}

Swing drawSwing(double middle, double reach, Random &random)
{
    return {middle, reach, random.uniform(0.08, 0.22), random.uniform(0, 2 * CV_PI)};
}

/// Half of the width and of the height that a patch takes around the centre of its solid box.
cv::Size2d halfExtent(const Patch &patch, const Pose &pose)
{
    const cv::Point2d center(pose.centerX, pose.centerY);
    const cv::Point2d first = cv::Point2d(patch.origin) - center;
    const cv::Point2d last = first + cv::Point2d(patch.alpha.cols, patch.alpha.rows);
    return {std::max(-first.x, last.x), std::max(-first.y, last.y)};
}

/// Lets an object swing inside its part of the picture.
void drawPath(MovingObject &object, const Cutout &cutout, const cv::Rect2d &part, Random &random)
{
    object.rotationDegrees = drawSwing(0, kRotationReach, random);
    Pose widest = object.look;
    const auto extentAt = [&](double side) {
        widest.side = side * (1 + kSideReach);
        cv::Size2d extent;
        for (const double turn : {-kRotationReach, kRotationReach}) {
            widest.rotationDegrees = object.look.rotationDegrees + turn;
            const cv::Size2d half = halfExtent(cutout.posed(widest), widest);
            extent.width = std::max(extent.width, half.width);
            extent.height = std::max(extent.height, half.height);
        }
        return extent;
    };
    cv::Size2d half = extentAt(object.look.side);
    const double room = std::min(part.width / (2 * half.width), part.height / (2 * half.height));
    if (room < 1 + kFreeShare) {
        object.look.side *= room / (1 + kFreeShare);
        half = extentAt(object.look.side);
    }
    object.side = drawSwing(object.look.side, object.look.side * kSideReach, random);
    const auto swing = [&random](double begin, double length, double halfLength) {
        const double free = std::max(0.0, length / 2 - halfLength);
        const double reach = free * random.uniform(0.6, 1);
        const double slack = free - reach;
        return drawSwing(begin + length / 2 + random.uniform(-slack, slack), reach, random);
    };
    object.x = swing(part.x, part.width, half.width);
    object.y = swing(part.y, part.height, half.height);
}

/// A recording's variant in every interval, silence elsewhere.
AudioClip drawStem(const AudioClip &recording,
                   const SoundJitterSpec &spec,
                   double seconds,
                   const std::vector<TimeRange> &sounding,
                   const Random &random)
{
    const int rate = recording.sampleRateHz();
    std::vector<float> samples(static_cast<std::size_t>(std::lround(seconds * rate)), 0.0F);
    SoundJitterSpec quiet = spec;
    quiet.noiseShare = 0; // would tell when an object is about to sound
    for (const TimeRange &range : sounding) {
        Random same = random; // one object keeps its voice
        const AudioClip clip = jittered(recording, quiet, toSeconds(range.duration()), same);
        const auto begin = static_cast<std::size_t>(std::lround(toSeconds(range.begin) * rate));
        const std::size_t count = std::min(clip.sampleCount(), samples.size() - begin);
        std::copy_n(clip.samples().begin(),
                    count,
                    samples.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    return AudioClip(std::move(samples), rate);
}

/// Sets the stems to a common level at which their sum stays below full scale. @return the sum
AudioClip mixDown(std::vector<MovingObject> &objects)
{
    constexpr float kMixPeakLimit = 0.95F;
    const int rate = objects.front().stem.sampleRateHz();
    std::vector<float> sum(objects.front().stem.sampleCount(), 0.0F);
    const auto addAll = [&] {
        std::ranges::fill(sum, 0.0F);
        for (const MovingObject &object : objects) {
            for (std::size_t i = 0; i < sum.size(); ++i)
                sum[i] += object.stem.samples()[i];
        }
    };
    addAll();
    float peak = 0;
    for (const float sample : sum)
        peak = std::max(peak, std::abs(sample));
    if (peak > kMixPeakLimit) {
        for (MovingObject &object : objects) {
            std::vector<float> samples(object.stem.samples().begin(), object.stem.samples().end());
            for (float &sample : samples)
                sample *= kMixPeakLimit / peak;
            object.stem = AudioClip(std::move(samples), rate);
        }
        addAll();
    }
    return AudioClip(std::move(sum), rate);
}

} // namespace

double Swing::at(double seconds) const
{
    return middle + reach * std::sin(2 * CV_PI * rateHz * seconds + phase);
}

Pose MovingObject::at(double seconds) const
{
    Pose pose = look;
    pose.centerX = x.at(seconds);
    pose.centerY = y.at(seconds);
    pose.side = side.at(seconds);
    pose.rotationDegrees += rotationDegrees.at(seconds);
    return pose;
}

bool MovingObject::soundsAt(MediaTime time) const
{
    return std::ranges::any_of(sounding,
                               [time](const TimeRange &range) { return range.contains(time); });
}

VideoScene::Picture VideoScene::at(double seconds, const SceneLibrary &library) const
{
    Picture picture{background.rgb.clone(), {}};
    std::vector<Patch> patches;
    for (const MovingObject &object : objects) {
        const auto &cutouts = library.classes[object.planned.type].cutouts;
        patches.push_back(cutouts[object.planned.cutout].content.posed(object.at(seconds)));
        blend(picture.rgb, patches.back());
    }
    const Size size{picture.rgb.cols, picture.rgb.rows};
    for (const Visibility &visible : visibilityOf(patches, size))
        picture.boxes.push_back(boxFrom(visible.box.value_or(cv::Rect()), size));
    return picture;
}

std::vector<std::vector<TimeRange>> drawTurns(std::size_t objects, double seconds, Random &random)
{
    constexpr double kShortest = 1.5;
    constexpr double kLongest = 3;
    constexpr double kSilenceShare = 0.5; // of a turn
    const std::size_t together = objects > 1 ? 1 : 0;
    const double turn = std::clamp(
            seconds / (static_cast<double>(objects + together) + kSilenceShare),
            kShortest,
            kLongest);
    std::vector<std::vector<TimeRange>> turns(objects);
    double at = 0;
    // Returns false when the scene is over.
    const auto add = [&](const std::vector<std::size_t> &who, double length) {
        const double end = std::min(seconds, at + length * random.uniform(0.9, 1.1));
        for (const std::size_t object : who) {
            if (fromSeconds(end) > fromSeconds(at))
                turns[object].push_back({fromSeconds(at), fromSeconds(end)});
        }
        at = end;
        return at < seconds;
    };
    while (true) {
        const std::vector<std::size_t> order = shuffled(objects, random);
        for (const std::size_t object : order) {
            if (!add({object}, turn))
                return turns;
        }
        if ((together != 0 && !add(order, turn)) || !add({}, turn * kSilenceShare))
            return turns;
    }
}

VideoScene drawVideoScene(const PicturePlan &plan,
                          const Recipe &recipe,
                          const VideoOptions &options,
                          const SceneLibrary &library,
                          std::uint64_t seed,
                          std::size_t number)
{
    Random random(seed, "video", number);
    VideoScene scene;
    scene.background = drawBackground(plan.isEasy, recipe, library, random);
    const std::vector<Cutout const *> distractors = plan.isEasy ? std::vector<const Cutout *>()
                                                                : drawDistractors(plan.objects,
                                                                                  recipe,
                                                                                  library,
                                                                                  random);
    for (const Cutout *cutout : distractors) {
        const Pose look = drawLook(
                recipe.objects, recipe.objects.distractorSide, recipe.picture, random);
        for (const Patch &patch : place({{cutout, look}}, 0, recipe.picture, random))
            blend(scene.background.rgb, patch);
    }
    scene.level = levelOf(scene.background, !distractors.empty());
    const std::size_t count = plan.objects.size();
    const std::vector<std::size_t> parts = shuffled(count, random);
    const auto turns = drawTurns(count, options.seconds, random);
    const double width = double(recipe.picture.width) / double(count);
    for (std::size_t i = 0; i < count; ++i) {
        const PlannedObject &planned = plan.objects[i];
        const LoadedClass &type = library.classes[planned.type];
        MovingObject object;
        object.planned = planned;
        object.look = drawLook(recipe.objects, sideFor(recipe.objects), recipe.picture, random);
        const cv::Rect2d part(width * double(parts[i]), 0, width, recipe.picture.height);
        drawPath(object, type.cutouts[planned.cutout].content, part, random);
        object.sounding = turns[i];
        object.stem = drawStem(type.sounds[planned.sound].content,
                               recipe.jitter,
                               options.seconds,
                               object.sounding,
                               Random(seed, "stem " + type.name, number));
        scene.objects.push_back(std::move(object));
    }
    scene.mix = mixDown(scene.objects);
    return scene;
}

} // namespace soundlocus
