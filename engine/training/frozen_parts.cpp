// SPDX-License-Identifier: MIT
#include "engine/training/frozen_parts.h"

#include "engine/training/adam_optimizer.h"
#include "engine/training/training_step.h"

#include <algorithm>

namespace soundlocus {

std::string frozenFaults(const nn::TwoTrunkNet &net, const TrainingConfig &config)
{
    const OptimizerConfig &optimizer = config.optimizer;
    const auto names = net->named_parameters().keys();
    const auto isLearning = [&](const std::string &trunk, double factor) {
        return factor > 0 && std::ranges::any_of(names, [&](const std::string &name) {
                   return name.starts_with(trunk)
                          && std::ranges::none_of(optimizer.frozen,
                                                  [&](const std::string &pattern) {
                                                      return matchesPattern(name, pattern);
                                                  });
               });
    };
    for (const std::string &pattern : optimizer.frozen) {
        if (std::ranges::none_of(
                    names, [&](const std::string &name) { return matchesPattern(name, pattern); }))
            return "optimizer.frozen: \"" + pattern + "\" is the name of no parameter; they begin "
                   + "with imgnet. and audnet., * stands for any text";
    }
    const bool isSoundLearning = isLearning("audnet.", optimizer.audioLrFactor);
    if (!isSoundLearning && !isLearning("imgnet.", optimizer.imageLrFactor))
        return "optimizer.frozen: nothing would learn; leave a part of a trunk whose learning-rate "
               "factor is above 0";
    for (const StageConfig &stage : config.stages) {
        if (!isSoundLearning && objectiveFromString(stage.objective) == Objective::Sound)
            return "optimizer.frozen: stage \"" + stage.name
                   + "\" teaches the audio trunk alone, and that is held; leave the stage out";
    }
    return {};
}

} // namespace soundlocus
