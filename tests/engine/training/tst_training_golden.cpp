// SPDX-License-Identifier: MIT
#include "engine/training/adam_optimizer.h"
#include "engine/training/training_step.h"
#include "tests/support/npy_reader.h"
#include "tests/support/test_paths.h"

#include <ATen/ATen.h>

#include <QTest>

#include <optional>

using namespace soundlocus;
namespace fs = std::filesystem;

/// Losses, masks, gradients, running statistics and one Adam step against the official training
/// loop (golden part "training"); the losses alone also with the subset that every clone has.
class TestTrainingGolden : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void firstLoss();
    void lossesOfCase_data() { addCases(); }
    void lossesOfCase();
    void warpedImages_data() { addCases(); }
    void warpedImages();
    void wholeStep_data() { addCases(); }
    void wholeStep();
    void detachedTarget_data() { addCases(); }
    void detachedTarget();

private:
    void addCases();
    const nlohmann::json &caseOf(const QString &id) const;
    at::Tensor load(const nlohmann::json &entry) const;
    nn::GeometricTransform transformOf(const nlohmann::json &entry) const;
    nn::TwoTrunkNet makeNet() const;
    void compare(const at::Tensor &found, const nlohmann::json &entry) const;
    void compareStatistics(nn::TwoTrunkNet &net, const nlohmann::json &entry) const;
    void compareGradients(nn::TwoTrunkNet &net, const nlohmann::json &entry) const;

    fs::path m_part;
    nlohmann::json m_golden;
    std::optional<Checkpoint> m_checkpoint; // the full part only
    QTemporaryDir m_folder;
};

namespace {

double relativeError(const at::Tensor &found, const at::Tensor &expected)
{
    return ((found - expected).norm() / expected.norm()).item<double>();
}

/// A parameter or its first rows, as "imgnet.conv1.weight[:4]" names them.
at::Tensor partOf(const std::map<std::string, at::Tensor> &tensors, const std::string &name)
{
    const std::size_t bracket = name.find('[');
    const at::Tensor whole = tensors.at(name.substr(0, bracket));
    return bracket == std::string::npos ? whole
                                        : whole.slice(0, 0, std::stoi(name.substr(bracket + 2)));
}

void verifyNear(double found, double expected, double relative, const char *what)
{
    QVERIFY2(std::abs(found - expected) <= relative * std::abs(expected),
             qPrintable(QString("%1 is %2, expected %3").arg(what).arg(found).arg(expected)));
}

} // namespace

void TestTrainingGolden::initTestCase()
{
    at::set_num_threads(1);
    m_part = test::goldenPart("training");
    QVERIFY(!m_part.empty());
    m_golden = test::readJson(m_part / "golden.json");
    const fs::path weights = test::goldenPart("checkpoints") / "ssltie_epoch33.pth.tar.xz";
    if (!m_golden.contains("images") || !fs::exists(weights))
        return;
    auto checkpoint = readCheckpoint(test::unpackXz(weights, test::pathOf(m_folder)));
    SL_VERIFY_RESULT(checkpoint);
    m_checkpoint = std::move(*checkpoint);
}

void TestTrainingGolden::addCases()
{
    QTest::addColumn<QString>("id");
    for (const auto &entry : m_golden.at("cases")) {
        const auto id = entry.at("id").get<std::string>();
        QTest::newRow(id.c_str()) << QString::fromStdString(id);
    }
}

const nlohmann::json &TestTrainingGolden::caseOf(const QString &id) const
{
    for (const auto &entry : m_golden.at("cases")) {
        if (entry.at("id") == id.toStdString())
            return entry;
    }
    throw std::runtime_error("no such case");
}

at::Tensor TestTrainingGolden::load(const nlohmann::json &entry) const
{
    const test::NpyArray array = test::readNpy(m_part / entry.at("file").get<std::string>());
    return at::tensor(array.values).view(array.shape);
}

nn::GeometricTransform TestTrainingGolden::transformOf(const nlohmann::json &entry) const
{
    return {m_golden.at("angles_degrees").get<std::vector<double>>(),
            entry.at("scale").get<double>(),
            entry.at("flip").get<bool>()};
}

nn::TwoTrunkNet TestTrainingGolden::makeNet() const
{
    nn::TwoTrunkNet net(m_checkpoint->spec);
    nn::loadWeights(net, *m_checkpoint);
    setTrainingMode(net, false);
    return net;
}

void TestTrainingGolden::compare(const at::Tensor &found, const nlohmann::json &entry) const
{
    const at::Tensor expected = load(entry);
    QVERIFY(found.sizes() == expected.sizes());
    const double worst = (found.detach() - expected).abs().max().item<double>();
    QVERIFY2(worst <= entry.at("tolerance_abs").get<double>(),
             qPrintable(QString("%1 differs by %2")
                                .arg(QString::fromStdString(entry.at("file").get<std::string>()))
                                .arg(worst)));
}

void TestTrainingGolden::firstLoss()
{
    const auto &first = m_golden.at("first_pass");
    const auto found = nn::maskedContrast(load(first.at("similarity_all")), 0, {});
    compare(found.positiveMask, first.at("positive_mask"));
    compare(found.backgroundMask, first.at("negative_mask"));
    compare(found.logits, first.at("logits"));
    verifyNear(found.loss.item<double>(), first.at("contrastive_loss"), 1e-5, "loss");
}

void TestTrainingGolden::lossesOfCase()
{
    QFETCH(QString, id);
    const auto &entry = caseOf(id);
    const auto first = nn::maskedContrast(
            load(m_golden.at("first_pass").at("similarity_all")), 0, {});
    const auto second = nn::maskedContrast(
            load(entry.at("second_pass").at("similarity_all")), 0, {});
    verifyNear(second.loss.item<double>(), entry.at("contrastive_loss_second"), 1e-5, "second");
    const at::Tensor target = nn::warpMaps(first.ownMaps, transformOf(entry), 224);
    compare(target, entry.at("warped_target_maps"));
    const double mse = (target - second.ownMaps).square().mean().item<double>();
    verifyNear(mse, entry.at("equivariance_mse"), 1e-4, "equivariance");
    const double total = 0.5 * (first.loss + second.loss).item<double>() + mse;
    verifyNear(total, entry.at("total_loss"), 1e-5, "total");
    if (entry.contains("l1_variant"))
        verifyNear((target - second.ownMaps).abs().mean().item<double>(),
                   entry.at("l1_variant").at("equivariance_l1"),
                   1e-4,
                   "L1");
}

void TestTrainingGolden::warpedImages()
{
    QFETCH(QString, id);
    if (!m_checkpoint)
        QSKIP("the full golden part is not beside this source tree");
    const auto &entry = caseOf(id);
    const at::Tensor warped = nn::warpImages(load(m_golden.at("images")), transformOf(entry));
    compare(warped.slice(1, 0, entry.at("warped_images").at("channels_stored").get<int>()),
            entry.at("warped_images"));
}

void TestTrainingGolden::compareGradients(nn::TwoTrunkNet &net, const nlohmann::json &entry) const
{
    std::map<std::string, at::Tensor> gradients;
    double squares = 0;
    for (const auto &item : net->named_parameters()) {
        QVERIFY2(item.value().grad().defined(), item.key().c_str());
        gradients[item.key()] = item.value().grad();
        squares += item.value().grad().square().sum().item<double>();
        // Noise of the reference against itself: 2 % at worst (its README).
        verifyNear(item.value().grad().norm().item<double>(),
                   entry.at("gradient_norms").at(item.key()),
                   5e-2,
                   item.key().c_str());
    }
    QCOMPARE(gradients.size(), entry.at("gradient_norms").size());
    verifyNear(std::sqrt(squares), entry.at("gradient_norm_total"), 1e-2, "norm of all");
    for (const auto &[name, stored] : entry.at("gradients").items()) {
        const double error = relativeError(partOf(gradients, name), load(stored));
        QVERIFY2(error <= 5e-2, qPrintable(QString("%1: %2").arg(name.c_str()).arg(error)));
    }
}

void TestTrainingGolden::compareStatistics(nn::TwoTrunkNet &net, const nlohmann::json &entry) const
{
    std::map<std::string, at::Tensor> buffers;
    for (const auto &item : net->named_buffers())
        buffers[item.key()] = item.value();
    for (const auto &[name, stored] : entry.at("bn_after_step").items()) {
        if (name == "norm3") // a part of the published network that no map needs
            continue;
        for (const std::string statistic : {"running_mean", "running_var"}) {
            const double error = relativeError(buffers.at(name + "." + statistic),
                                               load(stored.at(statistic)));
            QVERIFY2(error <= stored.at(statistic).at("tolerance_rel").get<double>(),
                     qPrintable(QString("%1: %2").arg(name.c_str()).arg(error)));
        }
    }
}

void TestTrainingGolden::wholeStep()
{
    QFETCH(QString, id);
    if (!m_checkpoint)
        QSKIP("the full golden part is not beside this source tree");
    const auto &entry = caseOf(id);
    nn::TwoTrunkNet net = makeNet();
    AdamOptimizer optimizer(net, {});
    const BatchTensors batch{
            load(m_golden.at("images")), load(m_golden.at("spectrograms")), {}, {}};
    const StepLoss loss = computeLoss(net, batch, transformOf(entry), Objective::SslTie, {});
    compare(loss.second.ownMaps, entry.at("second_pass_maps"));
    compare(loss.second.logits, entry.at("second_pass").at("logits"));
    compare(loss.targetMaps, entry.at("warped_target_maps"));
    const double tolerance = entry.at("loss_tolerance_rel");
    verifyNear(loss.contrastiveFirst.item<double>(),
               entry.at("contrastive_loss_first"),
               tolerance,
               "first");
    verifyNear(loss.total.item<double>(), entry.at("total_loss"), tolerance, "total");
    optimizer.zeroGradients();
    loss.total.backward();
    compareGradients(net, entry);
    compareStatistics(net, entry);
    optimizer.step(m_golden.at("learning_rate"));
    std::map<std::string, at::Tensor> weights;
    for (const auto &item : net->named_parameters())
        weights[item.key()] = item.value().detach();
    for (const auto &[name, stored] : entry.at("weights_after_adam").items()) {
        const at::Tensor difference = (partOf(weights, name) - load(stored)).abs();
        QVERIFY2(difference.max().item<double>() <= 2.1e-4, name.c_str());
        const double near = (difference <= 1e-6).to(at::kDouble).mean().item<double>();
        QVERIFY2(near >= 0.97, qPrintable(QString("%1: %2").arg(name.c_str()).arg(near)));
    }
}

void TestTrainingGolden::detachedTarget()
{
    QFETCH(QString, id);
    if (!m_checkpoint)
        QSKIP("the full golden part is not beside this source tree");
    const auto &entry = caseOf(id);
    nn::TwoTrunkNet net = makeNet();
    LossConfig config;
    config.detachesTarget = true;
    const BatchTensors batch{
            load(m_golden.at("images")), load(m_golden.at("spectrograms")), {}, {}};
    const StepLoss loss = computeLoss(net, batch, transformOf(entry), Objective::SslTie, config);
    loss.total.backward();
    for (const auto &[name, norm] : entry.at("detached_target").at("gradient_norms").items()) {
        const at::Tensor gradient = net->named_parameters()[name].grad();
        verifyNear(gradient.norm().item<double>(), norm, 5e-2, name.c_str());
    }
}

QTEST_GUILESS_MAIN(TestTrainingGolden)
#include "tst_training_golden.moc"
