// SPDX-License-Identifier: MIT
#include "engine/evaluation/scoring.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace soundlocus;

namespace {

GroundTruth unionOf(std::vector<BoundingBox> boxes)
{
    return {GroundTruthKind::Union, {std::move(boxes)}};
}

Heatmap mapOf(std::vector<float> values, Size size)
{
    return {std::move(values), size, HeatmapScale::Cosine};
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestScoring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rasterizeUnion_data()
    {
        QTest::addColumn<double>("x0");
        QTest::addColumn<double>("y0");
        QTest::addColumn<double>("x1");
        QTest::addColumn<double>("y1");
        QTest::addColumn<int>("pixels");
        const double huge = -2.8823037615171176e+16; // real value of vggss.json
        QTest::newRow("whole") << 0.0 << 0.0 << 1.0 << 1.0 << 224 * 224;
        QTest::newRow("truncated") << 0.4999 << 0.0 << 0.9999 << 1.0 << (223 - 111) * 224;
        QTest::newRow("outside is clipped") << -1.0 << -1.0 << 2.0 << 0.5 << 224 * 112;
        QTest::newRow("below a pixel") << 0.5 << 0.5 << 0.5044 << 0.6 << 0;
        QTest::newRow("zero area") << 0.5 << 0.5 << 0.5 << 0.6 << 0;
        QTest::newRow("turned round") << 0.6 << 0.1 << 0.4 << 0.9 << 0;
        QTest::newRow("huge negative") << 0.1 << 0.1 << huge << 0.9 << 0;
    }

    void rasterizeUnion()
    {
        QFETCH(double, x0);
        QFETCH(double, y0);
        QFETCH(double, x1);
        QFETCH(double, y1);
        QFETCH(int, pixels);
        const ConsensusMap map = rasterize(unionOf({{x0, y0, x1, y1}}));
        QCOMPARE(map.markedPixels(), pixels);
        QCOMPARE(map.totalWeight(), static_cast<double>(pixels));
    }

    void overlapsCountOnceInAUnion()
    {
        const ConsensusMap map = rasterize(unionOf({{0, 0, 0.5, 0.5}, {0.25, 0, 0.75, 0.5}}));
        QCOMPARE(map.totalWeight(), 168.0 * 112);
    }

    void consensusNeedsTwo()
    {
        // Three annotators: columns 0-1 by one, 1-2 by two, 2-3 by three quarters of ... counted.
        const GroundTruth truth{GroundTruthKind::Consensus,
                                {{{0, 0, 0.75, 1}}, {{0.25, 0, 0.75, 1}}, {{0.5, 0, 0.75, 1}}}};
        const ConsensusMap map = rasterize(truth, 4);
        const std::vector<float> row{0.5F, 1.0F, 1.0F, 0.0F};
        for (std::size_t i = 0; i < 16; ++i)
            QCOMPARE(map.weights()[i], row[i % 4]);
        QCOMPARE(map.markedPixels(), 12);
        QCOMPARE(map.totalWeight(), 10.0);
    }

    void ciouByHand_data()
    {
        QTest::addColumn<QByteArray>("mask"); // of a 2 x 2 picture
        QTest::addColumn<double>("expected");
        // weights 1, 0.5, 0, 0
        QTest::newRow("nothing") << QByteArray("0000") << 0.0;
        QTest::newRow("exact") << QByteArray("1100") << 1.0;
        QTest::newRow("heavy one") << QByteArray("1000") << 1 / 1.5;
        QTest::newRow("light one") << QByteArray("0100") << 0.5 / 1.5;
        QTest::newRow("all") << QByteArray("1111") << 1.5 / 3.5;
        QTest::newRow("beside") << QByteArray("0011") << 0.0;
    }

    void ciouByHand()
    {
        QFETCH(QByteArray, mask);
        QFETCH(double, expected);
        const ConsensusMap truth({1.0F, 0.5F, 0.0F, 0.0F}, {2, 2});
        Mask bits;
        for (const char c : mask)
            bits.push_back(c == '1' ? 1 : 0);
        const ConsensusIou result = consensusIou(bits, truth);
        QCOMPARE(result.value, expected);
        QCOMPARE(result.predictedPixels, static_cast<int>(mask.count('1')));
    }

    void emptyAgainstEmptyIsNoNumber()
    {
        const ConsensusMap truth(std::vector<float>(4), {2, 2});
        QVERIFY(std::isnan(consensusIou(Mask(4), truth).value));
        QCOMPARE(consensusIou(Mask{1, 0, 0, 0}, truth).value, 0.0);
    }

    void rankingOfTheMapItselfIsPerfect()
    {
        // A map that ranks the box first and without ties: the adaptive rule keeps k - 1 pixels.
        const ConsensusMap truth = rasterize(unionOf({{0.25, 0.25, 0.75, 0.75}}));
        std::vector<float> values(truth.weights().begin(), truth.weights().end());
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] += 1e-6F * static_cast<float>(i);
        const SampleScore score = scoreMap(
                mapOf(values, truth.size()), truth, protocolRules().front());
        QCOMPARE(score.adaptive.value, (112.0 * 112 - 1) / (112.0 * 112));
        QCOMPARE(score.paper.value, 112.0 * 112 / 25087);
        QCOMPARE(score.paper.value, bestConsensusIou(truth, protocolRules().front().mask));
        QVERIFY(score.isPeakInside);
        QCOMPARE(score.markedShare, 0.25);
    }

    void constantMaps_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("pixels");
        constexpr int kAll = 224 * 224;
        QTest::newRow("ssltie positive") << "ssltie" << 0.5 << kAll;
        QTest::newRow("ssltie zero") << "ssltie" << 0.0 << kAll;
        QTest::newRow("ssltie negative") << "ssltie" << -0.5 << 0;
        QTest::newRow("sslalign") << "sslalign" << 0.5 << 0;
        QTest::newRow("ezvsl") << "ezvsl" << 0.5 << kAll;
    }

    void constantMaps()
    {
        QFETCH(QString, rule);
        QFETCH(double, value);
        QFETCH(int, pixels);
        const Heatmap map = mapOf(std::vector<float>(196, static_cast<float>(value)), {14, 14});
        const SampleScore score = scoreMap(map,
                                           rasterize(unionOf({{0, 0, 0.5, 1}})),
                                           *protocolRuleFromString(rule.toStdString()));
        QCOMPARE(score.paper.predictedPixels, pixels);
        QCOMPARE(score.paper.value, pixels == 0 ? 0.0 : 0.5);
    }

    void thresholdRules_data()
    {
        QTest::addColumn<int>("rule");
        QTest::addColumn<int>("marked");
        QTest::addColumn<double>("expected");
        const auto rule = [](ThresholdRule r) { return static_cast<int>(r); };
        QTest::newRow("half") << rule(ThresholdRule::TopHalf) << 1 << 5.0;
        QTest::newRow("area") << rule(ThresholdRule::GroundTruthArea) << 3 << 7.0;
        QTest::newRow("area of all") << rule(ThresholdRule::GroundTruthArea) << 10 << 0.0;
        QTest::newRow("no area") << rule(ThresholdRule::GroundTruthArea) << 0 << 5.0;
        QTest::newRow("absolute") << rule(ThresholdRule::Absolute) << 3 << 2.5;
    }

    void thresholdRules()
    {
        QFETCH(int, rule);
        QFETCH(int, marked);
        QFETCH(double, expected);
        const std::vector<float> values{9, 0, 8, 1, 7, 2, 6, 3, 5, 4};
        const MaskRule mask{static_cast<ThresholdRule>(rule), MaskComparison::Greater, 2.5};
        QCOMPARE(thresholdOf(values, mask, marked), static_cast<float>(expected));
        int above = 0;
        for (const std::uint8_t bit : predict(values, mask, marked))
            above += bit;
        QCOMPARE(above, static_cast<int>(9 - std::floor(expected)));
    }

    void peakIsTheFirstInRowOrder()
    {
        QCOMPARE(peakOf(std::vector<float>{0, 3, 1, 3}), std::size_t{1});
    }

    void summaryByHand()
    {
        const std::vector<double> values{1.0, 0.5, 0.49, kNan};
        const CiouSummary summary = summarize(values, SuccessComparison::AtLeast);
        QCOMPARE(summary.n, std::int64_t{4});
        QCOMPARE(summary.successAtHalf, 0.5);
        QCOMPARE(summary.mean, 1.99 / 4);
        QCOMPARE(summary.successCurve[0], 0.75); // NaN fails even at 0
        QCOMPARE(summary.successCurve[9], 0.75);
        QCOMPARE(summary.successCurve[10], 0.5);
        QCOMPARE(summary.successCurve[20], 0.25);
        // Trapezoid: 0.75 to 0.45, falling to 0.5 at 0.5, to 0.25 at 0.55, flat to 1.
        QVERIFY(std::abs(summary.auc - (0.75 * 0.45 + 0.05 * (0.625 + 0.375) + 0.25 * 0.45))
                < 1e-12);
        QCOMPARE(summarize(values, SuccessComparison::Above).successAtHalf, 0.25);
        QCOMPARE(summarize(std::vector<double>(3, 0.0), SuccessComparison::AtLeast).auc, 0.025);
        QCOMPARE(summarize({}, SuccessComparison::AtLeast).n, std::int64_t{0});
    }

    void bestUnderTheQuota_data()
    {
        QTest::addColumn<double>("share"); // of the picture, as a box from the left
        QTest::addColumn<double>("best");
        constexpr double kPixels = 224.0 * 224;
        QTest::newRow("a quarter") << 0.25 << 0.25 * kPixels / 25087;
        QTest::newRow("three quarters") << 0.75 << 25087 / (0.75 * kPixels);
        QTest::newRow("all") << 1.0 << 25087 / kPixels;
        QTest::newRow("nothing") << 0.0 << 0.0;
    }

    void bestUnderTheQuota()
    {
        QFETCH(double, share);
        QFETCH(double, best);
        const ConsensusMap truth = rasterize(unionOf({{0, 0, share, 1}}));
        QCOMPARE(bestConsensusIou(truth, protocolRules().front().mask), best);
    }

    void bestTakesTheHeaviestFirst()
    {
        // 2 x 4, quota of the strict rule: 8 - 4 - 1 = 3 pixels; weights 1, 1, 0.5 of 3.5 in all.
        const ConsensusMap truth({0.5F, 1, 0.5F, 1, 0.5F, 0, 0, 0}, {4, 2});
        QCOMPARE(bestConsensusIou(truth, protocolRules().front().mask), 2.5 / 3.5);
    }

    void flippedMapFlipsTheScore()
    {
        std::vector<float> values;
        std::vector<float> flipped(196);
        for (int i = 0; i < 196; ++i)
            values.push_back(static_cast<float>(std::sin(0.7 * i) + 0.01 * i));
        for (std::size_t i = 0; i < 196; ++i)
            flipped[i / 14 * 14 + 13 - i % 14] = values[i];
        for (const ProtocolRule &rule : protocolRules()) {
            const double a = scoreMap(mapOf(values, {14, 14}),
                                      rasterize(unionOf({{0, 0, 0.25, 1}})),
                                      rule)
                                     .paper.value;
            const double b = scoreMap(mapOf(flipped, {14, 14}),
                                      rasterize(unionOf({{0.75, 0, 1, 1}})),
                                      rule)
                                     .paper.value;
            QVERIFY2(std::abs(a - b) < 1e-3, rule.id.c_str());
        }
    }

    void oneSampleTakesFewMilliseconds()
    {
        std::vector<float> values;
        for (int i = 0; i < 196; ++i)
            values.push_back(static_cast<float>(std::sin(0.7 * i)));
        const Heatmap map = mapOf(values, {14, 14});
        const ConsensusMap truth = rasterize(unionOf({{0.2, 0.2, 0.6, 0.8}}));
        const ProtocolRule rule = protocolRules().front();
        QBENCHMARK
        {
            (void)scoreMap(map, truth, rule);
        }
    }
};

QTEST_GUILESS_MAIN(TestScoring)
#include "tst_scoring.moc"
