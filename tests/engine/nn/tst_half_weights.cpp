// SPDX-License-Identifier: MIT
#include "engine/checkpoint/portable_checkpoint.h"
#include "engine/nn/contrastive_loss.h"
#include "engine/nn/two_trunk_net.h"
#include "tests/support/test_paths.h"

#include <ATen/ATen.h>

#include <QTest>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

at::Tensor mapsOf(const Checkpoint &checkpoint, const at::Tensor &images, const at::Tensor &sounds)
{
    const torch::NoGradGuard guard;
    nn::TwoTrunkNet net(checkpoint.spec);
    nn::loadWeights(net, checkpoint);
    net->eval();
    return nn::similarityMaps(nn::unitLength(net->imgnet->forward(images)),
                              nn::unitLength(at::amax(net->audnet->forward(sounds), {2, 3})));
}

} // namespace

/// Maps of the published network with its weights in half precision.
class TestHalfWeights : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapsOfTheGoldenCheckpoint()
    {
        const fs::path part = test::goldenPart("checkpoints");
        SL_REQUIRE_PATH(part, "golden part checkpoints");
        const fs::path packed = part / "ssltie_epoch33.pth.tar.xz";
        if (!fs::exists(packed))
            QSKIP("the full golden part is not beside this source tree");
        const QTemporaryDir folder;
        const auto checkpoint = readCheckpoint(test::unpackXz(packed, test::pathOf(folder)));
        SL_VERIFY_RESULT(checkpoint);
        const auto half = portableCheckpoint(*checkpoint, {true});
        SL_VERIFY_RESULT(half);
        at::manual_seed(1);
        const at::Tensor images = at::randn({2, 3, 224, 224});
        const at::Tensor sounds = at::randn({2, 1, 257, 300}) * 20 - 40;
        const at::Tensor exact = mapsOf(*checkpoint, images, sounds);
        const double worst = (mapsOf(*half, images, sounds) - exact).abs().max().item<double>();
        QVERIFY2(worst < 2e-3, qPrintable(QString::number(worst)));
    }
};

QTEST_GUILESS_MAIN(TestHalfWeights)
#include "tst_half_weights.moc"
