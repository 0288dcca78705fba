// SPDX-License-Identifier: MIT
#include "app/cli/training_setup.h"

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
/// Leaking clips that are named.
constexpr std::size_t kLeaksShown = 5;

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

std::vector<DataRow> rowsOf(const SampleSource &source)
{
    std::vector<DataRow> rows;
    rows.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i)
        rows.push_back(dataRow(source, i));
    return rows;
}

/// What a run learns from and is judged on.
struct DataRows
{
    std::vector<DataRow> data;
    std::vector<DataRow> validation;
};

DataRows rowsOf(const TrainingRequest &request)
{
    DataRows rows{rowsOf(*request.source), {}};
    const auto own = request.validationSource ? rowsOf(*request.validationSource)
                                              : std::vector<DataRow>();
    for (const std::size_t index : request.split.validation)
        rows.validation.push_back(request.validationSource ? own[index] : rows.data[index]);
    return rows;
}

/// The data of a run that is taken up must be those it began with. Errors: InvalidArgument, those
/// of reading the lists.
Result<void> checkSameData(const RunFolder &folder, const TrainingRequest &request)
{
    const auto data = folder.data();
    if (!data)
        return Unexpected(data.error());
    const auto validation = folder.validation();
    if (!validation)
        return Unexpected(validation.error());
    const DataRows now = rowsOf(request);
    const auto check = [&folder](const char *name,
                                 const std::vector<DataRow> &before,
                                 const std::vector<DataRow> &after) -> Result<void> {
        const auto changes = dataDifferences(before, after);
        if (changes.empty())
            return {};
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{}: its {} data are not what they were ({}); bring them back, or "
                                "begin a new run with --init",
                                folder.path().string(),
                                name,
                                changes.front()));
    };
    if (auto same = check("training", *data, now.data); !same)
        return same;
    return *validation ? check("validation", **validation, now.validation) : Result<void>();
}

/// "N of the training clips are in LIST too", where that is so. Errors: those of findLeaks.
Result<std::optional<std::string>> leakNote(const SampleSource &source,
                                            const fs::path &list,
                                            std::string_view consequence)
{
    std::vector<TrainingItem> items;
    for (std::size_t i = 0; i < source.size(); ++i)
        items.push_back(source.item(i));
    const auto leaks = findLeaks(items, list);
    if (!leaks)
        return Unexpected(leaks.error());
    if (leaks->empty())
        return std::optional<std::string>();
    std::string names;
    for (std::size_t i = 0; i < std::min(kLeaksShown, leaks->size()); ++i)
        names += (i == 0 ? "" : ", ") + (*leaks)[i];
    return std::optional(fmt::format("{} of the training clips are in {} too ({}{}): {}",
                                     leaks->size(),
                                     list.string(),
                                     names,
                                     leaks->size() > kLeaksShown ? ", ..." : "",
                                     consequence));
}

/// Clips that are learnt from and tested on, or judged by. Errors: those of findLeaks.
Result<void> noteLeaks(const SourceFacts &facts, const fs::path &testList, TrainingRequest &request)
{
    const auto add = [&request](const fs::path &list, const char *consequence) -> Result<void> {
        const auto note = leakNote(*request.source, list, consequence);
        if (!note)
            return Unexpected(note.error());
        if (*note)
            request.notes.push_back(**note);
        return {};
    };
    if (const auto validation = facts.find("validation"); validation != facts.end()) {
        if (auto added = add(
                    validation->second,
                    "the validation would choose what was learnt by heart; leave them out");
            !added)
            return added;
    }
    if (testList.empty())
        return {};
    return add(testList, "scores on that test set would mean nothing; leave them out");
}

/// Settings that the data leave without effect.
void noteIdleSettings(TrainingRequest &request)
{
    const auto hasBoxes = [](const SampleSource &source, const std::vector<std::size_t> &indices) {
        return std::ranges::any_of(indices, [&source](std::size_t index) {
            return source.item(index).sample.groundTruth.has_value();
        });
    };
    if (request.config.loss.supervisedWeight > 0
        && !hasBoxes(*request.source, request.split.training))
        request.notes.emplace_back("loss.supervised_weight: no clip has boxes, so the supervised "
                                   "term does nothing; fill the boxes column of some");
    const auto hasClass = [&request](std::size_t index) {
        return !request.source->item(index).sample.label.empty();
    };
    if (request.config.run.isClassUnique && std::ranges::none_of(request.split.training, hasClass))
        request.notes.emplace_back("run.class_unique: no clip has a class, so clips of one class "
                                   "may meet in a batch; fill the class column or leave it out");
    if (request.config.validation.patience > 0 && request.split.validation.empty())
        request.notes.emplace_back(
                "validation.patience: no clip is kept back for validation, so the "
                "run will not end early; give --validation TABLE or lower "
                "validation.minimum");
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
    if (auto noted = noteLeaks(facts, arguments.testList, request); !noted)
        return Unexpected(noted.error());
    noteIdleSettings(request);
    if (isFollower())
        return TrainingSetup{std::move(request), RunFolder::ofAnotherProcess(arguments.out)};
    RunDescription description;
    description.config = request.config;
    DataRows rows = rowsOf(request);
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
