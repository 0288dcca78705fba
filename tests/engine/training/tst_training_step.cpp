// SPDX-License-Identifier: MIT
#include "engine/training/batch_tensors.h"
#include "engine/training/trainer.h"
#include "engine/training/training_step.h"
#include "tests/engine/training/fake_source.h"
#include "tests/engine/training/small_net.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

using namespace soundlocus;

namespace {

BatchTensors batchOf(std::int64_t count)
{
    const ModelSpec spec = modelSpecOf(test::smallModel());
    BatchTensors batch;
    batch.images = test::noise({count, 3, spec.imageSide, spec.imageSide}, 1);
    batch.spectrograms = test::noise({count, 1, 32, 41}, 2);
    batch.otherSpectrograms = test::noise({count, 1, 32, 41}, 3);
    return batch;
}

const nn::GeometricTransform kTurn{{10, -20, 5, 0}, 1, true};

std::map<std::string, at::Tensor> gradientsOf(const nn::TwoTrunkNet &net)
{
    std::map<std::string, at::Tensor> gradients;
    for (const auto &item : net->named_parameters())
        if (item.value().grad().defined())
            gradients[item.key()] = item.value().grad().clone();
    return gradients;
}

/// Largest difference of all, as a share of the largest value of all.
double relativeWorst(const std::map<std::string, at::Tensor> &found,
                     const std::map<std::string, at::Tensor> &expected)
{
    double worst = 0;
    double largest = 0;
    for (const auto &[name, tensor] : expected) {
        worst = std::max(worst, (found.at(name) - tensor).abs().max().item<double>());
        largest = std::max(largest, tensor.abs().max().item<double>());
    }
    return worst / largest;
}

at::Tensor embedded(nn::TwoTrunkNet &net, const at::Tensor &spectrograms)
{
    return nn::unitLength(at::amax(net->audnet->forward(spectrograms), {2, 3}));
}

/// Two forward passes, each of pictures and sounds; the official step where both have the same
/// ones.
at::Tensor lossOfTwoPasses(nn::TwoTrunkNet &net,
                           const BatchTensors &batch,
                           const at::Tensor &secondImages,
                           const at::Tensor &secondSpectrograms)
{
    const auto pass = [&](const at::Tensor &images, const at::Tensor &spectrograms) {
        const at::Tensor sounds = embedded(net, spectrograms);
        const at::Tensor pictures = nn::unitLength(net->imgnet->forward(images));
        return nn::maskedContrast(nn::similarityMaps(pictures, sounds), 0, {});
    };
    const auto first = pass(batch.images, batch.spectrograms);
    const auto second = pass(nn::warpImages(secondImages, kTurn), secondSpectrograms);
    const at::Tensor target = nn::warpMaps(first.ownMaps, kTurn, batch.images.size(2));
    return 0.5 * (first.loss + second.loss) + (second.ownMaps - target).square().mean();
}

/// The official step: the sounds once for each view.
at::Tensor officialLoss(nn::TwoTrunkNet &net, const BatchTensors &batch)
{
    return lossOfTwoPasses(net, batch, batch.images, batch.spectrograms);
}

bool haveSameStatistics(const nn::TwoTrunkNet &a, const nn::TwoTrunkNet &b)
{
    const auto expected = b->named_buffers();
    for (const auto &item : a->named_buffers())
        if (item.key().find("running_") != std::string::npos
            && !at::allclose(item.value(), expected[item.key()], 1e-4, 1e-6))
            return false;
    return true;
}

/// Terms of the first step of a run on made-up samples.
std::map<std::string, double> firstLosses(const TrainingConfig &config)
{
    TrainingRequest request;
    request.config = config;
    request.source = std::make_shared<test::FakeSource>(
            test::FakeSource::Options{.count = 8, .size = {80, 64}});
    request.split.training = {0, 1, 2, 3, 4, 5};
    request.split.validation = {6, 7};
    std::map<std::string, double> values;
    const auto trainer = Trainer::create(request, {}, ProcessGroup::alone());
    if (!trainer || !(*trainer)->startEpoch())
        return values;
    const auto facts = (*trainer)->step();
    if (facts && *facts)
        for (const LossTerm &term : (*facts)->terms)
            values[term.name] = term.value;
    return values;
}

} // namespace

class TestTrainingStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    /// The audio trunk once gives the gradients and the statistics of the official two passes.
    void soundsOnce()
    {
        const BatchTensors batch = batchOf(4);
        nn::TwoTrunkNet once = test::smallNet();
        nn::TwoTrunkNet twice = test::smallNet();
        setTrainingMode(once, false);
        setTrainingMode(twice, false);
        const StepLoss loss = computeLoss(once, batch, kTurn, Objective::SslTie, {});
        loss.total.backward();
        const at::Tensor official = officialLoss(twice, batch);
        official.backward();
        QVERIFY(std::abs(loss.total.item<double>() - official.item<double>()) < 1e-5);
        const double worst = relativeWorst(gradientsOf(once), gradientsOf(twice));
        QVERIFY2(worst < 4e-6 / 0.077, qPrintable(QString::number(worst)));
        QVERIFY(haveSameStatistics(once, twice));
    }

    /// The second view has a picture and a sound of its own, the target is the first view's map.
    void separateViews()
    {
        BatchTensors batch = batchOf(4);
        batch.otherImages = test::noise(batch.images.sizes(), 5);
        nn::TwoTrunkNet net = test::smallNet();
        nn::TwoTrunkNet byHand = test::smallNet();
        setTrainingMode(net, false);
        setTrainingMode(byHand, false);
        const StepLoss loss = computeLoss(net, batch, kTurn, Objective::SslTie, {});
        loss.total.backward();
        const at::Tensor expected = lossOfTwoPasses(
                byHand, batch, batch.otherImages, batch.otherSpectrograms);
        expected.backward();
        QVERIFY(std::abs(loss.total.item<double>() - expected.item<double>()) < 1e-5);
        QVERIFY(relativeWorst(gradientsOf(net), gradientsOf(byHand)) < 4e-6 / 0.077);
        QVERIFY(haveSameStatistics(net, byHand));

        // Neither the other picture nor the other sound alone gives this loss.
        for (const bool sharesImages : {true, false}) {
            BatchTensors half = batch;
            (sharesImages ? half.otherImages
                          : half.otherSpectrograms) = sharesImages ? batch.images
                                                                   : batch.spectrograms;
            nn::TwoTrunkNet other = test::smallNet();
            setTrainingMode(other, false);
            const StepLoss less = computeLoss(other, half, kTurn, Objective::SslTie, {});
            QVERIFY(at::equal(less.contrastiveFirst, loss.contrastiveFirst));
            QVERIFY(std::abs(less.total.item<double>() - loss.total.item<double>()) > 1e-4);
        }
    }

    /// Equal draws give what one shared draw gives.
    void separateViewsThatCoincide()
    {
        const BatchTensors shared = batchOf(4);
        BatchTensors separate = shared;
        separate.otherImages = shared.images.clone();
        separate.otherSpectrograms = shared.spectrograms.clone();
        nn::TwoTrunkNet once = test::smallNet();
        nn::TwoTrunkNet twice = test::smallNet();
        setTrainingMode(once, false);
        setTrainingMode(twice, false);
        const StepLoss expected = computeLoss(once, shared, kTurn, Objective::SslTie, {});
        const StepLoss loss = computeLoss(twice, separate, kTurn, Objective::SslTie, {});
        expected.total.backward();
        loss.total.backward();
        QVERIFY(std::abs(loss.total.item<double>() - expected.total.item<double>()) < 1e-5);
        QVERIFY(relativeWorst(gradientsOf(twice), gradientsOf(once)) < 4e-6 / 0.077);
        QVERIFY(haveSameStatistics(twice, once));
    }

    /// One view, or another objective: there is no second view to separate.
    void separateViewsNeedTwoViews()
    {
        const BatchTensors shared = batchOf(4);
        BatchTensors separate = shared;
        separate.otherImages = test::noise(shared.images.sizes(), 5);
        const auto totalOf = [](const BatchTensors &batch, Objective objective) {
            nn::TwoTrunkNet net = test::smallNet();
            setTrainingMode(net, false);
            return computeLoss(net, batch, std::nullopt, objective, {}).total;
        };
        for (const Objective objective : {Objective::SslTie, Objective::Pooled, Objective::Sound})
            QVERIFY(at::equal(totalOf(separate, objective), totalOf(shared, objective)));

        TrainingConfig config;
        QVERIFY(!separatesViews(config, Objective::SslTie));
        config.appearance.separatesViews = true;
        QVERIFY(separatesViews(config, Objective::SslTie));
        QVERIFY(!separatesViews(config, Objective::Pooled));
        QVERIFY(!separatesViews(config, Objective::Sound));
        config.geometric.isEnabled = false;
        QVERIFY(!separatesViews(config, Objective::SslTie));
    }

    /// From the configuration to the loss: without colours and masks the views are those of the
    /// shared draw, with them only the first one is.
    void runsWithSeparateViews()
    {
        TrainingConfig config;
        config.model = test::smallModel();
        config.run.batch = 4;
        config.run.workers = 1;
        config.spectrogramMask.maxTimeWidth = 20;
        config.spectrogramMask.maxFrequencyWidth = 10;
        config.audioMix.isEnabled = false;
        const auto shared = firstLosses(config);
        config.appearance.separatesViews = true;
        const auto separate = firstLosses(config);
        QCOMPARE(shared.at("contrastive_first"), separate.at("contrastive_first"));
        QVERIFY(std::abs(shared.at("contrastive_second") - separate.at("contrastive_second"))
                > 1e-4);
        QVERIFY(std::abs(shared.at("equivariance") - separate.at("equivariance")) > 1e-6);

        config.appearance.order = {"crop", "flip"};
        config.spectrogramMask.probability = 0;
        const auto coinciding = firstLosses(config);
        QCOMPARE(coinciding.size(), std::size_t{3});
        config.appearance.separatesViews = false;
        for (const auto &[name, value] : firstLosses(config))
            QVERIFY2(std::abs(coinciding.at(name) - value) < 1e-5, name.c_str());
    }

    /// What a worker made comes to the step in the same order.
    void batchesBecomeTensors()
    {
        TrainingBatch batch;
        batch.ids = {"a", "b"};
        batch.imageSize = {32, 32};
        batch.bins = 2;
        batch.columns = 3;
        batch.images.assign(std::size_t{2 * 3 * 32 * 32}, 1.0F);
        batch.spectrograms.assign(std::size_t{2 * 2 * 3}, 2.0F);
        QVERIFY(!tensorsOf(batch, 16, at::kCPU).otherImages.defined());
        batch.otherImages = batch.images;
        batch.otherImages.back() = 7.0F;
        batch.otherSpectrograms = batch.spectrograms;
        const BatchTensors tensors = tensorsOf(batch, 16, at::kCPU);
        QVERIFY(tensors.otherImages.sizes() == at::IntArrayRef({2, 3, 32, 32}));
        QCOMPARE(tensors.otherImages[1][2][31][31].item<float>(), 7.0F);
        QVERIFY(tensors.otherSpectrograms.sizes() == at::IntArrayRef({2, 1, 2, 3}));
    }

    /// The second view shrinks within pictures and maps of the first one's size.
    void keptSize()
    {
        TrainingBatch names;
        names.ids = {"a", "b", "c", "d"};
        GeometricConfig config;
        config.scales = {0.7};
        QVERIFY(!drawTransform(names, config, 4, {})->keepsSize);
        config.keepsSize = true;
        const auto transform = drawTransform(names, config, 4, {});
        QVERIFY(transform->keepsSize);
        QCOMPARE(transform->scale, 0.7);
        const BatchTensors batch = batchOf(4);
        nn::TwoTrunkNet net = test::smallNet();
        setTrainingMode(net, false);
        const StepLoss loss = computeLoss(
                net, batch, transform, Objective::SslTie, {}, {.hasValidityMask = true});
        QVERIFY(loss.second.ownMaps.sizes() == loss.first.ownMaps.sizes());
        QVERIFY(loss.targetMaps.sizes() == loss.first.ownMaps.sizes());
        QVERIFY(std::isfinite(loss.total.item<double>()));
    }

    /// Half precision is that of the trunks: their features are rounded, and nothing behind them.
    void halfPrecisionEndsWithTheTrunks()
    {
        const BatchTensors batch = batchOf(4);
        nn::TwoTrunkNet net = test::smallNet();
        setTrainingMode(net, false);
        nn::TwoTrunkNet same = test::smallNet();
        setTrainingMode(same, false);
        const StepLoss exact = computeLoss(net, batch, kTurn, Objective::SslTie, {});
        const StepLoss half = computeLoss(
                same, batch, kTurn, Objective::SslTie, {}, {.precision = Precision::BFloat16});
        QVERIFY(half.total.scalar_type() == at::kFloat);
        QVERIFY(half.first.ownMaps.scalar_type() == at::kFloat);
        const at::Tensor maps = half.first.ownMaps.detach();
        QVERIFY(!at::equal(maps, exact.first.ownMaps));
        QVERIFY(at::allclose(maps, exact.first.ownMaps, 0, 0.05));
        // More digits than bfloat16 has: products of rounded features, summed in float32.
        QVERIFY(!at::equal(maps, maps.to(at::kBFloat16).to(at::kFloat)));
        // The warp's coordinates are exact: the target is the float32 warp of these maps.
        const at::Tensor expected = nn::warpMaps(half.first.ownMaps, kTurn, batch.images.size(2));
        QVERIFY(at::equal(half.targetMaps, expected));
    }

    /// Of float16 alone: a step that overflows is left out and halves the factor, 2,000 steps that
    /// do not double it; the count goes on where a resumed run had it.
    void scalesGradients()
    {
        const at::Tensor weight = at::ones({2}).set_requires_grad(true);
        const auto gradient = [&weight](const at::Tensor &value) {
            weight.mutable_grad() = value;
            return std::vector<at::Tensor>{weight};
        };
        GradientScaler plain(Precision::BFloat16, 1024, 7);
        QCOMPARE(plain.scale(), 1.0);
        QVERIFY(plain.unscale(gradient(at::tensor({8.0F, 1e30F}))));
        QVERIFY(at::equal(weight.grad(), at::tensor({8.0F, 1e30F})));
        GradientScaler scaler(Precision::Float16, 1024, 1998);
        QCOMPARE(scaler.scaled(at::tensor(2.0F)).item<float>(), 2048.0F);
        QVERIFY(scaler.unscale(gradient(at::tensor({2048.0F, 512.0F}))));
        QVERIFY(at::equal(weight.grad(), at::tensor({2.0F, 0.5F})));
        QCOMPARE(scaler.scale(), 1024.0);
        QVERIFY(scaler.unscale(gradient(at::tensor({1.0F, 1.0F}))));
        QCOMPARE(scaler.scale(), 2048.0);
        QCOMPARE(scaler.age(), std::int64_t{0});
        const float infinity = std::numeric_limits<float>::infinity();
        QVERIFY(!scaler.unscale(gradient(at::tensor({1.0F, infinity}))));
        QCOMPARE(scaler.scale(), 1024.0);
    }

    /// As the kernel describes the processor.
    void nativePrecisions()
    {
        QVERIFY(isNative(Precision::Float32, c10::DeviceType::CPU));
        QVERIFY(isNative(Precision::BFloat16, c10::DeviceType::CUDA));
        std::ifstream file("/proc/cpuinfo");
        const std::string facts{std::istreambuf_iterator<char>(file), {}};
        if (facts.find("\nflags") == std::string::npos)
            QSKIP("no /proc/cpuinfo of an x86 processor");
        const bool hasInstructions = facts.find(" avx512_bf16") != std::string::npos
                                     || facts.find(" amx_bf16") != std::string::npos;
        QCOMPARE(isNative(Precision::BFloat16, c10::DeviceType::CPU), hasInstructions);
    }

    /// One view only: one pass, with the plain momentum.
    void oneView()
    {
        const BatchTensors batch = batchOf(4);
        nn::TwoTrunkNet net = test::smallNet();
        nn::TwoTrunkNet plain = test::smallNet();
        setTrainingMode(net, false);
        setTrainingMode(plain, false);
        const StepLoss loss = computeLoss(net, batch, std::nullopt, Objective::SslTie, {});
        QVERIFY(!loss.contrastiveSecond.defined() && !loss.equivariance.defined());
        QVERIFY(at::equal(loss.total, loss.contrastiveFirst));
        embedded(plain, batch.spectrograms);
        const auto expected = plain->named_buffers();
        for (const auto &item : net->named_buffers())
            if (item.key().starts_with("audnet.")
                && item.key().find("running_") != std::string::npos)
                QVERIFY2(at::allclose(item.value(), expected[item.key()], 1e-5, 1e-7),
                         item.key().c_str());
    }

    /// The mean over the batches of a step.
    void accumulation()
    {
        const BatchTensors first = batchOf(4);
        BatchTensors second = batchOf(4);
        second.images = test::noise(second.images.sizes(), 9);
        const auto lossOf = [](nn::TwoTrunkNet &net, const BatchTensors &batch) {
            return computeLoss(net, batch, kTurn, Objective::SslTie, {}).total;
        };
        std::map<std::string, at::Tensor> sums;
        for (const auto *batch : std::initializer_list<const BatchTensors *>{&first, &second}) {
            nn::TwoTrunkNet net = test::smallNet();
            setTrainingMode(net, false);
            lossOf(net, *batch).backward();
            for (const auto &[name, gradient] : gradientsOf(net))
                sums[name] = sums.contains(name) ? (sums[name] + gradient) / 2 : gradient;
        }
        nn::TwoTrunkNet net = test::smallNet();
        setTrainingMode(net, false);
        (lossOf(net, first) / 2).backward();
        (lossOf(net, second) / 2).backward();
        QVERIFY(relativeWorst(gradientsOf(net), sums) < 1e-5);
    }

    /// "sound" leaves the pictures alone; "pooled" teaches both.
    void objectives()
    {
        const BatchTensors batch = batchOf(4);
        for (const Objective objective : {Objective::Sound, Objective::Pooled}) {
            nn::TwoTrunkNet net = test::smallNet();
            setTrainingMode(net, false);
            computeLoss(net, batch, kTurn, objective, {}).total.backward();
            const auto gradients = gradientsOf(net);
            QVERIFY(gradients.contains("audnet.conv1_a.weight"));
            QCOMPARE(gradients.contains("imgnet.conv1.weight"), objective == Objective::Pooled);
        }
    }

    void detachedTarget()
    {
        const BatchTensors batch = batchOf(4);
        LossConfig config;
        config.detachesTarget = true;
        nn::TwoTrunkNet free = test::smallNet();
        nn::TwoTrunkNet held = test::smallNet();
        setTrainingMode(free, false);
        setTrainingMode(held, false);
        const auto whole = computeLoss(free, batch, kTurn, Objective::SslTie, {});
        const auto detached = computeLoss(held, batch, kTurn, Objective::SslTie, config);
        QVERIFY(at::equal(whole.total, detached.total));
        whole.total.backward();
        detached.total.backward();
        QVERIFY(relativeWorst(gradientsOf(held), gradientsOf(free)) > 1e-6);
    }

    /// Pixels from outside count only without the mask.
    void validityMask()
    {
        const BatchTensors batch = batchOf(4);
        const nn::GeometricTransform still{{0, 0, 0, 0}, 1, false};
        nn::TwoTrunkNet net = test::smallNet();
        setTrainingMode(net, false);
        const auto plain = computeLoss(net, batch, still, Objective::SslTie, {});
        const auto masked = computeLoss(
                net, batch, still, Objective::SslTie, {}, {.hasValidityMask = true});
        QVERIFY(at::allclose(plain.equivariance, masked.equivariance, 1e-4, 1e-7));
    }

    void supervised()
    {
        BatchTensors batch = batchOf(4);
        batch.boxMasks = at::zeros({4, 4, 4});
        batch.boxMasks[0][1][1] = 1;
        LossConfig config;
        config.supervisedWeight = 2;
        nn::TwoTrunkNet net = test::smallNet();
        setTrainingMode(net, false);
        const auto loss = computeLoss(net, batch, std::nullopt, Objective::SslTie, config);
        QVERIFY(loss.supervised.item<double>() > 0);
        QVERIFY(at::allclose(loss.total, loss.contrastiveFirst + 2 * loss.supervised));
    }

    void frozenStatistics()
    {
        const BatchTensors batch = batchOf(4);
        nn::TwoTrunkNet net = test::smallNet();
        setTrainingMode(net, true);
        computeLoss(net, batch, kTurn, Objective::SslTie, {}).total.backward();
        const auto fresh = test::smallNet()->named_buffers();
        for (const auto &item : net->named_buffers())
            QVERIFY2(at::equal(item.value(), fresh[item.key()]), item.key().c_str());
        QVERIFY(gradientsOf(net).contains("imgnet.bn1.weight"));
    }

    /// The gradient of a short cut with 8 channels once crashed (oneDNN, AVX-512): its strided
    /// 1 x 1 convolution equals the plain one.
    void stridedShortCut()
    {
        ModelConfig model = test::smallModel();
        model.width = 8;
        nn::TwoTrunkNet net(modelSpecOf(model));
        nn::initializeWeights(net, 3);
        auto *block = net->imgnet->layers[1]->ptr(0)->as<nn::BasicBlock>();
        net->eval();
        const at::Tensor x = test::noise({2, 8, 56, 56}, 1)
                                     .contiguous(at::MemoryFormat::ChannelsLast);
        const at::Tensor inner = block->bn2(block->conv2(at::relu(block->bn1(block->conv1(x)))));
        const at::Tensor expected = at::relu(inner + block->downsample->forward(x));
        const at::Tensor found = block->forward(x);
        QVERIFY(at::allclose(found, expected, 1e-5, 1e-6));
        found.sum().backward(); // does not crash
        QVERIFY(block->conv1->weight.grad().defined());
    }
};

QTEST_GUILESS_MAIN(TestTrainingStep)
#include "tst_training_step.moc"
