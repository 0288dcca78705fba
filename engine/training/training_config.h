// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/augmentation_config.h"
#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// Source: fact sheet 1.3 and 1.4.
struct LossConfig
{
    double epsilon = 0.65;           ///< positive mask
    double epsilonBackground = 0.40; ///< background mask
    double tau = 0.03;               ///< softness of both
    double temperature = 0.07;
    double diagonalFactor = -99.0;      ///< takes a clip's own sound out of its negatives
    std::string equivariance = "mse";   ///< or "l1"
    double equivarianceWeight = 1.0;    ///< 0: no equivariance loss
    bool detachesTarget = false;        ///< `--heatmap_no_grad` of the released code
    double poolingSharpness = 16.0;     ///< log-mean-exp of objective "pooled"
    double pooledTemperature = 0.07;    ///< of objectives "pooled" and "sound"
    double supervisedWeight = 0.0;      ///< cross-entropy between map and annotated boxes
    double supervisedTemperature = 0.1; ///< of the map's logits in that term
    /// Gathers negatives across processes; off: per process, as PyTorch's DDP would.
    bool gathersNegatives = true;

    bool operator==(const LossConfig &) const = default;
};

struct OptimizerConfig
{
    std::string kind = "adam"; ///< or "adamw"
    double learningRate = 1e-4;
    double weightDecay = 1e-4;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double clipNorm = 0.0;      ///< 0: no clipping
    int accumulation = 1;       ///< batches per step
    double imageLrFactor = 1.0; ///< learning rate of imgnet
    double audioLrFactor = 1.0; ///< learning rate of audnet
    std::vector<std::string>
            frozen; ///< patterns of parameter names ("audnet.*", "imgnet.layer1.*")
    bool freezesNormStatistics = false;
    std::string schedule = "milestones";        ///< or "cosine", "constant"
    std::vector<int> milestones{300, 700, 900}; ///< epochs
    double milestoneFactor = 0.1;
    std::int64_t warmupSteps = 0;
    double finalLrFactor = 0.0; ///< of "cosine", at the last step

    bool operator==(const OptimizerConfig &) const = default;
};

/// A part of training with an objective of its own; the last one lasts to the end.
struct StageConfig
{
    std::string name = "main";
    /// "ssltie": masks, background and, with GeometricConfig, both views; "pooled": symmetric
    /// contrast of log-mean-exp pooled maps; "sound": contrast of two jitters of one sound.
    std::string objective = "ssltie";
    /// Ends after so many steps, or, where 0, at that share of all steps.
    std::int64_t steps = 0;
    double untilShare = 1.0;
    /// Samples up to this level of difficulty; grows linearly from the first to the second value.
    double levelBegin = 1.0;
    double levelEnd = 1.0;

    bool operator==(const StageConfig &) const = default;
};

struct ValidationConfig
{
    /// Share of the training list kept back where no list of its own is given; never the test set.
    double share = 0.02;
    int minimum = 8; ///< at least so many samples, where the list has ten times as many
    int maximum = 512;
    std::string metric =
            "auto";   ///< "loss", "ciou", "auc", "pointing"; auto: ciou with boxes, else loss
    int patience = 0; ///< epochs without a better value before the end; 0: never

    bool operator==(const ValidationConfig &) const = default;
};

/// How the networks look and what they see; defaults are SSL-TIE's.
struct ModelConfig
{
    std::string family = "ssltie"; ///< or "lvs"
    int width = 64;
    int imageSide = 224;
    int sampleRateHz = 0; ///< 0: each sound's own
    double seconds = 10.0;
    int nFft = 512;
    int hopLength = 239;
    int nMels = 257;
    double melOffset = 0.0; ///< input = (dB + offset) / divisor
    double melDivisor = 1.0;

    bool operator==(const ModelConfig &) const = default;
};

struct RunConfig
{
    int epochs = 100;
    /// Stops there, whatever the epochs; 0: no limit.
    std::int64_t maxSteps = 0;
    int batch = 32;
    std::uint64_t seed = 4;
    int threads = 0; ///< of the step; 0: one per core
    int workers = 0; ///< that load; 0: as many as suffice
    int queuedBatches = 4;
    std::string device = "auto";
    std::string precision = "float32"; ///< or "bf16", "fp16" (CUDA only)
    bool isClassUnique = false;        ///< each class at most once in a batch
    double checkpointMinutes = 10.0;
    int keptCheckpoints = 2; ///< last ones by epoch, besides last and best
    /// What to do when a checkpoint cannot be written: "stop" or "continue".
    std::string onWriteFailure = "continue";
    bool synchronizesNorm = false; ///< batch norm over all processes
    /// A process that is silent for so long counts as lost.
    double lostAfterSeconds = 60.0;

    bool operator==(const RunConfig &) const = default;
};

/// Every choice of a training run. Each field has a stable dotted key ("optimizer.learning_rate")
/// in JSON and in `--set`. Threads: a value.
struct TrainingConfig
{
    RunConfig run;
    ModelConfig model;
    AppearanceConfig appearance;
    GeometricConfig geometric;
    SpectrogramMaskConfig spectrogramMask;
    AudioMixConfig audioMix;
    AudioJitterConfig audioJitter;
    LossConfig loss;
    OptimizerConfig optimizer;
    ValidationConfig validation;
    std::vector<StageConfig> stages{StageConfig{}};

    bool operator==(const TrainingConfig &) const = default;

    /// Every fault of the configuration, each a sentence with its key; empty if none.
    [[nodiscard]] std::vector<std::string> validate() const;
};

/// "tie-a" to "tie-f" (rows A to F of the paper's ablation; f is the full method), "lvs" (plain
/// contrast, linear spectrogram), "demo" (narrow network in three stages).
/// Errors: InvalidArgument (the message lists the names).
[[nodiscard]] Result<TrainingConfig> trainingPreset(std::string_view name);
[[nodiscard]] std::vector<std::string> trainingPresetNames();

/// Named values of an appearance group, all but `isEnabled` and `separatesViews`: "moco_v2" (the
/// defaults, used by all scripts of the released code) and "moco_v1". In JSON and in `--set` the
/// shorthand "appearance.set" takes them over; it is not stored.
/// Errors: InvalidArgument (the message lists the names). Source: fact sheet 1.6.
[[nodiscard]] Result<AppearanceConfig> appearanceSet(std::string_view name);
[[nodiscard]] std::vector<std::string> appearanceSetNames();
inline constexpr std::string_view kAppearanceSetKey = "appearance.set";

/// Sets one field from text. Errors: InvalidArgument: unknown key (with the nearest known one), or
/// a value of another type.
[[nodiscard]] Result<void> setField(TrainingConfig &config,
                                    std::string_view key,
                                    std::string_view value);

/// All fields as nested JSON, two spaces per level.
[[nodiscard]] std::string toJson(const TrainingConfig &config);

/// Changes the fields that a JSON text names; "appearance.set" comes before the other fields of its
/// group, wherever it stands. All faults at once in the message (unknown keys with
/// the nearest known one, wrong types). Errors: InvalidArgument.
[[nodiscard]] Result<void> applyJson(TrainingConfig &config, std::string_view json);

/// As applyJson(), but takes over whatever is not faulty, so that the rest can be looked at too.
/// @return the faults
[[nodiscard]] std::vector<std::string> applySoundFields(TrainingConfig &config,
                                                        std::string_view json);

/// A line of documentation per field, and for "appearance.set": key, default, meaning.
struct FieldFacts
{
    std::string key;
    std::string defaultValue;
    std::string meaning;
};
[[nodiscard]] std::vector<FieldFacts> trainingFields();

} // namespace soundlocus
