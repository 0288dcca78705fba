// SPDX-License-Identifier: MIT
#include "app/services/localization/map_cache.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;

namespace {

MapKey keyOf(const std::string &model)
{
    MapKey key;
    key.model = model;
    return key;
}

Heatmap mapAt(MediaTime pts, float peak = 1)
{
    Heatmap map({0, 0, peak, 0}, {2, 2}, HeatmapScale::Cosine);
    map.pts = pts;
    return map;
}

const std::size_t kOne = MapCache::bytesOf(mapAt(MediaTime{0}));

} // namespace

class TestMapCache final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsByKeyAndTime()
    {
        MapCache cache(1 << 20);
        cache.insert(keyOf("a"), mapAt(MediaTime{40}, 0.25F));
        QVERIFY(cache.find(keyOf("a"), MediaTime{40}));
        QVERIFY(!cache.find(keyOf("a"), MediaTime{41}));
        QVERIFY(!cache.find(keyOf("b"), MediaTime{40}));
        MapKey other = keyOf("a");
        other.sound.mutedObjects = QStringList{"0_frog"};
        QVERIFY(!cache.find(other, MediaTime{40}));
        QCOMPARE(cache.bytes(), kOne);
        cache.insert(keyOf("a"), mapAt(MediaTime{40}, 0.5F)); // again
        QCOMPARE(cache.bytes(), kOne);
        QCOMPARE(cache.points(keyOf("a")).front().peak, 0.5F);
    }

    void oldestLookGoesFirst()
    {
        MapCache cache(3 * kOne);
        for (int i = 0; i < 3; ++i)
            cache.insert(keyOf("a"), mapAt(MediaTime{i}));
        QVERIFY(cache.find(keyOf("a"), MediaTime{0}));
        cache.insert(keyOf("b"), mapAt(MediaTime{9}));
        QVERIFY(!cache.find(keyOf("a"), MediaTime{1}));
        QVERIFY(cache.find(keyOf("a"), MediaTime{0}));
        QVERIFY(cache.find(keyOf("b"), MediaTime{9}));
        QCOMPARE(cache.bytes(), 3 * kOne);
    }

    void staysBelowItsLimit()
    {
        MapCache cache(10 * kOne + 1);
        for (int i = 0; i < 1000; ++i) {
            cache.insert(keyOf(std::to_string(i % 3)), mapAt(MediaTime{i}));
            QVERIFY(cache.bytes() <= cache.limitBytes());
        }
        cache.setLimit(2 * kOne);
        QCOMPARE(cache.bytes(), 2 * kOne);
        cache.setLimit(kOne - 1);
        QCOMPARE(cache.bytes(), std::size_t(0));
        cache.insert(keyOf("a"), mapAt(MediaTime{0}));
        QCOMPARE(cache.bytes(), std::size_t(0));
    }

    void givesPointsInOrderOfTime()
    {
        MapCache cache(1 << 20);
        for (const int i : {5, 1, 3})
            cache.insert(keyOf("a"), mapAt(MediaTime{i}, static_cast<float>(i)));
        const auto points = cache.points(keyOf("a"));
        QCOMPARE(points.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(points[i].pts, MediaTime(2 * i + 1));
            QCOMPARE(points[i].peak, static_cast<float>(2 * i + 1));
            QVERIFY(std::isnan(points[i].probe));
        }
        QVERIFY(cache.points(keyOf("b")).empty());
    }

    void probesAreRefreshed()
    {
        MapCache cache(1 << 22);
        constexpr int kMaps = 2500; // more than are computed at a time
        for (int i = 0; i < kMaps; ++i)
            cache.insert(keyOf("a"), mapAt(MediaTime{i}, static_cast<float>(i)));
        cache.setProbe(QPointF(0.25, 0.75)); // centre of the cell with the peak
        QVERIFY(std::isnan(cache.points(keyOf("a")).front().probe));
        cache.insert(keyOf("a"), mapAt(MediaTime{kMaps}, kMaps));
        QCOMPARE(cache.points(keyOf("a")).back().probe, static_cast<float>(kMaps));
        cache.refreshProbes(keyOf("b"));
        cache.refreshProbes(keyOf("a"));
        for (const SimilarityPoint &point : cache.points(keyOf("a")))
            QCOMPARE(point.probe, point.peak);
        cache.setProbe({});
        QVERIFY(std::isnan(cache.points(keyOf("a")).front().probe));
    }
};

QTEST_GUILESS_MAIN(TestMapCache)
#include "tst_map_cache.moc"
