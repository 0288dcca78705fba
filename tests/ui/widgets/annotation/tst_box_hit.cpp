// SPDX-License-Identifier: MIT
#include "tests/ui/widgets/annotation/annotation_samples.h"
#include "ui/widgets/annotation/box_hit.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;

class TestBoxHit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gripsOfABox_data();
    void gripsOfABox();
    void smallBoxesCanBeHeldInside();
    void whatIsTakenFirst();
    void reachIsOfTheScreen();
};

void TestBoxHit::gripsOfABox_data()
{
    QTest::addColumn<QPointF>("place"); // in the picture; the box is (100, 50) to (200, 100)
    QTest::addColumn<BoxGrip>("expected");

    using enum BoxGrip;
    QTest::newRow("inside") << QPointF(150, 75) << Inside;
    QTest::newRow("top left") << QPointF(100, 50) << TopLeft;
    QTest::newRow("top left from outside") << QPointF(91, 41) << TopLeft;
    QTest::newRow("top right from inside") << QPointF(193, 57) << TopRight;
    QTest::newRow("bottom left") << QPointF(95, 105) << BottomLeft;
    QTest::newRow("bottom right") << QPointF(209, 109) << BottomRight;
    QTest::newRow("left") << QPointF(94, 75) << Left;
    QTest::newRow("right") << QPointF(206, 75) << Right;
    QTest::newRow("top") << QPointF(150, 44) << Top;
    QTest::newRow("bottom") << QPointF(150, 106) << Bottom;
    QTest::newRow("beside") << QPointF(150, 108) << None;
    QTest::newRow("beside a corner") << QPointF(211, 111) << None;
}

void TestBoxHit::gripsOfABox()
{
    QFETCH(QPointF, place);
    QTEST(gripAt(place + QPointF(0, 50), sampleBox(100, 50, 200, 100), sampleGeometry()),
          "expected");
}

void TestBoxHit::smallBoxesCanBeHeldInside()
{
    const BoundingBox box = sampleBox(100, 50, 108, 58);
    QCOMPARE(gripAt({104, 104}, box, sampleGeometry()), BoxGrip::Inside);
    QCOMPARE(gripAt({94, 94}, box, sampleGeometry()), BoxGrip::TopLeft);
    QCOMPARE(gripAt({115, 104}, box, sampleGeometry()), BoxGrip::Right);
}

void TestBoxHit::whatIsTakenFirst()
{
    const std::vector<EditorBox> boxes{{TrackId{1}, sampleBox(0, 0, 400, 200)},
                                       {TrackId{2}, sampleBox(100, 50, 200, 100)},
                                       {TrackId{3}, sampleBox(150, 20, 250, 170)},
                                       {TrackId{4}, sampleBox(120, 60, 180, 90), false}};
    const auto order = [&](QPointF place, TrackId selected) {
        std::vector<std::int64_t> ids;
        for (const BoxHit &hit : boxesAt(place + QPointF(0, 50), boxes, selected, sampleGeometry()))
            ids.push_back(hit.track.value);
        return ids;
    };
    using Ids = std::vector<std::int64_t>;
    QCOMPARE(order({170, 75}, {}), (Ids{2, 3, 1, 4}));         // smaller ones, then those of others
    QCOMPARE(order({150, 75}, {}), (Ids{3, 2, 1, 4}));         // an edge before insides
    QCOMPARE(order({150, 75}, TrackId{1}), (Ids{1, 3, 2, 4})); // the selected one before all
    QCOMPARE(order({150, 75}, TrackId{4}), (Ids{4, 3, 2, 1}));
    QCOMPARE(order({300, 75}, {}), (Ids{1}));
}

void TestBoxHit::reachIsOfTheScreen()
{
    FrameGeometry geometry = sampleGeometry();
    geometry.setZoom(8, {200, 150}); // the middle of the picture stays
    const BoundingBox box = sampleBox(190, 95, 210, 105);
    const QPointF corner = geometry.widgetFromFrame({box.x0, box.y0});
    QCOMPARE(corner, QPointF(120, 110));
    QCOMPARE(gripAt(corner - QPointF(9, 9), box, geometry), BoxGrip::TopLeft);
    QCOMPARE(gripAt(corner - QPointF(11, 11), box, geometry), BoxGrip::None);
    QCOMPARE(gripAt(corner + QPointF(11, 11), box, geometry), BoxGrip::Inside);
}

QTEST_APPLESS_MAIN(TestBoxHit)
#include "tst_box_hit.moc"
