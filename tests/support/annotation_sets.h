// SPDX-License-Identifier: MIT
// What tests of the exchange formats share.
#pragma once

#include "engine/annotation/annotation_set.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string>

namespace soundlocus::test {

/// Writes a file and the folders above it; not through to the disk, which takes its time.
inline void write(const std::filesystem::path &path, const std::string &text)
{
    std::filesystem::create_directories(path.parent_path());
    std::filesystem::remove(path); // a file that is cut and written anew would go to the disk
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    if (!stream.write(text.data(), static_cast<std::streamsize>(text.size())))
        throw std::runtime_error("cannot write " + path.string());
}

/// Videos and pictures with random tracks; coordinates on a grid that all formats hold exactly.
inline AnnotationSet randomSet(bool hasVideos, std::uint32_t seed)
{
    std::mt19937 random(seed);
    AnnotationSet set;
    set.labels = {{{1}, "dog & \"cat\"", 0xE69F00, ""}, {{2}, "Geige", 0x56B4E9, ""}};
    set.annotators = {{{3}, "ground truth"}};
    std::int64_t next = 4;
    for (int c = 0; c < 3; ++c) {
        Clip clip;
        clip.id = {next++};
        clip.name = "clip" + std::to_string(c) + (hasVideos ? ".mp4" : ".jpg");
        clip.media = clip.name;
        clip.isPicture = !hasVideos;
        clip.size = {640, 480};
        clip.frameRate = hasVideos ? FrameRate{25, 1} : FrameRate{};
        clip.duration = hasVideos ? MediaTime(10'000'000) : MediaTime{0};
        clip.review = hasVideos ? ReviewState::ToDo : ReviewState::Done;
        for (int t = 0; t < 4; ++t) {
            Track track;
            track.id = {next++};
            track.clip = clip.id;
            track.label = {1 + t % 2};
            track.annotator = {3};
            track.origin = TrackOrigin::Imported;
            const int keys = hasVideos ? 1 + static_cast<int>(random() % 5) : 1;
            for (int k = 0; k < keys; ++k) {
                const double x = static_cast<double>(random() % 160) / 320;
                const double y = static_cast<double>(random() % 120) / 240;
                const double side = static_cast<double>(1 + random() % 40) / 80;
                setKey(track,
                       {FrameRate{25, 1}.timeOf(hasVideos ? 2 * (random() % 100) : 0),
                        {x, y, x + side, y + side},
                        random() % 4 == 0 && hasVideos ? KeyState::Occluded : KeyState::Visible,
                        hasVideos ? KeyGap::Linear : KeyGap::Empty});
            }
            set.tracks.push_back(std::move(track));
        }
        set.clips.push_back(std::move(clip));
    }
    return set;
}

inline bool isNear(const BoundingBox &a, const BoundingBox &b)
{
    constexpr double kTolerance = 1e-5; // two decimals of 480 pixels
    return std::abs(a.x0 - b.x0) < kTolerance && std::abs(a.y0 - b.y0) < kTolerance
           && std::abs(a.x1 - b.x1) < kTolerance && std::abs(a.y1 - b.y1) < kTolerance;
}

} // namespace soundlocus::test
