// SPDX-License-Identifier: MIT
// Internal to engine/dataset: one clip as a record of a prepared store.
#pragma once

#include "engine/dataset/prepare_job.h"
#include "engine/dataset/store_index.h"

#include <string>

namespace soundlocus {

/// A record, or why there is none. The place of the media is filled in when it is written.
struct EncodedClip
{
    StoreOutcome outcome;
    std::string bytes;
};

/// Loads, checks, scales and encodes a clip. What goes wrong becomes a reason. Threads: reentrant.
[[nodiscard]] EncodedClip encodeClip(const TrainingItem &item, const PrepareOptions &options);

/// Scaled down so that the short side has `side` pixels; smaller ones as they are.
[[nodiscard]] Frame scaledToSide(const Frame &frame, int side);

} // namespace soundlocus
