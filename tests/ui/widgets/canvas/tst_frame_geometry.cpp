// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/frame_geometry.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;

class TestFrameGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fits_data();
    void fits();
    void pointsGoThereAndBack_data();
    void pointsGoThereAndBack();
    void cornersOfThePicture();
    void zoomKeepsThePointUnderThePointer_data();
    void zoomKeepsThePointUnderThePointer();
    void manyStepsDoNotDrift();
    void oneMeansOneDevicePixel_data();
    void oneMeansOneDevicePixel();
    void zoomHasLimits();
    void theFittingZoomIsFitting();
    void panningStopsAtTheEdges();
    void anAxisThatFitsStaysCentred();
    void fittedFollowsTheArea();
    void zoomedKeepsItsMiddle();
    void viewIsTheVisiblePart();
    void viewOfAClip();
    void showsOnlyThePicture();
    void movedShowsTheSame();
    void nothingToShow();
};

namespace {

FrameGeometry geometryOf(Size picture, QSizeF area, double ratio = 1, double pixelAspect = 1)
{
    FrameGeometry geometry;
    geometry.setPicture(picture, pixelAspect);
    geometry.setArea(QRectF(QPointF(), area), ratio);
    return geometry;
}

double distance(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

} // namespace

void TestFrameGeometry::fits_data()
{
    QTest::addColumn<Size>("picture");
    QTest::addColumn<double>("pixelAspect");
    QTest::addColumn<QSizeF>("area");
    QTest::addColumn<double>("ratio");
    QTest::addColumn<QRect>("expectedPx");
    QTest::addColumn<double>("expectedZoom");
    QTest::newRow("bars above and below") << Size{1920, 1080} << 1.0 << QSizeF(800, 600) << 1.0
                                          << QRect(0, 75, 800, 450) << 800.0 / 1920;
    QTest::newRow("bars left and right")
            << Size{600, 800} << 1.0 << QSizeF(1000, 400) << 1.0 << QRect(350, 0, 300, 400) << 0.5;
    QTest::newRow("enlarged") << Size{100, 50} << 1.0 << QSizeF(400, 400) << 1.0
                              << QRect(0, 100, 400, 200) << 4.0;
    // PAL 16:9: 720 x 576 with pixels of 64:45 is 1024 x 576.
    QTest::newRow("anamorphic") << Size{720, 576} << 64.0 / 45 << QSizeF(1024, 576) << 1.0
                                << QRect(0, 0, 1024, 576) << 1.0;
    QTest::newRow("narrow pixels")
            << Size{400, 100} << 0.5 << QSizeF(200, 200) << 1.0 << QRect(0, 50, 200, 100) << 1.0;
    QTest::newRow("1.25 device pixels") << Size{1920, 1080} << 1.0 << QSizeF(800, 600) << 1.25
                                        << QRect(0, 93, 1000, 563) << 1000.0 / 1920;
    QTest::newRow("2 device pixels") << Size{1920, 1080} << 1.0 << QSizeF(800, 600) << 2.0
                                     << QRect(0, 150, 1600, 900) << 1600.0 / 1920;
    QTest::newRow("odd aspect is square") << Size{100, 100} << std::nan("") << QSizeF(50, 50) << 1.0
                                          << QRect(0, 0, 50, 50) << 0.5;
}

void TestFrameGeometry::fits()
{
    QFETCH(const Size, picture);
    QFETCH(const double, pixelAspect);
    QFETCH(const QSizeF, area);
    QFETCH(const double, ratio);
    QFETCH(const QRect, expectedPx);
    QFETCH(const double, expectedZoom);
    const FrameGeometry geometry = geometryOf(picture, area, ratio, pixelAspect);
    QVERIFY(geometry.isFitted());
    QVERIFY(!geometry.canPan());
    QCOMPARE(geometry.picturePx(), expectedPx);
    QCOMPARE(geometry.visiblePx(), expectedPx);
    QCOMPARE(geometry.zoom(), expectedZoom);
}

void TestFrameGeometry::pointsGoThereAndBack_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<double>("zoom");
    for (const double ratio : {1.0, 1.25, 1.5, 2.0}) {
        for (const double zoom : {0.0, 0.5, 1.0, 3.7, 25.0})
            QTest::addRow("ratio %g, zoom %g", ratio, zoom) << ratio << zoom;
    }
}

void TestFrameGeometry::pointsGoThereAndBack()
{
    QFETCH(const double, ratio);
    QFETCH(const double, zoom);
    FrameGeometry geometry = geometryOf({1280, 536}, {777, 431}, ratio, 1.1);
    if (zoom > 0)
        geometry.setZoom(zoom, {123, 321});
    for (const QPointF point : {QPointF(0, 0), QPointF(12.5, 400.25), QPointF(776, 430)})
        QVERIFY(distance(geometry.widgetFromFrame(geometry.frameFromWidget(point)), point) < 1e-9);
}

void TestFrameGeometry::cornersOfThePicture()
{
    const FrameGeometry geometry = geometryOf({1920, 1080}, {800, 600});
    QCOMPARE(geometry.widgetFromFrame({0, 0}), QPointF(0, 75));
    QCOMPARE(geometry.widgetFromFrame({1, 1}), QPointF(800, 525));
    QCOMPARE(geometry.frameFromWidget({400, 300}), QPointF(0.5, 0.5));
    QCOMPARE(geometry.frameFromWidget({200, 75}), QPointF(0.25, 0));
}

void TestFrameGeometry::zoomKeepsThePointUnderThePointer_data()
{
    QTest::addColumn<QPointF>("about");
    QTest::addColumn<double>("ratio");
    QTest::newRow("middle") << QPointF(400, 225) << 1.0;
    QTest::newRow("left") << QPointF(10, 225) << 1.0;
    QTest::newRow("corner") << QPointF(799, 449) << 1.0;
    QTest::newRow("somewhere, high-dpi") << QPointF(613.4, 87.1) << 1.25;
}

void TestFrameGeometry::zoomKeepsThePointUnderThePointer()
{
    QFETCH(const QPointF, about);
    QFETCH(const double, ratio);
    FrameGeometry geometry = geometryOf({1920, 1080}, {800, 450}, ratio);
    const QPointF place = geometry.frameFromWidget(about);
    // The fitted picture lies on whole device pixels: where the pointer was is known to about one.
    const double pixel = 1.0 / geometry.picturePx().width();
    for (const double zoom : {0.8, 1.0, 2.5, 7.0, 32.0, 3.0, 1.2}) {
        geometry.setZoom(zoom, about);
        QCOMPARE(geometry.zoom(), zoom);
        QVERIFY(distance(geometry.frameFromWidget(about), place) < 1.5 * pixel);
    }
}

void TestFrameGeometry::manyStepsDoNotDrift()
{
    FrameGeometry geometry = geometryOf({1920, 1080}, {801, 451}, 1.25);
    geometry.setZoom(32, {613.4, 87.1});
    const QPointF place = geometry.frameFromWidget({613.4, 87.1});
    for (int i = 0; i < 400; ++i)
        geometry.setZoom(i % 2 == 0 ? 7.3 : 32, {613.4, 87.1});
    QVERIFY(distance(geometry.widgetFromFrame(place), {613.4, 87.1}) * 1.25 < 1.5);
}

void TestFrameGeometry::oneMeansOneDevicePixel_data()
{
    QTest::addColumn<double>("ratio");
    QTest::newRow("1") << 1.0;
    QTest::newRow("1.25") << 1.25;
    QTest::newRow("2") << 2.0;
}

void TestFrameGeometry::oneMeansOneDevicePixel()
{
    QFETCH(const double, ratio);
    FrameGeometry geometry = geometryOf({1921, 1081}, {803, 601}, ratio);
    geometry.setZoom(1, {400, 300});
    QCOMPARE(geometry.picturePx().size(), QSize(1921, 1081));
    QCOMPARE(geometry.view(geometry.areaPx()).whole, (Size{1921, 1081}));
}

void TestFrameGeometry::zoomHasLimits()
{
    FrameGeometry geometry = geometryOf({1920, 1080}, {960, 540});
    QCOMPARE(geometry.lowestZoom(), 0.5);
    geometry.setZoom(0.01, {0, 0});
    QVERIFY(geometry.isFitted());
    geometry.setZoom(1e9, {0, 0});
    QCOMPARE(geometry.zoom(), geometry.highestZoom());
    // A picture smaller than the area may be shown at its own size.
    FrameGeometry small = geometryOf({100, 100}, {400, 400});
    small.setZoom(0.01, {0, 0});
    QCOMPARE(small.zoom(), 1.0);
    QCOMPARE(small.picturePx(), QRect(150, 150, 100, 100));
}

void TestFrameGeometry::theFittingZoomIsFitting()
{
    FrameGeometry geometry = geometryOf({1920, 1080}, {960, 540});
    geometry.setZoom(3, {10, 10});
    QVERIFY(!geometry.isFitted());
    geometry.setZoom(geometry.fittingZoom(), {900, 500});
    QVERIFY(geometry.isFitted());
    QCOMPARE(geometry.picturePx(), QRect(0, 0, 960, 540));
}

void TestFrameGeometry::panningStopsAtTheEdges()
{
    FrameGeometry geometry = geometryOf({1000, 500}, {500, 250});
    geometry.setZoom(1, {250, 125});
    QCOMPARE(geometry.picturePx(), QRect(-250, -125, 1000, 500));
    geometry.panBy({30, -20});
    QCOMPARE(geometry.picturePx().topLeft(), QPoint(-220, -145));
    geometry.panBy({1e6, 1e6});
    QCOMPARE(geometry.picturePx().topLeft(), QPoint(0, 0));
    // What went beyond the edge is not remembered.
    geometry.panBy({-10, -10});
    QCOMPARE(geometry.picturePx().topLeft(), QPoint(-10, -10));
    geometry.panBy({-1e6, -1e6});
    QCOMPARE(geometry.picturePx().bottomRight(), QPoint(499, 249));
}

void TestFrameGeometry::anAxisThatFitsStaysCentred()
{
    FrameGeometry geometry = geometryOf({1000, 100}, {500, 400});
    geometry.setZoom(2, {250, 200});
    QVERIFY(geometry.canPan());
    geometry.panBy({40, 77});
    QCOMPARE(geometry.picturePx(), QRect(-710, 100, 2000, 200));
}

void TestFrameGeometry::fittedFollowsTheArea()
{
    FrameGeometry geometry = geometryOf({1920, 1080}, {960, 540});
    geometry.setArea({0, 0, 480, 540}, 1);
    QVERIFY(geometry.isFitted());
    QCOMPARE(geometry.picturePx(), QRect(0, 135, 480, 270));
}

void TestFrameGeometry::zoomedKeepsItsMiddle()
{
    FrameGeometry geometry = geometryOf({1920, 1080}, {960, 540});
    geometry.setZoom(2, {300, 200});
    const QPointF middle = geometry.frameFromWidget({480, 270});
    geometry.setArea({0, 0, 600, 300}, 1);
    QCOMPARE(geometry.zoom(), 2.0);
    QVERIFY(distance(geometry.widgetFromFrame(middle), {300, 150}) < 0.8);
}

void TestFrameGeometry::viewIsTheVisiblePart()
{
    FrameGeometry geometry = geometryOf({1000, 500}, {500, 400});
    QCOMPARE(geometry.view(geometry.areaPx()), (PictureView{{500, 250}, {0, 0, 500, 250}}));
    geometry.setZoom(2, {250, 200});
    QCOMPARE(geometry.view(geometry.areaPx()), (PictureView{{2000, 1000}, {750, 300, 500, 400}}));
}

void TestFrameGeometry::viewOfAClip()
{
    const FrameGeometry geometry = geometryOf({1000, 500}, {500, 400});
    QCOMPARE(geometry.view({100, 0, 50, 100}), (PictureView{{500, 250}, {100, 0, 50, 25}}));
    QVERIFY(geometry.view({0, 0, 500, 75}).part.isEmpty());
}

void TestFrameGeometry::showsOnlyThePicture()
{
    const FrameGeometry geometry = geometryOf({1000, 500}, {500, 400});
    QVERIFY(geometry.shows({0, 75}));
    QVERIFY(!geometry.shows({0, 74.9}));
    QVERIFY(geometry.shows({499.9, 324.9}));
    QVERIFY(!geometry.shows({500, 200}));
    QVERIFY(!geometry.shows({250, 325}));
}

void TestFrameGeometry::movedShowsTheSame()
{
    FrameGeometry geometry = geometryOf({1000, 500}, {500, 400});
    geometry.setZoom(3, {100, 200});
    const FrameGeometry moved = geometry.movedBy({504, 0});
    QCOMPARE(moved.picturePx(), geometry.picturePx().translated(504, 0));
    QCOMPARE(moved.view(moved.areaPx()), geometry.view(geometry.areaPx()));
}

void TestFrameGeometry::nothingToShow()
{
    FrameGeometry geometry;
    QVERIFY(geometry.isEmpty());
    geometry.setZoom(2, {0, 0});
    geometry.panBy({5, 5});
    QVERIFY(geometry.picturePx().isEmpty());
    QVERIFY(!geometry.shows({0, 0}));
    QVERIFY(geometry.view({0, 0, 10, 10}).part.isEmpty());
    geometry.setArea({0, 0, 0, 10}, 1);
    geometry.setPicture({10, 10}, 1);
    QVERIFY(geometry.isEmpty());
    // The first area that has one shows the whole picture.
    geometry.setArea({0, 0, 10, 10}, 1);
    QCOMPARE(geometry.picturePx(), QRect(0, 0, 10, 10));
}

QTEST_GUILESS_MAIN(TestFrameGeometry)
#include "tst_frame_geometry.moc"
