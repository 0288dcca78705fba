// SPDX-License-Identifier: MIT
// Internal to engine/dataset: what makes a clip useless for learning.
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"

#include <filesystem>

namespace soundlocus {

/// Root mean square of a sound in dB of full scale; -infinity for digital silence and for nothing.
[[nodiscard]] double levelDb(const AudioClip &clip);

/// Pictures of a video that are compared, spread over the range.
inline constexpr int kComparedFrames = 6;
/// Pictures are alike when no cell of their 32 x 32 miniatures differs by more levels of 255 than
/// this: encoders let a still picture breathe by one or two.
inline constexpr int kStillLevels = 3;

/// True when the pictures of a video in a range do not change: a photograph with a sound. Stops at
/// the first that does. Errors: those of VideoDecoder.
[[nodiscard]] Result<bool> isStillVideo(const std::filesystem::path &path, TimeRange range);

} // namespace soundlocus
