// SPDX-License-Identifier: MIT
#include "engine/training_log/training_events.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <limits>

namespace soundlocus {

namespace {

using Json = nlohmann::ordered_json;

/// In the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<TrainingEvent>>
        kNames{"started", "step", "epoch", "validation", "checkpoint", "warning", "done", "failed"};

// Each field once, for reading and for writing.

template <typename Archive>
void visitFields(Archive &archive, TrainingStarted &event)
{
    archive("folder", event.folder);
    archive("device", event.device);
    archive("precision", event.precision);
    archive("step", event.step);
    archive("steps", event.steps);
    archive("epochs", event.epochs);
    archive("samples", event.samples);
    archive("validation_samples", event.validationSamples);
    archive("parameters", event.parameters);
    archive("batch", event.batch);
    archive("processes", event.processes);
}

template <typename Archive>
void visitFields(Archive &archive, TrainingStep &event)
{
    archive("epoch", event.epoch);
    archive("step", event.step);
    archive("steps", event.steps);
    archive("stage", event.stage);
    archive("loss", event.loss);
    archive("terms", event.terms);
    archive("learning_rate", event.learningRate);
    archive("images_per_second", event.imagesPerSecond);
    archive("waiting_seconds", event.waitingSeconds);
    archive("seconds_left", event.secondsLeft);
}

template <typename Archive>
void visitFields(Archive &archive, TrainingEpoch &event)
{
    archive("epoch", event.epoch);
    archive("epochs", event.epochs);
    archive("step", event.step);
    archive("loss", event.loss);
    archive("terms", event.terms);
    archive("seconds", event.seconds);
    archive("waiting_seconds", event.waitingSeconds);
    archive("images_per_second", event.imagesPerSecond);
    archive("replaced", event.replaced);
    archive("seconds_left", event.secondsLeft);
}

template <typename Archive>
void visitFields(Archive &archive, TrainingValidation &event)
{
    archive("epoch", event.epoch);
    archive("step", event.step);
    archive("n", event.n);
    archive("loss", event.loss);
    archive("ciou_at_50", event.ciouAt50);
    archive("auc", event.auc);
    archive("pointing", event.pointing);
}

template <typename Archive>
void visitFields(Archive &archive, TrainingCheckpoint &event)
{
    archive("epoch", event.epoch);
    archive("step", event.step);
    archive("path", event.path);
    archive("best", event.isBest);
}

template <typename Archive>
void visitFields(Archive &archive, TrainingWarning &event)
{
    archive("step", event.step);
    archive("code", event.code);
    archive("message", event.message);
}

template <typename Archive>
void visitFields(Archive &archive, TrainingDone &event)
{
    archive("step", event.step);
    archive("reason", event.reason);
    archive("seconds", event.seconds);
    archive("last", event.last);
    archive("best", event.best);
    archive("metric", event.metric);
    archive("best_value", event.bestValue);
}

template <typename Archive>
void visitFields(Archive &archive, TrainingFailed &event)
{
    archive("step", event.step);
    archive("code", event.code);
    archive("message", event.message);
    archive("ids", event.ids);
}

Json numberOf(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

struct Writer
{
    Json json;

    template <typename T>
    void operator()(const char *name, const T &value)
    {
        json[name] = value;
    }
    void operator()(const char *name, const double &value) { json[name] = numberOf(value); }
    void operator()(const char *name, const std::optional<double> &value)
    {
        if (value)
            json[name] = numberOf(*value);
    }
    void operator()(const char *name, const std::vector<LossTerm> &terms)
    {
        Json &object = json[name] = Json::object();
        for (const LossTerm &term : terms)
            object[term.name] = numberOf(term.value);
    }
};

/// Null stands for a number that was not finite.
double numberFrom(const Json &json)
{
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

struct Reader
{
    const Json &json;

    template <typename T>
    void operator()(const char *name, T &value)
    {
        if (const auto found = json.find(name); found != json.end())
            value = found->get<T>();
    }
    void operator()(const char *name, double &value)
    {
        if (const auto found = json.find(name); found != json.end())
            value = numberFrom(*found);
    }
    void operator()(const char *name, std::optional<double> &value)
    {
        if (const auto found = json.find(name); found != json.end())
            value = numberFrom(*found);
    }
    void operator()(const char *name, std::vector<LossTerm> &terms)
    {
        if (const auto found = json.find(name); found != json.end())
            for (const auto &[term, value] : found->items())
                terms.push_back({term, numberFrom(value)});
    }
};

template <std::size_t... kIndex>
std::optional<TrainingEvent> emptyEvent(std::string_view name, std::index_sequence<kIndex...>)
{
    std::optional<TrainingEvent> event;
    (void)((name == kNames[kIndex] && (event.emplace(std::in_place_index<kIndex>), true)) || ...);
    return event;
}

} // namespace

std::string toJsonLine(const TrainingEvent &event)
{
    Writer writer;
    writer.json["v"] = kTrainingEventsVersion;
    writer.json["event"] = kNames[event.index()];
    TrainingEvent copy = event;
    std::visit([&writer](auto &fields) { visitFields(writer, fields); }, copy);
    return writer.json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<TrainingEvent> parseTrainingEvent(std::string_view line)
{
    try {
        const Json json = Json::parse(line);
        if (json.at("v").get<int>() > kTrainingEventsVersion)
            return fail(ErrorCode::UnsupportedFormat,
                        "a training event of a newer version; update this program");
        const auto name = json.at("event").get<std::string>();
        auto event = emptyEvent(name,
                                std::make_index_sequence<std::variant_size_v<TrainingEvent>>{});
        if (!event)
            return fail(ErrorCode::UnsupportedFormat, "training event " + name + " is unknown");
        Reader reader{json};
        std::visit([&reader](auto &fields) { visitFields(reader, fields); }, *event);
        return *std::move(event);
    } catch (const Json::exception &e) {
        return fail(ErrorCode::CorruptData, "not a line of training events", e.what());
    }
}

std::string_view trainingEventsHelp()
{
    return R"(One JSON object per line, {"v": 1, "event": ..., ...}. Leave out events and fields that you do not
know; later versions add some and change none. Epochs count from 0, steps are steps done.
  started     folder, device, precision, step (above 0: resumed), steps, epochs, samples,
              validation_samples, parameters, batch, processes
  step        epoch, step, steps, stage, loss, terms {contrastive_first, contrastive_second,
              equivariance, supervised, pooled, sound: those in use}, learning_rate,
              images_per_second, waiting_seconds, seconds_left
  epoch       epoch, epochs, step, loss and terms (means), seconds, waiting_seconds,
              images_per_second, replaced (broken samples), seconds_left
  validation  epoch, step, n, loss, ciou_at_50, auc, pointing (shares from 0 to 1)
  checkpoint  epoch, step, path, best (true: it is best.safetensors now)
  warning     step, code, message
  done        step, reason (finished, max_steps, patience, stopped), seconds, last, best, metric,
              best_value
  failed      step, code, message, ids (of the batch that broke it)
A number that is not finite is null; what is not known is left out.
)";
}

} // namespace soundlocus
