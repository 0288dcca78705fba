// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/map_value.h"

#include <QTest>

#include <limits>

using namespace soundlocus;

class TestMapValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsOrBetween_data();
    void cellsOrBetween();
    void onlyInsideTheRegion();
    void straysAreNoValue();
};

void TestMapValue::cellsOrBetween_data()
{
    // 0 1
    // 2 3
    QTest::addColumn<QPointF>("point");
    QTest::addColumn<float>("smooth");
    QTest::addColumn<float>("cell");
    QTest::newRow("centre of a cell") << QPointF(0.25, 0.25) << 0.0F << 0.0F;
    QTest::newRow("middle") << QPointF(0.5, 0.5) << 1.5F << 3.0F;
    QTest::newRow("between two") << QPointF(0.5, 0.25) << 0.5F << 1.0F;
    QTest::newRow("a quarter of the way") << QPointF(0.375, 0.25) << 0.25F << 0.0F;
    QTest::newRow("outside of the centres") << QPointF(0, 0.999) << 2.0F << 2.0F;
}

void TestMapValue::cellsOrBetween()
{
    QFETCH(const QPointF, point);
    QFETCH(const float, smooth);
    QFETCH(const float, cell);
    const Heatmap map({0, 1, 2, 3}, {2, 2}, HeatmapScale::Cosine);
    QCOMPARE(mapValueAt(map, point, Interpolation::Smooth), std::optional(smooth));
    QCOMPARE(mapValueAt(map, point, Interpolation::Cells), std::optional(cell));
}

void TestMapValue::onlyInsideTheRegion()
{
    Heatmap map({0, 1, 2, 3}, {2, 2}, HeatmapScale::Cosine);
    map.region = {0.2, 0, 0.6, 1};
    QVERIFY(!mapValueAt(map, {0.1, 0.5}, Interpolation::Smooth));
    QVERIFY(!mapValueAt(map, {0.6, 0.5}, Interpolation::Smooth));
    QCOMPARE(mapValueAt(map, {0.5, 0.75}, Interpolation::Smooth), std::optional(3.0F));
    QVERIFY(!mapValueAt(Heatmap(), {0.5, 0.5}, Interpolation::Smooth));
}

void TestMapValue::straysAreNoValue()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const Heatmap map({nan, 1, 2, 3}, {2, 2}, HeatmapScale::Cosine);
    QVERIFY(!mapValueAt(map, {0.25, 0.25}, Interpolation::Smooth));
    QVERIFY(!mapValueAt(map, {0.5, 0.25}, Interpolation::Smooth));
    QCOMPARE(mapValueAt(map, {0.75, 0.25}, Interpolation::Smooth), std::optional(1.0F));
}

QTEST_GUILESS_MAIN(TestMapValue)
#include "tst_map_value.moc"
