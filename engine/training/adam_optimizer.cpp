// SPDX-License-Identifier: MIT
#include "engine/training/adam_optimizer.h"

#include <torch/nn/utils/clip_grad.h>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace soundlocus {

namespace {

constexpr const char *kFirstMoment = "optimizer.exp_avg.";
constexpr const char *kSecondMoment = "optimizer.exp_avg_sq.";
constexpr const char *kStep = "optimizer.step.";

bool isFrozen(const std::string &name, const OptimizerConfig &config)
{
    return std::any_of(config.frozen.begin(), config.frozen.end(), [&name](const auto &pattern) {
        return matchesPattern(name, pattern);
    });
}

template <typename Options>
std::unique_ptr<torch::optim::OptimizerOptions> groupOptions(const OptimizerConfig &config)
{
    auto options = std::make_unique<Options>(config.learningRate);
    options->betas({config.beta1, config.beta2}).eps(config.epsilon);
    options->weight_decay(config.weightDecay);
    return options;
}

template <typename State>
void copyState(const torch::optim::OptimizerParamState &state,
               const std::string &name,
               std::map<std::string, at::Tensor> &result)
{
    const auto &adam = static_cast<const State &>(state);
    result[kFirstMoment + name] = adam.exp_avg().detach().cpu().clone();
    result[kSecondMoment + name] = adam.exp_avg_sq().detach().cpu().clone();
    result[kStep + name] = torch::scalar_tensor(adam.step(), torch::kLong);
}

template <typename State>
std::unique_ptr<torch::optim::OptimizerParamState> makeState(const at::Tensor &first,
                                                             const at::Tensor &second,
                                                             std::int64_t step,
                                                             const at::Tensor &like)
{
    auto state = std::make_unique<State>();
    state->step(step);
    // The layout of the parameter, so that every later sum runs in the same order.
    state->exp_avg(torch::empty_like(like).copy_(first));
    state->exp_avg_sq(torch::empty_like(like).copy_(second));
    return state;
}

} // namespace

struct AdamOptimizer::Impl
{
    std::unique_ptr<torch::optim::Optimizer> optimizer;
    std::vector<std::pair<std::string, at::Tensor>> parameters;
    std::vector<double> factors; // of the groups
    bool isAdamW = false;
};

AdamOptimizer::AdamOptimizer(nn::TwoTrunkNet &net, const OptimizerConfig &config)
    : m_impl(std::make_unique<Impl>())
{
    m_impl->isAdamW = config.kind == "adamw";
    std::vector<at::Tensor> image;
    std::vector<at::Tensor> audio;
    for (auto &item : net->named_parameters()) {
        const bool isLearning = !isFrozen(item.key(), config);
        item.value().set_requires_grad(isLearning);
        if (!isLearning)
            continue;
        m_impl->parameters.emplace_back(item.key(), item.value());
        (item.key().starts_with("imgnet.") ? image : audio).push_back(item.value());
    }
    std::vector<torch::optim::OptimizerParamGroup> groups;
    const auto addGroup = [&](std::vector<at::Tensor> &members, double factor) {
        if (members.empty())
            return;
        groups.emplace_back(std::move(members),
                            m_impl->isAdamW ? groupOptions<torch::optim::AdamWOptions>(config)
                                            : groupOptions<torch::optim::AdamOptions>(config));
        m_impl->factors.push_back(factor);
    };
    addGroup(image, config.imageLrFactor);
    addGroup(audio, config.audioLrFactor);
    if (m_impl->isAdamW)
        m_impl->optimizer = std::make_unique<torch::optim::AdamW>(std::move(groups));
    else
        m_impl->optimizer = std::make_unique<torch::optim::Adam>(std::move(groups));
}

AdamOptimizer::~AdamOptimizer() = default;

void AdamOptimizer::zeroGradients()
{
    m_impl->optimizer->zero_grad();
}

void AdamOptimizer::step(double learningRate)
{
    auto &groups = m_impl->optimizer->param_groups();
    for (std::size_t i = 0; i < groups.size(); ++i)
        groups[i].options().set_lr(learningRate * m_impl->factors[i]);
    m_impl->optimizer->step();
}

std::vector<at::Tensor> AdamOptimizer::parameters() const
{
    std::vector<at::Tensor> result;
    for (const auto &[name, parameter] : m_impl->parameters)
        result.push_back(parameter);
    return result;
}

double AdamOptimizer::clipGradients(double maxNorm)
{
    const double limit = maxNorm > 0 ? maxNorm : std::numeric_limits<double>::infinity();
    return torch::nn::utils::clip_grad_norm_(parameters(), limit);
}

std::map<std::string, at::Tensor> AdamOptimizer::state() const
{
    std::map<std::string, at::Tensor> result;
    const auto &states = m_impl->optimizer->state();
    for (const auto &[name, parameter] : m_impl->parameters) {
        const auto found = states.find(parameter.unsafeGetTensorImpl());
        if (found == states.end())
            continue;
        if (m_impl->isAdamW)
            copyState<torch::optim::AdamWParamState>(*found->second, name, result);
        else
            copyState<torch::optim::AdamParamState>(*found->second, name, result);
    }
    return result;
}

void AdamOptimizer::restore(const std::map<std::string, at::Tensor> &state)
{
    auto &states = m_impl->optimizer->state();
    for (const auto &[name, parameter] : m_impl->parameters) {
        const auto first = state.find(kFirstMoment + name);
        const auto second = state.find(kSecondMoment + name);
        const auto step = state.find(kStep + name);
        if (first == state.end() || second == state.end() || step == state.end())
            continue;
        const auto count = step->second.item<std::int64_t>();
        states[parameter.unsafeGetTensorImpl()] =
                m_impl->isAdamW ? makeState<torch::optim::AdamWParamState>(
                        first->second, second->second, count, parameter.detach())
                                : makeState<torch::optim::AdamParamState>(
                                        first->second, second->second, count, parameter.detach());
    }
}

double learningRateAt(const OptimizerConfig &config,
                      std::int64_t step,
                      std::int64_t stepsPerEpoch,
                      std::int64_t totalSteps)
{
    const double full = config.learningRate;
    if (step < config.warmupSteps)
        return full * static_cast<double>(step + 1) / static_cast<double>(config.warmupSteps);
    if (config.schedule == "cosine") {
        const auto span = std::max<std::int64_t>(1, totalSteps - config.warmupSteps);
        const double share = std::min(
                1.0, static_cast<double>(step - config.warmupSteps) / static_cast<double>(span));
        const double wave = 0.5 * (1 + std::cos(std::numbers::pi * share));
        return full * (config.finalLrFactor + (1 - config.finalLrFactor) * wave);
    }
    double rate = full;
    if (config.schedule == "milestones") {
        for (const int milestone : config.milestones) {
            if (step / stepsPerEpoch >= milestone)
                rate *= config.milestoneFactor;
        }
    }
    return rate;
}

bool matchesPattern(std::string_view name, std::string_view pattern)
{
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos)
        return name == pattern;
    if (!name.starts_with(pattern.substr(0, star)))
        return false;
    const std::string_view rest = pattern.substr(star + 1);
    for (std::size_t at = star; at <= name.size(); ++at) {
        if (matchesPattern(name.substr(at), rest))
            return true;
    }
    return false;
}

} // namespace soundlocus
