// SPDX-License-Identifier: MIT
#include "engine/evaluation/evaluation_report.h"
#include "engine/evaluation/frame_scorer.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

using namespace soundlocus;

namespace {

Heatmap anyMap(std::mt19937 &random, HeatmapScale scale = HeatmapScale::Cosine)
{
    std::uniform_real_distribution<float> value(-0.3F, 0.6F);
    std::vector<float> values(14 * 14);
    for (float &v : values)
        v = value(random);
    return {std::move(values), Size{14, 14}, scale};
}

std::vector<BoundingBox> anyBoxes(std::mt19937 &random)
{
    std::uniform_real_distribution<double> place(-0.1, 1.1); // also outside and reversed
    std::vector<BoundingBox> boxes(random() % 3);
    for (BoundingBox &box : boxes)
        box = {place(random), place(random), place(random), place(random)};
    return boxes;
}

/// Equal to the last bit; not-a-number equals itself.
bool isSame(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b)
           || (std::isnan(a) && std::isnan(b));
}

bool isSame(const ConsensusIou &a, const ConsensusIou &b)
{
    return isSame(a.value, b.value) && isSame(a.intersection, b.intersection)
           && isSame(a.denominator, b.denominator) && a.predictedPixels == b.predictedPixels;
}

FrameScorer scorerOf(const Heatmap &map, const FrameScoreOptions &options)
{
    auto scorer = FrameScorer::create(map, options);
    return std::move(*scorer);
}

} // namespace

class TestFrameScorer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatTheReportSays_data()
    {
        QTest::addColumn<QString>("rule");
        for (const ProtocolRule &rule : protocolRules())
            QTest::newRow(rule.id.c_str()) << QString::fromStdString(rule.id);
    }

    // `soundlocus-cli evaluate` prints what ReportBuilder gives.
    void isWhatTheReportSays()
    {
        QFETCH(QString, rule);
        const ProtocolRule protocol = *protocolRuleFromString(rule.toStdString());
        std::mt19937 random(5);
        for (int round = 0; round < 60; ++round) {
            const Heatmap map = anyMap(random);
            const bool isFlickr = round % 2 == 1;
            LabelledSample sample;
            sample.id = "sample";
            sample.groundTruth = GroundTruth{isFlickr ? GroundTruthKind::Consensus
                                                      : GroundTruthKind::Union,
                                             {anyBoxes(random)}};
            if (isFlickr)
                sample.groundTruth->annotators = {
                        anyBoxes(random), anyBoxes(random), anyBoxes(random)};
            ReportBuilder builder(protocol);
            SL_VERIFY_RESULT(builder.add(sample, map));
            const EvaluationReport report = builder.build();
            const SampleScore &expected = report.rows[0].score;

            const FrameScorer scorer = scorerOf(map, {protocol});
            const FrameScore found = scorer.score(sample.groundTruth->annotators,
                                                  isFlickr ? ConsensusRule::Flickr
                                                           : ConsensusRule::Union);
            QVERIFY(isSame(found.sample.paper, expected.paper));
            QVERIFY(isSame(found.sample.adaptive, expected.adaptive));
            QVERIFY(isSame(found.chosen, expected.paper));
            QCOMPARE(found.sample.isPeakInside, expected.isPeakInside);
            QVERIFY(isSame(found.sample.peakX, expected.peakX)
                    && isSame(found.sample.peakY, expected.peakY)
                    && isSame(found.sample.markedShare, expected.markedShare));
            QCOMPARE(found.isFound, report.score.paper.successAtHalf > 0.5);
            const double ceiling = std::isnan(found.ceiling) ? 0 : found.ceiling;
            QVERIFY(isSame(ceiling, report.ceiling.paper.mean));

            const FrameScore adaptive = scorerOf(map, {protocol, ScoreChoice::Adaptive})
                                                .score(rasterize(*sample.groundTruth));
            QVERIFY(isSame(adaptive.chosen, expected.adaptive));
            QVERIFY(isSame(adaptive.sample.paper, expected.paper));
            QCOMPARE(adaptive.isFound, report.score.adaptive.successAtHalf > 0.5);
        }
    }

    // The absolute choice is the paper's score under a rule with that threshold.
    void anAbsoluteThresholdIsARuleOfItsOwn()
    {
        std::mt19937 random(6);
        for (const char *id : {"ssltie", "ezvsl", "sslalign"}) {
            const ProtocolRule protocol = *protocolRuleFromString(id);
            for (const double threshold : {0.05, 0.5, 0.95}) {
                const Heatmap map = anyMap(random);
                const ConsensusMap truth = consensusOf({anyBoxes(random), anyBoxes(random)},
                                                       ConsensusRule::Flickr);
                ProtocolRule absolute = protocol;
                absolute.mask.threshold = ThresholdRule::Absolute;
                absolute.mask.absoluteThreshold = threshold;
                const FrameScore found = scorerOf(map, {protocol, ScoreChoice::Absolute, threshold})
                                                 .score(truth);
                QVERIFY(isSame(found.chosen, scoreMap(map, truth, absolute).paper));
                QVERIFY(isSame(found.sample.paper, scoreMap(map, truth, protocol).paper));
            }
        }
    }

    // The tinted pixels are those that the number is made of.
    void pixelsAddUpToTheNumber()
    {
        std::mt19937 random(7);
        for (const ScoreChoice choice :
             {ScoreChoice::Paper, ScoreChoice::Adaptive, ScoreChoice::Absolute}) {
            const FrameScorer scorer = scorerOf(anyMap(random), {protocolRules()[0], choice, 0.6});
            const ConsensusMap truth = consensusOf({{{0.1, 0.2, 0.6, 0.7}}, {{0.3, 0.2, 0.9, 0.9}}},
                                                   ConsensusRule::Flickr);
            const FrameScore score = scorer.score(truth);
            QCOMPARE(score.pixels.size(), std::size_t{224 * 224});
            double won = 0;
            int claimed = 0;
            int predicted = 0;
            for (std::size_t i = 0; i < score.pixels.size(); ++i) {
                const PixelClass pixel = score.pixels[i];
                const bool isMarked = truth.weights()[i] > 0;
                QCOMPARE(isMarked, pixel == PixelClass::Won || pixel == PixelClass::Missed);
                won += pixel == PixelClass::Won ? static_cast<double>(truth.weights()[i]) : 0.0;
                claimed += pixel == PixelClass::Claimed ? 1 : 0;
                predicted += pixel == PixelClass::Claimed || pixel == PixelClass::Won ? 1 : 0;
            }
            QCOMPARE(won, score.chosen.intersection);
            QCOMPARE(truth.totalWeight() + claimed, score.chosen.denominator);
            QCOMPARE(predicted, score.chosen.predictedPixels);
        }
    }

    // A box of less than a quarter of the picture cannot be found under the top-half rule.
    void theCeilingTellsOfSmallBoxes()
    {
        std::mt19937 random(8);
        const FrameScorer scorer = scorerOf(anyMap(random), {protocolRules()[0]});
        const FrameScore small = scorer.score({{{0, 0, 0.25, 0.5}}}); // an eighth
        QCOMPARE(small.ceiling, 56.0 * 112 / 25'087);
        QVERIFY(small.ceiling < kSuccessLevel && !small.isFound);
        QCOMPARE(scorer.score({{{0, 0, 1, 0.5}}}).ceiling, 25'087.0 / 25'088);
        QCOMPARE(scorerOf(anyMap(random), {protocolRules()[0], ScoreChoice::Absolute})
                         .score({{{0, 0, 0.25, 0.5}}})
                         .ceiling,
                 1.0);
    }

    void refusesWhatIsNotFinite()
    {
        SL_COMPARE_CODE(FrameScorer::create({}, {protocolRules()[0]}), ErrorCode::NotFinite);
        const Heatmap bad(
                {std::numeric_limits<float>::quiet_NaN()}, Size{1, 1}, HeatmapScale::Unit);
        SL_COMPARE_CODE(FrameScorer::create(bad, {protocolRules()[0]}), ErrorCode::NotFinite);
    }

    void takesLessThanAFrame()
    {
        std::mt19937 random(9);
        const Heatmap map = anyMap(random);
        QElapsedTimer timer;
        timer.start();
        const FrameScorer scorer = scorerOf(map, {protocolRules()[0]});
        const double madeMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        constexpr int kDrags = 200;
        double sum = 0;
        timer.restart();
        for (int i = 0; i < kDrags; ++i)
            sum += scorer.score({{{0.1, 0.1, 0.3 + 0.002 * i, 0.6}}}).chosen.value;
        QVERIFY(sum > 0);
        qInfo("scorer made in %.2f ms, %.3f ms a drag",
              madeMs,
              static_cast<double>(timer.nsecsElapsed()) / 1e6 / kDrags);
    }
};

QTEST_GUILESS_MAIN(TestFrameScorer)
#include "tst_frame_scorer.moc"
