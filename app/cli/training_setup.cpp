// SPDX-License-Identifier: MIT
#include "app/cli/training_setup.h"

#include "app/cli/training_checks.h"
#include "app/cli/training_data.h"
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/file_io.h"
#include "engine/dataset/training_source.h"
#include "engine/training/training_runtime.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace soundlocus::cli {

namespace {

namespace fs = std::filesystem;

/// Decoded pictures and sounds that are kept for the next epoch.
constexpr std::size_t kCacheBytes = std::size_t{1} << 30U;
constexpr std::uintmax_t kMaxConfigBytes = std::uintmax_t{1} << 20U;

using SourceFacts = std::map<std::string, std::string>;

SourceFacts factsOf(const TrainArguments &arguments)
{
    SourceFacts facts;
    const auto add = [&facts](const char *key, const fs::path &path) {
        if (!path.empty())
            facts[key] = fs::absolute(path).lexically_normal().string();
    };
    add("table", arguments.data.table);
    add("data", arguments.data.folder);
    add("root", arguments.data.root);
    add("list", arguments.data.list);
    add("validation", arguments.validation);
    if (!arguments.data.layout.empty())
        facts["layout"] = arguments.data.layout;
    return facts;
}

DataArguments dataOf(const SourceFacts &facts)
{
    const auto get = [&facts](const char *key) {
        const auto found = facts.find(key);
        return found == facts.end() ? std::string() : found->second;
    };
    return {get("table"), get("data"), get("layout"), get("root"), get("list")};
}

Result<void> setNumber(TrainingConfig &config,
                       const char *key,
                       const std::optional<std::int64_t> &number)
{
    return number ? setField(config, key, std::to_string(*number)) : Result<void>();
}

/// Masks of a preset are for the paper's spectrogram; of a smaller one they take the same share.
void fitMasks(TrainingConfig &config)
{
    const ModelSpec paper = modelSpecOf(ModelConfig{});
    const ModelSpec own = modelSpecOf(config.model);
    const auto columnsOf = [](const ModelSpec &spec) {
        constexpr int kUsualRateHz = 16000;
        const int rate = spec.audio.sampleRateHz > 0 ? spec.audio.sampleRateHz : kUsualRateHz;
        return spec.audio.seconds * rate / spec.audio.mel.hopLength;
    };
    const double time = columnsOf(own) / columnsOf(paper);
    const double frequency = static_cast<double>(binCount(own.audio)) / binCount(paper.audio);
    SpectrogramMaskConfig &mask = config.spectrogramMask;
    if (time < 1)
        mask.maxTimeWidth = std::max(1, static_cast<int>(std::lround(mask.maxTimeWidth * time)));
    if (frequency < 1)
        mask.maxFrequencyWidth = std::max(
                1, static_cast<int>(std::lround(mask.maxFrequencyWidth * frequency)));
}

/// One message of several faults.
Unexpected impossible(const std::vector<std::string> &faults)
{
    std::string text = "the configuration cannot be: ";
    for (std::size_t i = 0; i < faults.size(); ++i)
        text += (i == 0 ? "" : "; ") + faults[i];
    return fail(ErrorCode::InvalidArgument, text);
}

Result<std::shared_ptr<const SampleSource>> openSource(const CommandContext &context,
                                                       const DataArguments &arguments)
{
    const auto data = trainingDataOf(arguments);
    if (!data)
        return Unexpected(data.error());
    auto source = openTrainingSource(*data, kCacheBytes);
    if (!source)
        return Unexpected(source.error());
    showListWarnings(context.console, source->warnings);
    return std::move(source->samples);
}

/// Fills source, validation source and split of a request.
Result<void> addData(const CommandContext &context,
                     const SourceFacts &facts,
                     TrainingRequest &request)
{
    auto source = openSource(context, dataOf(facts));
    if (!source)
        return Unexpected(source.error());
    request.source = *std::move(source);
    const auto validation = facts.find("validation");
    if (validation == facts.end()) {
        request.split = splitForValidation(
                *request.source, request.config.validation, request.config.run.seed);
        return {};
    }
    DataArguments arguments;
    arguments.table = validation->second;
    auto judged = openSource(context, arguments);
    if (!judged)
        return Unexpected(judged.error());
    request.validationSource = *std::move(judged);
    request.split.training.resize(request.source->size());
    request.split.validation.resize(request.validationSource->size());
    std::iota(request.split.training.begin(), request.split.training.end(), std::size_t{0});
    std::iota(request.split.validation.begin(), request.split.validation.end(), std::size_t{0});
    return {};
}

/// Fields that the place of a run in its epochs, its split or its weights depend on.
std::vector<std::string> changedFoundations(const TrainingConfig &before, const TrainingConfig &now)
{
    std::vector<std::string> faults;
    const auto check = [&faults](const char *key, bool isSame) {
        if (!isSame)
            faults.push_back(std::string(key)
                             + ": cannot change within a run; begin a new one with --init");
    };
    check("model", before.model == now.model);
    check("run.seed", before.run.seed == now.run.seed);
    check("run.class_unique", before.run.isClassUnique == now.run.isClassUnique);
    check("optimizer.kind", before.optimizer.kind == now.optimizer.kind);
    check("optimizer.accumulation", before.optimizer.accumulation == now.optimizer.accumulation);
    check("validation.share", before.validation.share == now.validation.share);
    check("validation.minimum", before.validation.minimum == now.validation.minimum);
    check("validation.maximum", before.validation.maximum == now.validation.maximum);
    check("validation.metric", before.validation.metric == now.validation.metric);
    return faults;
}

Result<TrainingSetup> resume(const CommandContext &context)
{
    const TrainArguments &arguments = context.line.train;
    auto folder = isFollower() ? Result<RunFolder>(RunFolder::ofAnotherProcess(arguments.resume))
                               : RunFolder::open(arguments.resume);
    if (!folder)
        return Unexpected(folder.error());
    const auto stored = folder->config();
    if (!stored)
        return Unexpected(stored.error());
    const auto config = trainingConfigOf(arguments, &*stored, nullptr);
    if (!config)
        return Unexpected(config.error());
    if (const auto faults = changedFoundations(*stored, *config); !faults.empty())
        return impossible(faults);
    const auto facts = folder->source();
    if (!facts)
        return Unexpected(facts.error());
    TrainingRequest request;
    request.config = *config;
    request.isResuming = true;
    if (auto added = addData(context, *facts, request); !added)
        return Unexpected(added.error());
    noteIdleSettings(request);
    if (auto same = checkSameData(*folder, request); !same)
        return Unexpected(same.error());
    return TrainingSetup{std::move(request), *std::move(folder)};
}

Result<TrainingSetup> begin(const CommandContext &context)
{
    const TrainArguments &arguments = context.line.train;
    TrainingRequest request;
    request.imageInit = arguments.imageInit;
    if (!arguments.init.empty()) {
        auto init = readCheckpoint(arguments.init);
        if (!init)
            return Unexpected(init.error());
        if (auto loadable = requireLoadable(*init); !loadable)
            return Unexpected(loadable.error());
        if (trunkStride(init->spec.family) != 16)
            return fail(ErrorCode::InvalidArgument,
                        arguments.init.string() + ": " + std::string(displayName(init->spec.family))
                                + " cannot be trained here; give SSL-TIE, LVS or our own");
        request.init = *std::move(init);
    }
    std::optional<ModelConfig> model;
    if (request.init)
        model = modelConfigOf(request.init->spec);
    auto config = trainingConfigOf(arguments, nullptr, model ? &*model : nullptr);
    if (!config)
        return Unexpected(config.error());
    request.config = *std::move(config);
    const SourceFacts facts = factsOf(arguments);
    if (auto added = addData(context, facts, request); !added)
        return Unexpected(added.error());
    if (auto noted = noteLeaks(arguments.validation, arguments.testList, request); !noted)
        return Unexpected(noted.error());
    noteIdleSettings(request);
    if (isFollower())
        return TrainingSetup{std::move(request), RunFolder::ofAnotherProcess(arguments.out)};
    RunDescription description;
    description.config = request.config;
    DataRows rows = dataRowsOf(request);
    description.data = std::move(rows.data);
    description.validation = std::move(rows.validation);
    description.source = facts;
    const auto runtime = TrainingRuntime::load();
    if (!runtime)
        return Unexpected(runtime.error());
    description.versions["torch"] = (*runtime)->torchVersion();
    auto folder = RunFolder::create(arguments.out, description);
    if (!folder)
        return Unexpected(folder.error());
    return TrainingSetup{std::move(request), *std::move(folder)};
}

} // namespace

Result<TrainingConfig> trainingConfigOf(const TrainArguments &arguments,
                                        const TrainingConfig *base,
                                        const ModelConfig *init)
{
    TrainingConfig config;
    if (base != nullptr) {
        config = *base;
    } else {
        const auto preset = trainingPreset(arguments.preset.empty() ? "tie-f" : arguments.preset);
        if (!preset)
            return Unexpected(preset.error());
        config = *preset;
    }
    if (init != nullptr) {
        config.model = *init;
        fitMasks(config);
    }
    std::vector<std::string> faults;
    const auto note = [&faults](const Result<void> &done) {
        if (!done)
            faults.push_back(done.error().message);
    };
    if (!arguments.config.empty()) {
        const auto text = readWholeFile(arguments.config, kMaxConfigBytes);
        if (!text)
            return Unexpected(text.error());
        for (const std::string &fault : applySoundFields(config, *text))
            faults.push_back(arguments.config.string() + ": " + fault);
    }
    for (const std::string &field : arguments.fields) {
        const std::size_t equals = field.find('=');
        if (equals == std::string::npos)
            faults.push_back("--set " + field + ": is no KEY=VALUE");
        else
            note(setField(config, field.substr(0, equals), field.substr(equals + 1)));
    }
    note(setNumber(config, "model.width", arguments.width));
    note(setNumber(config, "run.epochs", arguments.epochs));
    note(setNumber(config, "run.batch", arguments.batch));
    note(setNumber(config, "run.seed", arguments.seed));
    note(setNumber(config, "run.threads", arguments.threads));
    if (init != nullptr
        && (config.model.family != init->family || config.model.width != init->width))
        faults.push_back(
                fmt::format("model.family, model.width: {} of width {} cannot begin with the "
                            "weights of --init, which are {} of width {}; leave them out",
                            config.model.family,
                            config.model.width,
                            init->family,
                            init->width));
    for (std::string &fault : config.validate())
        faults.push_back(std::move(fault));
    if (!faults.empty())
        return impossible(faults);
    return config;
}

Result<TrainingSetup> setUpTraining(const CommandContext &context)
{
    return context.line.train.resume.empty() ? begin(context) : resume(context);
}

} // namespace soundlocus::cli
