// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/box_shape.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace soundlocus;

namespace {

constexpr Size kPicture{400, 200};
constexpr PictureShape kShape{kPicture, 1};

QRectF rect(double x0, double y0, double x1, double y1)
{
    return {QPointF(x0, y0), QPointF(x1, y1)};
}

} // namespace

class TestBoxShape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draws_data();
    void draws();
    void moves_data();
    void moves();
    void resizes_data();
    void resizes();
    void keepsTheAspect_data();
    void keepsTheAspect();
    void edgesThatStayKeepEveryBit();
    void staysInThePictureWhateverHappens();
};

void TestBoxShape::draws_data()
{
    QTest::addColumn<QPointF>("from");
    QTest::addColumn<QPointF>("to");
    QTest::addColumn<BoxAspect>("aspect");
    QTest::addColumn<double>("pixelAspect");
    QTest::addColumn<QRectF>("expected");

    using enum BoxAspect;
    QTest::newRow("to the right and down")
            << QPointF(10, 20) << QPointF(50, 80) << Free << 1.0 << rect(10, 20, 50, 80);
    QTest::newRow("corners swapped")
            << QPointF(50, 80) << QPointF(10, 20) << Free << 1.0 << rect(10, 20, 50, 80);
    QTest::newRow("whole pixels") << QPointF(9.6, 20.4) << QPointF(49.5, 79.5) << Free << 1.0
                                  << rect(10, 20, 50, 80);
    QTest::newRow("within the picture")
            << QPointF(-5, 190) << QPointF(450, 900) << Free << 1.0 << rect(0, 190, 400, 200);
    QTest::newRow("a line becomes two pixels")
            << QPointF(10, 20) << QPointF(50, 20) << Free << 1.0 << rect(10, 20, 50, 22);
    QTest::newRow("at the edge to the other side")
            << QPointF(400, 200) << QPointF(500, 300) << Free << 1.0 << rect(398, 198, 400, 200);
    QTest::newRow("one pixel to the left is two")
            << QPointF(30, 30) << QPointF(29, 60) << Free << 1.0 << rect(28, 30, 30, 60);
    QTest::newRow("square") << QPointF(10, 20) << QPointF(50, 40) << Kept << 1.0
                            << rect(10, 20, 50, 60);
    QTest::newRow("square up and left")
            << QPointF(100, 100) << QPointF(90, 40) << Kept << 1.0 << rect(40, 40, 100, 100);
    QTest::newRow("square as large as there is room")
            << QPointF(10, 150) << QPointF(300, 160) << Kept << 1.0 << rect(10, 150, 60, 200);
    QTest::newRow("square of wide pixels")
            << QPointF(10, 20) << QPointF(20, 60) << Kept << 2.0 << rect(10, 20, 30, 60);
}

void TestBoxShape::draws()
{
    QFETCH(QPointF, from);
    QFETCH(QPointF, to);
    QFETCH(BoxAspect, aspect);
    QFETCH(double, pixelAspect);
    QTEST(drawnBox(from, to, {kPicture, pixelAspect}, aspect), "expected");
}

void TestBoxShape::moves_data()
{
    QTest::addColumn<QRectF>("box");
    QTest::addColumn<QPointF>("by");
    QTest::addColumn<QRectF>("expected");

    QTest::newRow("by whole pixels")
            << rect(10, 20, 50, 80) << QPointF(5.4, -3.6) << rect(15, 16, 55, 76);
    QTest::newRow("a fraction stays")
            << rect(10.25, 20, 50, 80) << QPointF(1, 0) << rect(11.25, 20, 51, 80);
    QTest::newRow("to the top left")
            << rect(10.25, 20, 50, 80) << QPointF(-99, -99) << rect(0, 0, 39.75, 60);
    QTest::newRow("to the bottom right")
            << rect(10, 20, 50, 80) << QPointF(999, 999) << rect(360, 140, 400, 200);
    QTest::newRow("out of it, further out")
            << rect(-30, 20, 50, 80) << QPointF(-9, 0) << rect(-30, 20, 50, 80);
    QTest::newRow("out of it, back in")
            << rect(-30, 20, 50, 80) << QPointF(9, 0) << rect(-21, 20, 59, 80);
}

void TestBoxShape::moves()
{
    QFETCH(QRectF, box);
    QFETCH(QPointF, by);
    QTEST(movedBox(box, by, kPicture), "expected");
}

void TestBoxShape::resizes_data()
{
    QTest::addColumn<BoxGrip>("grip");
    QTest::addColumn<QPointF>("by");
    QTest::addColumn<QRectF>("expected"); // of (100, 50) to (200, 100)

    using enum BoxGrip;
    QTest::newRow("left") << Left << QPointF(-10, 77) << rect(90, 50, 200, 100);
    QTest::newRow("right") << Right << QPointF(10, 77) << rect(100, 50, 210, 100);
    QTest::newRow("top") << Top << QPointF(77, -10) << rect(100, 40, 200, 100);
    QTest::newRow("bottom") << Bottom << QPointF(77, 10) << rect(100, 50, 200, 110);
    QTest::newRow("top left") << TopLeft << QPointF(10, 10) << rect(110, 60, 200, 100);
    QTest::newRow("top right") << TopRight << QPointF(10, 10) << rect(100, 60, 210, 100);
    QTest::newRow("bottom left") << BottomLeft << QPointF(10, 10) << rect(110, 50, 200, 110);
    QTest::newRow("bottom right") << BottomRight << QPointF(10, 10) << rect(100, 50, 210, 110);
    QTest::newRow("turned over") << Right << QPointF(-150, 0) << rect(50, 50, 100, 100);
    QTest::newRow("both turned over") << TopLeft << QPointF(150, 80) << rect(200, 100, 250, 130);
    QTest::newRow("not below two pixels") << Right << QPointF(-99, 0) << rect(100, 50, 102, 100);
    QTest::newRow("within the picture")
            << BottomRight << QPointF(999, 999) << rect(100, 50, 400, 200);
    QTest::newRow("whole pixels") << Left << QPointF(-9.7, 0) << rect(90, 50, 200, 100);
}

void TestBoxShape::resizes()
{
    QFETCH(BoxGrip, grip);
    QFETCH(QPointF, by);
    QTEST(resizedBox(rect(100, 50, 200, 100), grip, by, kPicture, BoxAspect::Free), "expected");
}

void TestBoxShape::keepsTheAspect_data()
{
    QTest::addColumn<BoxGrip>("grip");
    QTest::addColumn<QPointF>("by");
    QTest::addColumn<QRectF>("expected"); // of (100, 50) to (200, 100): two to one

    using enum BoxGrip;
    QTest::newRow("by the width") << BottomRight << QPointF(20, 0) << rect(100, 50, 220, 110);
    QTest::newRow("by the height") << BottomRight << QPointF(0, 20) << rect(100, 50, 240, 120);
    QTest::newRow("against the other corner")
            << TopLeft << QPointF(-20, 0) << rect(80, 40, 200, 100);
    QTest::newRow("as large as there is room")
            << BottomRight << QPointF(290, 0) << rect(100, 50, 400, 200);
    QTest::newRow("an edge about the middle") << Right << QPointF(40, 9) << rect(100, 40, 240, 110);
    QTest::newRow("an edge up and down") << Top << QPointF(9, -20) << rect(80, 30, 220, 100);
    QTest::newRow("an edge as far as the other axis goes")
            << Bottom << QPointF(0, 100) << rect(0, 50, 300, 200);
}

void TestBoxShape::keepsTheAspect()
{
    QFETCH(BoxGrip, grip);
    QFETCH(QPointF, by);
    QTEST(resizedBox(rect(100, 50, 200, 100), grip, by, kPicture, BoxAspect::Kept), "expected");
}

void TestBoxShape::edgesThatStayKeepEveryBit()
{
    const Size picture{1279, 719};
    std::mt19937 random(3);
    std::uniform_real_distribution<double> share(0.05, 0.45);
    for (int i = 0; i < 1000; ++i) {
        const BoundingBox box{
                share(random), share(random), 0.5 + share(random), 0.5 + share(random)};
        QCOMPARE(inFractions(inPixels(box, picture), picture, box), box);
        const QRectF wider = resizedBox(
                inPixels(box, picture), BoxGrip::Right, {7, 7}, picture, BoxAspect::Free);
        const BoundingBox result = inFractions(wider, picture, box);
        QCOMPARE(result.x0, box.x0);
        QCOMPARE(result.y0, box.y0);
        QCOMPARE(result.y1, box.y1);
        QVERIFY(result.x1 > box.x1);
    }
}

void TestBoxShape::staysInThePictureWhateverHappens()
{
    std::mt19937 random(11);
    std::uniform_real_distribution<double> x(-100, 500);
    std::uniform_real_distribution<double> y(-100, 300);
    std::uniform_int_distribution<int> grips(static_cast<int>(BoxGrip::Left),
                                             static_cast<int>(BoxGrip::BottomRight));
    const auto check = [](const QRectF &box) {
        QVERIFY(box.left() >= 0 && box.top() >= 0);
        QVERIFY(box.right() <= kPicture.width && box.bottom() <= kPicture.height);
        QVERIFY(box.width() >= kSmallestSide && box.height() >= kSmallestSide);
        QCOMPARE(box.left(), std::round(box.left()));
        QCOMPARE(box.bottom(), std::round(box.bottom()));
    };
    for (int i = 0; i < 20000; ++i) {
        const auto aspect = i % 2 ? BoxAspect::Free : BoxAspect::Kept;
        QRectF box = drawnBox({x(random), y(random)}, {x(random), y(random)}, kShape, aspect);
        check(box);
        box = resizedBox(
                box, static_cast<BoxGrip>(grips(random)), {x(random), y(random)}, kPicture, aspect);
        check(box);
        const QRectF moved = movedBox(box, {x(random), y(random)}, kPicture);
        check(moved);
        QCOMPARE(moved.size(), box.size());
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_APPLESS_MAIN(TestBoxShape)
#include "tst_box_shape.moc"
