// SPDX-License-Identifier: MIT
#include "engine/nn/contrastive_loss.h"

#include <ATen/ATen.h>

#include <QTest>

#include <cmath>

using namespace soundlocus;

namespace {

at::Tensor unitVectors(std::int64_t count, std::int64_t dim, double phase)
{
    const at::Tensor index = at::arange(count * dim, at::kDouble);
    return nn::unitLength(at::sin(index * 12.9898 + phase).to(at::kFloat).view({count, dim}));
}

/// [B, D, h, w] of unit length along D.
at::Tensor places(std::int64_t count, double phase)
{
    return unitVectors(count * 4 * 5, 8, phase)
            .view({count, 4, 5, 8})
            .permute({0, 3, 1, 2})
            .contiguous();
}

double valueOf(const at::Tensor &tensor)
{
    return tensor.item<double>();
}

} // namespace

class TestContrastiveLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void similarityIsCosine()
    {
        const at::Tensor pictures = places(3, 1);
        const at::Tensor sounds = unitVectors(2, 8, 2);
        const at::Tensor maps = nn::similarityMaps(pictures, sounds);
        QVERIFY(maps.sizes() == at::IntArrayRef({3, 2, 4, 5}));
        QVERIFY(valueOf(maps.abs().max()) <= 1 + 1e-6);
        const double expected = valueOf((pictures[1].select(1, 2).select(1, 3) * sounds[1]).sum());
        QVERIFY(std::abs(valueOf(maps[1][1][2][3]) - expected) < 1e-6);
        // Of no length: zero, not NaN.
        QVERIFY(valueOf(nn::unitLength(at::zeros({1, 8})).abs().sum()) == 0);
    }

    /// Logits over 0.07: halving the temperature doubles them.
    void temperature()
    {
        const at::Tensor maps = nn::similarityMaps(places(3, 1), unitVectors(3, 8, 2));
        const auto warm = nn::maskedContrast(maps, 0, {});
        nn::MaskedContrastOptions cold;
        cold.temperature = 0.035;
        QVERIFY(at::allclose(nn::maskedContrast(maps, 0, cold).logits, 2 * warm.logits));
        QVERIFY(warm.logits.sizes() == at::IntArrayRef({3, 5}));
        const at::Tensor expected = -at::log_softmax(warm.logits, 1).select(1, 0).mean();
        QVERIFY(std::abs(valueOf(warm.loss) - valueOf(expected)) < 1e-6);
    }

    void masks()
    {
        const at::Tensor maps = nn::similarityMaps(places(2, 4), unitVectors(2, 8, 1));
        const auto result = nn::maskedContrast(maps, 0, {});
        const at::Tensor own = at::stack({maps[0][0], maps[1][1]}).unsqueeze(1);
        QVERIFY(at::equal(result.ownMaps, own));
        QVERIFY(at::allclose(result.positiveMask, at::sigmoid((own - 0.65) / 0.03)));
        QVERIFY(at::allclose(result.backgroundMask, 1 - at::sigmoid((own - 0.40) / 0.03)));
    }

    /// The part of one process in a gathered batch gives the rows of the whole batch.
    void gatheredNegatives()
    {
        const at::Tensor maps = nn::similarityMaps(places(6, 1), unitVectors(6, 8, 2));
        const auto whole = nn::maskedContrast(maps, 0, {});
        const auto part = nn::maskedContrast(maps.slice(0, 2, 4), 2, {});
        QVERIFY(at::allclose(part.logits, whole.logits.slice(0, 2, 4)));
        QVERIFY(at::equal(part.ownMaps, whole.ownMaps.slice(0, 2, 4)));
        const at::Tensor scores = maps.mean({2, 3});
        const at::Tensor rows = nn::symmetricContrast(scores.slice(0, 2, 4), 2, 0.07);
        const at::Tensor expected =
                -at::log_softmax(scores / 0.07, 1).slice(0, 2, 4).slice(1, 2, 4).diagonal().mean();
        QVERIFY(std::abs(valueOf(rows) - valueOf(expected)) < 1e-5);
    }

    void symmetricBothWays()
    {
        const at::Tensor scores = unitVectors(4, 4, 3);
        const double found = valueOf(nn::symmetricContrast(scores, 0, 0.5));
        QVERIFY(std::abs(found - valueOf(nn::symmetricContrast(scores.t(), 0, 0.5))) < 1e-6);
        const double rows = valueOf(-at::log_softmax(scores / 0.5, 1).diagonal().mean());
        const double columns = valueOf(-at::log_softmax(scores / 0.5, 0).diagonal().mean());
        QVERIFY(std::abs(found - (rows + columns) / 2) < 1e-6);
        // A perfect answer costs nothing.
        QVERIFY(valueOf(nn::symmetricContrast(100 * at::eye(4), 0, 0.07)) < 1e-6);
    }

    void poolBetweenMeanAndMax()
    {
        const at::Tensor maps = nn::similarityMaps(places(3, 5), unitVectors(2, 8, 7));
        const at::Tensor mean = maps.mean({2, 3});
        const at::Tensor most = maps.amax({2, 3});
        at::Tensor before = mean;
        for (const double sharpness : {0.5, 4.0, 16.0, 100.0}) {
            const at::Tensor pooled = nn::logMeanExpPool(maps, sharpness);
            QVERIFY((pooled >= before - 1e-6).all().item<bool>()); // grows with the sharpness
            QVERIFY((pooled <= most).all().item<bool>());
            before = pooled;
        }
        QVERIFY(at::allclose(nn::logMeanExpPool(maps, 1e-3), mean, 1e-3, 1e-3));
        QVERIFY(at::allclose(nn::logMeanExpPool(maps, 2000), most, 1e-2, 1e-2));
        QVERIFY(at::allclose(nn::logMeanExpPool(at::full({1, 1, 3, 3}, 0.3), 16),
                             at::full({1, 1}, 0.3)));
    }

    /// A flat map costs log(places) whatever the box; a sharp right one nothing.
    void boxes()
    {
        at::Tensor masks = at::zeros({2, 4, 5});
        masks[0].slice(0, 0, 2).slice(1, 0, 2).fill_(1);
        const double flat = valueOf(nn::boxCrossEntropy(at::zeros({2, 1, 4, 5}), masks, 0.1));
        QVERIFY(std::abs(flat - std::log(20.0)) < 1e-5); // the second has no box and does not count
        const at::Tensor sharp = masks.unsqueeze(1) * 10;
        QVERIFY(std::abs(valueOf(nn::boxCrossEntropy(sharp, masks, 0.1)) - std::log(4.0)) < 1e-4);
        QCOMPARE(valueOf(nn::boxCrossEntropy(sharp, at::zeros({2, 4, 5}), 0.1)), 0.0);
        // Half covered cells weigh half.
        at::Tensor soft = at::zeros({1, 1, 2});
        soft[0][0][0] = 1;
        soft[0][0][1] = 0.5;
        at::Tensor map = at::zeros({1, 1, 1, 2});
        map[0][0][0][0] = 0.1;
        const double first = std::log(std::exp(1.0) / (std::exp(1.0) + 1));
        const double second = std::log(1 / (std::exp(1.0) + 1));
        const double expected = -(first + 0.5 * second) / 1.5;
        QVERIFY(std::abs(valueOf(nn::boxCrossEntropy(map, soft, 0.1)) - expected) < 1e-5);
    }
};

QTEST_GUILESS_MAIN(TestContrastiveLoss)
#include "tst_contrastive_loss.moc"
