// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/augmentation_config.h"
#include "engine/core/audio_clip.h"
#include "engine/core/result.h"

namespace soundlocus {

/// How often and how much is mixed.
struct MixSetting
{
    double probability = 0;
    double alpha = 0; ///< share of the partner

    bool operator==(const MixSetting &) const = default;
};

/// The curriculum; nothing before config.startEpoch or where it is switched off, both values at
/// most 1. Source: fact sheet 1.7.
[[nodiscard]] MixSetting mixSettingAt(const AudioMixConfig &config, int epoch);

/// (1 - alpha) x + alpha partner, cut to the shorter; a partner of another rate is resampled first.
/// An empty partner changes nothing. Errors: those of resampleClip.
[[nodiscard]] Result<AudioClip> mixed(const AudioClip &clip,
                                      const AudioClip &partner,
                                      double alpha);

} // namespace soundlocus
