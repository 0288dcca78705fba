// SPDX-License-Identifier: MIT
#include "engine/training/sample_preparation.h"

#include "engine/augmentation/appearance.h"
#include "engine/augmentation/audio_jitter.h"
#include "engine/augmentation/audio_mix.h"
#include "engine/augmentation/box_coverage.h"
#include "engine/augmentation/spectrogram_mask.h"
#include "engine/core/expects.h"
#include "engine/features/audio_input.h"
#include "engine/features/image_input.h"
#include "engine/media/resample_clip.h"

#include <utility>

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

RandomStream SamplePreparation::streamOf(const SampleSeat &seat, RandomPurpose purpose) const
{
    return RandomStream({m_config.run.seed,
                         static_cast<std::uint64_t>(purpose),
                         static_cast<std::uint64_t>(seat.epoch),
                         static_cast<std::uint64_t>(seat.position),
                         static_cast<std::uint64_t>(seat.slot)});
}

PictureGeometry SamplePreparation::addImages(const Frame &frame,
                                             const Request &request,
                                             PreparedSample &result) const
{
    const AppearanceConfig &look = m_config.appearance;
    if (!look.isEnabled) {
        const ImageInput image = prepareImage(frame, m_model, FitMode::Official);
        result.image = *image.values;
        if (request.hasOtherImage)
            result.otherImage = result.image;
        return {image.region, false};
    }
    RandomStream random = streamOf(request.seat, RandomPurpose::Appearance);
    const AppearanceDraw draw = drawAppearance(frame.size(), look, random);
    const AppearanceResult picture = applyAppearance(frame, look, m_model.imageSide, draw);
    result.image = normalizedPlanes(picture.frame);
    if (request.hasOtherImage) {
        RandomStream otherRandom = streamOf(request.seat, RandomPurpose::OtherAppearance);
        const AppearanceDraw other = drawOtherLook(draw, frame.size(), look, otherRandom);
        result.otherImage = normalizedPlanes(
                applyAppearance(frame, look, m_model.imageSide, other).frame);
    }
    return picture.geometry;
}

Result<std::vector<float>> SamplePreparation::spectrogramOf(const AudioClip &sound,
                                                            RandomStream jitterStream,
                                                            RandomStream maskStream) const
{
    const AudioInputSpec &audio = m_model.audio;
    AudioClip clip = sound;
    AudioCut cut = AudioCut::Official;
    if (m_config.audioJitter.isEnabled) {
        const AudioJitterDraw draw = drawAudioJitter(m_config.audioJitter, jitterStream);
        auto changed = jittered(sound, draw, audio.seconds, jitterStream);
        if (!changed)
            return Unexpected(changed.error());
        clip = std::move(*changed);
        cut = m_config.audioJitter.isShifted ? AudioCut::Window : AudioCut::Official;
    }
    auto spectrogram = prepareAudio(clip, audio, cut);
    if (!spectrogram)
        return Unexpected(spectrogram.error());
    SOUNDLOCUS_EXPECTS(SpectrogramShape({spectrogram->bins, spectrogram->frames}) == m_shape);
    maskSpectrogram(spectrogram->values, m_shape.bins, audio, m_config.spectrogramMask, maskStream);
    return std::move(spectrogram->values);
}

Result<void> SamplePreparation::addSpectrograms(const AudioClip &sound,
                                                const Request &request,
                                                PreparedSample &result) const
{
    auto spectrogram = spectrogramOf(sound,
                                     streamOf(request.seat, RandomPurpose::AudioJitter),
                                     streamOf(request.seat, RandomPurpose::SpectrogramMask));
    if (!spectrogram)
        return Unexpected(spectrogram.error());
    result.spectrogram = std::move(*spectrogram);
    if (!request.hasOtherSpectrogram)
        return {};
    auto other = spectrogramOf(sound,
                               streamOf(request.seat, RandomPurpose::OtherAudioJitter),
                               streamOf(request.seat, RandomPurpose::OtherSpectrogramMask));
    if (!other)
        return Unexpected(other.error());
    result.otherSpectrogram = std::move(*other);
    return {};
}

Result<PreparedSample> SamplePreparation::prepare(const TrainingSample &sample,
                                                  const std::optional<GroundTruth> &groundTruth,
                                                  const Request &request) const
{
    PreparedSample result;
    const PictureGeometry geometry = addImages(sample.frame, request, result);
    if (request.hasBoxMask && groundTruth) {
        const int cells = m_model.imageSide / trunkStride(m_model.family);
        result.boxMask = boxCoverage(*groundTruth, geometry, {cells, cells});
    }
    auto sound = resampleClip(sample.sound, m_model.audio.sampleRateHz);
    if (sound && request.partner)
        sound = mixed(*sound, request.partner->sound, request.partner->alpha);
    if (!sound)
        return Unexpected(sound.error());
    if (const auto added = addSpectrograms(*sound, request, result); !added)
        return Unexpected(added.error());
    return result;
}

} // namespace soundlocus
