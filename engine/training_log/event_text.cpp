// SPDX-License-Identifier: MIT
#include "engine/training_log/event_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace soundlocus {

namespace {

constexpr double kPercent = 100;

std::string textOf(const TrainingStarted &event)
{
    return fmt::format("started at step {} of {}: {} clips, {} for validation, {} parameters, "
                       "batch {}, on {} in {}",
                       event.step,
                       event.steps,
                       event.samples,
                       event.validationSamples,
                       event.parameters,
                       event.batch,
                       event.device,
                       event.precision);
}

std::string textOf(const TrainingStep &)
{
    return {};
}

std::string textOf(const TrainingEpoch &event)
{
    std::string text = fmt::format("epoch {}/{}: step {}, loss {:.4f}, {:.1f} images/s, waited "
                                   "{:.1f} s",
                                   event.epoch + 1,
                                   event.epochs,
                                   event.step,
                                   event.loss,
                                   event.imagesPerSecond,
                                   event.waitingSeconds);
    if (event.replaced > 0)
        text += fmt::format(", {} broken samples replaced", event.replaced);
    return text;
}

std::string textOf(const TrainingValidation &event)
{
    std::string text = fmt::format("validation on {}:", event.n);
    if (event.loss)
        text += fmt::format(" loss {:.4f}", *event.loss);
    if (event.ciouAt50)
        text += fmt::format(", cIoU@0.5 {:.1f} %", kPercent * *event.ciouAt50);
    if (event.auc)
        text += fmt::format(", AUC {:.1f} %", kPercent * *event.auc);
    if (event.pointing)
        text += fmt::format(", pointing {:.1f} %", kPercent * *event.pointing);
    return text;
}

std::string textOf(const TrainingCheckpoint &)
{
    return {};
}

std::string textOf(const TrainingWarning &event)
{
    return "warning: " + event.message;
}

std::string textOf(const TrainingDone &event)
{
    return fmt::format("{} at step {} after {:.1f} s", event.reason, event.step, event.seconds);
}

std::string textOf(const TrainingFailed &event)
{
    std::string text = fmt::format("failed at step {}: {}", event.step, event.message);
    if (!event.ids.empty())
        text += fmt::format("; samples of the last batch: {}", fmt::join(event.ids, ", "));
    return text;
}

} // namespace

std::string toText(const TrainingEvent &event)
{
    return std::visit([](const auto &kind) { return textOf(kind); }, event);
}

} // namespace soundlocus
