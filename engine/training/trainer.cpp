// SPDX-License-Identifier: MIT
#include "engine/training/trainer.h"

#include "engine/nn/initialization.h"
#include "engine/training/audio_mix.h"
#include "engine/training/geometric_draw.h"
#include "engine/training/memory_fault.h"
#include "engine/training/mix_plan.h"
#include "engine/training/random_purpose.h"
#include "engine/training/random_stream.h"

#include <ATen/ops/from_blob.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

at::Tensor asTensor(std::vector<float> &values, std::initializer_list<std::int64_t> shape)
{
    return at::from_blob(values.data(), shape, at::kFloat);
}

void addTerm(std::vector<LossTerm> &terms, const char *name, const at::Tensor &value)
{
    if (!value.defined())
        return;
    for (LossTerm &term : terms) {
        if (term.name == name) {
            term.value += value.item<double>();
            return;
        }
    }
    terms.push_back({name, value.item<double>()});
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

/// Weights of a checkpoint in channels-last order, in which convolutions run.
void useChannelsLast(nn::TwoTrunkNet &net)
{
    for (auto &parameter : net->parameters()) {
        if (parameter.dim() == 4)
            parameter.set_data(parameter.detach().contiguous(at::MemoryFormat::ChannelsLast));
    }
}

} // namespace

Trainer::Trainer(const TrainingRequest &request, std::unique_ptr<BatchLoader> loader)
    : m_request(request)
    , m_device(request.device)
    , m_precision(precisionFromString(request.config.run.precision))
    , m_loader(std::move(loader))
    , m_plan(request.config, m_loader->batchesPerEpoch())
{}

Result<std::unique_ptr<Trainer>> Trainer::create(const TrainingRequest &request,
                                                 const std::filesystem::path &resumeFrom)
{
    const TrainingConfig &config = request.config;
    BatchLoaderOptions options;
    options.source = request.source;
    options.indices = request.split.training;
    options.config = config;
    options.model = modelSpecOf(config.model);
    auto loader = BatchLoader::create(options);
    if (!loader)
        return Unexpected(loader.error());
    std::unique_ptr<Trainer> trainer(new Trainer(request, std::move(*loader)));
    trainer->m_net = nn::TwoTrunkNet(trainer->m_loader->model());
    nn::initializeWeights(trainer->m_net, config.run.seed);
    if (request.init)
        nn::loadWeights(trainer->m_net, *request.init);
    if (!request.imageInit.empty()) {
        if (auto done = loadImageTrunk(trainer->m_net, request.imageInit); !done)
            return Unexpected(done.error());
    }
    trainer->m_net->to(trainer->m_device);
    useChannelsLast(trainer->m_net);
    trainer->m_optimizer = std::make_unique<AdamOptimizer>(trainer->m_net, config.optimizer);
    if (!resumeFrom.empty()) {
        auto state = restoreTraining(resumeFrom, trainer->m_net, *trainer->m_optimizer);
        if (!state)
            return Unexpected(state.error());
        trainer->m_position = state->position;
        if (!state->mixPartners.empty()) {
            auto plan = std::make_shared<MixPlan>();
            plan->partners.assign(state->mixPartners.begin(), state->mixPartners.end());
            trainer->m_mixPlan = std::move(plan);
        }
    }
    trainer->m_scaler.emplace(
            trainer->m_precision, trainer->m_position.lossScale, trainer->m_position.scaleAge);
    return trainer;
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

BatchNeeds Trainer::needsAt(std::int64_t position) const
{
    const std::int64_t step = m_position.epoch * m_plan.stepsPerEpoch()
                              + position / m_request.config.optimizer.accumulation;
    const StageConfig &at = m_request.config.stages[m_plan.stageAt(step)];
    BatchNeeds needs;
    needs.levelLimit = m_plan.levelAt(step);
    needs.hasOtherSpectrograms = objectiveFromString(at.objective) == Objective::Sound;
    needs.hasBoxMasks = m_request.config.loss.supervisedWeight > 0;
    return needs;
}

Result<void> Trainer::startEpoch()
{
    EpochStart start;
    start.epoch = m_position.epoch;
    start.firstBatch = m_position.position;
    // The epoch does not change while the loader works on it.
    start.needs = [this](std::int64_t position) { return needsAt(position); };
    start.mixPlan = m_mixPlan;
    setTrainingMode(m_net, m_request.config.optimizer.freezesNormStatistics);
    return m_loader->start(start);
}

BatchTensors Trainer::tensorsOf(TrainingBatch &batch) const
{
    const auto count = static_cast<std::int64_t>(batch.size());
    const std::int64_t height = batch.imageSize.height;
    const std::int64_t width = batch.imageSize.width;
    BatchTensors result;
    result.images = asTensor(batch.images, {count, 3, height, width}).to(m_device);
    result.spectrograms = asTensor(batch.spectrograms, {count, 1, batch.bins, batch.columns})
                                  .to(m_device);
    if (!batch.otherSpectrograms.empty())
        result.otherSpectrograms = asTensor(batch.otherSpectrograms,
                                            {count, 1, batch.bins, batch.columns})
                                           .to(m_device);
    if (!batch.boxMasks.empty()) {
        const int stride = trunkStride(m_loader->model().family);
        result.boxMasks = asTensor(batch.boxMasks, {count, height / stride, width / stride})
                                  .to(m_device);
    }
    return result;
}

std::optional<nn::GeometricTransform> Trainer::drawTransform(const TrainingBatch &batch) const
{
    const GeometricConfig &config = m_request.config.geometric;
    if (!config.isEnabled)
        return std::nullopt;
    RandomStream random{m_request.config.run.seed,
                        static_cast<std::uint64_t>(RandomPurpose::Geometry),
                        static_cast<std::uint64_t>(batch.epoch),
                        static_cast<std::uint64_t>(batch.position)};
    const GeometricDraw draw = drawGeometry(config, static_cast<int>(batch.size()), random);
    return nn::GeometricTransform{std::vector<double>(draw.degrees.begin(), draw.degrees.end()),
                                  draw.scale,
                                  draw.isFlipped};
}

Result<void> Trainer::accumulate(TrainingBatch &batch, StepFacts &facts)
{
    const TrainingConfig &config = m_request.config;
    const Objective objective = objectiveFromString(stage().objective);
    const std::optional<nn::GeometricTransform> transform = drawTransform(batch);
    const BatchTensors tensors = tensorsOf(batch);
    StepLoss loss;
    {
        const AutocastGuard autocast(m_precision, m_device.type());
        loss = computeLoss(m_net,
                           tensors,
                           transform,
                           objective,
                           config.loss,
                           config.geometric.hasValidityMask);
    }
    const double value = loss.total.item<double>();
    if (!std::isfinite(value))
        return fail(ErrorCode::NotFinite,
                    "the loss is not finite after step " + std::to_string(m_position.step)
                            + "; resume from the last checkpoint with a lower "
                              "optimizer.learning_rate, or look at the samples named");
    facts.loss += value;
    addTerm(facts.terms, firstTermOf(objective), loss.contrastiveFirst);
    addTerm(facts.terms, "contrastive_second", loss.contrastiveSecond);
    addTerm(facts.terms, "equivariance", loss.equivariance);
    addTerm(facts.terms, "supervised", loss.supervised);
    m_scaler->scaled(loss.total / config.optimizer.accumulation).backward();
    return {};
}

void Trainer::applyGradients(StepFacts &facts)
{
    const OptimizerConfig &config = m_request.config.optimizer;
    facts.learningRate = learningRateAt(
            config, m_position.step, m_plan.stepsPerEpoch(), m_plan.totalSteps());
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
    const auto embeddings = embedSounds(m_net,
                                        m_loader->model(),
                                        m_device,
                                        m_request.source,
                                        m_request.split.training,
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
    m_mixPlan = std::make_shared<const MixPlan>(*plan);
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
        std::optional<nn::GeometricTransform> transform;
        if (m_request.config.geometric.isEnabled)
            transform = nn::GeometricTransform{
                    std::vector<double>(static_cast<std::size_t>(batch), 1.0), 1.0, false};
        const AutocastGuard autocast(m_precision, m_device.type());
        computeLoss(m_net,
                    tensors,
                    transform,
                    objectiveFromString(stage().objective),
                    m_request.config.loss,
                    m_request.config.geometric.hasValidityMask)
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
