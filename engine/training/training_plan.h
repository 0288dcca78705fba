// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/model_spec.h"
#include "engine/dataset/sample_source.h"
#include "engine/training/training_config.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace soundlocus {

/// Network and input that a configuration asks for.
/// @param config passed TrainingConfig::validate()
[[nodiscard]] ModelSpec modelSpecOf(const ModelConfig &config);
/// The opposite, for runs that begin with the weights of a checkpoint.
[[nodiscard]] ModelConfig modelConfigOf(const ModelSpec &spec);

/// How many steps a run has, and which stage each of them belongs to. Threads: a value, constant.
class TrainingPlan
{
public:
    /// @param batchesPerEpoch of the loader, above 0
    TrainingPlan(const TrainingConfig &config, std::int64_t batchesPerEpoch);

    [[nodiscard]] std::int64_t stepsPerEpoch() const { return m_stepsPerEpoch; }
    [[nodiscard]] std::int64_t totalSteps() const { return m_totalSteps; }
    /// Stage of a step, in config.stages. @param step from 0
    [[nodiscard]] std::size_t stageAt(std::int64_t step) const;
    /// What of the configuration the run is too short for; whole sentences.
    [[nodiscard]] std::vector<std::string> notes(const TrainingConfig &config) const;
    /// Largest level of difficulty of a step's samples.
    [[nodiscard]] double levelAt(std::int64_t step) const;

private:
    std::vector<StageConfig> m_stages;
    std::vector<std::int64_t> m_ends; // first step behind each stage
    std::int64_t m_stepsPerEpoch = 1;
    std::int64_t m_totalSteps = 1;
};

/// Samples to learn from and samples to judge by, numbers of one source.
struct TrainingSplit
{
    std::vector<std::size_t> training;
    std::vector<std::size_t> validation;
};

/// Keeps a share of the samples back for validation. Rows of one group (one picture with several
/// sounds) stay together. Seeded; the same on every machine.
[[nodiscard]] TrainingSplit splitForValidation(const SampleSource &source,
                                               const ValidationConfig &config,
                                               std::uint64_t seed);

} // namespace soundlocus
