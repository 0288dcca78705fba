// SPDX-License-Identifier: MIT
#include "tests/ui/widgets/canvas/canvas_samples.h"
#include "ui/widgets/canvas/map_value.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace std::chrono_literals;

namespace {

constexpr QSize kSize(400, 300);

/// A canvas without legend, so that only the picture is on it.
struct Fixture
{
    explicit Fixture(VideoCanvas::Backend backend = VideoCanvas::Backend::PainterAtOnce)
        : canvas(backend)
    {
        canvas.resize(kSize);
        canvas.setLegendSize(LegendSize::Hidden);
        canvas.show();
    }
    void open() { canvas.setFrame(wavyFrame({400, 200})); } // shown in 400 x 200 at y = 50

    VideoCanvas canvas;
};

QImage shot(VideoCanvas &canvas)
{
    return canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

void wheel(VideoCanvas &canvas, QPointF position, int delta)
{
    QWheelEvent event(position,
                      canvas.mapToGlobal(position),
                      {},
                      {0, delta},
                      Qt::NoButton,
                      Qt::NoModifier,
                      Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&canvas, &event);
}

void drag(VideoCanvas &canvas, Qt::MouseButton button, QPoint from, QPoint to)
{
    const auto send =
            [&](QEvent::Type type, QPoint at, Qt::MouseButton changed, Qt::MouseButtons down) {
                QMouseEvent event(type, at, canvas.mapToGlobal(at), changed, down, Qt::NoModifier);
                QApplication::sendEvent(&canvas, &event);
            };
    send(QEvent::MouseButtonPress, from, button, button);
    send(QEvent::MouseMove, (from + to) / 2, Qt::NoButton, button);
    send(QEvent::MouseMove, to, Qt::NoButton, button);
    send(QEvent::MouseButtonRelease, to, button, Qt::NoButton);
}

void move(VideoCanvas &canvas, QPoint at)
{
    QMouseEvent event(QEvent::MouseMove,
                      at,
                      canvas.mapToGlobal(at),
                      Qt::NoButton,
                      Qt::NoButton,
                      Qt::NoModifier);
    QApplication::sendEvent(&canvas, &event);
}

QImage imageOf(const Frame &frame)
{
    return QImage(frame.row(0),
                  frame.width(),
                  frame.height(),
                  frame.strideBytes(),
                  QImage::Format_RGB888)
            .convertToFormat(QImage::Format_RGB32);
}

} // namespace

Q_DECLARE_METATYPE(soundlocus::OverlayStyle)

class TestVideoCanvas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyCanvasSaysWhatToDo();
    void openingIsSaid();
    void otherPlaceholders();
    void picturesAreExact();
    void mapsAreTheOverlays();
    void hiddenMapsAreNotShown();
    void backgroundGivesTheSamePicture();
    void wheelZoomsToThePointer();
    void wheelPassesAnEmptyCanvas();
    void draggingPans_data();
    void draggingPans();
    void fittedPictureIsNotDragged();
    void clickAsksForAProbe();
    void doubleClickRestoresTheProbe();
    void probeIsMarked();
    void pointerTellsPlaceAndValue();
    void pointerFollowsTheMap();
    void keysZoomAndPan();
    void zoomIsTold();
    void anotherShapeIsFitted();
    void dividerIsDragged();
    void dividerByKeys();
    void dividerPartsTheMaps();
    void sideBySideShowsItTwice();
    void smoothsOnlyWhilePlaying();
    void pausedShowsOnlyItsOwnMap();
    void looksAsStored_data();
    void looksAsStored();
    void legendIsDescribed();
    void openGlFallsBack();
};

void TestVideoCanvas::emptyCanvasSaysWhatToDo()
{
    Fixture f;
    QCOMPARE(f.canvas.accessibleName(), QStringLiteral("Picture"));
    QCOMPARE(f.canvas.accessibleDescription(),
             QStringLiteral("Open a video to see where its sound comes from"));
    // Something is written, in the middle and nowhere near the edges.
    const QImage image = shot(f.canvas);
    const QRgb background = image.pixel(0, 0);
    QRect written;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != background)
                written |= QRect(x, y, 1, 1);
        }
    }
    QVERIFY(written.width() > 150 && written.height() > 60);
    QVERIFY(image.rect().adjusted(10, 40, -10, -40).contains(written));
    QVERIFY(std::abs(written.center().x() - 200) <= 3
            && std::abs(written.center().y() - 150) <= 12);
}

void TestVideoCanvas::openingIsSaid()
{
    Fixture f;
    const QImage empty = shot(f.canvas);
    f.canvas.setOpening(QStringLiteral("a.mp4"));
    QCOMPARE(f.canvas.accessibleDescription(), QStringLiteral("Opening a.mp4…"));
    QVERIFY(shot(f.canvas) != empty);
    f.open();
    QCOMPARE(f.canvas.accessibleDescription(), QStringLiteral("Video"));
    const QImage plain = shot(f.canvas);
    f.canvas.setOpening(QStringLiteral("b.mp4"));
    QVERIFY(shot(f.canvas) != plain); // above the picture, which stays
    f.open();
    QCOMPARE(shot(f.canvas), plain);
}

void TestVideoCanvas::otherPlaceholders()
{
    Fixture f;
    f.canvas.setPlaceholder(QStringLiteral("Only sound"), {});
    QCOMPARE(f.canvas.accessibleDescription(), QStringLiteral("Only sound"));
    f.canvas.setPlaceholder({}, {});
    QVERIFY(f.canvas.accessibleDescription().startsWith(QStringLiteral("Open a video")));
}

void TestVideoCanvas::picturesAreExact()
{
    Fixture f;
    f.open();
    const QImage image = shot(f.canvas);
    QCOMPARE(image.copy(0, 50, 400, 200), imageOf(wavyFrame({400, 200})));
    QCOMPARE(image.pixelColor(200, 49), image.pixelColor(0, 0));
    QCOMPARE(image.pixelColor(200, 250), image.pixelColor(0, 0));
}

void TestVideoCanvas::mapsAreTheOverlays()
{
    Fixture f;
    f.open();
    f.canvas.setMap(MapSlot::Main, hill(0.3, 0.4));
    OverlayStyle style;
    style.options.opacity = 0.7;
    style.options.colorMap = ColorMap::Magma;
    f.canvas.setOverlayStyle(style);
    const Frame expected =
            HeatmapOverlay(style.options).paint(wavyFrame({400, 200}), hill(0.3, 0.4)).value();
    QCOMPARE(shot(f.canvas).copy(0, 50, 400, 200), imageOf(expected));
}

void TestVideoCanvas::hiddenMapsAreNotShown()
{
    Fixture f;
    f.open();
    const QImage plain = shot(f.canvas);
    f.canvas.setMap(MapSlot::Main, hill(0.3, 0.4));
    QVERIFY(shot(f.canvas) != plain);
    OverlayStyle style;
    style.isVisible = false;
    style.options.contour = ContourThreshold{};
    f.canvas.setOverlayStyle(style);
    QCOMPARE(shot(f.canvas), plain);
    QVERIFY(!f.canvas.pointerAt({100, 100})->value);
}

void TestVideoCanvas::backgroundGivesTheSamePicture()
{
    Fixture atOnce;
    Fixture background(VideoCanvas::Backend::Painter);
    for (Fixture *f : {&atOnce, &background}) {
        f->open();
        f->canvas.setMap(MapSlot::Main, hill(0.3, 0.4));
    }
    QTRY_COMPARE(shot(background.canvas), shot(atOnce.canvas));
    // The newest of many wins.
    for (const double x : {0.1, 0.5, 0.9}) {
        for (Fixture *f : {&atOnce, &background})
            f->canvas.setMap(MapSlot::Main, hill(x, 0.4));
    }
    QTRY_COMPARE(shot(background.canvas), shot(atOnce.canvas));
}

void TestVideoCanvas::wheelZoomsToThePointer()
{
    Fixture f;
    f.canvas.resize(400, 200);
    f.open();
    const QPointF at(100, 80);
    const QPointF place = f.canvas.pointerAt(at)->frame;
    for (int i = 0; i < 3; ++i)
        wheel(f.canvas, at, 120);
    QVERIFY(std::abs(f.canvas.frameGeometry().zoom() - 2.0) < 1e-9);
    const QPointF now = f.canvas.pointerAt(at)->frame;
    QVERIFY(std::abs(now.x() - place.x()) < 1.0 / 800 && std::abs(now.y() - place.y()) < 1.0 / 400);
    for (int i = 0; i < 5; ++i)
        wheel(f.canvas, at, -120);
    QVERIFY(f.canvas.frameGeometry().isFitted());
}

void TestVideoCanvas::wheelPassesAnEmptyCanvas()
{
    Fixture f;
    QSignalSpy zoomed(&f.canvas, &VideoCanvas::zoomChanged);
    wheel(f.canvas, {100, 100}, 120);
    QCOMPARE(zoomed.count(), 0);
}

void TestVideoCanvas::draggingPans_data()
{
    QTest::addColumn<Qt::MouseButton>("button");
    QTest::newRow("left") << Qt::LeftButton;
    QTest::newRow("middle") << Qt::MiddleButton;
}

void TestVideoCanvas::draggingPans()
{
    QFETCH(const Qt::MouseButton, button);
    Fixture f;
    f.open();
    f.canvas.zoomToPixels();
    wheel(f.canvas, {200, 150}, 720); // 4 times
    const QPoint before = f.canvas.frameGeometry().picturePx().topLeft();
    QSignalSpy probed(&f.canvas, &VideoCanvas::probeRequested);
    drag(f.canvas, button, {200, 150}, {240, 130});
    QCOMPARE(f.canvas.frameGeometry().picturePx().topLeft(), before + QPoint(40, -20));
    QCOMPARE(probed.count(), 0);
}

void TestVideoCanvas::fittedPictureIsNotDragged()
{
    Fixture f;
    f.open();
    const QRect before = f.canvas.frameGeometry().picturePx();
    drag(f.canvas, Qt::LeftButton, {200, 150}, {300, 100});
    QCOMPARE(f.canvas.frameGeometry().picturePx(), before);
}

void TestVideoCanvas::clickAsksForAProbe()
{
    Fixture f;
    f.open();
    QSignalSpy probed(&f.canvas, &VideoCanvas::probeRequested);
    QTest::mouseClick(&f.canvas, Qt::LeftButton, {}, {100, 100});
    QCOMPARE(probed.count(), 1);
    QCOMPARE(probed[0][0].value<std::optional<QPointF>>(), std::optional(QPointF(0.25, 0.25)));
    QVERIFY(!f.canvas.probe());
    f.canvas.setProbe(QPointF(0.25, 0.25));
    // On the marker: away with it. Beside the picture: nothing.
    QTest::mouseClick(&f.canvas, Qt::LeftButton, {}, {104, 97});
    QCOMPARE(probed.count(), 2);
    QCOMPARE(probed[1][0].value<std::optional<QPointF>>(), std::nullopt);
    QTest::mouseClick(&f.canvas, Qt::LeftButton, {}, {100, 20});
    QTest::mouseClick(&f.canvas, Qt::RightButton, {}, {100, 100});
    QCOMPARE(probed.count(), 2);
}

void TestVideoCanvas::doubleClickRestoresTheProbe()
{
    Fixture f;
    f.open();
    const QPointF before(0.75, 0.5);
    f.canvas.setProbe(before);
    connect(&f.canvas, &VideoCanvas::probeRequested, &f.canvas, &VideoCanvas::setProbe);
    QSignalSpy doubled(&f.canvas, &VideoCanvas::doubleClicked);
    QTest::mouseClick(&f.canvas, Qt::LeftButton, {}, {100, 100});
    QCOMPARE(f.canvas.probe(), std::optional(QPointF(0.25, 0.25)));
    QTest::mouseDClick(&f.canvas, Qt::LeftButton, {}, {100, 100});
    QCOMPARE(doubled.count(), 1);
    QCOMPARE(f.canvas.probe(), std::optional(before));
}

void TestVideoCanvas::probeIsMarked()
{
    Fixture f;
    f.open();
    const QImage plain = shot(f.canvas);
    f.canvas.setProbe(QPointF(0.25, 0.25));
    const QImage marked = shot(f.canvas);
    QVERIFY(marked.copy(85, 85, 30, 30) != plain.copy(85, 85, 30, 30));
    QCOMPARE(marked.copy(150, 50, 250, 200), plain.copy(150, 50, 250, 200));
    f.canvas.setProbe(std::nullopt);
    QCOMPARE(shot(f.canvas), plain);
}

void TestVideoCanvas::pointerTellsPlaceAndValue()
{
    Fixture f;
    f.open();
    const Heatmap map = hill(0.3, 0.4);
    f.canvas.setMap(MapSlot::Main, map);
    QSignalSpy moved(&f.canvas, &VideoCanvas::pointerMoved);
    QSignalSpy left(&f.canvas, &VideoCanvas::pointerLeft);
    move(f.canvas, {100, 100});
    QCOMPARE(moved.count(), 1);
    const auto pointer = moved[0][0].value<CanvasPointer>();
    QCOMPARE(pointer.frame, QPointF(0.25, 0.25));
    QCOMPARE(pointer.slot, MapSlot::Main);
    QCOMPARE(pointer.value, mapValueAt(map, {0.25, 0.25}, Interpolation::Smooth));
    move(f.canvas, {100, 10});
    QCOMPARE(left.count(), 1);
    move(f.canvas, {100, 100});
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&f.canvas, &leave);
    QCOMPARE(left.count(), 2);
}

void TestVideoCanvas::pointerFollowsTheMap()
{
    Fixture f;
    f.open();
    move(f.canvas, {108, 100}); // not in the middle of a cell
    QSignalSpy moved(&f.canvas, &VideoCanvas::pointerMoved);
    f.canvas.setMap(MapSlot::Main, hill(0.3, 0.4));
    QCOMPARE(moved.count(), 1);
    OverlayStyle cells;
    cells.options.interpolation = Interpolation::Cells;
    f.canvas.setOverlayStyle(cells);
    QCOMPARE(moved.count(), 2);
    QCOMPARE(moved[1][0].value<CanvasPointer>().value, std::optional(hill(0.3, 0.4).at(3, 3)));
}

void TestVideoCanvas::keysZoomAndPan()
{
    Fixture f;
    f.open();
    QTest::keyClick(&f.canvas, Qt::Key_Plus);
    QVERIFY(std::abs(f.canvas.frameGeometry().zoom() - 1.25) < 1e-9);
    QTest::keyClick(&f.canvas, Qt::Key_Minus);
    QVERIFY(f.canvas.frameGeometry().isFitted());
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(&f.canvas, Qt::Key_Plus);
    const QPoint before = f.canvas.frameGeometry().picturePx().topLeft();
    QTest::keyClick(&f.canvas, Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(&f.canvas, Qt::Key_Up, Qt::AltModifier);
    const QPoint moved = f.canvas.frameGeometry().picturePx().topLeft() - before;
    QVERIFY((moved - QPoint(-48, 48)).manhattanLength() <= 2); // whole pixels
    QTest::keyClick(&f.canvas, Qt::Key_0);
    QVERIFY(f.canvas.frameGeometry().isFitted());
    f.canvas.resize(200, 150);
    QTest::keyClick(&f.canvas, Qt::Key_1);
    QCOMPARE(f.canvas.frameGeometry().zoom(), 1.0);
    QVERIFY(!f.canvas.frameGeometry().isFitted());
}

void TestVideoCanvas::zoomIsTold()
{
    Fixture f;
    QSignalSpy zoomed(&f.canvas, &VideoCanvas::zoomChanged);
    f.open();
    QCOMPARE(zoomed.last()[0].toDouble(), 1.0);
    QCOMPARE(zoomed.last()[1].toBool(), true);
    f.canvas.zoomIn();
    QCOMPARE(zoomed.last()[0].toDouble(), 1.25);
    QCOMPARE(zoomed.last()[1].toBool(), false);
    f.canvas.zoomToFit();
    QCOMPARE(zoomed.last()[1].toBool(), true);
}

void TestVideoCanvas::anotherShapeIsFitted()
{
    Fixture f;
    f.open();
    f.canvas.zoomIn();
    f.open(); // the next frame of the same video keeps the zoom
    QVERIFY(!f.canvas.frameGeometry().isFitted());
    Frame anamorphic = wavyFrame({400, 200});
    anamorphic.pixelAspect = 0.5;
    f.canvas.setFrame(anamorphic);
    QVERIFY(f.canvas.frameGeometry().isFitted());
    QCOMPARE(f.canvas.frameGeometry().picturePx(), QRect(50, 0, 300, 300));
}

void TestVideoCanvas::dividerIsDragged()
{
    Fixture f;
    f.open();
    f.canvas.setComparison(ComparisonLayout::Divider);
    QSignalSpy moved(&f.canvas, &VideoCanvas::dividerMoved);
    QSignalSpy probed(&f.canvas, &VideoCanvas::probeRequested);
    move(f.canvas, {203, 200});
    QCOMPARE(f.canvas.cursor().shape(), Qt::SplitHCursor);
    drag(f.canvas, Qt::LeftButton, {203, 200}, {100, 210});
    QCOMPARE(moved.count(), 2);
    QCOMPARE(f.canvas.divider(), 0.25);
    drag(f.canvas, Qt::LeftButton, {100, 200}, {-500, 210});
    QCOMPARE(f.canvas.divider(), 0.0);
    QCOMPARE(probed.count(), 0);
}

void TestVideoCanvas::dividerByKeys()
{
    Fixture f;
    f.open();
    f.canvas.setComparison(ComparisonLayout::Divider);
    QTest::keyClick(&f.canvas, Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(f.canvas.divider(), 0.52);
    QTest::keyClick(&f.canvas, Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(f.canvas.divider(), 0.5);
}

void TestVideoCanvas::dividerPartsTheMaps()
{
    const Frame frame = wavyFrame({400, 200});
    Fixture f;
    f.open();
    f.canvas.setMap(MapSlot::Main, hill(0.3, 0.4));
    f.canvas.setMap(MapSlot::Comparison, hill(0.7, 0.6));
    f.canvas.setComparison(ComparisonLayout::Divider);
    f.canvas.setDivider(0.5);
    const QImage image = shot(f.canvas);
    const HeatmapOverlay overlay({});
    const QImage left = imageOf(overlay.paint(frame, hill(0.3, 0.4)).value());
    const QImage right = imageOf(overlay.paint(frame, hill(0.7, 0.6)).value());
    QCOMPARE(image.copy(0, 50, 180, 200), left.copy(0, 0, 180, 200));
    QCOMPARE(image.copy(220, 50, 180, 200), right.copy(220, 0, 180, 200));
    QCOMPARE(f.canvas.pointerAt({100, 100})->slot, MapSlot::Main);
    QCOMPARE(f.canvas.pointerAt({300, 100})->slot, MapSlot::Comparison);
    QCOMPARE(f.canvas.pointerAt({300, 100})->frame, QPointF(0.75, 0.25));
}

void TestVideoCanvas::sideBySideShowsItTwice()
{
    Fixture f;
    f.canvas.resize(404, 300);
    f.open();
    f.canvas.setMap(MapSlot::Main, hill(0.3, 0.4));
    f.canvas.setMap(MapSlot::Comparison, hill(0.3, 0.4));
    f.canvas.setComparison(ComparisonLayout::SideBySide);
    const QImage image = shot(f.canvas);
    QCOMPARE(image.copy(0, 0, 200, 300), image.copy(204, 0, 200, 300));
    const auto left = f.canvas.pointerAt({50, 150});
    const auto right = f.canvas.pointerAt({254, 150});
    QCOMPARE(left->frame, right->frame);
    QCOMPARE(right->slot, MapSlot::Comparison);
    // Both follow one zoom, to the point under the pointer of either.
    wheel(f.canvas, {254, 150}, 360);
    QCOMPARE(f.canvas.pointerAt({50, 150})->frame, f.canvas.pointerAt({254, 150})->frame);
    QVERIFY(std::abs(f.canvas.pointerAt({254, 150})->frame.x() - right->frame.x()) < 0.005);
}

void TestVideoCanvas::smoothsOnlyWhilePlaying()
{
    Fixture f;
    f.open();
    OverlayStyle style;
    style.smoothing = 0.5;
    f.canvas.setOverlayStyle(style);
    const auto show = [&](MediaTime pts, float value) {
        Heatmap map({value, value, value, value}, {2, 2}, HeatmapScale::Cosine);
        map.pts = pts;
        Frame frame = wavyFrame({400, 200});
        frame.pts = pts;
        f.canvas.setFrame(frame);
        f.canvas.setMap(MapSlot::Main, map);
        return f.canvas.pointerAt({200, 150})->value.value();
    };
    QCOMPARE(show(0ms, 1), 1.0F);
    QCOMPARE(show(40ms, 0), 0.0F); // paused: exactly the map of this frame
    f.canvas.setPlaying(true);
    QCOMPARE(show(80ms, 1), 1.0F);
    QCOMPARE(show(120ms, 0), 0.5F);
    f.canvas.setPlaying(true); // after a seek
    QCOMPARE(show(160ms, 0), 0.0F);
}

void TestVideoCanvas::pausedShowsOnlyItsOwnMap()
{
    Fixture f;
    f.open();
    const QImage plain = shot(f.canvas);
    Heatmap late = hill(0.3, 0.4);
    late.pts = 40ms;
    f.canvas.setMap(MapSlot::Main, late);
    QCOMPARE(shot(f.canvas), plain);
    QVERIFY(!f.canvas.pointerAt({100, 100})->value);
    // While playing maps come later than their frames.
    f.canvas.setPlaying(true);
    f.canvas.setMap(MapSlot::Main, late);
    QVERIFY(shot(f.canvas) != plain);
    QVERIFY(f.canvas.pointerAt({100, 100})->value);
    f.canvas.setPlaying(false);
    QCOMPARE(shot(f.canvas), plain);
}

void TestVideoCanvas::looksAsStored_data()
{
    QTest::addColumn<OverlayStyle>("style");
    QTest::addColumn<ComparisonLayout>("layout");
    QTest::addColumn<double>("zoom");
    OverlayStyle contour;
    contour.options.contour = ContourThreshold{ContourThreshold::Kind::TopPercent, 20};
    OverlayStyle cells = contour;
    cells.options.interpolation = Interpolation::Cells;
    cells.options.colorMap = ColorMap::Magma;
    QTest::newRow("contour") << contour << ComparisonLayout::Single << 0.0;
    QTest::newRow("cells_zoomed") << cells << ComparisonLayout::Single << 2.0;
    QTest::newRow("divider") << contour << ComparisonLayout::Divider << 0.0;
    QTest::newRow("side_by_side") << OverlayStyle() << ComparisonLayout::SideBySide << 0.0;
}

void TestVideoCanvas::looksAsStored()
{
    QFETCH(const OverlayStyle, style);
    QFETCH(const ComparisonLayout, layout);
    QFETCH(const double, zoom);
    Fixture f;
    f.canvas.resize(240, 135);
    f.canvas.setFrame(wavyFrame({240, 120}));
    f.canvas.setMap(MapSlot::Main, hill(0.3, 0.4));
    f.canvas.setMap(MapSlot::Comparison, hill(0.7, 0.6));
    f.canvas.setOverlayStyle(style);
    f.canvas.setComparison(layout);
    f.canvas.setProbe(QPointF(0.4, 0.5));
    for (double z = 1; z < zoom; z *= 2)
        wheel(f.canvas, {80, 60}, 360);
    const QImage image = shot(f.canvas);
    const QString name = QStringLiteral("/canvas/%1.png").arg(QTest::currentDataTag());
    if (qEnvironmentVariableIsSet("SOUNDLOCUS_WRITE_PICTURES"))
        image.save(qEnvironmentVariable("SOUNDLOCUS_WRITE_PICTURES") + name);
    const QImage stored(qEnvironmentVariable("SOUNDLOCUS_TEST_DATA") + name);
    QCOMPARE(image.size(), stored.size());
    // Lines are drawn with anti-aliasing, which may differ a little from one Qt to another.
    int different = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb a = image.pixel(x, y);
            const QRgb b = stored.pixel(x, y);
            const int largest = std::max({std::abs(qRed(a) - qRed(b)),
                                          std::abs(qGreen(a) - qGreen(b)),
                                          std::abs(qBlue(a) - qBlue(b))});
            different += largest > 16 ? 1 : 0;
        }
    }
    QVERIFY2(different < image.width() * image.height() / 500,
             qPrintable(QString::number(different)));
}

void TestVideoCanvas::legendIsDescribed()
{
    Fixture f;
    QLocale::setDefault(QLocale::c());
    f.open();
    f.canvas.setMap(MapSlot::Main, Heatmap({0.1F, 0.7F}, {2, 1}, HeatmapScale::Cosine));
    f.canvas.setPlaying(false);
    QCOMPARE(
            f.canvas.accessibleDescription(),
            QStringLiteral("Video with heat map. Cosine similarity, range of this picture: colours "
                           "from 0.10 to 0.70"));
    const QImage without = shot(f.canvas);
    f.canvas.setLegendSize(LegendSize::Normal);
    const QImage with = shot(f.canvas);
    QVERIFY(with.copy(190, 220, 210, 80) != without.copy(190, 220, 210, 80));
    QCOMPARE(with.copy(0, 0, 400, 200), without.copy(0, 0, 400, 200));
}

void TestVideoCanvas::openGlFallsBack()
{
    if (QGuiApplication::platformName() != QLatin1String("offscreen"))
        QSKIP("only the offscreen platform surely has no OpenGL");
    Fixture f(VideoCanvas::Backend::OpenGl);
    QSignalSpy fellBack(&f.canvas, &VideoCanvas::backendFellBack);
    f.open();
    QTRY_COMPARE(f.canvas.backend(), VideoCanvas::Backend::Painter);
    QTRY_COMPARE(fellBack.count(), 1);
    QTRY_COMPARE(shot(f.canvas).copy(0, 50, 400, 200), imageOf(wavyFrame({400, 200})));
}

QTEST_MAIN(TestVideoCanvas)
#include "tst_video_canvas.moc"
