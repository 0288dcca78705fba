// SPDX-License-Identifier: MIT
#include "engine/training/trainer.h"

#include "engine/augmentation/audio_mix.h"
#include "engine/nn/initialization.h"
#include "engine/training/batch_tensors.h"
#include "engine/training/frozen_parts.h"
#include "engine/training/memory_fault.h"
#include "engine/training/mix_plan.h"
#include "engine/training/process_exchange.h"

#include <ATen/ops/isfinite.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>
#include <utility>

namespace soundlocus {

namespace {

void addTerm(std::vector<LossTerm> &terms, const char *name, double value)
{
    for (LossTerm &term : terms) {
        if (term.name == name) {
            term.value += value;
            return;
        }
    }
    terms.push_back({name, value});
}

/// Name of the first term as events have it.
const char *firstTermOf(Objective objective)
{
    switch (objective) {
    case Objective::Pooled:
        return "pooled";
    case Objective::Sound:
        return "sound";
    case Objective::SslTie:
        break;
    }
    return "contrastive_first";
}

std::string joinedIds(const std::vector<std::string> &ids)
{
    std::string text;
    for (const std::string &id : ids)
        text += (text.empty() ? "" : ", ") + id;
    return text;
}

int coreCount()
{
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// Weights of a checkpoint in channels-last order, in which convolutions run.
void useChannelsLast(nn::TwoTrunkNet &net)
{
    for (auto &parameter : net->parameters()) {
        if (parameter.dim() == 4)
            parameter.set_data(parameter.detach().contiguous(at::MemoryFormat::ChannelsLast));
    }
}

} // namespace

Trainer::Trainer(const TrainingRequest &request,
                 std::unique_ptr<BatchLoader> loader,
                 std::shared_ptr<ProcessGroup> group)
    : m_request(request)
    , m_device(request.device)
    , m_precision(precisionFromString(request.config.run.precision))
    , m_group(std::move(group))
    , m_plan(request.config, loader->batchesPerEpoch())
    , m_loader(std::move(loader))
{}

Result<std::unique_ptr<Trainer>> Trainer::create(const TrainingRequest &request,
                                                 const std::filesystem::path &resumeFrom,
                                                 const std::shared_ptr<ProcessGroup> &group)
{
    const TrainingConfig &config = request.config;
    BatchLoaderOptions options;
    options.source = request.source;
    options.indices = request.split.training;
    options.config = config;
    if (config.run.workers == 0 && group->localWorld() > 1)
        options.config.run.workers = std::max(1, coreCount() / group->localWorld());
    options.model = modelSpecOf(config.model);
    options.share = {group->rank(), group->world()};
    auto loader = BatchLoader::create(options);
    if (!loader)
        return Unexpected(loader.error());
    if (const std::int64_t batches = (*loader)->batchesPerEpoch();
        config.optimizer.accumulation > batches)
        return fail(ErrorCode::InvalidArgument,
                    "optimizer.accumulation: an epoch has " + std::to_string(batches)
                            + " batches of run.batch; must be at most that, is "
                            + std::to_string(config.optimizer.accumulation));
    std::unique_ptr<Trainer> trainer(new Trainer(request, std::move(*loader), group));
    if (auto loaded = trainer->loadWeights(resumeFrom); !loaded)
        return Unexpected(loaded.error());
    trainer->m_scaler.emplace(
            trainer->m_precision, trainer->m_position.lossScale, trainer->m_position.scaleAge);
    if (config.loss.gathersNegatives)
        trainer->m_peers.gather = gatherOver(group);
    trainer->m_peers.meanCount = meanOver(group);
    if (config.run.synchronizesNorm)
        synchronizeNorm(trainer->m_net, group);
    return trainer;
}

std::int64_t Trainer::samplesPerStep() const
{
    return std::int64_t{m_request.config.run.batch} * m_request.config.optimizer.accumulation
           * m_group->world();
}

/// Places in an epoch mean nothing when its batches are others.
Result<void> Trainer::requireSameSteps(const std::filesystem::path &path, std::int64_t before) const
{
    if (before == 0 || before == samplesPerStep())
        return {};
    return fail(ErrorCode::InvalidArgument,
                path.string() + ": its steps are of " + std::to_string(before)
                        + " samples, now they would be of " + std::to_string(samplesPerStep())
                        + "; the number of processes, run.batch and optimizer.accumulation "
                          "multiplied must stay what they were");
}

Result<void> Trainer::loadWeights(const std::filesystem::path &resumeFrom)
{
    m_net = nn::TwoTrunkNet(m_loader->model());
    nn::initializeWeights(m_net, m_request.config.run.seed);
    if (m_request.init)
        nn::loadWeights(m_net, *m_request.init);
    if (!m_request.imageInit.empty()) {
        if (auto done = loadImageTrunk(m_net, m_request.imageInit); !done)
            return done;
    }
    m_net->to(m_device);
    useChannelsLast(m_net);
    if (const auto faults = frozenFaults(m_net, m_request.config); !faults.empty())
        return fail(ErrorCode::InvalidArgument, faults);
    m_optimizer = std::make_unique<AdamOptimizer>(m_net, m_request.config.optimizer);
    TrainingState state;
    if (!resumeFrom.empty() && m_group->isFirst()) {
        auto restored = restoreTraining(resumeFrom, m_net, *m_optimizer);
        if (!restored)
            return Unexpected(restored.error());
        state = std::move(*restored);
        if (auto same = requireSameSteps(resumeFrom, state.position.samplesPerStep); !same)
            return same;
    }
    broadcastState(*m_group, m_net, *m_optimizer, state);
    m_position = state.position;
    m_position.samplesPerStep = samplesPerStep();
    if (!state.mixPartners.empty()) {
        auto plan = std::make_shared<MixPlan>();
        plan->partners.assign(state.mixPartners.begin(), state.mixPartners.end());
        m_mixPlan = std::move(plan);
    }
    return {};
}

std::int64_t Trainer::learningParameters() const
{
    std::int64_t count = 0;
    for (const at::Tensor &parameter : m_optimizer->parameters())
        count += parameter.numel();
    return count;
}

const StageConfig &Trainer::stage() const
{
    return m_request.config.stages[m_plan.stageAt(m_position.step)];
}

const std::string &Trainer::stageName() const
{
    return stage().name;
}

BatchNeeds Trainer::needsAt(int epoch, std::int64_t position) const
{
    const std::int64_t step = epoch * m_plan.stepsPerEpoch()
                              + position / m_request.config.optimizer.accumulation;
    const StageConfig &at = m_request.config.stages[m_plan.stageAt(step)];
    BatchNeeds needs;
    needs.levelLimit = m_plan.levelAt(step);
    const Objective objective = objectiveFromString(at.objective);
    needs.hasOtherImages = separatesViews(m_request.config, objective);
    needs.hasOtherSpectrograms = needs.hasOtherImages || objective == Objective::Sound;
    needs.hasBoxMasks = m_request.config.loss.supervisedWeight > 0;
    return needs;
}

Result<void> Trainer::startEpoch()
{
    EpochStart start;
    start.epoch = m_position.epoch;
    start.firstBatch = m_position.position;
    start.needs = [this, epoch = m_position.epoch](std::int64_t position) {
        return needsAt(epoch, position);
    };
    start.mixPlan = m_mixPlan;
    if (!m_group->isAlone()) // machines that round differently drift apart
        broadcastWeights(*m_group, m_net);
    setTrainingMode(m_net, m_request.config.optimizer.freezesNormStatistics);
    return m_loader->start(start);
}

Result<void> Trainer::accumulate(TrainingBatch &batch, StepFacts &facts)
{
    const TrainingConfig &config = m_request.config;
    const Objective objective = objectiveFromString(stage().objective);
    const std::optional<nn::GeometricTransform> transform = drawTransform(
            batch, config.geometric, config.run.seed, {m_group->rank(), m_group->world()});
    const BatchTensors tensors = tensorsOf(batch, trunkStride(m_loader->model().family), m_device);
    const StepLoss loss = computeLoss(m_net,
                                      tensors,
                                      transform,
                                      objective,
                                      config.loss,
                                      {config.geometric.hasValidityMask, m_precision, m_peers});
    if (auto noted = noteLoss(loss, batch, facts); !noted)
        return noted;
    m_scaler->scaled(loss.total / config.optimizer.accumulation).backward();
    return {};
}

/// Adds the loss of the joined batch to the facts. Every process learns here of a loss that is not
/// finite anywhere, before any begins its backward pass.
Result<void> Trainer::noteLoss(const StepLoss &loss, const TrainingBatch &batch, StepFacts &facts)
{
    const std::array<std::pair<const char *, const at::Tensor *>, 4> terms{
            {{firstTermOf(objectiveFromString(stage().objective)), &loss.contrastiveFirst},
             {"contrastive_second", &loss.contrastiveSecond},
             {"equivariance", &loss.equivariance},
             {"supervised", &loss.supervised}}};
    const auto own = loss.total.item<double>();
    std::vector<double> values{own};
    for (const auto &[name, term] : terms)
        values.push_back(term->defined() ? term->item<double>() : 0.0);
    at::Tensor means = at::tensor(values, at::kDouble);
    averageOver(*m_group, {means});
    const auto *mean = means.const_data_ptr<double>();
    if (!std::isfinite(*mean)) {
        std::string samples;
        for (const std::string &part :
             m_group->allGather(std::isfinite(own) ? "" : joinedIds(batch.ids)))
            samples += part.empty() || samples.empty() ? part : ", " + part;
        return fail(ErrorCode::NotFinite,
                    "the loss is not finite after step " + std::to_string(m_position.step)
                            + (m_position.step == 0 ? "; begin again"
                                                    : "; resume from the last checkpoint")
                            + " with a lower optimizer.learning_rate, or look at the samples named",
                    samples);
    }
    facts.loss += *mean++;
    for (const auto &[name, term] : terms) {
        if (term->defined() || *mean != 0)
            addTerm(facts.terms, name, *mean);
        ++mean;
    }
    return {};
}

void Trainer::applyGradients(StepFacts &facts)
{
    const OptimizerConfig &config = m_request.config.optimizer;
    facts.learningRate = learningRateAt(
            config, m_position.step, m_plan.stepsPerEpoch(), m_plan.totalSteps());
    averageOver(*m_group, gradientsOf(m_optimizer->parameters()));
    if (!m_request.config.run.synchronizesNorm && !config.freezesNormStatistics)
        averageOver(*m_group, runningStatisticsOf(m_net));
    facts.isSkipped = !m_scaler->unscale(m_optimizer->parameters());
    m_position.lossScale = m_scaler->scale();
    m_position.scaleAge = m_scaler->age();
    if (facts.isSkipped)
        return;
    if (config.clipNorm > 0)
        m_optimizer->clipGradients(config.clipNorm);
    m_optimizer->step(facts.learningRate);
}

Result<std::optional<Trainer::StepFacts>> Trainer::step()
{
    const int accumulation = m_request.config.optimizer.accumulation;
    const double waitedBefore = m_loader->statistics().waitedSeconds;
    StepFacts facts;
    m_lastIds.clear();
    m_optimizer->zeroGradients();
    for (int i = 0; i < accumulation; ++i) {
        auto batch = m_loader->next();
        if (!batch)
            return Unexpected(batch.error());
        if (!batch->has_value())
            return std::optional<StepFacts>();
        m_columns = (*batch)->columns;
        m_lastIds.insert(m_lastIds.end(), (*batch)->ids.begin(), (*batch)->ids.end());
        if (auto done = accumulate(**batch, facts); !done)
            return Unexpected(done.error());
    }
    facts.samples = static_cast<int>(m_lastIds.size());
    facts.loss /= accumulation;
    for (LossTerm &term : facts.terms)
        term.value /= accumulation;
    facts.waitingSeconds = m_loader->statistics().waitedSeconds - waitedBefore;
    applyGradients(facts);
    m_position.position += accumulation;
    ++m_position.step;
    return std::optional<StepFacts>(std::move(facts));
}

Result<void> Trainer::planMixing(std::stop_token stop)
{
    const TrainingConfig &config = m_request.config;
    m_mixPlan = nullptr;
    if (mixSettingAt(config.audioMix, m_position.epoch).probability <= 0)
        return {};
    std::optional<EmbeddingMasks> masks;
    if (config.audioMix.embedsAugmented && config.spectrogramMask.isEnabled)
        masks = EmbeddingMasks{config.spectrogramMask, config.run.seed, m_position.epoch};
    const auto embeddings = embedSounds(m_net,
                                        m_loader->model(),
                                        m_device,
                                        m_request.source,
                                        m_request.split.training,
                                        masks,
                                        *m_group,
                                        std::move(stop));
    if (!embeddings)
        return Unexpected(embeddings.error());
    const auto plan = soundlocus::planMixing(
            {embeddings->const_data_ptr<float>(), static_cast<std::size_t>(embeddings->numel())},
            static_cast<std::size_t>(embeddings->size(1)),
            config.audioMix,
            {config.run.seed, m_position.epoch});
    if (!plan)
        return Unexpected(plan.error());
    // Computed everywhere, so that nobody waits long, and taken from the first: the same bits.
    std::vector<std::int64_t> partners(plan->partners.begin(), plan->partners.end());
    broadcastRows(*m_group, partners);
    auto shared = std::make_shared<MixPlan>();
    shared->partners.assign(partners.begin(), partners.end());
    m_mixPlan = std::move(shared);
    return {};
}

Result<ValidationScore> Trainer::validate(std::vector<ValidationPicture> *pictures,
                                          std::stop_token stop)
{
    return soundlocus::validate(m_net,
                                m_loader->model(),
                                m_device,
                                m_request.validationSource ? m_request.validationSource
                                                           : m_request.source,
                                m_request.split.validation,
                                m_request.config,
                                *m_group,
                                pictures,
                                std::move(stop));
}

bool Trainer::isFinite() const
{
    const auto isWhole = [](const at::Tensor &tensor) {
        return !tensor.is_floating_point() || at::isfinite(tensor.detach()).all().item<bool>();
    };
    const auto parameters = m_net->parameters();
    const auto buffers = m_net->buffers();
    return std::all_of(parameters.begin(), parameters.end(), isWhole)
           && std::all_of(buffers.begin(), buffers.end(), isWhole);
}

bool Trainer::fits(int batch)
{
    const ModelSpec &spec = m_loader->model();
    const auto options = at::TensorOptions(at::kFloat).device(m_device);
    if (m_columns == 0)
        return false;
    try {
        m_optimizer->zeroGradients();
        BatchTensors tensors;
        tensors.images = at::zeros({batch, 3, spec.imageSide, spec.imageSide}, options);
        tensors.spectrograms = at::zeros({batch, 1, binCount(spec.audio), m_columns}, options);
        tensors.otherSpectrograms = tensors.spectrograms;
        const Objective objective = objectiveFromString(stage().objective);
        if (separatesViews(m_request.config, objective))
            tensors.otherImages = tensors.images;
        std::optional<nn::GeometricTransform> transform;
        if (m_request.config.geometric.isEnabled)
            transform = nn::GeometricTransform{
                    std::vector<double>(static_cast<std::size_t>(batch), 1.0), 1.0, false};
        computeLoss(m_net,
                    tensors,
                    transform,
                    objective,
                    m_request.config.loss,
                    {m_request.config.geometric.hasValidityMask, m_precision, {}})
                .total.backward();
        return true;
    } catch (const std::exception &exception) {
        if (!isMemoryFault(exception))
            throw;
        return false;
    }
}

Checkpoint Trainer::checkpoint() const
{
    Checkpoint checkpoint = weightsOf(m_net, m_loader->model());
    std::vector<std::int64_t> partners;
    if (m_mixPlan)
        partners.assign(m_mixPlan->partners.begin(), m_mixPlan->partners.end());
    addTrainingState(checkpoint, *m_optimizer, m_position, partners);
    checkpoint.metadata["training_config"] = toJson(m_request.config);
    checkpoint.metadata["epoch"] = std::int64_t{m_position.epoch};
    checkpoint.metadata["step"] = m_position.step;
    return checkpoint;
}

} // namespace soundlocus
