// SPDX-License-Identifier: MIT
#include "engine/training/training_step.h"
#include "tests/engine/training/small_net.h"

#include <QTest>

#include <algorithm>
#include <cmath>

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

/// The official step: the sounds once for each view.
at::Tensor officialLoss(nn::TwoTrunkNet &net, const BatchTensors &batch)
{
    const auto pass = [&](const at::Tensor &images) {
        const at::Tensor sounds = embedded(net, batch.spectrograms);
        const at::Tensor pictures = nn::unitLength(net->imgnet->forward(images));
        return nn::maskedContrast(nn::similarityMaps(pictures, sounds), 0, {});
    };
    const auto first = pass(batch.images);
    const auto second = pass(nn::warpImages(batch.images, kTurn));
    const at::Tensor target = nn::warpMaps(first.ownMaps, kTurn, batch.images.size(2));
    return 0.5 * (first.loss + second.loss) + (second.ownMaps - target).square().mean();
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
        const auto expected = twice->named_buffers();
        for (const auto &item : once->named_buffers())
            if (item.key().find("running_") != std::string::npos)
                QVERIFY2(at::allclose(item.value(), expected[item.key()], 1e-4, 1e-6),
                         item.key().c_str());
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
        const auto masked = computeLoss(net, batch, still, Objective::SslTie, {}, true);
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
