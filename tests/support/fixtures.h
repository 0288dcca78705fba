// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace soundlocus::test {

/// A tone, 16-bit mono PCM.
Result<void> writeToneWav(const std::filesystem::path &path,
                          double seconds,
                          int sampleRateHz = 16000,
                          double toneHz = 440);

/// A grey picture with a white square in the middle of its left third.
Frame squarePicture(Size size);

struct VideoFixture
{
    Size size{64, 48};
    int frames = 50;
    int framesPerSecond = 25;
    /// Length of its tone; 0 = no sound.
    double soundSeconds = 2;
    /// Pixels by which the picture moves to the right per frame; what leaves comes in at the left.
    int driftPx = 0;
};

/// A video whose every frame is squarePicture(), unless it moves. Errors: those of VideoWriter.
Result<void> writeVideo(const std::filesystem::path &path, const VideoFixture &fixture = {});

/// Seeded weights of a narrow SSL-TIE network: a checkpoint that loads, and whose maps mean
/// nothing.
Result<void> writeTinyCheckpoint(const std::filesystem::path &path);
/// The same with an input of its own: pictures of 112 px, 2 s of sound at 16 kHz, 64 mel bands.
Result<void> writeTinyOwnInputCheckpoint(const std::filesystem::path &path);

/// All pictures of a file, one after the other, as far as they can be decoded.
std::vector<Frame> readFrames(const std::filesystem::path &path);

} // namespace soundlocus::test
