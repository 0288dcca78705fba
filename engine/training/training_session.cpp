// SPDX-License-Identifier: MIT
#include "engine/training/training_session.h"

#include "engine/core/log.h"
#include "engine/render/heatmap_overlay.h"
#include "engine/training/curve_plot.h"
#include "engine/training/event_file.h"
#include "engine/training/event_text.h"
#include "engine/training/memory_fault.h"
#include "engine/training/process_group.h"
#include "engine/training/progress_meter.h"
#include "engine/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

namespace soundlocus {

namespace {

using Clock = std::chrono::steady_clock;

/// Steps between lines of metrics.jsonl and points of TensorBoard's curves.
constexpr std::int64_t kStepsPerMetric = 10;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

TrainingValidation eventOf(const ValidationScore &score, const RunPosition &position)
{
    TrainingValidation event;
    event.epoch = position.epoch;
    event.step = position.step;
    event.n = score.samples;
    event.loss = score.loss;
    if (score.boxed > 0) {
        event.ciouAt50 = score.ciouAtHalf;
        event.auc = score.auc;
        event.pointing = score.pointing;
    }
    return event;
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
        , m_observer(observer)
        , m_stop(std::move(stop))
        , m_group(group ? std::move(group) : ProcessGroup::alone())
        , m_begin(Clock::now())
    {}

    Result<TrainingDone> run();

private:
    /// Why the steps of an epoch ended.
    enum class EpochEnd { Whole, Stopped, MaxSteps };

    Result<void> open();
    void chooseMetric();
    void tellStarted();
    Result<EpochEnd> trainEpoch();
    Result<void> finishEpoch();
    Result<TrainingDone> endEarly();
    Result<TrainingDone> endStopped();
    Result<TrainingDone> train();
    Result<void> judge();
    /// False where the disk did not take it and the run goes on.
    Result<bool> save();
    void showPictures(const std::vector<ValidationPicture> &pictures);
    void tell(const TrainingEvent &event);
    void tellStep(const Trainer::StepFacts &facts, double seconds);
    void warn(const Error &error);
    /// Fails where the configuration says that a run ends when it cannot be saved.
    Result<void> unlessEssential(Result<void> written);
    Result<TrainingDone> done(const std::string &reason);
    Unexpected failed(const Error &error);
    Error lostProcess(const ProcessLost &lost) const;
    Unexpected memoryFault(const std::exception &exception);

    const TrainingRequest &m_request;
    RunFolder &m_folder;
    const TrainingObserver &m_observer;
    std::stop_token m_stop;
    std::shared_ptr<ProcessGroup> m_group; // only the first process tells and writes
    Clock::time_point m_begin;
    Clock::time_point m_lastSave;
    double m_secondsBefore = 0; // of earlier starts
    std::unique_ptr<Trainer> m_trainer;
    std::optional<ProgressMeter> m_meter;
    std::optional<EventFile> m_tensorboard;
    std::string m_metric;
    bool m_isNewBest = false;
    /// What the position says of the best where the new best cannot be kept.
    RunPosition m_beforeBest;
    // Of the steps of the current epoch since this start.
    double m_lossSum = 0;
    double m_waited = 0;
    std::int64_t m_stepsOfEpoch = 0;
};

void Session::tell(const TrainingEvent &event)
{
    if (!m_group->isFirst())
        return;
    m_observer(event);
    const auto warnOnce = [](const Result<void> &written) {
        if (!written)
            log(LogLevel::Warning, toString(written.error()));
    };
    if (const std::string text = toText(event); !text.empty())
        warnOnce(m_folder.appendLog(text));
    const auto *step = std::get_if<TrainingStep>(&event);
    if (step != nullptr && step->step % kStepsPerMetric != 0 && step->step != 1)
        return;
    warnOnce(m_folder.appendMetrics(toJsonLine(event)));
    if (!m_tensorboard)
        return;
    if (const auto scalars = scalarsOf(event); !scalars.empty())
        warnOnce(m_tensorboard->addScalars(m_trainer->position().step, scalars));
}

void Session::warn(const Error &error)
{
    tell(TrainingWarning{
            m_trainer->position().step, std::string(toString(error.code)), toString(error)});
}

Result<void> Session::unlessEssential(Result<void> written)
{
    if (written || m_request.config.run.onWriteFailure == "stop")
        return written;
    warn(written.error());
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
    m_meter.emplace(m_trainer->plan().totalSteps(), position.step);
    m_lastSave = Clock::now();
    chooseMetric();
    if (!m_group->isFirst())
        return {};
    if (isResuming) {
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
    auto tensorboard = EventFile::create(m_folder.tensorboardFolder(), position.step);
    if (tensorboard)
        m_tensorboard.emplace(std::move(*tensorboard));
    else
        warn(tensorboard.error());
    tellStarted();
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
        warn({ErrorCode::InvalidArgument,
              "validation.metric: " + wanted
                      + " needs boxes and no clip of the validation has any; the loss chooses the "
                        "best epoch instead",
              {}});
}

void Session::tellStarted()
{
    const RunPosition &position = m_trainer->position();
    TrainingStarted event;
    event.folder = m_folder.path().string();
    event.device = m_request.device;
    event.precision = m_request.config.run.precision;
    event.step = position.step;
    event.steps = m_trainer->plan().totalSteps();
    event.epochs = m_request.config.run.epochs;
    event.samples = static_cast<std::int64_t>(m_request.split.training.size());
    event.validationSamples = static_cast<std::int64_t>(m_request.split.validation.size());
    event.parameters = m_trainer->learningParameters();
    event.batch = m_request.config.run.batch;
    event.processes = m_group->world();
    tell(event);
}

void Session::tellStep(const Trainer::StepFacts &facts, double seconds)
{
    const RunPosition &position = m_trainer->position();
    m_meter->addStep({seconds, facts.waitingSeconds, facts.samples * m_group->world()});
    TrainingStep event;
    event.epoch = position.epoch;
    event.step = position.step;
    event.steps = m_trainer->plan().totalSteps();
    event.stage = m_trainer->stageName();
    event.loss = facts.loss;
    event.terms = facts.terms;
    event.learningRate = facts.learningRate;
    event.imagesPerSecond = m_meter->imagesPerSecond();
    event.waitingSeconds = facts.waitingSeconds;
    event.secondsLeft = m_meter->secondsLeft();
    tell(event);
    m_lossSum += facts.loss;
    m_waited += facts.waitingSeconds;
    ++m_stepsOfEpoch;
}

Result<Session::EpochEnd> Session::trainEpoch()
{
    m_lossSum = 0;
    m_waited = 0;
    m_stepsOfEpoch = 0;
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
        tellStep(**facts, std::chrono::duration<double>(Clock::now() - before).count());
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

void Session::showPictures(const std::vector<ValidationPicture> &pictures)
{
    if (!m_tensorboard)
        return;
    const auto &source = m_request.validationSource ? m_request.validationSource : m_request.source;
    const HeatmapOverlay overlay({});
    for (const ValidationPicture &picture : pictures) {
        const auto sample = source->load(picture.index);
        if (!sample)
            continue;
        const auto painted = overlay.paint(sample->frame, picture.map);
        if (!painted)
            continue;
        const auto added = m_tensorboard->addImage(m_trainer->position().step,
                                                   "heatmap/"
                                                           + source->item(picture.index).sample.id,
                                                   *painted);
        if (!added)
            log(LogLevel::Warning, toString(added.error()));
    }
}

/// Validates, and notes whether this epoch is the best so far.
Result<void> Session::judge()
{
    m_isNewBest = false;
    RunPosition &position = m_trainer->position();
    if (m_request.split.validation.empty())
        return {};
    std::vector<ValidationPicture> pictures;
    const auto score = m_trainer->validate(&pictures, m_stop);
    if (!score)
        return Unexpected(score.error());
    tell(eventOf(*score, position));
    showPictures(pictures);
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
        if (auto done = unlessEssential(std::move(written)); !done)
            return Unexpected(done.error());
        return false;
    }
    tell(TrainingCheckpoint{
            position.epoch, position.step, m_folder.lastCheckpoint().string(), isBest});
    return true;
}

/// What comes between two epochs. The position is already that of the next one.
Result<void> Session::finishEpoch()
{
    const auto begin = Clock::now();
    RunPosition &position = m_trainer->position();
    TrainingEpoch event;
    event.epoch = position.epoch;
    event.epochs = m_request.config.run.epochs;
    event.step = position.step;
    event.loss = m_lossSum / static_cast<double>(std::max<std::int64_t>(1, m_stepsOfEpoch));
    event.seconds = position.seconds;
    event.waitingSeconds = m_waited;
    event.imagesPerSecond = m_meter->imagesPerSecond();
    event.replaced = static_cast<int>(m_trainer->loader().statistics().replaced);
    event.secondsLeft = m_meter->secondsLeft();
    if (m_stepsOfEpoch > 0) // else it was told before the run was stopped
        tell(event);
    ++position.epoch;
    position.position = 0;
    if (auto judged = judge(); !judged)
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
        warn(drawn.error());
    m_meter->addOther(secondsSince(begin), m_trainer->plan().stepsPerEpoch());
    return {};
}

/// The limit on steps lies within an epoch.
Result<TrainingDone> Session::endEarly()
{
    const RunPosition before = m_trainer->position();
    if (auto judged = judge(); !judged) {
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
    if (auto drawn = writeCurves(m_folder.curvesFile(), m_folder.metricsFile()); !drawn)
        warn(drawn.error());
    event.seconds = secondsSince(m_begin);
    event.last = m_folder.lastCheckpoint().string();
    if (position.hasBest) {
        event.best = m_folder.bestCheckpoint().string();
        event.metric = m_metric;
        event.bestValue = m_metric == "loss" ? -position.best : position.best;
    }
    tell(event);
    return event;
}

Unexpected Session::failed(const Error &error)
{
    TrainingFailed event;
    event.code = toString(error.code);
    event.message = error.message;
    const bool isOfBatch = error.code == ErrorCode::NotFinite || error.code == ErrorCode::Internal
                           || error.code == ErrorCode::DeviceOutOfMemory;
    if (m_trainer) {
        event.step = m_trainer->position().step;
        if (isOfBatch)
            event.ids = m_trainer->lastIds();
    }
    tell(event);
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
