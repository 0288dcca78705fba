// SPDX-License-Identifier: MIT
#include "engine/training/validator.h"

#include "engine/evaluation/scoring.h"
#include "engine/nn/contrastive_loss.h"
#include "engine/training/plain_batches.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/zeros.h>
#include <torch/utils.h>

#include <algorithm>

namespace soundlocus {

namespace {

/// Maps that are kept to look at.
constexpr std::size_t kKeptPictures = 4;
/// Sounds in one pass of embedSounds().
constexpr std::size_t kSoundBatch = 16;

at::Tensor onDevice(std::vector<float> &values,
                    std::initializer_list<std::int64_t> shape,
                    const at::Device &device)
{
    return at::from_blob(values.data(), shape, at::kFloat)
            .to(device)
            .contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor embed(nn::TwoTrunkNet &net, PlainBatch &batch, const at::Device &device)
{
    const auto count = static_cast<std::int64_t>(batch.indices.size());
    const at::Tensor input = onDevice(
            batch.spectrograms, {count, 1, batch.bins, batch.columns}, device);
    return nn::unitLength(at::amax(net->audnet->forward(input), {2, 3}));
}

/// Scores of the boxes, collected over batches.
struct BoxScores
{
    std::vector<double> paper;
    std::vector<double> adaptive;
    std::int64_t hits = 0;

    void add(const Heatmap &map, const GroundTruth &groundTruth, const ProtocolRule &rule)
    {
        const SampleScore score = scoreMap(map, rasterize(groundTruth), rule);
        paper.push_back(score.paper.value);
        adaptive.push_back(score.adaptive.value);
        hits += score.isPeakInside ? 1 : 0;
    }
};

nn::MaskedContrastOptions contrastOptions(const LossConfig &config)
{
    return {config.epsilon,
            config.epsilonBackground,
            config.tau,
            config.temperature,
            config.diagonalFactor};
}

void fillBoxScores(const BoxScores &boxes, const ProtocolRule &rule, ValidationScore &score)
{
    score.boxed = static_cast<std::int64_t>(boxes.paper.size());
    if (score.boxed == 0)
        return;
    const CiouSummary paper = summarize(boxes.paper, rule.success);
    score.ciouAtHalf = paper.successAtHalf;
    score.auc = paper.auc;
    score.adaptiveCiouAtHalf = summarize(boxes.adaptive, rule.success).successAtHalf;
    score.pointing = static_cast<double>(boxes.hits) / static_cast<double>(score.boxed);
}

Unexpected cancelled()
{
    return fail(ErrorCode::Cancelled, "stopped");
}

} // namespace

std::string resolvedMetric(const ValidationConfig &config, bool hasBoxes)
{
    if (!hasBoxes)
        return "loss";
    return config.metric == "auto" ? "ciou" : config.metric;
}

double valueOf(const ValidationScore &score, const std::string &metric)
{
    if (metric == "ciou")
        return score.ciouAtHalf;
    if (metric == "auc")
        return score.auc;
    if (metric == "pointing")
        return score.pointing;
    SOUNDLOCUS_EXPECTS(metric == "loss");
    return -score.loss;
}

Result<ValidationScore> validate(nn::TwoTrunkNet &net,
                                 const ModelSpec &spec,
                                 const at::Device &device,
                                 const std::shared_ptr<const SampleSource> &source,
                                 const std::vector<std::size_t> &indices,
                                 const TrainingConfig &config,
                                 std::vector<ValidationPicture> *pictures,
                                 std::stop_token stop)
{
    const torch::NoGradGuard guard;
    net->eval();
    const ProtocolRule rule = protocolRuleOf(spec.family);
    ValidationScore score;
    BoxScores boxes;
    double lossSum = 0;
    PlainBatches batches(source,
                         indices,
                         spec,
                         PlainParts::PictureAndSound,
                         static_cast<std::size_t>(config.run.batch));
    while (auto batch = batches.next()) {
        if (stop.stop_requested())
            return cancelled();
        score.broken += batch->broken;
        const auto count = static_cast<std::int64_t>(batch->indices.size());
        if (count == 0)
            continue;
        const at::Tensor sounds = embed(net, *batch, device);
        const at::Tensor features = net->imgnet->forward(
                onDevice(batch->images, {count, 3, batch->side, batch->side}, device));
        const nn::MaskedContrast contrast = nn::maskedContrast(
                nn::similarityMaps(nn::unitLength(features), sounds),
                0,
                contrastOptions(config.loss));
        lossSum += contrast.loss.item<double>() * static_cast<double>(count);
        const at::Tensor maps = contrast.ownMaps.cpu().contiguous();
        if (!at::isfinite(maps).all().item<bool>())
            return fail(ErrorCode::NotFinite, "maps of the validation are not finite");
        const auto cells = static_cast<std::size_t>(maps.size(2) * maps.size(3));
        for (std::size_t i = 0; i < batch->indices.size(); ++i) {
            const float *data = maps.const_data_ptr<float>() + i * cells;
            const Heatmap map(std::vector<float>(data, data + cells),
                              {static_cast<int>(maps.size(3)), static_cast<int>(maps.size(2))},
                              HeatmapScale::Cosine);
            const auto &groundTruth = source->item(batch->indices[i]).sample.groundTruth;
            if (groundTruth)
                boxes.add(map, *groundTruth, rule);
            if (pictures != nullptr && pictures->size() < kKeptPictures)
                pictures->push_back({batch->indices[i], map});
        }
        score.samples += count;
    }
    score.loss = score.samples > 0 ? lossSum / static_cast<double>(score.samples) : 0;
    fillBoxScores(boxes, rule, score);
    return score;
}

Result<at::Tensor> embedSounds(nn::TwoTrunkNet &net,
                               const ModelSpec &spec,
                               const at::Device &device,
                               const std::shared_ptr<const SampleSource> &source,
                               const std::vector<std::size_t> &indices,
                               std::stop_token stop)
{
    const torch::NoGradGuard guard;
    net->eval();
    at::Tensor result = at::zeros({static_cast<std::int64_t>(indices.size()), spec.embeddingDim});
    std::size_t row = 0;
    PlainBatches batches(source, indices, spec, PlainParts::SoundOnly, kSoundBatch);
    while (auto batch = batches.next()) {
        if (stop.stop_requested())
            return cancelled();
        if (batch->indices.empty())
            continue;
        const at::Tensor sounds = embed(net, *batch, device).cpu();
        for (std::size_t i = 0; i < batch->indices.size(); ++i) {
            while (indices[row] != batch->indices[i]) // could not be read
                ++row;
            result[static_cast<std::int64_t>(row++)].copy_(sounds[static_cast<std::int64_t>(i)]);
        }
    }
    return result;
}

} // namespace soundlocus
