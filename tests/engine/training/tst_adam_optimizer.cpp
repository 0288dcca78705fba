// SPDX-License-Identifier: MIT
#include "engine/training/adam_optimizer.h"
#include "tests/engine/training/small_net.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace soundlocus;

namespace {

/// The same made-up gradients for every call with the same number.
void fillGradients(AdamOptimizer &optimizer, int step)
{
    double phase = step;
    for (at::Tensor &parameter : optimizer.parameters())
        parameter.mutable_grad() = test::noise(parameter.sizes(), phase += 0.37);
}

std::map<std::string, at::Tensor> weightsOf(const nn::TwoTrunkNet &net)
{
    std::map<std::string, at::Tensor> weights;
    for (const auto &item : net->named_parameters())
        weights[item.key()] = item.value().detach().clone();
    return weights;
}

} // namespace

class TestAdamOptimizer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void patterns()
    {
        QVERIFY(matchesPattern("imgnet.layer1.0.conv1.weight", "imgnet.layer1.*"));
        QVERIFY(matchesPattern("audnet.bn1.bias", "*"));
        QVERIFY(matchesPattern("audnet.bn1.bias", "*.bn*.bias"));
        QVERIFY(matchesPattern("audnet.bn1.bias", "audnet.bn1.bias"));
        QVERIFY(!matchesPattern("audnet.bn1.bias", "audnet.bn1"));
        QVERIFY(!matchesPattern("audnet.bn1.bias", "*.weight"));
        QVERIFY(!matchesPattern("abc", "ab*bc"));
    }

    /// One step on one weight, by the formulas of the paper of Adam.
    void closedForm_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("adam") << "adam";
        QTest::newRow("adamw") << "adamw";
    }

    void closedForm()
    {
        QFETCH(QString, kind);
        OptimizerConfig config;
        config.kind = kind.toStdString();
        config.weightDecay = 0.1;
        config.imageLrFactor = 0.5;
        nn::TwoTrunkNet net = test::smallNet();
        AdamOptimizer optimizer(net, config);
        const auto before = weightsOf(net);
        fillGradients(optimizer, 1);
        std::map<std::string, at::Tensor> gradients;
        for (const auto &item : net->named_parameters())
            gradients[item.key()] = item.value().grad().clone();
        optimizer.step(0.01);
        for (const auto &[name, now] : weightsOf(net)) {
            const double rate = name.starts_with("imgnet.") ? 0.005 : 0.01;
            const at::Tensor old = before.at(name).to(at::kDouble);
            at::Tensor gradient = gradients.at(name).to(at::kDouble);
            at::Tensor start = old;
            if (kind == "adam")
                gradient = gradient + 0.1 * old;
            else
                start = old * (1 - rate * 0.1);
            // Both moments are corrected for their start: g and g^2.
            const at::Tensor expected = start - rate * gradient / (gradient.abs() + 1e-8);
            QVERIFY2(at::allclose(now.to(at::kDouble), expected, 1e-5, 1e-6), name.c_str());
        }
    }

    void frozenStay()
    {
        OptimizerConfig config;
        config.frozen = {"audnet.*", "imgnet.layer1.*"};
        nn::TwoTrunkNet net = test::smallNet();
        AdamOptimizer optimizer(net, config);
        const auto before = weightsOf(net);
        fillGradients(optimizer, 1);
        optimizer.step(0.01);
        for (const auto &[name, now] : weightsOf(net)) {
            const bool isFrozen = name.starts_with("audnet.") || name.starts_with("imgnet.layer1.");
            QCOMPARE(at::equal(now, before.at(name)), isFrozen);
        }
        QVERIFY(optimizer.state().count("optimizer.step.imgnet.conv1.weight") == 1);
        QVERIFY(optimizer.state().count("optimizer.step.audnet.bn1.weight") == 0);
    }

    /// Stopped after three steps and taken up by another optimiser: the same bits.
    void stateRestored_data() { closedForm_data(); }
    void stateRestored()
    {
        QFETCH(QString, kind);
        OptimizerConfig config;
        config.kind = kind.toStdString();
        nn::TwoTrunkNet whole = test::smallNet();
        AdamOptimizer first(whole, config);
        nn::TwoTrunkNet second = test::smallNet();
        std::map<std::string, at::Tensor> state;
        for (int step = 0; step < 6; ++step) {
            if (step == 3) {
                state = first.state();
                const torch::NoGradGuard guard;
                const auto weights = weightsOf(whole);
                for (auto &item : second->named_parameters())
                    item.value().copy_(weights.at(item.key()));
            }
            fillGradients(first, step);
            first.step(0.001);
        }
        AdamOptimizer resumed(second, config);
        resumed.restore(state);
        for (int step = 3; step < 6; ++step) {
            fillGradients(resumed, step);
            resumed.step(0.001);
        }
        const auto expected = weightsOf(whole);
        for (const auto &[name, weight] : weightsOf(second))
            QVERIFY2(at::equal(weight, expected.at(name)), name.c_str());
    }

    void clipping()
    {
        nn::TwoTrunkNet net = test::smallNet();
        AdamOptimizer optimizer(net, {});
        fillGradients(optimizer, 2);
        const double norm = optimizer.clipGradients(0);
        QVERIFY(norm > 2);
        QVERIFY(std::abs(optimizer.clipGradients(1) - norm) < 1e-3 * norm); // as it was
        QVERIFY(std::abs(optimizer.clipGradients(0) - 1) < 1e-3);
        QVERIFY(std::abs(optimizer.clipGradients(5) - 1) < 1e-3); // small ones stay
    }

    void constantAndWarmup()
    {
        OptimizerConfig config;
        config.schedule = "constant";
        config.learningRate = 0.2;
        config.warmupSteps = 4;
        QCOMPARE(learningRateAt(config, 0, 10, 100), 0.05);
        QCOMPARE(learningRateAt(config, 3, 10, 100), 0.2);
        QCOMPARE(learningRateAt(config, 99, 10, 100), 0.2);
    }

    void cosine()
    {
        OptimizerConfig config;
        config.schedule = "cosine";
        config.learningRate = 1;
        config.finalLrFactor = 0.1;
        config.warmupSteps = 20;
        QCOMPARE(learningRateAt(config, 20, 10, 120), 1.0);
        QCOMPARE(learningRateAt(config, 70, 10, 120), 0.1 + 0.9 * 0.5);
        QCOMPARE(learningRateAt(config, 45, 10, 120),
                 0.1 + 0.9 * 0.5 * (1 + std::cos(std::numbers::pi / 4)));
        QCOMPARE(learningRateAt(config, 120, 10, 120), 0.1);
        QCOMPARE(learningRateAt(config, 500, 10, 120), 0.1);
    }

    void milestones()
    {
        OptimizerConfig config;
        config.learningRate = 1;
        config.milestones = {2, 5};
        config.milestoneFactor = 0.5;
        QCOMPARE(learningRateAt(config, 19, 10, 100), 1.0);
        QCOMPARE(learningRateAt(config, 20, 10, 100), 0.5);
        QCOMPARE(learningRateAt(config, 50, 10, 100), 0.25);
    }
};

QTEST_GUILESS_MAIN(TestAdamOptimizer)
#include "tst_adam_optimizer.moc"
