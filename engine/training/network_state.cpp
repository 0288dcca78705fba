// SPDX-License-Identifier: MIT
#include "engine/training/network_state.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <torch/utils.h>

#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace soundlocus {

namespace {

constexpr std::string_view kPrefix = "training.";
constexpr const char *kPartners = "training.mix_partners";

DType dtypeOf(at::ScalarType type)
{
    switch (type) {
    case at::kHalf:
        return DType::Float16;
    case at::kBFloat16:
        return DType::BFloat16;
    case at::kDouble:
        return DType::Float64;
    case at::kLong:
        return DType::Int64;
    default:
        SOUNDLOCUS_EXPECTS(type == at::kFloat);
        return DType::Float32;
    }
}

at::ScalarType scalarTypeOf(DType type)
{
    switch (type) {
    case DType::Float64:
        return at::kDouble;
    case DType::Int64:
        return at::kLong;
    default:
        return at::kFloat;
    }
}

/// Parameters and running statistics by name.
std::map<std::string, at::Tensor> tensorsOf(const nn::TwoTrunkNet &net)
{
    std::map<std::string, at::Tensor> result;
    for (const auto &item : net->named_parameters())
        result[item.key()] = item.value().detach();
    for (const auto &item : net->named_buffers()) {
        // Counts of passes, which no result depends on.
        if (!item.key().ends_with("num_batches_tracked"))
            result[item.key()] = item.value().detach();
    }
    return result;
}

Unexpected notResumable(const std::filesystem::path &path, const std::string &what)
{
    return fail(ErrorCode::WrongCheckpoint,
                path.string() + ": " + what + "; a run goes on from its checkpoints/last only");
}

template <typename T>
bool readEntry(const std::map<std::string, MetadataValue> &entries, const char *name, T &value)
{
    const auto found = entries.find(std::string(kPrefix) + name);
    if (found == entries.end())
        return false;
    if (const auto *whole = std::get_if<std::int64_t>(&found->second))
        value = static_cast<T>(*whole);
    else if (const auto *real = std::get_if<double>(&found->second))
        value = static_cast<T>(*real);
    else if (const auto *flag = std::get_if<bool>(&found->second))
        value = static_cast<T>(*flag);
    else
        return false;
    return true;
}

bool readPosition(const std::map<std::string, MetadataValue> &entries, RunPosition &position)
{
    // Not in the first files.
    (void)readEntry(entries, "samples_per_step", position.samplesPerStep);
    return readEntry(entries, "epoch", position.epoch)
           && readEntry(entries, "position", position.position)
           && readEntry(entries, "step", position.step)
           && readEntry(entries, "loss_scale", position.lossScale)
           && readEntry(entries, "scale_age", position.scaleAge)
           && readEntry(entries, "has_best", position.hasBest)
           && readEntry(entries, "best", position.best)
           && readEntry(entries, "best_epoch", position.bestEpoch)
           && readEntry(entries, "seconds", position.seconds);
}

/// Copies stored tensors into those of the same name; the name of one that is missing or has
/// another shape, or nothing.
std::optional<std::string> copyAll(const std::map<std::string, StoredTensor> &stored,
                                   const std::map<std::string, at::Tensor> &targets)
{
    const torch::NoGradGuard guard;
    for (const auto &[name, target] : targets) {
        const auto found = stored.find(name);
        if (found == stored.end())
            return name;
        const at::Tensor source = tensorFrom(found->second);
        if (source.sizes() != target.sizes())
            return name;
        target.copy_(source);
    }
    return std::nullopt;
}

} // namespace

StoredTensor storedTensor(const at::Tensor &tensor)
{
    auto holder = std::make_shared<const at::Tensor>(tensor.detach().cpu().contiguous());
    StoredTensor stored;
    stored.dtype = dtypeOf(holder->scalar_type());
    stored.shape = holder->sizes().vec();
    stored.bytes = {static_cast<const std::byte *>(holder->const_data_ptr()), holder->nbytes()};
    stored.owner = holder;
    return stored;
}

at::Tensor tensorFrom(const StoredTensor &stored)
{
    if (stored.dtype == DType::Float16 || stored.dtype == DType::BFloat16) {
        std::vector<float> values = stored.toFloat();
        return at::from_blob(values.data(), stored.shape, at::kFloat).clone();
    }
    at::Tensor tensor = at::empty(stored.shape, scalarTypeOf(stored.dtype));
    SOUNDLOCUS_EXPECTS(tensor.nbytes() == stored.bytes.size());
    std::memcpy(tensor.mutable_data_ptr(), stored.bytes.data(), stored.bytes.size());
    return tensor;
}

Checkpoint weightsOf(const nn::TwoTrunkNet &net, const ModelSpec &spec)
{
    Checkpoint checkpoint;
    checkpoint.container = TensorFile::Container::Safetensors;
    checkpoint.spec = spec;
    for (const auto &[name, tensor] : tensorsOf(net))
        checkpoint.weights[name] = storedTensor(tensor);
    return checkpoint;
}

void addTrainingState(Checkpoint &checkpoint,
                      const AdamOptimizer &optimizer,
                      const RunPosition &position,
                      const std::vector<std::int64_t> &mixPartners)
{
    for (const auto &[name, tensor] : optimizer.state())
        checkpoint.trainingState[std::string(kPrefix) + name] = storedTensor(tensor);
    if (!mixPartners.empty()) {
        checkpoint.trainingState[kPartners] = storedTensor(
                at::from_blob(const_cast<std::int64_t *>(mixPartners.data()),
                              {static_cast<std::int64_t>(mixPartners.size())},
                              at::kLong)
                        .clone());
    }
    const auto set = [&checkpoint](const char *name, MetadataValue value) {
        checkpoint.metadata[std::string(kPrefix) + name] = std::move(value);
    };
    set("epoch", std::int64_t{position.epoch});
    set("position", position.position);
    set("step", position.step);
    set("loss_scale", position.lossScale);
    set("scale_age", position.scaleAge);
    set("has_best", position.hasBest);
    set("best", position.best);
    set("best_epoch", std::int64_t{position.bestEpoch});
    set("seconds", position.seconds);
    set("samples_per_step", position.samplesPerStep);
}

Result<TrainingState> restoreTraining(const std::filesystem::path &path,
                                      nn::TwoTrunkNet &net,
                                      AdamOptimizer &optimizer)
{
    const auto checkpoint = readCheckpoint(path);
    if (!checkpoint)
        return Unexpected(checkpoint.error());
    TrainingState result;
    if (!readPosition(checkpoint->metadata, result.position))
        return notResumable(path, "holds no training state");
    if (const auto name = copyAll(checkpoint->weights, tensorsOf(net)))
        return notResumable(path, "its " + *name + " is missing or of another shape");
    std::map<std::string, at::Tensor> moments;
    for (const auto &[name, stored] : checkpoint->trainingState) {
        if (name == kPartners) {
            const at::Tensor partners = tensorFrom(stored);
            const auto *data = partners.const_data_ptr<std::int64_t>();
            result.mixPartners.assign(data, data + partners.numel());
        } else {
            moments[name.substr(kPrefix.size())] = tensorFrom(stored);
        }
    }
    optimizer.restore(moments);
    return result;
}

Result<void> loadImageTrunk(nn::TwoTrunkNet &net, const std::filesystem::path &path)
{
    const auto file = readTensorFile(path);
    if (!file)
        return Unexpected(file.error());
    std::map<std::string, StoredTensor> stored;
    for (const auto &[name, tensor] : file->tensors) {
        const std::string prefix = "state_dict.";
        stored[name.starts_with(prefix) ? name.substr(prefix.size()) : name] = tensor;
    }
    std::map<std::string, at::Tensor> targets;
    for (const auto &item : net->imgnet->named_parameters())
        targets[item.key()] = item.value().detach();
    for (const auto &item : net->imgnet->named_buffers()) {
        if (!item.key().ends_with("num_batches_tracked"))
            targets[item.key()] = item.value();
    }
    if (const auto name = copyAll(stored, targets))
        return fail(ErrorCode::WrongCheckpoint,
                    path.string() + ": its " + *name
                            + " is missing or of another shape; give a torchvision ResNet-18 file "
                              "and a model of width 64");
    return {};
}

} // namespace soundlocus
