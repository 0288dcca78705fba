// SPDX-License-Identifier: MIT
#include "engine/training/training_config.h"

#include <array>

namespace soundlocus {

namespace {

/// Rows A to F of the paper's ablation: each adds one part to the row before. Source: fact sheet
/// 2.4.
TrainingConfig ablationRow(char row)
{
    TrainingConfig config;
    config.appearance.isEnabled = row >= 'b';
    config.geometric.isEnabled = row >= 'c';
    config.spectrogramMask.isEnabled = row >= 'd';
    config.audioMix.isEnabled = row >= 'e';
    config.loss.equivarianceWeight = row >= 'f' ? 1.0 : 0.0;
    return config;
}

/// Learning to Localize by Contrast: one view, pictures of 1.1 times the side cropped at random
/// and flipped. Source: LVS datasets/dataloader.py.
TrainingConfig lvs()
{
    TrainingConfig config = ablationRow('b');
    config.model.family = "lvs";
    config.appearance.order = {"crop", "flip"};
    config.appearance.cropAreaMin = 1.0 / (1.1 * 1.1);
    config.appearance.cropAreaMax = config.appearance.cropAreaMin;
    config.appearance.cropRatioMin = 1.0;
    config.appearance.cropRatioMax = 1.0;
    return config;
}

/// The model of resources/demo: narrow trunks, small pictures, short sounds. Sounds first learn to
/// tell each other apart, then pooled maps, easy scenes first, then SSL-TIE's own loss.
TrainingConfig demo()
{
    TrainingConfig config;
    config.run.epochs = 9;
    config.run.batch = 30;
    config.run.isClassUnique = true;
    config.model.width = 16;
    config.model.imageSide = 112;
    config.model.sampleRateHz = 16000;
    config.model.seconds = 2.0;
    config.model.hopLength = 320;
    config.model.nMels = 64;
    config.model.melOffset = 60.0;
    config.model.melDivisor = 30.0;
    config.appearance.order = {"crop", "jitter", "flip"};
    config.appearance.cropAreaMin = 0.7;
    config.appearance.brightness = 0.2;
    config.appearance.contrast = 0.2;
    config.appearance.saturation = 0.2;
    config.appearance.hue = 0.02;
    config.geometric.maxRotationDegrees = 15;
    // Maps of 7 x 7 and features that reach 0.5 at most after so short a time: half-size views, the
    // paper's thresholds and its sharp pooling cost it half of the adaptive cIoU (figures in
    // resources/demo/MODEL_CARD.md).
    config.geometric.scales = {1.0};
    config.loss.epsilon = 0.4;
    config.loss.epsilonBackground = 0.2;
    config.loss.poolingSharpness = 8.0;
    config.spectrogramMask.isEnabled = false;
    config.audioMix.isEnabled = false;
    config.audioJitter.isEnabled = true;
    config.optimizer.kind = "adamw";
    config.optimizer.learningRate = 1e-3;
    config.optimizer.weightDecay = 0.01;
    config.optimizer.clipNorm = 5.0;
    config.optimizer.schedule = "cosine";
    config.optimizer.warmupSteps = 50;
    config.validation.metric = "pointing";
    config.stages = {{"sound", "sound", 150, 1.0, 1.0, 1.0},
                     {"pooled", "pooled", 0, 0.4, 0.3, 1.0},
                     {"ssltie", "ssltie", 0, 1.0, 1.0, 1.0}};
    return config;
}

AppearanceConfig mocoV1()
{
    AppearanceConfig look;
    look.order = {"crop", "gray", "jitter", "flip"};
    look.cropAreaMin = 0.2;
    look.grayProbability = 0.2;
    look.jitterProbability = 1.0;
    look.brightness = 0.4;
    look.contrast = 0.4;
    look.saturation = 0.4;
    look.hue = 0.4;
    look.flipProbability = 0.5;
    return look;
}

struct AppearanceSet
{
    std::string_view name;
    AppearanceConfig (*make)();
};

constexpr std::array kAppearanceSets{
        AppearanceSet{"moco_v1", mocoV1},
        AppearanceSet{"moco_v2", [] { return AppearanceConfig{}; }},
};

struct Preset
{
    std::string_view name;
    TrainingConfig (*make)();
};

constexpr std::array kPresets{
        Preset{"tie-a", [] { return ablationRow('a'); }},
        Preset{"tie-b", [] { return ablationRow('b'); }},
        Preset{"tie-c", [] { return ablationRow('c'); }},
        Preset{"tie-d", [] { return ablationRow('d'); }},
        Preset{"tie-e", [] { return ablationRow('e'); }},
        Preset{"tie-f", [] { return ablationRow('f'); }},
        Preset{"lvs", lvs},
        Preset{"demo", demo},
};

} // namespace

Result<TrainingConfig> trainingPreset(std::string_view name)
{
    std::string names;
    for (const Preset &preset : kPresets) {
        if (preset.name == name)
            return preset.make();
        names += (names.empty() ? "" : ", ") + std::string(preset.name);
    }
    return fail(ErrorCode::InvalidArgument,
                "preset " + std::string(name) + " is unknown; there are " + names);
}

std::vector<std::string> trainingPresetNames()
{
    std::vector<std::string> names;
    names.reserve(std::size(kPresets));
    for (const Preset &preset : kPresets)
        names.emplace_back(preset.name);
    return names;
}

Result<AppearanceConfig> appearanceSet(std::string_view name)
{
    std::string names;
    for (const AppearanceSet &set : kAppearanceSets) {
        if (set.name == name)
            return set.make();
        names += (names.empty() ? "" : " or ") + std::string(set.name);
    }
    return fail(ErrorCode::InvalidArgument,
                std::string(kAppearanceSetKey) + ": must be " + names + ", is \""
                        + std::string(name) + '"');
}

std::vector<std::string> appearanceSetNames()
{
    std::vector<std::string> names;
    names.reserve(std::size(kAppearanceSets));
    for (const AppearanceSet &set : kAppearanceSets)
        names.emplace_back(set.name);
    return names;
}

} // namespace soundlocus
