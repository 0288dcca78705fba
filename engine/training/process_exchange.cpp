// SPDX-License-Identifier: MIT
#include "engine/training/process_exchange.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/tensor.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/utils.h>

#include <sstream>

namespace soundlocus {

namespace {

/// Floats that are sent at a time: 25 MiB, as in PyTorch's DistributedDataParallel.
constexpr std::int64_t kBucketNumbers = std::int64_t{25} * 1024 * 1024 / 4;

struct GroupHolder final : torch::CustomClassHolder
{
    explicit GroupHolder(std::shared_ptr<ProcessGroup> given)
        : group(std::move(given))
    {}
    std::shared_ptr<ProcessGroup> group;
};

class GatherRows : public torch::autograd::Function<GatherRows>
{
public:
    static at::Tensor forward(torch::autograd::AutogradContext *context,
                              const at::Tensor &rows,
                              const std::shared_ptr<ProcessGroup> &group)
    {
        context->saved_data["group"] = c10::IValue::make_capsule(
                c10::make_intrusive<GroupHolder>(group));
        return group->allGather(rows);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext *context,
                                                   torch::autograd::variable_list outputs)
    {
        const auto holder = context->saved_data["group"].toCapsule();
        ProcessGroup &group = *static_cast<const GroupHolder &>(*holder).group;
        at::Tensor gradient = outputs[0].clone(at::MemoryFormat::Contiguous);
        group.allReduce(gradient);
        const std::int64_t rows = gradient.size(0) / group.world();
        return {gradient.slice(0, group.rank() * rows, (group.rank() + 1) * rows), {}};
    }
};

void averageBucket(ProcessGroup &group, const std::vector<at::Tensor> &bucket)
{
    if (bucket.empty())
        return;
    std::vector<at::Tensor> flat;
    flat.reserve(bucket.size());
    for (const at::Tensor &tensor : bucket)
        flat.push_back(tensor.flatten());
    at::Tensor all = at::cat(flat);
    group.allReduce(all);
    all.div_(group.world());
    std::int64_t begin = 0;
    for (const at::Tensor &tensor : bucket) {
        tensor.copy_(all.slice(0, begin, begin + tensor.numel()).view(tensor.sizes()));
        begin += tensor.numel();
    }
}

/// Names of tensors, a line each.
std::string joined(const std::map<std::string, at::Tensor> &tensors)
{
    std::string names;
    for (const auto &[name, tensor] : tensors)
        names += name + '\n';
    return names;
}

/// A tensor that can take the entry of that name of an optimiser's state.
at::Tensor emptyStateOf(const nn::TwoTrunkNet &net, const std::string &name)
{
    for (const auto &item : net->named_parameters()) {
        const std::string &key = item.key();
        if (name.ends_with("." + key))
            return name.starts_with("optimizer.step.")
                           ? at::empty({}, at::kLong)
                           : at::empty(item.value().sizes(), at::kFloat);
    }
    throw ProcessLost("the processes train different networks");
}

void broadcastMoments(ProcessGroup &group, nn::TwoTrunkNet &net, AdamOptimizer &optimizer)
{
    std::map<std::string, at::Tensor> moments;
    if (group.isFirst())
        moments = optimizer.state();
    std::string names = joined(moments);
    group.broadcast(names);
    std::istringstream lines(names);
    for (std::string name; std::getline(lines, name);) {
        at::Tensor &tensor = moments[name];
        if (!tensor.defined())
            tensor = emptyStateOf(net, name);
        group.broadcast(tensor);
    }
    if (!group.isFirst())
        optimizer.restore(moments);
}

void broadcastPosition(ProcessGroup &group, RunPosition &position)
{
    at::Tensor whole = at::tensor({std::int64_t{position.epoch},
                                   position.position,
                                   position.step,
                                   position.scaleAge,
                                   std::int64_t{position.hasBest},
                                   std::int64_t{position.bestEpoch}});
    at::Tensor real = at::tensor({position.lossScale, position.best, position.seconds},
                                 at::kDouble);
    group.broadcast(whole);
    group.broadcast(real);
    const auto *w = whole.const_data_ptr<std::int64_t>();
    const auto *r = real.const_data_ptr<double>();
    position.epoch = static_cast<int>(w[0]);
    position.position = w[1];
    position.step = w[2];
    position.scaleAge = w[3];
    position.hasBest = w[4] != 0;
    position.bestEpoch = static_cast<int>(w[5]);
    position.lossScale = r[0];
    position.best = r[1];
    position.seconds = r[2];
}

} // namespace

GatherSounds gatherOver(const std::shared_ptr<ProcessGroup> &group)
{
    if (group->isAlone())
        return {};
    return [group](const at::Tensor &rows) {
        return GatheredSounds{GatherRows::apply(rows, group), group->rank() * rows.size(0)};
    };
}

MeanOfCounts meanOver(const std::shared_ptr<ProcessGroup> &group)
{
    if (group->isAlone())
        return {};
    return [group](const at::Tensor &count) {
        at::Tensor sum = count.detach().clone();
        group->allReduce(sum);
        return sum.clamp_min(1) / group->world();
    };
}

void averageOver(ProcessGroup &group, const std::vector<at::Tensor> &tensors)
{
    if (group.isAlone())
        return;
    const torch::NoGradGuard guard;
    std::vector<at::Tensor> bucket;
    std::int64_t numbers = 0;
    for (const at::Tensor &tensor : tensors) {
        if (!tensor.defined())
            continue;
        if (numbers > 0 && numbers + tensor.numel() > kBucketNumbers) {
            averageBucket(group, bucket);
            bucket.clear();
            numbers = 0;
        }
        bucket.push_back(tensor);
        numbers += tensor.numel();
    }
    averageBucket(group, bucket);
}

std::vector<at::Tensor> gradientsOf(const std::vector<at::Tensor> &parameters)
{
    std::vector<at::Tensor> gradients;
    gradients.reserve(parameters.size());
    for (const at::Tensor &parameter : parameters)
        gradients.push_back(parameter.grad());
    return gradients;
}

std::vector<at::Tensor> runningStatisticsOf(const nn::TwoTrunkNet &net)
{
    std::vector<at::Tensor> result;
    for (const auto &item : net->named_buffers()) {
        if (item.value().is_floating_point())
            result.push_back(item.value());
    }
    return result;
}

void synchronizeNorm(nn::TwoTrunkNet &net, const std::shared_ptr<ProcessGroup> &group)
{
    if (group->isAlone())
        return;
    for (auto &module : net->modules(/*include_self=*/false)) {
        if (auto *norm = module->as<nn::BatchNorm>())
            norm->sum = [group](at::Tensor &tensor) { group->allReduce(tensor); };
    }
}

void broadcastWeights(ProcessGroup &group, nn::TwoTrunkNet &net)
{
    for (auto &parameter : net->parameters())
        group.broadcast(parameter);
    for (auto &buffer : net->buffers())
        group.broadcast(buffer);
}

void broadcastRows(ProcessGroup &group, std::vector<std::int64_t> &rows)
{
    if (group.isAlone())
        return;
    at::Tensor count = at::tensor({static_cast<std::int64_t>(rows.size())});
    group.broadcast(count);
    rows.resize(static_cast<std::size_t>(count.item<std::int64_t>()));
    if (rows.empty())
        return;
    at::Tensor all = at::tensor(rows);
    group.broadcast(all);
    const auto *data = all.const_data_ptr<std::int64_t>();
    rows.assign(data, data + all.numel());
}

void broadcastState(ProcessGroup &group,
                    nn::TwoTrunkNet &net,
                    AdamOptimizer &optimizer,
                    TrainingState &state)
{
    if (group.isAlone())
        return;
    broadcastWeights(group, net);
    broadcastMoments(group, net, optimizer);
    broadcastPosition(group, state.position);
    broadcastRows(group, state.mixPartners);
}

} // namespace soundlocus
