// SPDX-License-Identifier: MIT
#include "engine/augmentation/box_coverage.h"
#include "engine/augmentation/random_stream.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace soundlocus;

class TestBoxCoverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharesOfCells();
    void cropsAndFlips();
    void overlapsCountOnce();
    void annotatorsMustAgree();
    void strangeBoxes();
    void agreesWithPointsOnAGrid();
};

namespace {

GroundTruth boxes(std::vector<BoundingBox> list)
{
    return {GroundTruthKind::Union, {std::move(list)}};
}

bool areNear(const std::vector<float> &a, const std::vector<float> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
        return std::fabs(x - y) < 1e-6F;
    });
}

} // namespace

void TestBoxCoverage::sharesOfCells()
{
    // Columns: half of the first cell, all of the second; rows: all of the first, a quarter.
    const auto cells = boxCoverage(boxes({{0.25, 0.0, 1.0, 0.625}}), {}, {2, 2});
    QVERIFY(areNear(cells, {0.5F, 1.0F, 0.125F, 0.25F}));
}

void TestBoxCoverage::cropsAndFlips()
{
    const GroundTruth box = boxes({{0.5, 0.5, 0.75, 1.0}});
    const PictureGeometry right{{0.5, 0.0, 1.0, 1.0}, false};
    QVERIFY(areNear(boxCoverage(box, right, {2, 2}), {0, 0, 1, 0}));
    QVERIFY(areNear(boxCoverage(box, {right.crop, true}, {2, 2}), {0, 0, 0, 1}));
    const PictureGeometry outside{{0.0, 0.0, 0.5, 0.5}, false};
    QVERIFY(areNear(boxCoverage(box, outside, {2, 2}), {0, 0, 0, 0}));
}

void TestBoxCoverage::overlapsCountOnce()
{
    const auto cells = boxCoverage(boxes({{0, 0, 0.5, 0.5}, {0.25, 0.25, 0.75, 0.75}}), {}, {1, 1});
    QVERIFY(areNear(cells, {0.25F + 0.25F - 0.0625F}));
}

void TestBoxCoverage::annotatorsMustAgree()
{
    const GroundTruth truth{GroundTruthKind::Consensus,
                            {{{0, 0, 1, 1}, {0, 0, 1, 1}}, {{0, 0, 0.5, 1}}, {{0, 0, 0.5, 0.5}}}};
    QVERIFY(areNear(boxCoverage(truth, {}, {2, 2}), {1.0F, 0.5F, 1.0F, 0.5F}));
}

void TestBoxCoverage::strangeBoxes()
{
    const std::vector<float> nothing(4, 0.0F);
    QVERIFY(areNear(boxCoverage(boxes({}), {}, {2, 2}), nothing));
    QVERIFY(areNear(boxCoverage(boxes({{0.5, 0.2, 0.5, 0.9}, {0.9, 0, 0.1, 1}}), {}, {2, 2}),
                    nothing));
    QVERIFY(areNear(boxCoverage(boxes({{0.1, 0.1, -2.88e16, -2.88e16}}), {}, {2, 2}), nothing));
    QVERIFY(areNear(boxCoverage(boxes({{-3, -3, 7, 7}}), {}, {2, 2}), {1, 1, 1, 1}));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(areNear(boxCoverage(boxes({{nan, 0, 1, 1}}), {}, {2, 2}), nothing));
}

void TestBoxCoverage::agreesWithPointsOnAGrid()
{
    constexpr int kCells = 4;
    constexpr int kPoints = 256;
    for (std::uint64_t i = 0; i < 10; ++i) {
        RandomStream random({i});
        std::vector<BoundingBox> list;
        for (int b = 0; b < 5; ++b) {
            const double x = random.uniform(0, 0.8);
            const double y = random.uniform(0, 0.8);
            list.push_back({x, y, x + random.uniform(0.05, 0.5), y + random.uniform(0.05, 0.5)});
        }
        const PictureGeometry geometry{{0.1, 0.2, 0.9, 0.8}, i % 2 == 0};
        const auto cells = boxCoverage(boxes(list), geometry, {kCells, kCells});
        std::vector<double> counted(kCells * kCells);
        for (int y = 0; y < kPoints; ++y) {
            for (int x = 0; x < kPoints; ++x) {
                const double across = (x + 0.5) / kPoints;
                const double u = geometry.isFlipped ? 1 - across : across;
                const double px = 0.1 + u * 0.8;
                const double py = 0.2 + (y + 0.5) / kPoints * 0.6;
                const bool isInside = std::any_of(list.begin(), list.end(), [&](const auto &box) {
                    return box.contains(px, py);
                });
                const int cell = y * kCells / kPoints * kCells + x * kCells / kPoints;
                counted[static_cast<std::size_t>(cell)] += isInside ? 1.0 : 0.0;
            }
        }
        for (std::size_t cell = 0; cell < cells.size(); ++cell)
            QVERIFY(std::fabs(cells[cell] - counted[cell] * 16 / (kPoints * kPoints)) < 0.03);
    }
}

QTEST_GUILESS_MAIN(TestBoxCoverage)
#include "tst_box_coverage.moc"
