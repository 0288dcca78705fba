// SPDX-License-Identifier: MIT
#include "engine/augmentation/geometric_draw.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace soundlocus;

class TestGeometricDraw : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneScaleAndFlipPerBatchAnAngleEach();
    void rangeOfScales();
    void switchedOffIsNoWarp();
    void sharesAreKept();
};

void TestGeometricDraw::oneScaleAndFlipPerBatchAnAngleEach()
{
    std::set<int> angles;
    for (std::uint64_t i = 0; i < 500; ++i) {
        RandomStream random({1, i});
        const GeometricDraw draw = drawGeometry({}, 32, random);
        QCOMPARE(draw.degrees.size(), std::size_t{32});
        QVERIFY(draw.scale == 1.0 || draw.scale == 0.5);
        angles.insert(draw.degrees.begin(), draw.degrees.end());
    }
    QCOMPARE(angles.size(), std::size_t{61}); // every whole degree, both ends included
    QCOMPARE(*angles.begin(), -30);
    QCOMPARE(*angles.rbegin(), 30);
}

void TestGeometricDraw::rangeOfScales()
{
    GeometricConfig config;
    config.scaleDraw = "range";
    config.scales = {0.8, 0.4};
    double smallest = 1;
    double largest = 0;
    for (std::uint64_t i = 0; i < 500; ++i) {
        RandomStream random({2, i});
        const double scale = drawGeometry(config, 4, random).scale;
        smallest = std::min(smallest, scale);
        largest = std::max(largest, scale);
    }
    QVERIFY(smallest >= 0.4 && smallest < 0.41);
    QVERIFY(largest < 0.8 && largest > 0.79);
}

void TestGeometricDraw::switchedOffIsNoWarp()
{
    const GeometricDraw none{{0, 0, 0}, 1.0, false};
    GeometricConfig config;
    config.isEnabled = false;
    RandomStream a({3});
    QCOMPARE(drawGeometry(config, 3, a), none);
    config.isEnabled = true;
    config.probability = 0;
    RandomStream b({3});
    QCOMPARE(drawGeometry(config, 3, b), none);
}

void TestGeometricDraw::sharesAreKept()
{
    constexpr int kDraws = 4000;
    int small = 0;
    int flipped = 0;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
        RandomStream random({4, i});
        const GeometricDraw draw = drawGeometry({}, 1, random);
        small += draw.scale == 0.5 ? 1 : 0;
        flipped += draw.isFlipped ? 1 : 0;
    }
    QVERIFY(std::abs(small - 0.5 * kDraws) < 4 * std::sqrt(0.25 * kDraws));
    QVERIFY(std::abs(flipped - 0.5 * kDraws) < 4 * std::sqrt(0.25 * kDraws));
}

QTEST_GUILESS_MAIN(TestGeometricDraw)
#include "tst_geometric_draw.moc"
