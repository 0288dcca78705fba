// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/pipeline/sound_source.h"
#include "ui/services/localization.h"

#include <memory>
#include <stop_token>

namespace soundlocus {

/// Opens what the network is to hear for a file. Reads from disk; a sound that is repeated is read
/// as a whole, its first ten minutes (kMaxWholeSound).
/// @param sampleRateHz of the clips; 0: the files' own
/// Errors: those of MediaFile::open and AudioDecoder, NoAudio, NotFound (no composed scene),
/// Cancelled.
[[nodiscard]] Result<std::unique_ptr<SoundSource>> openSoundChoice(const MediaSummary &media,
                                                                   const SoundChoice &choice,
                                                                   int sampleRateHz,
                                                                   std::stop_token stop);

} // namespace soundlocus
