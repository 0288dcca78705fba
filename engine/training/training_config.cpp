// SPDX-License-Identifier: MIT
#include "engine/training/training_config.h"

#include "engine/training/config_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <vector>

namespace soundlocus {

namespace {

using Faults = std::vector<std::string>;

/// The highest rate that sounds of this field come with, where each keeps its own.
constexpr int kHighestUsualRateHz = 48000;
/// Segment and step of the log-linear spectrogram (LogLinearSpec).
constexpr int kLinearSegment = 512;
constexpr int kLinearStep = 238;
constexpr int kLinearBins = 257;
/// Pixels of the picture per cell of the map, once each way.
constexpr int kPixelsPerCell = 16;
constexpr int kLowestRateHz = 4000;

void checkNumber(const ConfigField &field, double value, Faults &faults)
{
    const AllowedValues &allowed = field.allowed;
    const bool isTooLow = allowed.hasLow
                          && (allowed.excludesLow ? value <= allowed.low : value < allowed.low);
    const bool isTooHigh = allowed.hasHigh && value > allowed.high;
    if (!std::isfinite(value))
        faults.push_back(field.key + ": must be a finite number");
    else if (isTooLow || isTooHigh)
        faults.push_back(fmt::format("{}: must be {}, is {}", field.key, toText(allowed), value));
}

void checkWord(const ConfigField &field, const std::string &value, Faults &faults)
{
    const auto &words = field.allowed.words;
    if (!words.empty() && std::find(words.begin(), words.end(), value) == words.end())
        faults.push_back(
                fmt::format("{}: must be {}, is \"{}\"", field.key, toText(field.allowed), value));
}

/// What the table of fields says about one field alone.
struct FieldChecker
{
    const ConfigField &field;
    Faults &faults;

    void operator()(const bool *) const {}
    void operator()(const std::string *value) const { checkWord(field, *value, faults); }
    void operator()(const std::vector<std::string> *values) const
    {
        for (const std::string &value : *values)
            checkWord(field, value, faults);
    }
    template <typename T>
    void operator()(const T *value) const
    {
        checkNumber(field, static_cast<double>(*value), faults);
    }
    template <typename T>
    void operator()(const std::vector<T> *values) const
    {
        for (const T value : *values)
            checkNumber(field, static_cast<double>(value), faults);
    }
};

void checkOrder(const char *lowKey, double low, const char *highKey, double high, Faults &faults)
{
    if (low > high)
        faults.push_back(fmt::format(
                "{}: must not be above {}, is {} above {}", lowKey, highKey, low, high));
}

void checkRun(const RunConfig &run, Faults &faults)
{
    const std::string &device = run.device;
    const bool isNumbered = device.starts_with("cuda:") && device.size() > 5 && device.size() < 9
                            && device.find_first_not_of("0123456789", 5) == std::string::npos;
    if (device != "auto" && device != "cpu" && device != "cuda" && !isNumbered)
        faults.push_back(
                fmt::format("run.device: must be auto, cpu, cuda or cuda:N, is \"{}\"", device));
    if (run.precision == "fp16" && device == "cpu")
        faults.emplace_back("run.precision: fp16 needs a CUDA device; use bf16 or float32 on cpu");
}

/// Rate to check lengths with; where each sound keeps its own, the one that refuses least.
int assumedRate(const ModelConfig &model)
{
    return model.sampleRateHz > 0 ? model.sampleRateHz : kHighestUsualRateHz;
}

/// Settings of the log-mel spectrogram, which the linear one of LVS does not have.
void checkUnused(const ModelConfig &model, Faults &faults)
{
    if (model.family != "lvs")
        return;
    const ModelConfig unset;
    std::vector<std::string_view> keys;
    const auto note = [&keys](std::string_view key, bool isSet) {
        if (isSet)
            keys.push_back(key);
    };
    note("model.n_fft", model.nFft != unset.nFft);
    note("model.hop_length", model.hopLength != unset.hopLength);
    note("model.n_mels", model.nMels != unset.nMels);
    note("model.mel_offset", model.melOffset != unset.melOffset);
    note("model.mel_divisor", model.melDivisor != unset.melDivisor);
    if (!keys.empty())
        faults.push_back(
                fmt::format("{}: without effect in family lvs, whose spectrogram is linear; "
                            "leave out",
                            fmt::join(keys, ", ")));
}

void checkModel(const ModelConfig &model, Faults &faults)
{
    checkUnused(model, faults);
    if (model.imageSide % kPixelsPerCell != 0)
        faults.push_back(fmt::format("model.image_side: must be a multiple of {}, is {}",
                                     kPixelsPerCell,
                                     model.imageSide));
    if (model.sampleRateHz > 0 && model.sampleRateHz < kLowestRateHz)
        faults.push_back(fmt::format("model.sample_rate_hz: must be 0 or {} and more, is {}",
                                     kLowestRateHz,
                                     model.sampleRateHz));
    if (model.nFft % 2 != 0)
        faults.push_back(fmt::format("model.n_fft: must be even, is {}", model.nFft));
    if (model.family == "ssltie" && model.hopLength > model.nFft)
        faults.push_back(fmt::format("model.hop_length: must not be above model.n_fft, or sound "
                                     "between windows is lost; is {} above {}",
                                     model.hopLength,
                                     model.nFft));
    const double samples = model.seconds * assumedRate(model);
    const int needed = model.family == "lvs" ? kLinearSegment : model.nFft / 2 + 1;
    if (model.seconds > 0 && samples < needed)
        faults.push_back(
                fmt::format("model.seconds: {} s at {} Hz are fewer than the {} samples of "
                            "an analysis window",
                            model.seconds,
                            assumedRate(model),
                            needed));
}

void checkMask(const SpectrogramMaskConfig &mask, const ModelConfig &model, Faults &faults)
{
    if (!mask.isEnabled || model.hopLength < 1)
        return;
    const bool isLinear = model.family == "lvs";
    const double samples = model.seconds * assumedRate(model);
    const int columns = isLinear ? static_cast<int>((samples - kLinearSegment) / kLinearStep) + 1
                                 : 1 + static_cast<int>(samples / model.hopLength);
    if (mask.maxTimeWidth > columns)
        faults.push_back(fmt::format("spectrogram_mask.max_time_width: must be at most {}, the "
                                     "columns of {} s at {} Hz, is {}",
                                     columns,
                                     model.seconds,
                                     assumedRate(model),
                                     mask.maxTimeWidth));
    const int bins = isLinear ? kLinearBins : model.nMels;
    if (mask.maxFrequencyWidth > bins)
        faults.push_back(
                fmt::format("spectrogram_mask.max_frequency_width: must be at most {}, the "
                            "bins of the spectrogram, is {}",
                            bins,
                            mask.maxFrequencyWidth));
}

void checkAppearance(const AppearanceConfig &look, Faults &faults)
{
    const std::set<std::string> different(look.order.begin(), look.order.end());
    if (different.size() < look.order.size())
        faults.emplace_back("appearance.order: names a change twice");
    checkOrder("appearance.crop_area_min",
               look.cropAreaMin,
               "appearance.crop_area_max",
               look.cropAreaMax,
               faults);
    checkOrder("appearance.crop_ratio_min",
               look.cropRatioMin,
               "appearance.crop_ratio_max",
               look.cropRatioMax,
               faults);
    checkOrder("appearance.blur_sigma_min",
               look.blurSigmaMin,
               "appearance.blur_sigma_max",
               look.blurSigmaMax,
               faults);
}

void checkMix(const AudioMixConfig &mix, Faults &faults)
{
    if (!mix.isEnabled)
        return;
    checkOrder(
            "audio_mix.start_epoch", mix.startEpoch, "audio_mix.end_epoch", mix.endEpoch, faults);
    // The released code ran beyond 1 here (fact sheet 1.7).
    const int growth = mix.endEpoch - mix.startEpoch + 1;
    if (mix.alphaStep * growth > 1)
        faults.push_back(fmt::format("audio_mix.alpha_step: the other sound's share would reach {} "
                                     "at audio_mix.end_epoch; at most 1 makes sense",
                                     mix.alphaStep * growth));
}

void checkLoss(const TrainingConfig &config, Faults &faults)
{
    checkOrder("loss.epsilon_background",
               config.loss.epsilonBackground,
               "loss.epsilon",
               config.loss.epsilon,
               faults);
    if (config.geometric.isEnabled && config.geometric.scales.empty())
        faults.emplace_back("geometric.scales: must have at least one entry");
    if (config.appearance.separatesViews && !config.geometric.isEnabled)
        faults.emplace_back("appearance.separate_views: needs the second view; set "
                            "geometric.enabled to true or this to false");
    if (config.loss.equivarianceWeight > 0 && !config.geometric.isEnabled)
        faults.emplace_back("loss.equivariance_weight: needs the second view; set "
                            "geometric.enabled to true or this weight to 0");
}

void checkOptimizer(const OptimizerConfig &optimizer, Faults &faults)
{
    const auto &milestones = optimizer.milestones;
    const auto falls = [](int before, int after) { return after <= before; };
    if (std::adjacent_find(milestones.begin(), milestones.end(), falls) != milestones.end())
        faults.emplace_back("optimizer.milestones: must grow from entry to entry");
    if (optimizer.imageLrFactor == 0 && optimizer.audioLrFactor == 0)
        faults.emplace_back("optimizer.image_lr_factor: nothing would learn, for "
                            "optimizer.audio_lr_factor is 0 too");
}

void checkStages(const TrainingConfig &config, Faults &faults)
{
    if (config.stages.empty())
        faults.emplace_back("stages: must have at least one entry");
    double reached = 0;
    std::set<std::string> names;
    for (std::size_t i = 0; i < config.stages.size(); ++i) {
        const StageConfig &stage = config.stages[i];
        const bool isLast = i + 1 == config.stages.size();
        if (stage.name.empty())
            faults.push_back(fmt::format("stages.{}.name: must not be empty", i));
        else if (!names.insert(stage.name).second)
            faults.push_back(fmt::format(
                    "stages.{}.name: \"{}\" is the name of an earlier stage", i, stage.name));
        if (stage.objective == "sound" && !config.audioJitter.isEnabled)
            faults.push_back(fmt::format("stages.{}.objective: sound needs two jitters of each "
                                         "sound; set audio_jitter.enabled to true",
                                         i));
        if (isLast || stage.steps > 0)
            continue;
        if (stage.untilShare <= reached)
            faults.push_back(fmt::format("stages.{}.until_share: must be above {}, where the stage "
                                         "before it ends, is {}",
                                         i,
                                         reached,
                                         stage.untilShare));
        reached = std::max(reached, stage.untilShare);
    }
}

} // namespace

std::vector<std::string> TrainingConfig::validate() const
{
    Faults faults;
    TrainingConfig copy = *this;
    for (const ConfigField &field : configFields(copy))
        std::visit(FieldChecker{field, faults}, field.value);
    checkRun(run, faults);
    checkModel(model, faults);
    checkMask(spectrogramMask, model, faults);
    checkAppearance(appearance, faults);
    checkMix(audioMix, faults);
    checkOrder("audio_jitter.noise_min_db",
               audioJitter.noiseMinDb,
               "audio_jitter.noise_max_db",
               audioJitter.noiseMaxDb,
               faults);
    checkLoss(*this, faults);
    checkOptimizer(optimizer, faults);
    checkOrder("validation.minimum",
               validation.minimum,
               "validation.maximum",
               validation.maximum,
               faults);
    checkStages(*this, faults);
    return faults;
}

} // namespace soundlocus
