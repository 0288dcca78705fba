// SPDX-License-Identifier: MIT
#include "app/services/localization/map_probe.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;

class TestMapProbe final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bilinearWithHalfPixelCentres_data()
    {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<float>("expected");
        QTest::newRow("centre of a cell") << QPointF(0.25, 0.25) << 0.0F;
        QTest::newRow("centre of the last cell") << QPointF(0.75, 0.75) << 3.0F;
        QTest::newRow("between two") << QPointF(0.5, 0.25) << 0.5F;
        QTest::newRow("between four") << QPointF(0.5, 0.5) << 1.5F;
        QTest::newRow("a quarter of the way") << QPointF(0.375, 0.75) << 2.25F;
        QTest::newRow("corner") << QPointF(0, 0) << 0.0F;
        QTest::newRow("opposite corner") << QPointF(1, 1) << 3.0F;
        QTest::newRow("border") << QPointF(1, 0.5) << 2.0F;
    }
    void bilinearWithHalfPixelCentres()
    {
        QFETCH(QPointF, point);
        QFETCH(float, expected);
        const Heatmap map({0, 1, 2, 3}, {2, 2}, HeatmapScale::Cosine);
        QCOMPARE(valueAt(map, point), expected);
    }

    void appliesTheRegion()
    {
        Heatmap map({0, 1, 2, 3}, {2, 2}, HeatmapScale::Cosine);
        map.region = {0.25, 0, 0.75, 1}; // the centre square of a wide picture
        QCOMPARE(valueAt(map, {0.375, 0.25}), 0.0F);
        QCOMPARE(valueAt(map, {0.625, 0.75}), 3.0F);
        QVERIFY(std::isnan(valueAt(map, {0.2, 0.5})));
        QVERIFY(std::isnan(valueAt(map, {0.8, 0.5})));
    }

    void nothingOutside()
    {
        QVERIFY(std::isnan(valueAt({}, {0.5, 0.5})));
        const Heatmap map({1}, {1, 1}, HeatmapScale::Cosine);
        QCOMPARE(valueAt(map, {0.9, 0.1}), 1.0F);
        QVERIFY(std::isnan(valueAt(map, {1.1, 0.5})));
        QVERIFY(std::isnan(valueAt(map, {0.5, -0.1})));
    }
};

QTEST_GUILESS_MAIN(TestMapProbe)
#include "tst_map_probe.moc"
