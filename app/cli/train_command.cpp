// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "app/cli/local_workers.h"
#include "app/cli/network_setup.h"
#include "app/cli/training_setup.h"
#include "engine/inference/runtime.h"
#include "engine/training/training_runtime.h"
#include "engine/training_log/curve_plot.h"
#include "engine/training_log/event_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <variant>

namespace soundlocus::cli {

namespace {

/// Ids of a faulty batch that are printed; the events hold all.
constexpr std::size_t kIdsShown = 40;

/// Shows what happens in a run, and hands it on as events.
class TrainingReporter
{
public:
    explicit TrainingReporter(Console &console)
        : m_console(console)
    {}

    void operator()(const TrainingEvent &event)
    {
        auto fields = nlohmann::ordered_json::parse(toJsonLine(event));
        const std::string name = fields.at("event");
        fields.erase("event");
        m_console.event(name, fields);
        std::visit([this](const auto &e) { show(e); }, event);
    }

private:
    void show(const TrainingStarted &event)
    {
        m_epochs = event.epochs;
        m_console.answer(fmt::format("{} clips, {} kept back for validation; {} parameters, "
                                     "batch {}, {} steps, on {}{}",
                                     event.samples,
                                     event.validationSamples,
                                     event.parameters,
                                     event.batch,
                                     event.steps,
                                     event.device,
                                     event.step > 0 ? fmt::format(", from step {}", event.step)
                                                    : std::string()));
        m_console.begin("training", "steps", event.folder, event.step);
    }
    void show(const TrainingStep &event)
    {
        m_console.progress({event.step,
                            event.steps,
                            fmt::format("epoch {}/{}, {}, loss {:.4f}",
                                        event.epoch + 1,
                                        m_epochs,
                                        event.stage,
                                        event.loss)});
    }
    void show(const TrainingEpoch &event) { m_console.answer(toText(event)); }
    void show(const TrainingValidation &event) { m_console.answer("  " + toText(event)); }
    void show(const TrainingCheckpoint &event)
    {
        if (event.isBest)
            m_console.answer("  best so far");
    }
    void show(const TrainingWarning &event) { m_console.warn(event.message); }
    void show(const TrainingDone &event)
    {
        m_console.end();
        m_console.answer(fmt::format("{} after {} steps, {}; {}",
                                     event.reason,
                                     event.step,
                                     formatSeconds(event.seconds),
                                     event.best.empty() ? event.last : event.best));
    }
    void show(const TrainingFailed &event)
    {
        if (event.ids.empty())
            return;
        const auto shown = std::span(event.ids).first(std::min(kIdsShown, event.ids.size()));
        m_console.warn(fmt::format("samples of the last batch: {}{}",
                                   fmt::join(shown, ", "),
                                   shown.size() < event.ids.size() ? ", ..." : ""));
    }

    Console &m_console;
    int m_epochs = 0;
};

int listFields(Console &console)
{
    std::string text;
    for (const FieldFacts &field : trainingFields())
        text += fmt::format("{} = {}\n    {}\n", field.key, field.defaultValue, field.meaning);
    text.pop_back();
    console.answer(text);
    return kExitDone;
}

/// Draws RUNDIR/curves.png, also of a run that is going on.
int drawCurves(Console &console, const std::filesystem::path &run)
{
    const RunFolder folder = RunFolder::ofAnotherProcess(run);
    if (auto drawn = writeCurves(folder.curvesFile(), folder.metricsFile()); !drawn) {
        console.fault(drawn.error());
        return kExitSomeFailed;
    }
    console.answer(folder.curvesFile().string());
    return kExitDone;
}

/// Each process of a machine has a GPU of its own, where none is named.
/// Errors: those of InferenceRuntime::load and checkDevice.
Result<std::string> resolvedDevice(const std::string &wanted, int localRank)
{
    if (wanted == "cpu")
        return wanted;
    const auto runtime = InferenceRuntime::load();
    if (!runtime)
        return Unexpected(runtime.error());
    std::string device = deviceOf(wanted, **runtime);
    if (localRank > 0 && device != "cpu" && wanted.find(':') == std::string::npos)
        device = "cuda:" + std::to_string(localRank);
    if (auto there = (*runtime)->checkDevice(device); !there)
        return Unexpected(there.error());
    return device;
}

/// Place of this process as its environment says it. Errors: InvalidArgument.
Result<std::optional<ProcessPlace>> givenPlace(const TrainArguments &arguments)
{
    auto place = processPlaceFromEnvironment();
    if (place && place->has_value() && arguments.workersPerHost > 0)
        return fail(ErrorCode::InvalidArgument,
                    "--workers-per-host starts the processes itself, but RANK and WORLD_SIZE are "
                    "set: another program has started them; leave one of both out");
    return place;
}

/// Faults that the first process tells, or of which another one has told.
bool isToldElsewhere(const std::optional<ProcessPlace> &place, const Error &error)
{
    return place && !place->isFirst()
           && (error.code == ErrorCode::ProcessLost || error.code == ErrorCode::NotFinite);
}

/// "process 1 of 4: " of one that works for another.
std::string speakerName(const std::optional<ProcessPlace> &place)
{
    return place && !place->isFirst() ? fmt::format("process {} of {}: ", place->rank, place->world)
                                      : std::string();
}

} // namespace

int runTrain(const CommandContext &context)
{
    Console &console = context.console;
    const TrainArguments &arguments = context.line.train;
    if (arguments.isListingFields)
        return listFields(console);
    if (!arguments.curves.empty())
        return drawCurves(console, arguments.curves);
    const auto failed = [&console](const Error &error) {
        console.end();
        console.fault(error);
        console.event("failed", {{"code", toString(error.code)}, {"message", error.message}});
        return error.code == ErrorCode::InvalidArgument ? kExitUsage : kExitSomeFailed;
    };
    const auto given = givenPlace(arguments);
    if (!given)
        return failed(given.error());
    std::optional<ProcessPlace> place = *given;
    auto setup = setUpTraining(context);
    if (!setup)
        return failed(setup.error());
    TrainingRequest &request = setup->request;
    const std::string wanted = arguments.device == "auto" ? request.config.run.device
                                                          : arguments.device;
    // A device that the last process of this machine will not have is better missed now.
    if (const auto last = resolvedDevice(wanted, arguments.workersPerHost - 1); !last)
        return failed(last.error());
    const auto device = resolvedDevice(wanted, place ? place->localRank : 0);
    if (!device)
        return failed(device.error());
    request.device = *device;
    if (*device == "cpu" && request.config.run.precision == "fp16")
        return failed(
                {ErrorCode::InvalidArgument,
                 "run.precision: fp16 needs a CUDA device and this run is on cpu; use bf16 or "
                 "float32",
                 {}});
    const auto runtime = TrainingRuntime::load();
    if (!runtime)
        return failed(runtime.error());
    std::optional<LocalWorkers> workers;
    if (arguments.workersPerHost > 1) {
        auto started = LocalWorkers::start(arguments.workersPerHost);
        if (!started)
            return failed(started.error());
        place = workers.emplace(std::move(*started)).place();
    }
    request.place = place;
    const auto done = (*runtime)->train(request,
                                        setup->folder,
                                        TrainingReporter(console),
                                        context.stop,
                                        request.config.run.threads);
    if (!done) {
        console.end();
        if (!isToldElsewhere(place, done.error()))
            console.fault(speakerName(place), done.error());
        return kExitSomeFailed;
    }
    return done->reason == "stopped" ? kExitInterrupted : kExitDone;
}

} // namespace soundlocus::cli
