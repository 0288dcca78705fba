// SPDX-License-Identifier: MIT
#include "engine/checkpoint/checkpoint.h"

#include "engine/checkpoint/model_layout.h"
#include "engine/checkpoint/pickle_value.h"
#include "engine/checkpoint/sha256.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

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

Unexpected noFamily(const fs::path &path, std::size_t tensorCount)
{
    return fail(ErrorCode::WrongCheckpoint,
                path.string() + ": its " + std::to_string(tensorCount)
                        + " tensors are those of no known family; choose a checkpoint of SSL-TIE, "
                          "LVS, SSL-Align (ResNet-18), EZ-VSL, FNAC or SLAVC");
}

} // namespace

Result<Checkpoint> readCheckpoint(const fs::path &path, CheckpointOptions options)
{
    auto file = readTensorFile(path);
    if (!file)
        return Unexpected(file.error());
    Checkpoint checkpoint;
    checkpoint.path = path;
    checkpoint.container = file->container;
    checkpoint.metadata = std::move(file->metadata);
    const std::size_t tensorCount = file->tensors.size();
    const auto prefix = layout::weightsPrefix(*file);
    if (!prefix)
        return noFamily(path, tensorCount);
    takeWeights(*file, *prefix, checkpoint);
    const auto guess = layout::familyOf(checkpoint.weights, *prefix, path);
    if (!guess && !options.family)
        return noFamily(path, tensorCount);
    checkpoint.isFamilyGuessed = !options.family && guess->isGuessed;
    checkpoint.spec = layout::specOf(
            options.family.value_or(guess ? guess->family : ModelFamily::SslTie),
            checkpoint.weights);
    fillReport(checkpoint);
    auto hash = sha256OfFile(path);
    if (!hash)
        return Unexpected(hash.error());
    checkpoint.sha256 = std::move(*hash);
    return checkpoint;
}

} // namespace soundlocus
