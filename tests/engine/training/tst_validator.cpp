// SPDX-License-Identifier: MIT
#include "engine/evaluation/scoring.h"
#include "engine/features/audio_input.h"
#include "engine/features/image_input.h"
#include "engine/nn/contrastive_loss.h"
#include "engine/training/process_group.h"
#include "engine/training/validator.h"
#include "tests/engine/training/fake_source.h"
#include "tests/engine/training/small_net.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numeric>

using namespace soundlocus;

namespace {

std::shared_ptr<test::FakeSource> sourceOf(std::size_t count, std::set<std::size_t> broken = {})
{
    test::FakeSource::Options options;
    options.count = count;
    options.broken = std::move(broken);
    return std::make_shared<test::FakeSource>(options);
}

std::vector<std::size_t> all(std::size_t count)
{
    std::vector<std::size_t> indices(count);
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

TrainingConfig batchesOf(int batch)
{
    TrainingConfig config;
    config.run.batch = batch;
    return config;
}

/// One sample at a time, with the library's own parts.
Heatmap mapOf(nn::TwoTrunkNet &net, const ModelSpec &spec, const TrainingSample &sample)
{
    const ImageInput image = prepareImage(sample.frame, spec, FitMode::Squash);
    const auto sound = prepareAudio(sample.sound, spec.audio, AudioCut::Official);
    const at::Tensor picture = at::tensor(*image.values)
                                       .view({1, 3, spec.imageSide, spec.imageSide});
    const at::Tensor spectrogram = at::tensor(sound->values)
                                           .view({1, 1, sound->bins, sound->frames});
    const at::Tensor map = nn::similarityMaps(nn::unitLength(net->imgnet->forward(picture)),
                                              nn::unitLength(at::amax(
                                                      net->audnet->forward(spectrogram), {2, 3})))
                                   .contiguous();
    const float *data = map.const_data_ptr<float>();
    return Heatmap(std::vector<float>(data, data + map.numel()),
                   {int(map.size(3)), int(map.size(2))},
                   HeatmapScale::Cosine);
}

} // namespace

class TestValidator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    /// What the evaluation says of the same maps.
    void scores()
    {
        constexpr std::size_t kCount = 9;
        nn::TwoTrunkNet net = test::smallNet();
        const ModelSpec spec = net->spec;
        const auto source = sourceOf(kCount);
        std::vector<ValidationPicture> pictures;
        const auto score = validate(net,
                                    spec,
                                    at::kCPU,
                                    source,
                                    all(kCount),
                                    batchesOf(4),
                                    *ProcessGroup::alone(),
                                    &pictures,
                                    {});
        SL_VERIFY_RESULT(score);
        QCOMPARE(score->samples, std::int64_t{9});
        QCOMPARE(score->boxed, std::int64_t{5}); // every second one
        const torch::NoGradGuard guard;
        std::vector<double> paper;
        std::vector<double> adaptive;
        double hits = 0;
        const ProtocolRule rule = protocolRuleOf(spec.family);
        for (std::size_t i = 0; i < kCount; i += 2) {
            const auto sample = source->load(i);
            const SampleScore one = scoreMap(mapOf(net, spec, *sample),
                                             rasterize(*source->item(i).sample.groundTruth),
                                             rule);
            paper.push_back(one.paper.value);
            adaptive.push_back(one.adaptive.value);
            hits += one.isPeakInside ? 1 : 0;
        }
        const CiouSummary summary = summarize(paper, rule.success);
        QCOMPARE(score->ciouAtHalf, summary.successAtHalf);
        QVERIFY(std::abs(score->auc - summary.auc) < 1e-9);
        QCOMPARE(score->adaptiveCiouAtHalf, summarize(adaptive, rule.success).successAtHalf);
        QCOMPARE(score->pointing, hits / 5);
        QCOMPARE(pictures.size(), std::size_t{4});
        QCOMPARE(pictures[1].index, std::size_t{1});
        QVERIFY(score->loss > 0);
    }

    void brokenOnesAreCounted()
    {
        nn::TwoTrunkNet net = test::smallNet();
        const auto source = sourceOf(8, {1, 2, 3, 4, 5, 6});
        const auto score = validate(net,
                                    net->spec,
                                    at::kCPU,
                                    source,
                                    all(8),
                                    batchesOf(3),
                                    *ProcessGroup::alone(),
                                    nullptr,
                                    {});
        SL_VERIFY_RESULT(score);
        QCOMPARE(score->samples, std::int64_t{2});
        QCOMPARE(score->broken, std::int64_t{6});
    }

    void metrics()
    {
        ValidationConfig config;
        QCOMPARE(resolvedMetric(config, true), std::string("ciou"));
        QCOMPARE(resolvedMetric(config, false), std::string("loss"));
        config.metric = "pointing";
        QCOMPARE(resolvedMetric(config, true), std::string("pointing"));
        QCOMPARE(resolvedMetric(config, false), std::string("loss"));
        ValidationScore score;
        score.loss = 2;
        score.ciouAtHalf = 0.3;
        score.auc = 0.4;
        score.pointing = 0.5;
        QCOMPARE(valueOf(score, "loss"), -2.0);
        QCOMPARE(valueOf(score, "ciou"), 0.3);
        QCOMPARE(valueOf(score, "auc"), 0.4);
        QCOMPARE(valueOf(score, "pointing"), 0.5);
    }

    void stops()
    {
        nn::TwoTrunkNet net = test::smallNet();
        std::stop_source stop;
        stop.request_stop();
        const auto source = sourceOf(8);
        SL_COMPARE_CODE(validate(net,
                                 net->spec,
                                 at::kCPU,
                                 source,
                                 all(8),
                                 batchesOf(4),
                                 *ProcessGroup::alone(),
                                 nullptr,
                                 stop.get_token()),
                        ErrorCode::Cancelled);
        SL_COMPARE_CODE(embedSounds(net,
                                    net->spec,
                                    at::kCPU,
                                    source,
                                    all(8),
                                    std::nullopt,
                                    *ProcessGroup::alone(),
                                    stop.get_token()),
                        ErrorCode::Cancelled);
    }

    void notFinite()
    {
        nn::TwoTrunkNet net = test::smallNet();
        {
            const torch::NoGradGuard guard;
            net->imgnet->stem->weight.fill_(std::numeric_limits<float>::quiet_NaN());
        }
        SL_COMPARE_CODE(validate(net,
                                 net->spec,
                                 at::kCPU,
                                 sourceOf(4),
                                 all(4),
                                 batchesOf(4),
                                 *ProcessGroup::alone(),
                                 nullptr,
                                 {}),
                        ErrorCode::NotFinite);
    }

    /// Rows in the order asked for; zeros for sounds that cannot be read.
    void embeddings()
    {
        nn::TwoTrunkNet net = test::smallNet();
        const auto source = sourceOf(20, {3});
        const auto rows = embedSounds(net,
                                      net->spec,
                                      at::kCPU,
                                      source,
                                      {5, 3, 0, 19},
                                      std::nullopt,
                                      *ProcessGroup::alone(),
                                      {});
        SL_VERIFY_RESULT(rows);
        QVERIFY(rows->sizes() == at::IntArrayRef({4, 32}));
        const at::Tensor lengths = rows->square().sum(1);
        QVERIFY(at::allclose(lengths, at::tensor({1.0F, 0.0F, 1.0F, 1.0F}), 1e-4, 1e-5));
        const auto again = embedSounds(net,
                                       net->spec,
                                       at::kCPU,
                                       source,
                                       all(20),
                                       std::nullopt,
                                       *ProcessGroup::alone(),
                                       {});
        QVERIFY(at::allclose((*again)[19], (*rows)[3], 1e-4, 1e-5));
    }

    /// Masks change every embedding, hang on epoch and sample alone, and at probability 0 nothing.
    void maskedEmbeddings()
    {
        nn::TwoTrunkNet net = test::smallNet();
        const auto source = sourceOf(20);
        const auto embedded = [&](const std::vector<std::size_t> &indices,
                                  const std::optional<EmbeddingMasks> &masks) {
            return *embedSounds(
                    net, net->spec, at::kCPU, source, indices, masks, *ProcessGroup::alone(), {});
        };
        SpectrogramMaskConfig config;
        config.probability = 0;
        const at::Tensor plain = embedded(all(20), std::nullopt);
        QVERIFY(at::equal(embedded(all(20), EmbeddingMasks{config, 3, 1}), plain));
        config.probability = 1;
        const at::Tensor first = embedded(all(20), EmbeddingMasks{config, 3, 1});
        const at::Tensor changes = (first - plain).abs().amax({1});
        QVERIFY((changes > 1e-4).sum().item<int>() >= 15);
        QVERIFY(at::allclose(embedded({7, 2}, EmbeddingMasks{config, 3, 1}),
                             at::stack({first[7], first[2]}),
                             1e-4,
                             1e-5));
        QVERIFY(!at::allclose(embedded(all(20), EmbeddingMasks{config, 3, 2}), first, 1e-4, 1e-5));
    }
};

QTEST_GUILESS_MAIN(TestValidator)
#include "tst_validator.moc"
