// SPDX-License-Identifier: MIT
#include "engine/training/training_session.h"

#include "engine/training/gradient_scaler.h"
#include "engine/training/memory_fault.h"
#include "engine/training/process_group.h"
#include "engine/training/run_reporter.h"
#include "engine/training/trainer.h"
#include "engine/training_log/curve_plot.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

namespace soundlocus {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// One call of trainNetwork().
class Session
{
public:
    Session(const TrainingRequest &request,
            RunFolder &folder,
            const TrainingObserver &observer,
            std::stop_token stop,
            std::shared_ptr<ProcessGroup> group)
        : m_request(request)
        , m_folder(folder)
        , m_stop(std::move(stop))
        , m_group(group ? std::move(group) : ProcessGroup::alone())
        , m_reporter(folder, observer, m_group->isFirst())
        , m_begin(Clock::now())
    {}

    Result<TrainingDone> run();

private:
    /// Why the steps of an epoch ended.
    enum class EpochEnd { Whole, Stopped, MaxSteps };

    Result<void> open();
    void chooseMetric();
    Result<EpochEnd> trainEpoch();
    Result<void> finishEpoch();
    Result<TrainingDone> endEarly();
    Result<TrainingDone> endStopped();
    Result<TrainingDone> train();
    Result<void> judge(int epoch);
    /// False where the disk did not take it and the run goes on.
    Result<bool> save();
    /// Fails where the configuration says that a run ends when it cannot be saved.
    Result<void> unlessEssential(Result<void> written);
    Result<TrainingDone> done(const std::string &reason);
    Unexpected failed(const Error &error);
    Error lostProcess(const ProcessLost &lost) const;
    Unexpected memoryFault(const std::exception &exception);

    const TrainingRequest &m_request;
    RunFolder &m_folder;
    std::stop_token m_stop;
    std::shared_ptr<ProcessGroup> m_group; // only the first process tells and writes
    RunReporter m_reporter;
    Clock::time_point m_begin;
    Clock::time_point m_lastSave;
    double m_secondsBefore = 0; // of earlier starts
    std::unique_ptr<Trainer> m_trainer;
    std::string m_metric;
    bool m_isNewBest = false;
    bool m_isSaved = true; // the position is that of last.safetensors
    /// What the position says of the best where the new best cannot be kept.
    RunPosition m_beforeBest;
};

Result<void> Session::unlessEssential(Result<void> written)
{
    if (written || m_request.config.run.onWriteFailure == "stop")
        return written;
    m_reporter.warn(written.error());
    return {};
}

Result<void> Session::open()
{
    const bool isResuming = m_request.isResuming;
    auto trainer = Trainer::create(
            m_request, isResuming ? m_folder.lastCheckpoint() : std::filesystem::path(), m_group);
    if (!trainer)
        return Unexpected(trainer.error());
    m_trainer = std::move(*trainer);
    const RunPosition &position = m_trainer->position();
    m_secondsBefore = position.seconds;
    m_reporter.begin(m_trainer->plan(), position);
    m_lastSave = Clock::now();
    chooseMetric();
    if (!m_group->isFirst())
        return {};
    if (isResuming) {
        // It goes on so, also when it is resumed again.
        if (auto replaced = m_folder.replaceConfig(m_request.config); !replaced)
            m_reporter.warn(replaced.error());
        if (const auto dropped = m_folder.truncateMetrics(position.step); !dropped)
            return Unexpected(dropped.error());
        // A process that was killed between the two files of a better epoch.
        m_isNewBest = position.hasBest && position.bestEpoch == position.epoch
                      && position.position == 0;
        if (m_isNewBest) {
            if (auto kept = unlessEssential(m_folder.keepLastAsBest()); !kept)
                return kept;
            m_isNewBest = false;
        }
    }
    m_reporter.openTensorBoard();
    m_reporter.started(m_request, m_trainer->learningParameters(), m_group->world());
    for (const std::string &note : m_request.notes)
        m_reporter.warn({ErrorCode::InvalidArgument, note, {}});
    const std::string &precision = m_request.config.run.precision;
    if (!isNative(precisionFromString(precision), at::Device(m_request.device).type()))
        m_reporter.warn({ErrorCode::InvalidArgument,
                         "run.precision: this processor has no instructions for " + precision
                                 + ", so steps take longer than in float32; use that",
                         {}});
    for (const std::string &note : m_trainer->plan().notes(m_request.config))
        m_reporter.warn({ErrorCode::InvalidArgument, note, {}});
    return {};
}

/// The metric of the whole run; it does not change when the run is resumed.
void Session::chooseMetric()
{
    const std::vector<std::size_t> &indices = m_request.split.validation;
    const SampleSource &source = m_request.validationSource ? *m_request.validationSource
                                                            : *m_request.source;
    const bool hasBoxes = std::any_of(indices.begin(), indices.end(), [&source](std::size_t index) {
        return source.item(index).sample.groundTruth.has_value();
    });
    m_metric = resolvedMetric(m_request.config.validation, hasBoxes);
    const std::string &wanted = m_request.config.validation.metric;
    if (!indices.empty() && wanted != "auto" && m_metric != wanted)
        m_reporter.warn({ErrorCode::InvalidArgument,
                         "validation.metric: " + wanted
                                 + " needs boxes and no clip of the validation has any; the loss "
                                   "chooses the "
                                   "best epoch instead",
                         {}});
}

Result<Session::EpochEnd> Session::trainEpoch()
{
    m_reporter.beginEpoch();
    const TrainingPlan &plan = m_trainer->plan();
    RunPosition &position = m_trainer->position();
    const std::int64_t epochEnd = (position.epoch + 1) * plan.stepsPerEpoch();
    if (position.step >= epochEnd) // stopped while it was judged
        return EpochEnd::Whole;
    if (auto started = m_trainer->startEpoch(); !started)
        return Unexpected(started.error());
    auto before = Clock::now();
    while (position.step < epochEnd) {
        if (position.step >= plan.totalSteps())
            return EpochEnd::MaxSteps;
        if (m_group->any(m_stop.stop_requested()))
            return EpochEnd::Stopped;
        auto facts = m_trainer->step();
        if (!facts)
            return Unexpected(facts.error());
        if (!facts->has_value())
            return fail(ErrorCode::Internal, "the epoch ended before its last step");
        position.seconds = m_secondsBefore + secondsSince(m_begin);
        m_reporter.step(**facts, m_trainer->stageName(), m_group->world(), secondsSince(before));
        m_reporter.broken(m_trainer->loader().statistics().broken);
        before = Clock::now();
        constexpr double kSecondsPerMinute = 60;
        const double period = m_request.config.run.checkpointMinutes * kSecondsPerMinute;
        if (period > 0 && secondsSince(m_lastSave) >= period) {
            if (auto saved = save(); !saved)
                return Unexpected(saved.error());
            before = Clock::now();
        }
    }
    return EpochEnd::Whole;
}

/// Validates, and notes whether this epoch is the best so far.
Result<void> Session::judge(int epoch)
{
    m_isNewBest = false;
    RunPosition &position = m_trainer->position();
    if (m_request.split.validation.empty())
        return {};
    std::vector<ValidationPicture> pictures;
    const auto score = m_trainer->validate(&pictures, m_stop);
    if (!score)
        return Unexpected(score.error());
    m_reporter.validated(*score, epoch);
    m_reporter.showPictures(
            pictures, m_request.validationSource ? *m_request.validationSource : *m_request.source);
    m_beforeBest = position;
    const double value = valueOf(*score, m_metric);
    m_isNewBest = !position.hasBest || value > position.best;
    if (m_isNewBest) {
        position.hasBest = true;
        position.best = value;
        position.bestEpoch = position.epoch;
    }
    return {};
}

Result<bool> Session::save()
{
    RunPosition &position = m_trainer->position();
    if (!m_trainer->isFinite())
        return fail(ErrorCode::NotFinite,
                    "weights are not finite after step " + std::to_string(position.step)
                            + "; resume from the last checkpoint with a lower "
                              "optimizer.learning_rate");
    m_lastSave = Clock::now();
    if (!m_group->isFirst()) {
        m_isNewBest = false;
        return true;
    }
    Result<void> written = writeCheckpoint(m_folder.lastCheckpoint(), m_trainer->checkpoint());
    if (written && m_isNewBest)
        written = m_folder.keepLastAsBest();
    m_lastSave = Clock::now();
    const bool isBest = std::exchange(m_isNewBest, false);
    if (!written) {
        if (isBest) { // its weights are on no disk
            position.hasBest = m_beforeBest.hasBest;
            position.best = m_beforeBest.best;
            position.bestEpoch = m_beforeBest.bestEpoch;
        }
        m_isSaved = false;
        if (auto done = unlessEssential(std::move(written)); !done)
            return Unexpected(done.error());
        return false;
    }
    m_isSaved = true;
    m_reporter.tell(TrainingCheckpoint{
            position.epoch, position.step, m_folder.lastCheckpoint().string(), isBest});
    return true;
}

/// What comes between two epochs. The position is already that of the next one.
Result<void> Session::finishEpoch()
{
    const auto begin = Clock::now();
    RunPosition &position = m_trainer->position();
    m_reporter.endEpoch(m_request.config.run.epochs, m_trainer->loader().statistics().replaced);
    ++position.epoch;
    position.position = 0;
    if (auto judged = judge(position.epoch - 1); !judged)
        return judged;
    if (auto planned = m_trainer->planMixing(m_stop); !planned)
        return planned;
    const auto saved = save();
    if (!saved)
        return Unexpected(saved.error());
    if (!m_group->isFirst())
        return {};
    if (*saved && m_request.config.run.keptCheckpoints > 0) {
        if (auto kept = unlessEssential(m_folder.keepLastAsEpoch(position.epoch - 1)); !kept)
            return kept;
        m_folder.removeOldCheckpoints(m_request.config.run.keptCheckpoints);
    }
    if (auto drawn = writeCurves(m_folder.curvesFile(), m_folder.metricsFile()); !drawn)
        m_reporter.warn(drawn.error());
    m_reporter.addOther(secondsSince(begin));
    return {};
}

/// The limit on steps lies within an epoch.
Result<TrainingDone> Session::endEarly()
{
    const RunPosition before = m_trainer->position();
    if (auto judged = judge(before.epoch); !judged) {
        if (judged.error().code != ErrorCode::Cancelled)
            return Unexpected(judged.error());
        m_trainer->position() = before;
        return endStopped();
    }
    if (auto saved = save(); !saved)
        return Unexpected(saved.error());
    return done("max_steps");
}

Result<TrainingDone> Session::endStopped()
{
    m_isNewBest = false;
    if (auto saved = save(); !saved)
        return Unexpected(saved.error());
    return done("stopped");
}

Result<TrainingDone> Session::done(const std::string &reason)
{
    const RunPosition &position = m_trainer->position();
    TrainingDone event;
    event.step = position.step;
    event.reason = reason;
    if (!m_group->isFirst())
        return event;
    if (!m_isSaved) {
        // It went on without; now nothing is to come.
        if (auto saved = save(); !saved)
            return Unexpected(saved.error());
        if (!m_isSaved)
            return fail(
                    ErrorCode::DiskFull,
                    m_folder.lastCheckpoint().string()
                            + ": is of an earlier step, for the last ones could not be written; "
                              "make room and go on with: soundlocus-cli train --resume "
                            + m_folder.path().string());
    }
    if (auto drawn = writeCurves(m_folder.curvesFile(), m_folder.metricsFile()); !drawn)
        m_reporter.warn(drawn.error());
    event.seconds = secondsSince(m_begin);
    event.last = m_folder.lastCheckpoint().string();
    if (position.hasBest) {
        event.best = m_folder.bestCheckpoint().string();
        event.metric = m_metric;
        event.bestValue = m_metric == "loss" ? -position.best : position.best;
    }
    m_reporter.tell(event);
    return event;
}

Unexpected Session::failed(const Error &error)
{
    TrainingFailed event;
    event.code = toString(error.code);
    event.message = error.message;
    const bool isOfBatch = error.code == ErrorCode::NotFinite || error.code == ErrorCode::Internal;
    if (m_trainer) {
        event.step = m_trainer->position().step;
        if (isOfBatch)
            event.ids = m_trainer->lastIds();
    }
    m_reporter.tell(event);
    return Unexpected(error);
}

Error Session::lostProcess(const ProcessLost &lost) const
{
    const std::string folder = m_folder.path().string();
    std::error_code code;
    const bool isResumable = std::filesystem::exists(m_folder.lastCheckpoint(), code);
    return {ErrorCode::ProcessLost,
            "another process of this training ended or cannot be reached; "
                    + (isResumable ? "the last checkpoint is whole, go on with: soundlocus-cli "
                                     "train --resume "
                                             + folder
                                   : "no checkpoint was written yet, begin again with " + folder),
            lost.what()};
}

Unexpected Session::memoryFault(const std::exception &exception)
{
    MemoryFacts facts;
    facts.device = m_request.device;
    facts.batch = m_request.config.run.batch;
    facts.accumulation = m_request.config.optimizer.accumulation;
    facts.detail = exception.what();
    // The machine's own memory is not tried out: systems promise more than they have.
    if (m_trainer && m_request.device != "cpu")
        facts.fitting = largestFittingBatch(facts.batch,
                                            [this](int batch) { return m_trainer->fits(batch); });
    return failed(memoryError(facts));
}

/// From epoch to epoch.
Result<TrainingDone> Session::train()
{
    RunPosition &position = m_trainer->position();
    const RunConfig &config = m_request.config.run;
    const int patience = m_request.config.validation.patience;
    while (position.epoch < config.epochs) {
        const bool isOver = patience > 0 && position.hasBest && position.position == 0
                            && position.epoch - position.bestEpoch >= patience;
        if (m_group->any(m_group->isFirst() && isOver))
            return done("patience");
        if (position.position == 0 && position.step >= m_trainer->plan().totalSteps())
            return done("max_steps");
        const auto end = trainEpoch();
        if (!end)
            return Unexpected(end.error());
        if (*end == EpochEnd::Stopped)
            return endStopped();
        if (*end == EpochEnd::MaxSteps)
            return endEarly();
        const RunPosition before = position;
        if (auto finished = finishEpoch(); !finished) {
            if (finished.error().code != ErrorCode::Cancelled)
                return Unexpected(finished.error());
            // Stopped while validating: the next start judges the epoch again.
            position = before;
            return endStopped();
        }
    }
    return done("finished");
}

Result<TrainingDone> Session::run()
{
    try {
        if (auto opened = open(); !opened)
            return failed(opened.error());
        auto trained = train();
        if (!trained)
            return failed(trained.error());
        return trained;
    } catch (const ProcessLost &lost) {
        return failed(lostProcess(lost));
    } catch (const std::exception &exception) {
        if (isMemoryFault(exception))
            return memoryFault(exception);
        const std::string text = exception.what();
        return failed({ErrorCode::Internal,
                       "training failed inside LibTorch",
                       text.substr(0, text.find('\n'))});
    }
}

} // namespace

Result<TrainingDone> trainNetwork(const TrainingRequest &request,
                                  RunFolder &folder,
                                  const TrainingObserver &observer,
                                  std::stop_token stop,
                                  std::shared_ptr<ProcessGroup> group)
{
    return Session(request, folder, observer, std::move(stop), std::move(group)).run();
}

} // namespace soundlocus
