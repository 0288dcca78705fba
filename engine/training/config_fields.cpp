// SPDX-License-Identifier: MIT
#include "engine/training/config_fields.h"

#include <fmt/format.h>

#include <utility>

namespace soundlocus {

namespace {

using Fields = std::vector<ConfigField>;

const AllowedValues kAny{};
const AllowedValues kShare{0, 1, true, true, false, {}};

AllowedValues atLeast(double low)
{
    return {low, 0, true, false, false, {}};
}

AllowedValues above(double low)
{
    return {low, 0, true, false, true, {}};
}

AllowedValues between(double low, double high)
{
    return {low, high, true, true, false, {}};
}

AllowedValues aboveUpTo(double low, double high)
{
    return {low, high, true, true, true, {}};
}

AllowedValues oneOf(std::vector<std::string_view> words)
{
    AllowedValues result;
    result.words = std::move(words);
    return result;
}

void addRun(Fields &list, RunConfig &run)
{
    list.insert(
            list.end(),
            {{"run.epochs", &run.epochs, between(1, 1e6), "passes over the training list"},
             {"run.max_steps",
              &run.maxSteps,
              atLeast(0),
              "steps after which training stops, whatever the epochs; 0: no limit"},
             {"run.batch", &run.batch, between(2, 65536), "samples of a batch, in each process"},
             {"run.seed", &run.seed, kAny, "seed of every random choice"},
             {"run.threads",
              &run.threads,
              between(0, 4096),
              "threads of the step; 0: one per core"},
             {"run.workers",
              &run.workers,
              between(0, 4096),
              "threads that load and augment; 0: as many as suffice"},
             {"run.queued_batches",
              &run.queuedBatches,
              between(1, 1024),
              "batches that wait ready for the step"},
             {"run.device", &run.device, kAny, "auto, cpu, cuda or cuda:N"},
             {"run.precision",
              &run.precision,
              oneOf({"float32", "bf16", "fp16"}),
              "numbers of the step; fp16 on CUDA only"},
             {"run.class_unique",
              &run.isClassUnique,
              kAny,
              "each class at most once in a batch, for lists with classes"},
             {"run.checkpoint_minutes",
              &run.checkpointMinutes,
              above(0),
              "minutes between checkpoints within an epoch"},
             {"run.kept_checkpoints",
              &run.keptCheckpoints,
              between(0, 1e6),
              "checkpoints of epochs that are kept besides last and best"},
             {"run.on_write_failure",
              &run.onWriteFailure,
              oneOf({"continue", "stop"}),
              "what to do when a checkpoint cannot be written"},
             {"run.synchronizes_norm",
              &run.synchronizesNorm,
              kAny,
              "batch normalisation over all processes"},
             {"run.lost_after_seconds",
              &run.lostAfterSeconds,
              between(1, 86400),
              "a process that is silent for so long counts as lost"}});
}

void addModel(Fields &list, ModelConfig &model)
{
    list.insert(
            list.end(),
            {{"model.family",
              &model.family,
              oneOf({"ssltie", "lvs"}),
              "input convention: log-mel (ssltie) or log-linear spectrogram (lvs)"},
             {"model.width",
              &model.width,
              between(1, 512),
              "channels of the first layer of both trunks"},
             {"model.image_side",
              &model.imageSide,
              between(32, 2048),
              "side of the square picture in pixels, a multiple of 16"},
             {"model.sample_rate_hz",
              &model.sampleRateHz,
              between(0, 192000),
              "rate that sounds are resampled to; 0: each sound's own"},
             {"model.seconds",
              &model.seconds,
              aboveUpTo(0, 20),
              "length of sound the audio trunk sees; shorter sounds are repeated"},
             {"model.n_fft",
              &model.nFft,
              between(16, 65536),
              "samples of an analysis window, even"},
             {"model.hop_length", &model.hopLength, between(1, 65536), "samples between windows"},
             {"model.n_mels", &model.nMels, between(8, 4096), "mel bins"},
             {"model.mel_offset",
              &model.melOffset,
              kAny,
              "network input = (dB + offset) / divisor"},
             {"model.mel_divisor",
              &model.melDivisor,
              above(0),
              "network input = (dB + offset) / divisor"}});
}

void addAppearance(Fields &list, AppearanceConfig &look)
{
    list.insert(
            list.end(),
            {{"appearance.enabled", &look.isEnabled, kAny, "changes of the picture's look"},
             {"appearance.order",
              &look.order,
              oneOf({"crop", "jitter", "gray", "blur", "flip"}),
              "which changes, in which order"},
             {"appearance.crop_area_min",
              &look.cropAreaMin,
              aboveUpTo(0, 1),
              "smallest share of the picture's area that a crop keeps"},
             {"appearance.crop_area_max", &look.cropAreaMax, aboveUpTo(0, 1), "largest share"},
             {"appearance.crop_ratio_min",
              &look.cropRatioMin,
              between(0.05, 20),
              "smallest width / height of a crop"},
             {"appearance.crop_ratio_max", &look.cropRatioMax, between(0.05, 20), "largest ratio"},
             {"appearance.jitter_probability",
              &look.jitterProbability,
              kShare,
              "how often colours change"},
             {"appearance.brightness", &look.brightness, between(0, 1), "factor within 1 +- this"},
             {"appearance.contrast", &look.contrast, between(0, 1), "factor within 1 +- this"},
             {"appearance.saturation", &look.saturation, between(0, 1), "factor within 1 +- this"},
             {"appearance.hue", &look.hue, between(0, 0.5), "share of the colour circle"},
             {"appearance.gray_probability", &look.grayProbability, kShare, "how often grey"},
             {"appearance.blur_probability", &look.blurProbability, kShare, "how often blurred"},
             {"appearance.blur_sigma_min",
              &look.blurSigmaMin,
              between(0, 100),
              "least radius of the blur, pixels"},
             {"appearance.blur_sigma_max", &look.blurSigmaMax, between(0, 100), "largest radius"},
             {"appearance.flip_probability",
              &look.flipProbability,
              kShare,
              "how often left and right change places"},
             {"appearance.separate_views",
              &look.separatesViews,
              kAny,
              "second view: colours, sound masks and sound jitter of its own, as the paper's "
              "figure; false: those of the first, as in the released code"}});
}

void addGeometric(Fields &list, GeometricConfig &warp)
{
    list.insert(list.end(),
                {{"geometric.enabled",
                  &warp.isEnabled,
                  kAny,
                  "second view: one warp for picture and map"},
                 {"geometric.probability", &warp.probability, kShare, "share of batches"},
                 {"geometric.max_rotation_degrees",
                  &warp.maxRotationDegrees,
                  between(0, 180),
                  "whole degrees to either side, one draw per sample"},
                 {"geometric.scale_draw",
                  &warp.scaleDraw,
                  oneOf({"choice", "range"}),
                  "one of the scales, or anything between the smallest and the largest"},
                 {"geometric.scales",
                  &warp.scales,
                  between(0.1, 2),
                  "sizes of the second view, one draw per batch"},
                 {"geometric.flip_probability",
                  &warp.flipProbability,
                  kShare,
                  "how often it is flipped, one draw per batch"},
                 {"geometric.keeps_size",
                  &warp.keepsSize,
                  kAny,
                  "shrinks within a canvas of the same size, as the paper's figure; false: the "
                  "canvas shrinks too, as in the released code"},
                 {"geometric.validity_mask",
                  &warp.hasValidityMask,
                  kAny,
                  "leaves pixels from outside the picture out of the equivariance loss"}});
}

void addSound(Fields &list, TrainingConfig &config)
{
    SpectrogramMaskConfig &mask = config.spectrogramMask;
    AudioMixConfig &mix = config.audioMix;
    list.insert(list.end(),
                {{"spectrogram_mask.enabled",
                  &mask.isEnabled,
                  kAny,
                  "one mask in time and one in frequency"},
                 {"spectrogram_mask.probability", &mask.probability, kShare, "share of samples"},
                 {"spectrogram_mask.max_time_width",
                  &mask.maxTimeWidth,
                  atLeast(1),
                  "columns, exclusive"},
                 {"spectrogram_mask.max_frequency_width",
                  &mask.maxFrequencyWidth,
                  atLeast(1),
                  "mel bins, exclusive"},
                 {"audio_mix.enabled",
                  &mix.isEnabled,
                  kAny,
                  "mixes each sound with its nearest neighbour"},
                 {"audio_mix.start_epoch", &mix.startEpoch, atLeast(0), "first epoch with mixing"},
                 {"audio_mix.end_epoch",
                  &mix.endEpoch,
                  atLeast(0),
                  "epoch at which probability and share stop growing"},
                 {"audio_mix.probability_base",
                  &mix.probabilityBase,
                  kShare,
                  "probability before the first step"},
                 {"audio_mix.probability_step",
                  &mix.probabilityStep,
                  kShare,
                  "growth of the probability per epoch"},
                 {"audio_mix.alpha_step",
                  &mix.alphaStep,
                  kShare,
                  "growth of the other sound's share per epoch"},
                 {"audio_mix.pool_size", &mix.poolSize, atLeast(1), "random clips searched"},
                 {"audio_mix.block_size", &mix.blockSize, atLeast(1), "clips that share a pool"},
                 {"audio_mix.allows_self", &mix.allowsSelf, kAny, "a clip may meet itself"},
                 {"audio_mix.embeds_augmented",
                  &mix.embedsAugmented,
                  kAny,
                  "searches with augmented sounds, as the released code does"}});
}

void addAudioJitter(Fields &list, AudioJitterConfig &jitter)
{
    list.insert(list.end(),
                {{"audio_jitter.enabled", &jitter.isEnabled, kAny, "changes of the sound itself"},
                 {"audio_jitter.probability", &jitter.probability, kShare, "share of sounds"},
                 {"audio_jitter.pitch_semitones",
                  &jitter.pitchSemitones,
                  between(0, 24),
                  "pitch, up or down by at most this"},
                 {"audio_jitter.gain_db",
                  &jitter.gainDb,
                  between(0, 60),
                  "level, up or down by at most this"},
                 {"audio_jitter.noise_probability",
                  &jitter.noiseProbability,
                  kShare,
                  "how often white noise is added"},
                 {"audio_jitter.noise_min_db",
                  &jitter.noiseMinDb,
                  between(-120, 20),
                  "least level of the noise against the sound's RMS"},
                 {"audio_jitter.noise_max_db",
                  &jitter.noiseMaxDb,
                  between(-120, 20),
                  "largest level of the noise"},
                 {"audio_jitter.echo_probability",
                  &jitter.echoProbability,
                  kShare,
                  "how often an echo is added"},
                 {"audio_jitter.echo_max_ms",
                  &jitter.echoMaxMs,
                  between(0, 2000),
                  "longest delay of the echo"},
                 {"audio_jitter.echo_max_gain",
                  &jitter.echoMaxGain,
                  kShare,
                  "loudest echo, as a factor"},
                 {"audio_jitter.shifted",
                  &jitter.isShifted,
                  kAny,
                  "begins anywhere in a longer sound"}});
}

void addLoss(Fields &list, LossConfig &loss)
{
    list.insert(list.end(),
                {{"loss.epsilon", &loss.epsilon, between(-1, 1), "threshold of the positive mask"},
                 {"loss.epsilon_background",
                  &loss.epsilonBackground,
                  between(-1, 1),
                  "threshold of the background mask"},
                 {"loss.tau", &loss.tau, above(0), "softness of both masks"},
                 {"loss.temperature", &loss.temperature, above(0), "of the contrastive logits"},
                 {"loss.diagonal_factor",
                  &loss.diagonalFactor,
                  kAny,
                  "takes a clip's own sound out of its negatives"},
                 {"loss.equivariance",
                  &loss.equivariance,
                  oneOf({"mse", "l1"}),
                  "distance between the second view's map and the warped map"},
                 {"loss.equivariance_weight",
                  &loss.equivarianceWeight,
                  atLeast(0),
                  "weight of the equivariance loss; 0: none"},
                 {"loss.detaches_target",
                  &loss.detachesTarget,
                  kAny,
                  "no gradient through the warped map"},
                 {"loss.pooling_sharpness",
                  &loss.poolingSharpness,
                  above(0),
                  "log-mean-exp of objective pooled: 0 the mean, large the maximum"},
                 {"loss.pooled_temperature",
                  &loss.pooledTemperature,
                  above(0),
                  "of the logits of objectives pooled and sound"},
                 {"loss.supervised_weight",
                  &loss.supervisedWeight,
                  atLeast(0),
                  "weight of the cross-entropy with annotated boxes; 0: none"},
                 {"loss.supervised_temperature",
                  &loss.supervisedTemperature,
                  above(0),
                  "of the map's logits in that term"},
                 {"loss.gathers_negatives",
                  &loss.gathersNegatives,
                  kAny,
                  "negatives from all processes"}});
}

void addOptimizer(Fields &list, OptimizerConfig &optimizer)
{
    list.insert(
            list.end(),
            {{"optimizer.kind", &optimizer.kind, oneOf({"adam", "adamw"}), "update rule"},
             {"optimizer.learning_rate", &optimizer.learningRate, aboveUpTo(0, 10), "at the start"},
             {"optimizer.weight_decay", &optimizer.weightDecay, kShare, "pull towards zero"},
             {"optimizer.beta1", &optimizer.beta1, between(0, 0.999999), "memory of the mean"},
             {"optimizer.beta2", &optimizer.beta2, between(0, 0.9999999), "memory of the square"},
             {"optimizer.epsilon", &optimizer.epsilon, above(0), "added to the denominator"},
             {"optimizer.clip_norm",
              &optimizer.clipNorm,
              atLeast(0),
              "largest norm of the gradient; 0: no clipping"},
             {"optimizer.accumulation",
              &optimizer.accumulation,
              between(1, 65536),
              "batches a step"},
             {"optimizer.image_lr_factor",
              &optimizer.imageLrFactor,
              between(0, 1000),
              "learning rate of the image trunk, as a factor"},
             {"optimizer.audio_lr_factor",
              &optimizer.audioLrFactor,
              between(0, 1000),
              "learning rate of the audio trunk, as a factor"},
             {"optimizer.frozen",
              &optimizer.frozen,
              kAny,
              "patterns of parameter names that stay (audnet.*, imgnet.layer1.*)"},
             {"optimizer.freezes_norm_statistics",
              &optimizer.freezesNormStatistics,
              kAny,
              "batch normalisation keeps the statistics it came with"},
             {"optimizer.schedule",
              &optimizer.schedule,
              oneOf({"milestones", "cosine", "constant"}),
              "how the learning rate falls"},
             {"optimizer.milestones",
              &optimizer.milestones,
              atLeast(1),
              "epochs at which it is multiplied"},
             {"optimizer.milestone_factor",
              &optimizer.milestoneFactor,
              aboveUpTo(0, 1),
              "factor at each milestone"},
             {"optimizer.warmup_steps",
              &optimizer.warmupSteps,
              atLeast(0),
              "steps over which it grows from 0"},
             {"optimizer.final_lr_factor",
              &optimizer.finalLrFactor,
              kShare,
              "share of the learning rate left at the end of cosine"}});
}

void addValidation(Fields &list, ValidationConfig &validation)
{
    list.insert(list.end(),
                {{"validation.share",
                  &validation.share,
                  between(0, 0.9),
                  "share of the training list kept back where no list is given; 0: none"},
                 {"validation.minimum", &validation.minimum, atLeast(0), "fewest samples"},
                 {"validation.maximum", &validation.maximum, atLeast(1), "most samples"},
                 {"validation.metric",
                  &validation.metric,
                  oneOf({"auto", "loss", "ciou", "auc", "pointing"}),
                  "chooses the best checkpoint; auto: ciou with boxes, else loss"},
                 {"validation.patience",
                  &validation.patience,
                  atLeast(0),
                  "epochs without a better value before the end; 0: never ends early"}});
}

} // namespace

std::string toText(const AllowedValues &allowed)
{
    if (!allowed.words.empty()) {
        std::string text;
        for (std::size_t i = 0; i < allowed.words.size(); ++i) {
            if (i > 0)
                text += i + 1 == allowed.words.size() ? " or " : ", ";
            text += allowed.words[i];
        }
        return text;
    }
    if (allowed.hasLow && allowed.hasHigh)
        return allowed.excludesLow ? fmt::format("above {}, at most {}", allowed.low, allowed.high)
                                   : fmt::format("{} to {}", allowed.low, allowed.high);
    if (allowed.hasLow)
        return allowed.excludesLow ? fmt::format("above {}", allowed.low)
                                   : fmt::format("{} or more", allowed.low);
    return {};
}

std::vector<ConfigField> stageFields(StageConfig &stage, const std::string &prefix)
{
    return {{prefix + ".name", &stage.name, kAny, "name for logs"},
            {prefix + ".objective",
             &stage.objective,
             oneOf({"ssltie", "pooled", "sound"}),
             "masks and views; contrast of pooled maps; contrast of two jitters of a sound"},
            {prefix + ".steps",
             &stage.steps,
             atLeast(0),
             "length in steps; 0: until a share of all steps"},
            {prefix + ".until_share",
             &stage.untilShare,
             aboveUpTo(0, 1),
             "share of all steps at which it ends"},
            {prefix + ".level_begin",
             &stage.levelBegin,
             kShare,
             "hardest level of samples at its beginning"},
            {prefix + ".level_end", &stage.levelEnd, kShare, "hardest level at its end"}};
}

std::vector<ConfigField> configFields(TrainingConfig &config)
{
    Fields list;
    addRun(list, config.run);
    addModel(list, config.model);
    addAppearance(list, config.appearance);
    addGeometric(list, config.geometric);
    addSound(list, config);
    addAudioJitter(list, config.audioJitter);
    addLoss(list, config.loss);
    addOptimizer(list, config.optimizer);
    addValidation(list, config.validation);
    for (std::size_t i = 0; i < config.stages.size(); ++i) {
        Fields stage = stageFields(config.stages[i], fmt::format("{}.{}", kStagesKey, i));
        list.insert(list.end(), stage.begin(), stage.end());
    }
    return list;
}

} // namespace soundlocus
