// SPDX-License-Identifier: MIT
#include "app/services/localization/map_cache.h"

#include <QTest>

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
        QCOMPARE(cache.maps(keyOf("a")).front().peak, 0.5F);
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

    void givesMapsInOrderOfTime()
    {
        MapCache cache(1 << 20);
        for (const int i : {5, 1, 3})
            cache.insert(keyOf("a"), mapAt(MediaTime{i}));
        const auto maps = cache.maps(keyOf("a"));
        QCOMPARE(maps.size(), std::size_t(3));
        QVERIFY(std::ranges::is_sorted(maps, {}, &KeptMap::pts));
    }
};

QTEST_GUILESS_MAIN(TestMapCache)
#include "tst_map_cache.moc"
