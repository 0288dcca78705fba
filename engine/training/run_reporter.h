// SPDX-License-Identifier: MIT
#pragma once

#include "engine/dataset/sample_source.h"
#include "engine/training/network_state.h"
#include "engine/training/run_folder.h"
#include "engine/training/trainer.h"
#include "engine/training/training_plan.h"
#include "engine/training/training_session.h"
#include "engine/training/validator.h"
#include "engine/training_log/event_file.h"
#include "engine/training_log/progress_meter.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

/// Says what a run does: to its observer, to log.txt and metrics.jsonl of its folder, and to
/// TensorBoard. Of several processes only the first one speaks. Nothing that it cannot write stops
/// a run. Threads: one thread at a time.
class RunReporter
{
public:
    /// @param folder, observer outlive the reporter @param isSpeaking false: says nothing
    RunReporter(RunFolder &folder, const TrainingObserver &observer, bool isSpeaking);

    /// Before all that follows. @param position of the trainer, which outlives the reporter
    void begin(const TrainingPlan &plan, const RunPosition &position);
    /// Starts the event file, or warns.
    void openTensorBoard();
    /// @param learning parameters that learn
    void started(const TrainingRequest &request, std::int64_t learning, int processes);

    void beginEpoch();
    /// @param seconds that the step took, waiting included
    void step(const Trainer::StepFacts &facts,
              const std::string &stage,
              int processes,
              double seconds);
    /// Nothing is said of an epoch without a step: it was told before the run was stopped.
    /// @param epochs of the whole run @param replaced samples that could not be read, since this
    /// start
    void endEpoch(int epochs, std::int64_t replaced);
    /// Warns of samples that it has not warned of: the first ones by name, then their number at the
    /// end of the epoch. @param broken LoaderStatistics::broken
    void broken(const std::vector<std::string> &broken);
    /// @param epoch that was judged
    void validated(const ValidationScore &score, int epoch);
    /// Overlays for TensorBoard.
    void showPictures(const std::vector<ValidationPicture> &pictures, const SampleSource &source);
    /// Time between two epochs, for the guess of the time left.
    void addOther(double seconds);

    void warn(const Error &error);
    void tell(const TrainingEvent &event);

private:
    RunFolder &m_folder;
    const TrainingObserver &m_observer;
    bool m_isSpeaking;
    const RunPosition *m_position = nullptr; // set by begin()
    std::int64_t m_totalSteps = 0;
    std::int64_t m_stepsPerEpoch = 0;
    std::optional<ProgressMeter> m_meter;
    std::optional<EventFile> m_tensorboard;
    // Of the steps of the current epoch since this start.
    double m_lossSum = 0;
    double m_waited = 0;
    std::int64_t m_stepsOfEpoch = 0;
    std::map<std::string, double> m_termSums;
    std::int64_t m_replacedBefore = 0; // in the epochs before, since this start
    std::size_t m_brokenTold = 0;
};

} // namespace soundlocus
