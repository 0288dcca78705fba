// SPDX-License-Identifier: MIT
#include "tests/ui/widgets/canvas/canvas_samples.h"
#include "ui/widgets/canvas/canvas_state.h"
#include "ui/widgets/canvas/picture_composer.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;

class TestPictureComposer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheOverlayAtOneToOne_data();
    void isTheOverlayAtOneToOne();
    void partIsCutFromTheWhole();
    void newPicturesAreSeen();
    void nothingIsSeen();
    void contourIsTheEngines();
};

namespace {

QImage imageOf(const Frame &frame)
{
    return QImage(frame.row(0),
                  frame.width(),
                  frame.height(),
                  frame.strideBytes(),
                  QImage::Format_RGB888)
            .convertToFormat(QImage::Format_RGB32);
}

CanvasState stateOf(const Frame &frame, QSizeF area, const OverlayOptions &options = {})
{
    CanvasState state;
    state.setFrame(frame);
    state.setArea(area, 1);
    state.setStyle({true, options, 0});
    return state;
}

} // namespace

void TestPictureComposer::isTheOverlayAtOneToOne_data()
{
    QTest::addColumn<int>("colors");
    QTest::addColumn<double>("opacity");
    QTest::addColumn<bool>("hasCells");
    QTest::addColumn<bool>("isCropped");
    QTest::newRow("viridis") << static_cast<int>(ColorMap::Viridis) << 0.5 << false << false;
    QTest::newRow("magma, strong") << static_cast<int>(ColorMap::Magma) << 0.8 << false << false;
    QTest::newRow("jet, cells") << static_cast<int>(ColorMap::Jet) << 0.5 << true << false;
    QTest::newRow("turbo, cropped") << static_cast<int>(ColorMap::Turbo) << 1.0 << false << true;
}

void TestPictureComposer::isTheOverlayAtOneToOne()
{
    QFETCH(const int, colors);
    QFETCH(const double, opacity);
    QFETCH(const bool, hasCells);
    QFETCH(const bool, isCropped);
    OverlayOptions options;
    options.colorMap = static_cast<ColorMap>(colors);
    options.opacity = opacity;
    options.interpolation = hasCells ? Interpolation::Cells : Interpolation::Smooth;
    const Frame frame = wavyFrame({213, 121}, 5);
    Heatmap map = hill(0.4, 0.6);
    if (isCropped)
        map.region = {0.2161, 0, 0.7839, 1};
    CanvasState state = stateOf(frame, {213, 121}, options);
    state.setMap(MapSlot::Main, map);
    const auto panes = PictureComposer().compose(state.scene(QPalette()));
    QCOMPARE(panes.size(), std::size_t{1});
    QCOMPARE(panes[0].targetPx, QRect(0, 0, 213, 121));
    QCOMPARE(panes[0].frameRect, QRectF(0, 0, 1, 1));
    QCOMPARE(panes[0].image, imageOf(HeatmapOverlay(options).paint(frame, map).value()));
}

void TestPictureComposer::partIsCutFromTheWhole()
{
    const Frame frame = wavyFrame({320, 180});
    CanvasState whole = stateOf(frame, {800, 450});
    CanvasState part = stateOf(frame, {300, 200});
    for (CanvasState *state : {&whole, &part})
        state->setMap(MapSlot::Main, hill(0.4, 0.6));
    part.geometry.setZoom(2.5, {150, 100});
    part.geometry.panBy({37, 11});
    const QImage all = PictureComposer().compose(whole.scene(QPalette()))[0].image;
    const QImage seen = PictureComposer().compose(part.scene(QPalette()))[0].image;
    const QPoint origin = part.geometry.picturePx().topLeft();
    QCOMPARE(part.geometry.picturePx().size(), all.size());
    QCOMPARE(seen, all.copy(QRect(-origin, QSize(300, 200))));
}

void TestPictureComposer::newPicturesAreSeen()
{
    PictureComposer composer;
    CanvasState state = stateOf(wavyFrame({64, 48}), {64, 48});
    state.setMap(MapSlot::Main, hill(0.4, 0.6));
    const QImage first = composer.compose(state.scene(QPalette()))[0].image;
    state.setMap(MapSlot::Main, hill(0.8, 0.2));
    const QImage second = composer.compose(state.scene(QPalette()))[0].image;
    QVERIFY(first != second);
    state.setMap(MapSlot::Main, std::nullopt);
    QCOMPARE(composer.compose(state.scene(QPalette()))[0].image, imageOf(wavyFrame({64, 48})));
    const Frame gray(
            std::make_shared<const std::vector<std::uint8_t>>(64 * 48 * 3, 90), {64, 48}, 192);
    state.setFrame(gray);
    QCOMPARE(composer.compose(state.scene(QPalette()))[0].image, imageOf(gray));
}

void TestPictureComposer::nothingIsSeen()
{
    CanvasState state = stateOf(Frame(), {64, 48});
    QVERIFY(PictureComposer().compose(state.scene(QPalette())).empty());
    state = stateOf(wavyFrame({64, 48}), {0, 0});
    QVERIFY(PictureComposer().compose(state.scene(QPalette()))[0].image.isNull());
}

void TestPictureComposer::contourIsTheEngines()
{
    OverlayOptions options;
    QVERIFY(contourPathOf(hill(0.5, 0.5), options).isEmpty());
    options.contour = ContourThreshold{ContourThreshold::Kind::Absolute, 0.4};
    // 0.1 + 0.6 exp(-r^2 / 0.05) = 0.4 at r^2 = 0.05 ln 2.
    const double radius = std::sqrt(0.05 * std::log(2.0));
    const QRectF bounds = contourPathOf(hill(0.5, 0.5, {56, 56}), options).boundingRect();
    QVERIFY(std::abs(bounds.width() / 2 - radius) < 0.003);
    QVERIFY(std::abs(bounds.height() / 2 - radius) < 0.003);
    QVERIFY(std::abs(bounds.center().x() - 0.5) < 0.003);
}

QTEST_MAIN(TestPictureComposer)
#include "tst_picture_composer.moc"
