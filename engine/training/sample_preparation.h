// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/picture_geometry.h"
#include "engine/augmentation/random_purpose.h"
#include "engine/augmentation/random_stream.h"
#include "engine/core/model_spec.h"
#include "engine/dataset/sample_source.h"
#include "engine/training/training_config.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace soundlocus {

/// One sample as the network sees it.
struct PreparedSample
{
    std::vector<float> image;            ///< [3, side, side], ImageNet mean and deviation removed
    std::vector<float> otherImage;       ///< as above, same crop and flip, or empty
    std::vector<float> spectrogram;      ///< [bins, columns]
    std::vector<float> otherSpectrogram; ///< as above, or empty
    std::vector<float> boxMask;          ///< [side / 16, side / 16], or empty: no boxes
};

/// Shape of every spectrogram of a run.
struct SpectrogramShape
{
    int bins = 0;
    int columns = 0;

    bool operator==(const SpectrogramShape &) const = default;
};

/// Where a sample stands: the key of all its draws.
struct SampleSeat
{
    int epoch = 0;
    std::int64_t position = 0;
    std::int64_t slot = 0; ///< in the joined batch of all processes
};

/// A sound to mix in.
struct MixPartner
{
    AudioClip sound;
    double alpha = 0; ///< share of the partner
};

/// Augments samples and turns them into numbers. Threads: reentrant, constant once made.
class SamplePreparation
{
public:
    /// @param model audio.sampleRateHz above 0. Errors: AudioTooShort.
    [[nodiscard]] static Result<SamplePreparation> create(const TrainingConfig &config,
                                                          const ModelSpec &model);

    [[nodiscard]] const ModelSpec &model() const { return m_model; }
    [[nodiscard]] SpectrogramShape shape() const { return m_shape; }

    struct Request
    {
        SampleSeat seat;
        bool hasOtherImage = false;
        bool hasOtherSpectrogram = false;
        bool hasBoxMask = false;
        std::optional<MixPartner> partner;
    };

    /// Picture: appearance; the second one with crop and flip of the first and colours of its own.
    /// Sound: mixing, jitter, spectrogram, masks; the second one with a jitter and masks of its
    /// own. Errors: those of prepareAudio.
    [[nodiscard]] Result<PreparedSample> prepare(const TrainingSample &sample,
                                                 const std::optional<GroundTruth> &groundTruth,
                                                 const Request &request) const;

private:
    SamplePreparation(const TrainingConfig &config, const ModelSpec &model);
    [[nodiscard]] RandomStream streamOf(const SampleSeat &seat, RandomPurpose purpose) const;
    [[nodiscard]] PictureGeometry addImages(const Frame &frame,
                                            const Request &request,
                                            PreparedSample &result) const;
    Result<void> addSpectrograms(const AudioClip &sound,
                                 const Request &request,
                                 PreparedSample &result) const;
    [[nodiscard]] Result<std::vector<float>> spectrogramOf(const AudioClip &sound,
                                                           RandomStream jitterStream,
                                                           RandomStream maskStream) const;

    TrainingConfig m_config;
    ModelSpec m_model;
    SpectrogramShape m_shape;
};

} // namespace soundlocus
