// SPDX-License-Identifier: MIT
// One key part per use of random numbers in training, so that switching one
// augmentation off changes no other draw.
#pragma once

#include <cstdint>

namespace soundlocus {

/// Second part of a RandomStream's key, after the seed. Never renumber: resumed runs rely on it.
enum class RandomPurpose : std::uint64_t {
    Order = 1,
    Appearance = 2,
    SpectrogramMask = 3,
    OtherSpectrogramMask = 4,
    AudioJitter = 5,
    OtherAudioJitter = 6,
    AudioMix = 7,
    MixPool = 8,
    Geometry = 9,
    EmbeddingMask = 10,
    OtherAppearance = 11,
};

} // namespace soundlocus
