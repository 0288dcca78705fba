// SPDX-License-Identifier: MIT
#include "engine/evaluation/box_proposal.h"
#include "engine/evaluation/scoring.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

/// A map of the scoring grid, so that no up-sampling blurs it: 1 in rectangles, 0 elsewhere.
Heatmap mapWith(const std::vector<BoundingBox> &rectangles, float level = 1.0F)
{
    std::vector<float> values;
    for (int y = 0; y < kScoringSide; ++y) {
        for (int x = 0; x < kScoringSide; ++x) {
            bool isIn = false;
            for (const BoundingBox &box : rectangles)
                isIn = isIn || box.contains((x + 0.5) / kScoringSide, (y + 0.5) / kScoringSide);
            values.push_back(isIn ? level : 0.0F);
        }
    }
    return {std::move(values), Size{kScoringSide, kScoringSide}, HeatmapScale::Cosine};
}

constexpr BoundingBox kLarge{0.25, 0.25, 0.5, 0.75};
constexpr BoundingBox kSmall{0.75, 0.75, 0.875, 0.875};

} // namespace

class TestBoxProposal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheLargestPart()
    {
        const auto box = proposeBox(mapWith({kSmall, kLarge}), {});
        QVERIFY(box);
        QCOMPARE(*box, kLarge); // to the pixel: the edges lie on the grid
        // Corners that touch are one part.
        const auto joint = proposeBox(mapWith({{0.25, 0.25, 0.5, 0.5}, {0.5, 0.5, 0.75, 0.75}}),
                                      {});
        QCOMPARE(*joint, BoundingBox({0.25, 0.25, 0.75, 0.75}));
    }

    void theThresholdIsOnesChoice()
    {
        // A cone: the higher the threshold, the smaller the box, as its level sets are discs.
        std::vector<float> values;
        for (int y = 0; y < kScoringSide; ++y) {
            for (int x = 0; x < kScoringSide; ++x)
                values.push_back(static_cast<float>(
                        -std::hypot(x + 0.5 - kScoringSide / 2.0, y + 0.5 - kScoringSide / 2.0)));
        }
        const Heatmap cone(
                std::move(values), Size{kScoringSide, kScoringSide}, HeatmapScale::Cosine);
        const double radius = std::hypot(kScoringSide / 2.0, kScoringSide / 2.0) / kScoringSide;
        for (const double threshold : {0.5, 0.7, 0.9}) {
            ProposalOptions options;
            options.mask.absoluteThreshold = threshold;
            const auto box = proposeBox(cone, options);
            QVERIFY(box);
            QVERIFY(std::abs(box->width() - 2 * radius * (1 - threshold)) < 3.0 / kScoringSide);
            QVERIFY(std::abs(box->x0 + box->x1 - 1) < 1e-12);
        }
        // Half of all pixels: a disc of half the area.
        ProposalOptions half;
        half.mask = {ThresholdRule::TopHalf, MaskComparison::Greater, 0};
        const auto box = proposeBox(cone, half);
        QVERIFY(std::abs(box->width() - 2 * std::sqrt(0.5 / std::numbers::pi))
                < 3.0 / kScoringSide);
    }

    void liesInTheRegionOfTheMap()
    {
        Heatmap map = mapWith({kLarge});
        map.region = {0.25, 0, 0.75, 1};
        QCOMPARE(*proposeBox(map, {}), BoundingBox({0.375, 0.25, 0.5, 0.75}));
    }

    void isNothingWhereThereIsNothing()
    {
        QVERIFY(!proposeBox({}, {}));
        QVERIFY(!proposeBox(mapWith({}), {}));
        QVERIFY(!proposeBox(mapWith({{0.5, 0.5, 0.505, 0.505}}), {}));
        QVERIFY(!proposeBox(mapWith({kLarge}, std::numeric_limits<float>::infinity()), {}));
    }

    void aRangeOfFramesHasOneEach()
    {
        std::vector<Heatmap> maps{mapWith({kLarge}), mapWith({}), mapWith({kSmall})};
        for (std::size_t i = 0; i < maps.size(); ++i)
            maps[i].pts = std::chrono::seconds(i);
        const auto boxes = proposeBoxes(maps, {});
        QCOMPARE(boxes.size(), std::size_t{2});
        QVERIFY(boxes[0] == std::pair(MediaTime(0s), kLarge));
        QVERIFY(boxes[1] == std::pair(MediaTime(2s), kSmall));
    }
};

QTEST_GUILESS_MAIN(TestBoxProposal)
#include "tst_box_proposal.moc"
