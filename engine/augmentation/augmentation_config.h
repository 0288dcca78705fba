// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace soundlocus {

/// Changes of a picture's look: one draw per sample. Steps run in the order of `order`.
/// Source: SSL-TIE main.py, "moco_v2" and "moco_v1"; fact sheet 1.6.
struct AppearanceConfig
{
    bool isEnabled = true;
    /// Of "crop", "jitter", "gray", "blur", "flip"; what is not listed is not done. moco_v1: crop,
    /// gray, jitter, flip.
    std::vector<std::string> order{"crop", "jitter", "gray", "blur", "flip"};
    double cropAreaMin = 0.3; ///< share of the picture's area; moco_v1 0.2
    double cropAreaMax = 1.0;
    double cropRatioMin = 3.0 / 4.0;
    double cropRatioMax = 4.0 / 3.0;
    double jitterProbability = 0.8; ///< moco_v1 1
    double brightness = 0.4;
    double contrast = 0.4;
    double saturation = 0.4;
    double hue = 0.1; ///< moco_v1 0.4
    double grayProbability = 0.2;
    double blurProbability = 0.5;
    double blurSigmaMin = 0.1; ///< radius of Pillow's GaussianBlur, pixels
    double blurSigmaMax = 2.0;
    double flipProbability = 0.5;
    /// The released code warps the first view's picture and shares its spectrogram. True: the
    /// second view has colours (jitter, gray, blur) and a spectrogram (jitter, masks) of its own,
    /// as the paper's figure (fact sheet 1.9). Crop and flip stay common, or the maps of the two
    /// views would not show the same place. Costs a second picture and a second pass of the sounds.
    bool separatesViews = false;

    bool operator==(const AppearanceConfig &) const = default;
};

/// The second view: one warp for picture and map. Source: fact sheet 1.5.
struct GeometricConfig
{
    bool isEnabled = true;
    double probability = 1.0; ///< of the whole set, one draw per batch
    /// Whole degrees, uniform in [-max, max], one draw per sample.
    int maxRotationDegrees = 30;
    /// "choice": one of `scales` per batch; "range": uniform between the smallest and the largest.
    std::string scaleDraw = "choice";
    std::vector<double> scales{1.0, 0.5};
    double flipProbability = 0.5; ///< one draw per batch
    /// The released code halves the resolution where it halves the picture within its canvas. True:
    /// shrinks within a canvas that keeps its size, as the paper's figure (fact sheet 1.9).
    bool keepsSize = false;
    /// Leaves pixels that come from outside out of the equivariance loss; off as in the paper.
    bool hasValidityMask = false;

    bool operator==(const GeometricConfig &) const = default;
};

/// One time mask and one frequency mask on the power spectrogram. Source: fact sheet 1.7.
struct SpectrogramMaskConfig
{
    bool isEnabled = true;
    double probability = 0.8;
    int maxTimeWidth = 180;     ///< columns, exclusive
    int maxFrequencyWidth = 35; ///< mel bins, exclusive

    bool operator==(const SpectrogramMaskConfig &) const = default;
};

/// Mixing each sound with its nearest neighbour. With k = epoch - startEpoch + 1 the probability is
/// probabilityBase + probabilityStep k and alpha = alphaStep k, k held at endEpoch - startEpoch
/// + 1. Source: fact sheet 1.7; the end is the released code's unused mix_curri_end_epoch.
struct AudioMixConfig
{
    bool isEnabled = true;
    int startEpoch = 1;
    int endEpoch = 40;
    double probabilityBase = 0.10;
    double probabilityStep = 0.01;
    double alphaStep = 0.01;
    int poolSize = 4000; ///< random clips that are searched
    int blockSize = 256; ///< queries that share a pool
    /// The released code may pair a clip with itself.
    bool allowsSelf = false;
    /// The released code embeds the augmented sounds: masked here, not mixed.
    bool embedsAugmented = false;

    bool operator==(const AudioMixConfig &) const = default;
};

/// Changes of a sound's own: pitch (by resampling), gain, noise, echo. Off in the paper.
struct AudioJitterConfig
{
    bool isEnabled = false;
    double probability = 1.0;
    double pitchSemitones = 2.0; ///< uniform in [-x, x]
    double gainDb = 6.0;         ///< uniform in [-x, x]
    double noiseProbability = 0.5;
    double noiseMinDb = -50.0; ///< level of white noise below the sound's RMS, uniform
    double noiseMaxDb = -20.0;
    double echoProbability = 0.5;
    double echoMaxMs = 120.0;
    double echoMaxGain = 0.4;
    /// Begins the window anywhere in a longer sound instead of cutting it as in tests.
    bool isShifted = true;

    bool operator==(const AudioJitterConfig &) const = default;
};

} // namespace soundlocus
