// SPDX-License-Identifier: MIT
#include "engine/augmentation/audio_mix.h"

#include "engine/core/expects.h"
#include "engine/media/resample_clip.h"

#include <algorithm>
#include <vector>

namespace soundlocus {

MixSetting mixSettingAt(const AudioMixConfig &config, int epoch)
{
    if (!config.isEnabled || epoch < config.startEpoch)
        return {};
    const int k = std::min(epoch, std::max(config.endEpoch, config.startEpoch)) - config.startEpoch
                  + 1;
    return {std::clamp(config.probabilityBase + config.probabilityStep * k, 0.0, 1.0),
            std::clamp(config.alphaStep * k, 0.0, 1.0)};
}

Result<AudioClip> mixed(const AudioClip &clip, const AudioClip &partner, double alpha)
{
    SOUNDLOCUS_EXPECTS(alpha >= 0 && alpha <= 1);
    if (clip.isEmpty() || partner.isEmpty())
        return clip;
    const auto other = resampleClip(partner, clip.sampleRateHz());
    if (!other)
        return Unexpected(other.error());
    const auto x = clip.samples();
    const auto y = other->samples();
    std::vector<float> samples(std::min(x.size(), y.size()));
    const auto mine = static_cast<float>(1.0 - alpha);
    const auto theirs = static_cast<float>(alpha);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = mine * x[i] + theirs * y[i];
    return AudioClip(std::move(samples), clip.sampleRateHz(), clip.start());
}

} // namespace soundlocus
