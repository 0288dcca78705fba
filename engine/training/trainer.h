// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/two_trunk_net.h"
#include "engine/training/adam_optimizer.h"
#include "engine/training/batch_loader.h"
#include "engine/training/gradient_scaler.h"
#include "engine/training/network_state.h"
#include "engine/training/process_group.h"
#include "engine/training/training_session.h"
#include "engine/training/training_step.h"
#include "engine/training/validator.h"

#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

struct MixPlan;

/// Network, optimiser and loader of a run, and the arithmetic of its steps; keeps nothing on disk.
/// Threads: one thread at a time.
class Trainer
{
public:
    /// Errors: those of BatchLoader::create, restoreTraining, loadImageTrunk; InvalidArgument (the
    /// checkpoint's steps are of other numbers of samples).
    /// @param resumeFrom checkpoint to go on from; empty: a new run. Only the first process reads
    /// it, the others get all from that one.
    /// Throws ProcessLost, here and in all that follows, where there are several processes.
    [[nodiscard]] static Result<std::unique_ptr<Trainer>> create(
            const TrainingRequest &request,
            const std::filesystem::path &resumeFrom,
            const std::shared_ptr<ProcessGroup> &group);

    /// What a step has to say.
    struct StepFacts
    {
        std::vector<LossTerm> terms;
        double loss = 0;
        double learningRate = 0;
        double waitingSeconds = 0;
        int samples = 0;
        bool isSkipped = false; ///< gradients overflowed in float16
    };

    /// Begins the epoch of position(), in its middle where the run was stopped there.
    [[nodiscard]] Result<void> startEpoch();
    /// One step of the optimiser; nothing at the end of the epoch.
    /// Errors: NotFinite (the loss), those of the loader. Throws what LibTorch throws.
    [[nodiscard]] Result<std::optional<StepFacts>> step();
    /// Makes the plan of audio mixing for the coming epoch, where there is to be one.
    /// Errors: those of planMixing, Cancelled.
    [[nodiscard]] Result<void> planMixing(std::stop_token stop);
    [[nodiscard]] Result<ValidationScore> validate(std::vector<ValidationPicture> *pictures,
                                                   std::stop_token stop);

    /// Weights, input and training state as they are now.
    [[nodiscard]] Checkpoint checkpoint() const;

    [[nodiscard]] RunPosition &position() { return m_position; }
    [[nodiscard]] const TrainingPlan &plan() const { return m_plan; }
    [[nodiscard]] const BatchLoader &loader() const { return *m_loader; }
    [[nodiscard]] std::int64_t learningParameters() const;
    [[nodiscard]] const std::string &stageName() const;
    /// Samples of the last step, whether it came to its end or not.
    [[nodiscard]] const std::vector<std::string> &lastIds() const { return m_lastIds; }

    /// False once a weight or a running statistic is NaN or infinite: such a network is lost.
    [[nodiscard]] bool isFinite() const;
    /// Whether a step on so many samples fits into the device's memory: does one on made-up ones,
    /// which changes gradients and running statistics; for a run that has failed. False before the
    /// first batch was loaded.
    [[nodiscard]] bool fits(int batch);

private:
    Trainer(const TrainingRequest &request,
            std::unique_ptr<BatchLoader> loader,
            std::shared_ptr<ProcessGroup> group);
    [[nodiscard]] std::int64_t samplesPerStep() const;
    [[nodiscard]] Result<void> requireSameSteps(const std::filesystem::path &path,
                                                std::int64_t before) const;
    Result<void> loadWeights(const std::filesystem::path &resumeFrom);
    Result<void> noteLoss(const StepLoss &loss, const TrainingBatch &batch, StepFacts &facts);
    [[nodiscard]] BatchNeeds needsAt(int epoch, std::int64_t position) const;
    [[nodiscard]] const StageConfig &stage() const;
    Result<void> accumulate(TrainingBatch &batch, StepFacts &facts);
    void applyGradients(StepFacts &facts);

    TrainingRequest m_request;
    at::Device m_device;
    Precision m_precision;
    std::shared_ptr<ProcessGroup> m_group;
    StepPeers m_peers;
    TrainingPlan m_plan;
    nn::TwoTrunkNet m_net{nullptr};
    std::unique_ptr<AdamOptimizer> m_optimizer;
    std::optional<GradientScaler> m_scaler;
    RunPosition m_position;
    std::shared_ptr<const MixPlan> m_mixPlan; // of the current epoch
    std::vector<std::string> m_lastIds;
    int m_columns = 0;                     // of the last spectrograms
    std::unique_ptr<BatchLoader> m_loader; // last: its threads ask for what the plan says
};

} // namespace soundlocus
