// SPDX-License-Identifier: MIT
#include "engine/training/run_reporter.h"

#include "engine/core/log.h"
#include "engine/render/heatmap_overlay.h"
#include "engine/training_log/event_text.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// Steps between lines of metrics.jsonl and points of TensorBoard's curves.
constexpr std::int64_t kStepsPerMetric = 10;

/// Broken samples that are named one by one.
constexpr std::size_t kBrokenNamed = 20;

void logFault(const Result<void> &written)
{
    if (!written)
        log(LogLevel::Warning, toString(written.error()));
}

} // namespace

RunReporter::RunReporter(RunFolder &folder, const TrainingObserver &observer, bool isSpeaking)
    : m_folder(folder)
    , m_observer(observer)
    , m_isSpeaking(isSpeaking)
{}

void RunReporter::begin(const TrainingPlan &plan, const RunPosition &position)
{
    m_position = &position;
    m_totalSteps = plan.totalSteps();
    m_stepsPerEpoch = plan.stepsPerEpoch();
    m_meter.emplace(m_totalSteps, position.step);
}

void RunReporter::openTensorBoard()
{
    auto tensorboard = EventFile::create(m_folder.tensorboardFolder(), m_position->step);
    if (tensorboard)
        m_tensorboard.emplace(std::move(*tensorboard));
    else
        warn(tensorboard.error());
}

void RunReporter::tell(const TrainingEvent &event)
{
    if (!m_isSpeaking)
        return;
    m_observer(event);
    if (const std::string text = toText(event); !text.empty())
        logFault(m_folder.appendLog(text));
    const auto *step = std::get_if<TrainingStep>(&event);
    if (step != nullptr && step->step % kStepsPerMetric != 0 && step->step != 1
        && step->step != step->steps)
        return;
    logFault(m_folder.appendMetrics(toJsonLine(event)));
    if (!m_tensorboard)
        return;
    if (const auto scalars = scalarsOf(event); !scalars.empty())
        logFault(m_tensorboard->addScalars(m_position->step, scalars));
}

void RunReporter::warn(const Error &error)
{
    tell(TrainingWarning{m_position->step, std::string(toString(error.code)), toString(error)});
}

void RunReporter::started(const TrainingRequest &request, std::int64_t learning, int processes)
{
    TrainingStarted event;
    event.folder = m_folder.path().string();
    event.device = request.device;
    event.precision = request.config.run.precision;
    event.step = m_position->step;
    event.steps = m_totalSteps;
    event.epochs = request.config.run.epochs;
    event.samples = static_cast<std::int64_t>(request.split.training.size());
    event.validationSamples = static_cast<std::int64_t>(request.split.validation.size());
    event.parameters = learning;
    event.batch = request.config.run.batch;
    event.processes = processes;
    tell(event);
}

void RunReporter::beginEpoch()
{
    m_lossSum = 0;
    m_waited = 0;
    m_stepsOfEpoch = 0;
    m_termSums.clear();
}

void RunReporter::step(const Trainer::StepFacts &facts,
                       const std::string &stage,
                       int processes,
                       double seconds)
{
    m_meter->addStep({seconds, facts.waitingSeconds, facts.samples * processes});
    TrainingStep event;
    event.epoch = m_position->epoch;
    event.step = m_position->step;
    event.steps = m_totalSteps;
    event.stage = stage;
    event.loss = facts.loss;
    event.terms = facts.terms;
    event.learningRate = facts.learningRate;
    event.imagesPerSecond = m_meter->imagesPerSecond();
    event.waitingSeconds = facts.waitingSeconds;
    event.secondsLeft = m_meter->secondsLeft();
    tell(event);
    m_lossSum += facts.loss;
    m_waited += facts.waitingSeconds;
    for (const LossTerm &term : facts.terms)
        m_termSums[term.name] += term.value;
    ++m_stepsOfEpoch;
}

void RunReporter::endEpoch(int epochs, std::int64_t replaced)
{
    if (m_stepsOfEpoch == 0)
        return;
    TrainingEpoch event;
    event.epoch = m_position->epoch;
    event.epochs = epochs;
    event.step = m_position->step;
    const auto steps = static_cast<double>(m_stepsOfEpoch);
    event.loss = m_lossSum / steps;
    for (const auto &[name, sum] : m_termSums)
        event.terms.push_back({name, sum / steps});
    event.seconds = m_position->seconds;
    event.waitingSeconds = m_waited;
    event.imagesPerSecond = m_meter->imagesPerSecond();
    event.replaced = static_cast<int>(replaced - std::exchange(m_replacedBefore, replaced));
    event.secondsLeft = m_meter->secondsLeft();
    tell(event);
}

void RunReporter::broken(const std::vector<std::string> &broken)
{
    for (; m_brokenTold < std::min(broken.size(), kBrokenNamed); ++m_brokenTold)
        warn({ErrorCode::CorruptData,
              broken[m_brokenTold] + "; another sample takes its place",
              {}});
    if (m_brokenTold == kBrokenNamed && broken.size() > kBrokenNamed) {
        ++m_brokenTold;
        warn({ErrorCode::CorruptData,
              "more than " + std::to_string(kBrokenNamed)
                      + " samples cannot be read; the events of the epochs say how many others "
                        "stood in for; check where the data lie",
              {}});
    }
}

void RunReporter::validated(const ValidationScore &score, int epoch)
{
    TrainingValidation event;
    event.epoch = epoch;
    event.step = m_position->step;
    event.n = score.samples;
    event.loss = score.loss;
    if (score.boxed > 0) {
        event.ciouAt50 = score.ciouAtHalf;
        event.auc = score.auc;
        event.pointing = score.pointing;
    }
    tell(event);
}

void RunReporter::showPictures(const std::vector<ValidationPicture> &pictures,
                               const SampleSource &source)
{
    if (!m_tensorboard)
        return;
    const HeatmapOverlay overlay({});
    for (const ValidationPicture &picture : pictures) {
        const auto sample = source.load(picture.index);
        if (!sample)
            continue;
        const auto painted = overlay.paint(sample->frame, picture.map);
        if (!painted)
            continue;
        const std::string tag = "heatmap/" + source.item(picture.index).sample.id;
        logFault(m_tensorboard->addImage(m_position->step, tag, *painted));
    }
}

void RunReporter::addOther(double seconds)
{
    m_meter->addOther(seconds, m_stepsPerEpoch);
}

} // namespace soundlocus
