// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/result.h"

namespace soundlocus {

/// The same sound at another rate: the samples that AudioDecoder gives when it is asked for that
/// rate, starting at the same time. Keeps the duration to the sample, rounded; a clip that is not
/// empty keeps at least one. An empty clip, or one of that rate already, comes back as it is.
/// @param sampleRateHz > 0
/// Errors: InvalidArgument (the two rates cannot be brought together). Threads: reentrant.
[[nodiscard]] Result<AudioClip> resampleClip(const AudioClip &clip, int sampleRateHz);

} // namespace soundlocus
