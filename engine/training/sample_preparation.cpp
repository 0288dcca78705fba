// SPDX-License-Identifier: MIT
#include "engine/training/sample_preparation.h"

#include "engine/core/expects.h"
#include "engine/features/audio_input.h"
#include "engine/features/image_input.h"
#include "engine/training/box_coverage.h"

namespace soundlocus {

SamplePreparation::SamplePreparation(const TrainingConfig &config, const ModelSpec &model)
    : m_config(config)
    , m_model(model)
{
    SOUNDLOCUS_EXPECTS(model.audio.sampleRateHz > 0);
}

Result<SamplePreparation> SamplePreparation::create(const TrainingConfig &config,
                                                    const ModelSpec &model)
{
    SamplePreparation preparation(config, model);
    const auto silence = prepareAudio({}, model.audio, AudioCut::Window);
    if (!silence)
        return Unexpected(silence.error());
    preparation.m_shape = {silence->bins, silence->frames};
    return preparation;
}

Result<PreparedSample> SamplePreparation::prepare(const TrainingSample &sample,
                                                  const std::optional<GroundTruth> &groundTruth,
                                                  const Request &request) const
{
    PreparedSample result;
    const ImageInput image = prepareImage(sample.frame, m_model, FitMode::Official);
    result.image = *image.values;
    if (request.hasBoxMask && groundTruth)
        result.boxMask = boxCoverage(*groundTruth,
                                     {image.region, false},
                                     {m_model.imageSide / trunkStride(m_model.family),
                                      m_model.imageSide / trunkStride(m_model.family)});
    auto spectrogram = prepareAudio(sample.sound, m_model.audio, AudioCut::Official);
    if (!spectrogram)
        return Unexpected(spectrogram.error());
    SOUNDLOCUS_EXPECTS(SpectrogramShape({spectrogram->bins, spectrogram->frames}) == m_shape);
    if (request.hasOtherSpectrogram)
        result.otherSpectrogram = spectrogram->values;
    result.spectrogram = std::move(spectrogram->values);
    return result;
}

} // namespace soundlocus
