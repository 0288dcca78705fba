// SPDX-License-Identifier: MIT
#include "engine/checkpoint/checkpoint.h"

#include "engine/checkpoint/model_layout.h"
#include "engine/checkpoint/own_format.h"
#include "engine/checkpoint/sha256.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Messages name so many tensors.
constexpr std::size_t kNamedTensors = 5;

/// Removes a prefix from the names; those without it go to `unexpected`.
void takeWeights(TensorFile &file, const std::string &prefix, Checkpoint &checkpoint)
{
    for (auto &[name, tensor] : file.tensors) {
        if (name.starts_with(prefix))
            checkpoint.weights[name.substr(prefix.size())] = std::move(tensor);
        else
            checkpoint.report.unexpected.push_back(name);
    }
}

/// Moves what a resumed run needs out of the way of the weights.
void takeTrainingState(TensorFile &file, Checkpoint &checkpoint)
{
    constexpr std::string_view kPrefix = "training.";
    for (auto item = file.tensors.lower_bound(std::string(kPrefix));
         item != file.tensors.end() && item->first.starts_with(kPrefix);
         item = file.tensors.erase(item))
        checkpoint.trainingState[item->first] = std::move(item->second);
}

void fillReport(Checkpoint &checkpoint)
{
    const auto required = requiredTensors(checkpoint.spec);
    WeightsReport &report = checkpoint.report;
    for (const auto &[name, shape] : required) {
        const auto found = checkpoint.weights.find(name);
        if (found == checkpoint.weights.end())
            report.missing.push_back(name);
        else if (found->second.shape != shape)
            report.misshaped.push_back({name, shape, found->second.shape});
        else if (!layout::isBuffer(name))
            checkpoint.requiredParameterCount += found->second.elementCount();
    }
    for (const auto &[name, tensor] : checkpoint.weights) {
        if (!layout::isBuffer(name))
            checkpoint.parameterCount += tensor.elementCount();
        if (required.find(name) != required.end())
            continue;
        const bool isKnown = layout::isKnownUnused(checkpoint.spec.family, name);
        (isKnown ? report.unused : report.unexpected).push_back(name);
    }
}

/// @param names of its tensors
Unexpected noFamily(const fs::path &path, const std::vector<std::string> &names)
{
    std::string first;
    std::string all;
    for (std::size_t i = 0; i < names.size(); ++i) {
        all += (i == 0 ? "" : ", ") + names[i];
        if (i + 1 == kNamedTensors || i + 1 == names.size())
            first = first.empty() ? all : first;
    }
    if (names.size() > kNamedTensors)
        first += ", ...";
    return fail(ErrorCode::WrongCheckpoint,
                path.string() + ": its " + std::to_string(names.size()) + " tensors ("
                        + (names.empty() ? "none" : first)
                        + ") are those of no known family; choose a checkpoint of SSL-TIE, LVS, "
                          "SSL-Align (ResNet-18), EZ-VSL, FNAC or SLAVC",
                "tensors: " + all);
}

Unexpected otherFamily(const fs::path &path, ModelFamily own, ModelFamily wanted)
{
    return fail(ErrorCode::WrongCheckpoint,
                path.string() + ": was trained as " + std::string(displayName(own))
                        + ", as its header says; leave --family " + std::string(toString(wanted))
                        + " out");
}

std::string shapeText(const std::vector<std::int64_t> &shape)
{
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : ", ") + std::to_string(size);
    return "[" + text + "]";
}

/// "missing a, b and 3 more; c is [1], not [2]": the first few of each.
Unexpected doesNotFit(const Checkpoint &checkpoint)
{
    const WeightsReport &report = checkpoint.report;
    const auto more = [](std::size_t count) {
        return count > kNamedTensors ? " and " + std::to_string(count - kNamedTensors) + " more"
                                     : std::string();
    };
    std::string text;
    for (std::size_t i = 0; i < std::min(kNamedTensors, report.missing.size()); ++i)
        text += (i == 0 ? "missing " : ", ") + report.missing[i];
    text += more(report.missing.size());
    for (std::size_t i = 0; i < std::min(kNamedTensors, report.misshaped.size()); ++i) {
        const ShapeMismatch &tensor = report.misshaped[i];
        text += (text.empty() ? "" : "; ") + tensor.name + " is " + shapeText(tensor.found)
                + ", not " + shapeText(tensor.expected);
    }
    text += more(report.misshaped.size());
    return fail(ErrorCode::WrongCheckpoint,
                checkpoint.path.string() + ": does not fit "
                        + std::string(displayName(checkpoint.spec.family)) + ": " + text
                        + "; choose a complete checkpoint, or another --family");
}

bool isFinite(const StoredTensor &tensor)
{
    switch (tensor.dtype) {
    case DType::Float32:
    case DType::Float64:
    case DType::Float16:
    case DType::BFloat16:
        break;
    default:
        return true;
    }
    const std::vector<float> values = tensor.toFloat();
    return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

} // namespace

std::optional<ModelFamily> twinOf(ModelFamily family)
{
    switch (family) {
    case ModelFamily::EzVsl:
        return ModelFamily::Fnac;
    case ModelFamily::Fnac:
        return ModelFamily::EzVsl;
    case ModelFamily::Lvs:
        return ModelFamily::SslAlign;
    case ModelFamily::SslAlign:
        return ModelFamily::Lvs;
    case ModelFamily::SslTie:
    case ModelFamily::Slavc:
        break;
    }
    return std::nullopt;
}

Result<fs::path> checkpointFile(const fs::path &path)
{
    std::error_code code;
    if (!fs::is_directory(path, code))
        return path;
    for (const char *name : {"best.safetensors", "last.safetensors"}) {
        const fs::path file = path / "checkpoints" / name;
        if (fs::exists(file, code))
            return file;
    }
    if (fs::is_directory(path / "checkpoints", code)) {
        return fail(ErrorCode::NotFound,
                    path.string()
                            + ": the run has no checkpoint yet; wait for its first one, or give a "
                              "file");
    }
    return fail(ErrorCode::NotAFile,
                path.string()
                        + ": is a folder, and not that of a training run; give a checkpoint file");
}

Result<Checkpoint> readCheckpoint(const fs::path &given, CheckpointOptions options)
{
    const Result<fs::path> found = checkpointFile(given);
    if (!found)
        return Unexpected(found.error());
    const fs::path &path = *found;
    auto file = readTensorFile(path);
    if (!file)
        return Unexpected(file.error());
    const auto own = own_format::headerOf(file->metadata, path.string());
    if (!own)
        return Unexpected(own.error());
    Checkpoint checkpoint;
    checkpoint.path = path;
    checkpoint.container = file->container;
    checkpoint.metadata = own->has_value() ? (*own)->metadata : file->metadata;
    if (own->has_value())
        takeTrainingState(*file, checkpoint);
    std::vector<std::string> names;
    for (const auto &[name, tensor] : file->tensors)
        names.push_back(name);
    const auto prefix = layout::weightsPrefix(*file);
    if (!prefix)
        return noFamily(path, names);
    takeWeights(*file, *prefix, checkpoint);
    auto guess = layout::familyOf(checkpoint.weights, *prefix, path);
    if (own->has_value())
        guess = layout::FamilyGuess{(*own)->spec.family, false};
    if (options.family) {
        const bool isOther = guess && !guess->isGuessed && guess->family != *options.family;
        if (isOther && own->has_value())
            return otherFamily(path, guess->family, *options.family);
        if (isOther)
            checkpoint.overruledFamily = guess->family;
        guess = {*options.family, false};
    }
    if (!guess)
        return noFamily(path, names);
    checkpoint.isFamilyGuessed = guess->isGuessed;
    checkpoint.spec = layout::specOf(guess->family, checkpoint.weights);
    if (own->has_value() && (*own)->spec.family == guess->family) {
        checkpoint.spec.imageSide = (*own)->spec.imageSide;
        checkpoint.spec.audio = (*own)->spec.audio;
    }
    fillReport(checkpoint);
    auto hash = sha256OfFile(path);
    if (!hash)
        return Unexpected(hash.error());
    checkpoint.sha256 = std::move(*hash);
    return checkpoint;
}

Result<void> requireLoadable(const Checkpoint &checkpoint)
{
    const WeightsReport &report = checkpoint.report;
    if (!report.isLoadable())
        return doesNotFit(checkpoint);
    for (const auto &[name, shape] : requiredTensors(checkpoint.spec)) {
        const auto found = checkpoint.weights.find(name);
        if (found != checkpoint.weights.end() && !isFinite(found->second))
            return fail(ErrorCode::NotFinite,
                        checkpoint.path.string() + ": " + name
                                + " holds NaN or infinite values: training broke down; choose an "
                                  "earlier checkpoint");
    }
    return {};
}

Result<void> writeCheckpoint(const fs::path &path, const Checkpoint &checkpoint)
{
    const auto faults = inputFaultsOf(checkpoint.spec);
    if (!faults.empty())
        return fail(ErrorCode::InvalidArgument,
                    path.string() + ": a model cannot be fed so: " + faults.front());
    auto tensors = checkpoint.weights;
    tensors.insert(checkpoint.trainingState.begin(), checkpoint.trainingState.end());
    return writeSafetensors(path, tensors, own_format::entriesOf(checkpoint));
}

} // namespace soundlocus
