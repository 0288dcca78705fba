// SPDX-License-Identifier: MIT
#include "engine/evaluation/annotator_agreement.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;

namespace {

using Layers = std::vector<std::vector<BoundingBox>>;

// On a grid of 8 pixels: A marks columns 0-3, B columns 2-5, C columns 4-7, all rows.
const std::vector<BoundingBox> kA{{0, 0, 0.5, 1}};
const std::vector<BoundingBox> kB{{0.25, 0, 0.75, 1}};
const std::vector<BoundingBox> kC{{0.5, 0, 1, 1}};
constexpr int kSide = 8;

std::vector<double> firstRow(const ConsensusMap &map)
{
    return {map.weights().begin(), map.weights().begin() + kSide};
}

} // namespace

class TestAnnotatorAgreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules()
    {
        using Row = std::vector<double>;
        QVERIFY(firstRow(consensusOf({kA, kB, kC}, ConsensusRule::Flickr, kSide))
                == (Row{0.5, 0.5, 1, 1, 1, 1, 0.5, 0.5}));
        QVERIFY(firstRow(consensusOf({kA, kB}, ConsensusRule::Union, kSide))
                == (Row{1, 1, 1, 1, 1, 1, 0, 0}));
        QVERIFY(firstRow(consensusOf({kA, kB}, ConsensusRule::Intersection, kSide))
                == (Row{0, 0, 1, 1, 0, 0, 0, 0}));
        QCOMPARE(consensusOf({kA, kB, kC}, ConsensusRule::Intersection, kSide).markedPixels(), 0);
        QCOMPARE(consensusOf({kA, {}}, ConsensusRule::Intersection, kSide).markedPixels(), 0);
        for (const ConsensusRule rule :
             {ConsensusRule::Flickr, ConsensusRule::Union, ConsensusRule::Intersection})
            QCOMPARE(consensusOf({}, rule, kSide).markedPixels(), 0);
    }

    void pairs()
    {
        QCOMPARE(pairIou(kA, kB, kSide), 2.0 / 6.0);
        QCOMPARE(pairIou(kA, kC, kSide), 0.0);
        QCOMPARE(pairIou(kA, kA, kSide), 1.0);
        QCOMPARE(pairIou(kA, {}, kSide), 0.0);
        QCOMPARE(pairIou({}, {}, kSide), 1.0);
    }

    void leaveOneOut()
    {
        // cIoU = sum(b g) / (sum(g) + sum(b [g = 0])), in columns:
        // A against B, C (.5 .5 1 1 .. = 0 0 .5 .5 1 1 .5 .5): 1 / (4 + 2); B against A, C (all
        // .5): 2 / 4; C against A, B as A against B, C.
        const double expected = (1.0 / 6 + 2.0 / 4 + 1.0 / 6) / 3;
        const auto score = leaveOneOutScore({kA, kB, kC}, ConsensusRule::Flickr, kSide);
        QVERIFY(score);
        QVERIFY(std::abs(*score - expected) < 1e-12);
        QCOMPARE(*leaveOneOutScore({kA, kA}, ConsensusRule::Union, kSide), 1.0);
        QVERIFY(!leaveOneOutScore({kA}, ConsensusRule::Union, kSide));
        QVERIFY(std::isnan(*leaveOneOutScore({{}, {}}, ConsensusRule::Union, kSide)));
    }
};

QTEST_GUILESS_MAIN(TestAnnotatorAgreement)
#include "tst_annotator_agreement.moc"
