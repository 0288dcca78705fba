// SPDX-License-Identifier: MIT
#include "engine/training/validator.h"

#include "engine/augmentation/random_purpose.h"
#include "engine/augmentation/spectrogram_mask.h"
#include "engine/evaluation/scoring.h"
#include "engine/nn/contrastive_loss.h"
#include "engine/training/plain_batches.h"
#include "engine/training/training_step.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/zeros.h>
#include <torch/utils.h>

#include <algorithm>
#include <cstring>
#include <span>

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

/// Each sound's masks hang on its number in the source alone, not on who embeds it.
void mask(PlainBatch &batch, const EmbeddingMasks &masks, const AudioInputSpec &spec)
{
    const auto size = static_cast<std::size_t>(batch.bins)
                      * static_cast<std::size_t>(batch.columns);
    const std::span<float> all(batch.spectrograms);
    for (std::size_t i = 0; i < batch.indices.size(); ++i) {
        RandomStream random{masks.seed,
                            static_cast<std::uint64_t>(RandomPurpose::EmbeddingMask),
                            static_cast<std::uint64_t>(masks.epoch),
                            batch.indices[i]};
        maskSpectrogram(all.subspan(i * size, size), batch.bins, spec, masks.config, random);
    }
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

/// Rows of the batches that a process takes: number rank, rank + world, ... of all.
struct OwnBatches
{
    OwnBatches(std::size_t count, std::size_t batch, const ProcessGroup &group)
    {
        const auto world = static_cast<std::size_t>(group.world());
        const std::size_t batches = (count + batch - 1) / batch;
        rounds = (batches + world - 1) / world;
        for (auto i = static_cast<std::size_t>(group.rank()); i < batches; i += world) {
            for (std::size_t row = i * batch; row < std::min(count, (i + 1) * batch); ++row)
                rows.push_back(row);
        }
    }

    [[nodiscard]] std::vector<std::size_t> of(const std::vector<std::size_t> &indices) const
    {
        std::vector<std::size_t> own;
        own.reserve(rows.size());
        for (const std::size_t row : rows)
            own.push_back(indices[row]);
        return own;
    }

    std::vector<std::size_t> rows;
    std::size_t rounds = 0; ///< of every process; the last one may be without a batch
};

/// What a process found in its batches; numbers that are added up or put together.
struct PartialScore
{
    double samples = 0;
    double broken = 0;
    double lossSum = 0;
    double infinite = 0; ///< batches whose maps are not finite
    BoxScores boxes;

    [[nodiscard]] std::string packed() const
    {
        std::vector<double> numbers{samples,
                                    broken,
                                    lossSum,
                                    infinite,
                                    static_cast<double>(boxes.hits),
                                    static_cast<double>(boxes.paper.size())};
        numbers.insert(numbers.end(), boxes.paper.begin(), boxes.paper.end());
        numbers.insert(numbers.end(), boxes.adaptive.begin(), boxes.adaptive.end());
        return {reinterpret_cast<const char *>(numbers.data()), numbers.size() * sizeof(double)};
    }

    void add(const std::string &packed)
    {
        std::vector<double> numbers(packed.size() / sizeof(double));
        std::memcpy(numbers.data(), packed.data(), packed.size());
        auto next = numbers.begin();
        samples += *next++;
        broken += *next++;
        lossSum += *next++;
        infinite += *next++;
        boxes.hits += static_cast<std::int64_t>(*next++);
        const auto count = static_cast<std::ptrdiff_t>(*next++);
        boxes.paper.insert(boxes.paper.end(), next, next + count);
        boxes.adaptive.insert(boxes.adaptive.end(), next + count, numbers.end());
    }
};

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
                                 ProcessGroup &group,
                                 std::vector<ValidationPicture> *pictures,
                                 std::stop_token stop)
{
    const torch::NoGradGuard guard;
    net->eval();
    const ProtocolRule rule = protocolRuleOf(spec.family);
    const auto batchSize = static_cast<std::size_t>(config.run.batch);
    const OwnBatches own(indices.size(), batchSize, group);
    PartialScore part;
    PlainBatches batches(source, own.of(indices), spec, PlainParts::PictureAndSound, batchSize);
    for (std::size_t round = 0; round < own.rounds; ++round) {
        if (group.any(stop.stop_requested()))
            return cancelled();
        auto batch = batches.next();
        if (!batch)
            continue;
        part.broken += batch->broken;
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
        part.lossSum += contrast.loss.item<double>() * static_cast<double>(count);
        const at::Tensor maps = contrast.ownMaps.cpu().contiguous();
        if (!at::isfinite(maps).all().item<bool>()) {
            part.infinite += 1; // the others learn of it at the end
            continue;
        }
        const auto cells = static_cast<std::size_t>(maps.size(2) * maps.size(3));
        for (std::size_t i = 0; i < batch->indices.size(); ++i) {
            const float *data = maps.const_data_ptr<float>() + i * cells;
            const Heatmap map(std::vector<float>(data, data + cells),
                              {static_cast<int>(maps.size(3)), static_cast<int>(maps.size(2))},
                              HeatmapScale::Cosine);
            const auto &groundTruth = source->item(batch->indices[i]).sample.groundTruth;
            if (groundTruth)
                part.boxes.add(map, *groundTruth, rule);
            if (pictures != nullptr && pictures->size() < kKeptPictures)
                pictures->push_back({batch->indices[i], map});
        }
        part.samples += static_cast<double>(count);
    }
    PartialScore all;
    for (const std::string &packed : group.allGather(part.packed()))
        all.add(packed);
    if (all.infinite > 0)
        return fail(ErrorCode::NotFinite, "maps of the validation are not finite");
    ValidationScore score;
    score.samples = static_cast<std::int64_t>(all.samples);
    score.broken = static_cast<std::int64_t>(all.broken);
    score.loss = all.samples > 0 ? all.lossSum / all.samples : 0;
    fillBoxScores(all.boxes, rule, score);
    return score;
}

Result<at::Tensor> embedSounds(nn::TwoTrunkNet &net,
                               const ModelSpec &spec,
                               const at::Device &device,
                               const std::shared_ptr<const SampleSource> &source,
                               const std::vector<std::size_t> &indices,
                               const std::optional<EmbeddingMasks> &masks,
                               ProcessGroup &group,
                               std::stop_token stop)
{
    const torch::NoGradGuard guard;
    net->eval();
    at::Tensor result = at::zeros({static_cast<std::int64_t>(indices.size()), spec.embeddingDim});
    const OwnBatches own(indices.size(), kSoundBatch, group);
    const std::vector<std::size_t> ownIndices = own.of(indices);
    std::size_t place = 0; // in ownIndices
    PlainBatches batches(source, ownIndices, spec, PlainParts::SoundOnly, kSoundBatch);
    for (std::size_t round = 0; round < own.rounds; ++round) {
        if (group.any(stop.stop_requested()))
            return cancelled();
        auto batch = batches.next();
        if (!batch || batch->indices.empty())
            continue;
        if (masks)
            mask(*batch, *masks, spec.audio);
        const at::Tensor sounds = embed(net, *batch, device).cpu();
        for (std::size_t i = 0; i < batch->indices.size(); ++i) {
            while (ownIndices[place] != batch->indices[i]) // could not be read
                ++place;
            result[static_cast<std::int64_t>(own.rows[place++])].copy_(
                    sounds[static_cast<std::int64_t>(i)]);
        }
    }
    group.allReduce(result); // the others' rows are zero here
    return result;
}

} // namespace soundlocus
