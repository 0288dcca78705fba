// SPDX-License-Identifier: MIT
#include "tests/ui/widgets/canvas/canvas_samples.h"
#include "ui/widgets/canvas/canvas_tool.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace std::chrono_literals;

namespace {

/// Notes what it gets, and paints its pane's picture red.
class FakeTool final : public CanvasTool
{
public:
    void setPicture(const Frame &frame, const Heatmap &map) override
    {
        shownFrame = frame;
        shownMap = map;
        ++pictures;
        Q_EMIT changed(); // a score may follow; it must not go round and round
    }
    bool handleMouse(const CanvasMouse &mouse) override
    {
        mice.push_back(mouse);
        return takesMouse;
    }
    void leave() override { ++leaves; }
    bool claimsKey(const QKeyEvent &event) override { return event.key() == claimedKey; }
    bool handleKey(const QKeyEvent &event) override
    {
        keys.push_back(event.key());
        return takesKeys;
    }
    void finish() override { ++finishes; }
    [[nodiscard]] std::vector<QPointF> keptClear(const CanvasToolPane &pane) const override
    {
        std::vector<QPointF> points;
        for (const QPointF &point : clear)
            points.push_back(pane.geometry.widgetFromFrame(point));
        return points;
    }
    [[nodiscard]] QString description() const override { return said; }
    [[nodiscard]] std::optional<Qt::CursorShape> cursorShape() const override { return cursor; }
    void paint(QPainter &painter, const CanvasToolPane &pane) const override
    {
        panes.push_back(pane);
        painter.fillRect(pane.seen, Qt::red);
    }

    Frame shownFrame;
    Heatmap shownMap;
    int pictures = 0;
    std::vector<CanvasMouse> mice;
    std::vector<int> keys;
    mutable std::vector<CanvasToolPane> panes;
    int leaves = 0;
    int finishes = 0;
    bool takesMouse = true;
    bool takesKeys = true;
    int claimedKey = Qt::Key_Left;
    std::optional<Qt::CursorShape> cursor;
    QString said;
    std::vector<QPointF> clear; // in the frame
};

struct Fixture
{
    Fixture()
        : canvas(VideoCanvas::Backend::PainterAtOnce)
    {
        canvas.resize(400, 300);
        canvas.setLegendSize(LegendSize::Hidden);
        canvas.setTool(tool.get());
        canvas.show();
        canvas.setFrame(wavyFrame({400, 200})); // at y = 50
    }
    void mouse(QEvent::Type type,
               QPointF at,
               Qt::MouseButton button = Qt::LeftButton,
               Qt::MouseButtons buttons = Qt::NoButton)
    {
        QMouseEvent event(type, at, canvas.mapToGlobal(at), button, buttons, Qt::NoModifier);
        QApplication::sendEvent(&canvas, &event);
    }
    bool claims(int key)
    {
        QKeyEvent event(QEvent::ShortcutOverride, key, Qt::NoModifier);
        event.ignore();
        QApplication::sendEvent(&canvas, &event);
        return event.isAccepted();
    }

    std::unique_ptr<FakeTool> tool = std::make_unique<FakeTool>();
    VideoCanvas canvas;
};

} // namespace

class TestCanvasTool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatIsShown();
    void getsTheMouseFirst();
    void whatItDoesNotTakeIsTheCanvass();
    void aPressIsFollowedToItsRelease();
    void dividerAndEmptyCanvasComeFirst();
    void keysAndTab();
    void paintsWithinItsPane();
    void legendMovesOutOfTheWay();
    void showsItsCursor();
    void isDescribed();
    void isFinishedAndForgotten();
};

void TestCanvasTool::knowsWhatIsShown()
{
    Fixture f;
    QVERIFY(samePixels(f.tool->shownFrame, wavyFrame({400, 200})));
    QVERIFY(f.tool->shownMap.isEmpty());
    Heatmap map = hill(0.3, 0.4);
    f.canvas.setMap(MapSlot::Main, map);
    QCOMPARE(f.tool->shownMap.values().data(), map.values().data());
    f.canvas.setMap(MapSlot::Comparison, hill(0.8, 0.4));
    QCOMPARE(f.tool->shownMap.values().data(), map.values().data());
    // While playing what is shown is smoothed; what is scored is not, and is of its frame.
    OverlayStyle style;
    style.smoothing = 0.9;
    f.canvas.setOverlayStyle(style);
    f.canvas.setPlaying(true);
    Heatmap next = hill(0.7, 0.4);
    next.pts = 40ms;
    f.canvas.setMap(MapSlot::Main, map);
    f.canvas.setMap(MapSlot::Main, next);
    QVERIFY(f.tool->shownMap.isEmpty());
    Frame frame = wavyFrame({400, 200});
    frame.pts = 40ms;
    f.canvas.setFrame(frame);
    QCOMPARE(f.tool->shownMap.values().data(), next.values().data());
}

void TestCanvasTool::getsTheMouseFirst()
{
    Fixture f;
    QSignalSpy probe(&f.canvas, &VideoCanvas::probeRequested);
    f.mouse(QEvent::MouseButtonPress, {100, 150}, Qt::LeftButton, Qt::LeftButton);
    f.mouse(QEvent::MouseButtonRelease, {100, 150});
    QCOMPARE(f.tool->mice.size(), std::size_t{2});
    QCOMPARE(f.tool->mice[0].framePoint(), QPointF(0.25, 0.5));
    QVERIFY(f.tool->mice[0].action == CanvasMouse::Action::Press);
    QVERIFY(f.tool->mice[1].action == CanvasMouse::Action::Release);
    QCOMPARE(probe.count(), 0);
    f.mouse(QEvent::MouseButtonDblClick, {100, 150}, Qt::LeftButton, Qt::LeftButton);
    QVERIFY(f.tool->mice.back().action == CanvasMouse::Action::Press);
}

void TestCanvasTool::whatItDoesNotTakeIsTheCanvass()
{
    Fixture f;
    f.tool->takesMouse = false;
    QSignalSpy probe(&f.canvas, &VideoCanvas::probeRequested);
    QSignalSpy moved(&f.canvas, &VideoCanvas::pointerMoved);
    QSignalSpy doubleClicked(&f.canvas, &VideoCanvas::doubleClicked);
    f.mouse(QEvent::MouseMove, {100, 150}, Qt::NoButton);
    QCOMPARE(moved.count(), 1);
    f.mouse(QEvent::MouseButtonPress, {100, 150}, Qt::LeftButton, Qt::LeftButton);
    f.mouse(QEvent::MouseButtonRelease, {100, 150});
    QCOMPARE(probe.count(), 1);
    QCOMPARE(f.tool->mice.size(), std::size_t{2}); // no release without its press
    f.mouse(QEvent::MouseButtonDblClick, {100, 150}, Qt::LeftButton, Qt::LeftButton);
    QCOMPARE(doubleClicked.count(), 1);
}

void TestCanvasTool::aPressIsFollowedToItsRelease()
{
    Fixture f;
    f.canvas.zoomToPixels();
    f.canvas.zoomIn();
    f.mouse(QEvent::MouseButtonPress, {100, 150}, Qt::LeftButton, Qt::LeftButton);
    // The middle button pans meanwhile, and the drag goes on.
    const QRect before = f.canvas.frameGeometry().picturePx();
    f.mouse(QEvent::MouseButtonPress,
            {100, 150},
            Qt::MiddleButton,
            Qt::LeftButton | Qt::MiddleButton);
    f.mouse(QEvent::MouseMove, {90, 150}, Qt::NoButton, Qt::LeftButton | Qt::MiddleButton);
    f.mouse(QEvent::MouseButtonRelease, {90, 150}, Qt::MiddleButton, Qt::LeftButton);
    QCOMPARE(f.canvas.frameGeometry().picturePx(), before.translated(-10, 0));
    QCOMPARE(f.tool->mice.size(), std::size_t{1});
    f.tool->takesMouse = false; // of what was begun it gets everything
    f.mouse(QEvent::MouseMove, {-50, 900}, Qt::NoButton, Qt::LeftButton);
    f.mouse(QEvent::MouseButtonRelease, {-50, 900});
    QCOMPARE(f.tool->mice.size(), std::size_t{3});
    QCOMPARE(f.canvas.frameGeometry().picturePx(), before.translated(-10, 0));
}

void TestCanvasTool::dividerAndEmptyCanvasComeFirst()
{
    Fixture f;
    f.canvas.setComparison(ComparisonLayout::Divider);
    f.canvas.setDivider(0.5);
    QSignalSpy moved(&f.canvas, &VideoCanvas::dividerMoved);
    f.mouse(QEvent::MouseButtonPress, {200, 150}, Qt::LeftButton, Qt::LeftButton);
    f.mouse(QEvent::MouseMove, {240, 150}, Qt::NoButton, Qt::LeftButton);
    f.mouse(QEvent::MouseButtonRelease, {240, 150});
    QVERIFY(moved.count() > 0);
    QVERIFY(f.tool->mice.empty());
    f.canvas.setFrame({});
    f.mouse(QEvent::MouseButtonPress, {100, 150}, Qt::LeftButton, Qt::LeftButton);
    QTest::keyClick(&f.canvas, Qt::Key_A);
    QVERIFY(f.tool->mice.empty());
    QVERIFY(f.tool->keys.empty());
    QVERIFY(!f.claims(Qt::Key_Left));
}

void TestCanvasTool::keysAndTab()
{
    Fixture f;
    QVERIFY(f.claims(Qt::Key_Left));
    QVERIFY(!f.claims(Qt::Key_Right));
    QSignalSpy zoomed(&f.canvas, &VideoCanvas::zoomChanged);
    QTest::keyClick(&f.canvas, Qt::Key_Plus);
    QCOMPARE(zoomed.count(), 0);
    QCOMPARE(f.tool->keys, (std::vector<int>{Qt::Key_Plus, Qt::Key_Plus})); // pressed and released
    f.tool->takesKeys = false;
    QTest::keyClick(&f.canvas, Qt::Key_Plus);
    QCOMPARE(zoomed.count(), 1);

    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *other = new QWidget;
    other->setFocusPolicy(Qt::StrongFocus);
    auto *canvas = new VideoCanvas(VideoCanvas::Backend::PainterAtOnce);
    layout->addWidget(canvas);
    layout->addWidget(other);
    FakeTool tool;
    canvas->setFrame(wavyFrame({400, 200}));
    canvas->setTool(&tool);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    canvas->setFocus();
    QTest::keyClick(canvas, Qt::Key_Tab);
    QTest::keyClick(canvas, Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(canvas->hasFocus());
    QCOMPARE(tool.keys.at(0), int(Qt::Key_Tab));
    QVERIFY(std::ranges::find(tool.keys, int(Qt::Key_Backtab)) != tool.keys.end());
    tool.takesKeys = false;
    QTest::keyClick(canvas, Qt::Key_Tab);
    QVERIFY(other->hasFocus());
    QCOMPARE(tool.finishes, 1);
}

void TestCanvasTool::paintsWithinItsPane()
{
    Fixture f;
    const auto shot = [&] {
        return f.canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
    };
    const QRgb red = QColor(Qt::red).rgb();
    QImage image = shot();
    QCOMPARE(image.pixel(200, 150), red);
    QCOMPARE(image.pixel(0, 50), red);
    QVERIFY(image.pixel(200, 49) != red);
    QVERIFY(image.pixel(200, 250) != red);
    f.canvas.setComparison(ComparisonLayout::SideBySide);
    f.tool->panes.clear();
    image = shot();
    QCOMPARE(f.tool->panes.size(), std::size_t{2});
    QCOMPARE(f.tool->panes[0].slot, MapSlot::Main);
    QCOMPARE(f.tool->panes[1].slot, MapSlot::Comparison);
    QCOMPARE(f.tool->panes[0].area, QRectF(0, 0, 198, 300));
    QCOMPARE(f.tool->panes[1].area, QRectF(202, 0, 198, 300));
    QVERIFY(image.pixel(200, 150) != red);
    f.canvas.setTool(nullptr);
    QVERIFY(shot().pixel(100, 150) != red);
}

void TestCanvasTool::legendMovesOutOfTheWay()
{
    Fixture f;
    f.canvas.resize(800, 400); // the picture, all of it painted over in red, fills it
    f.canvas.setLegendSize(LegendSize::Normal);
    f.canvas.setMap(MapSlot::Main, hill(0.5, 0.5));
    const auto isRed = [&](int x, int y) {
        const QImage image = f.canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
        return image.pixel(x, y) == QColor(Qt::red).rgb();
    };
    const QPoint left(16, 384);
    const QPoint right(784, 384); // within a panel 12 away from both edges
    QVERIFY(!isRed(right.x(), right.y()) && isRed(left.x(), left.y()));
    f.tool->clear = {{0.95, 0.95}};
    Q_EMIT f.tool->changed();
    QVERIFY(isRed(right.x(), right.y()) && !isRed(left.x(), left.y()));
    // Something on both sides: it stays where it is looked for, and both show.
    f.tool->clear = {{0.95, 0.95}, {0.05, 0.95}};
    Q_EMIT f.tool->changed();
    QVERIFY(!isRed(right.x(), right.y()) && isRed(left.x(), left.y()));
    f.tool->clear.clear();
    f.canvas.setCoveredBelow(100);
    QVERIFY(isRed(right.x(), right.y()) && !isRed(right.x(), right.y() - 100));
}

void TestCanvasTool::showsItsCursor()
{
    Fixture f;
    f.tool->takesMouse = false;
    f.tool->cursor = Qt::SizeAllCursor;
    f.mouse(QEvent::MouseMove, {100, 150}, Qt::NoButton);
    QCOMPARE(f.canvas.cursor().shape(), Qt::SizeAllCursor);
    f.tool->cursor.reset();
    Q_EMIT f.tool->changed();
    QCOMPARE(f.canvas.cursor().shape(), Qt::CrossCursor);
    f.tool->cursor = Qt::SizeAllCursor;
    f.mouse(QEvent::MouseMove, {100, 20}, Qt::NoButton); // beside the picture
    QCOMPARE(f.canvas.cursor().shape(), Qt::ArrowCursor);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&f.canvas, &leave);
    QCOMPARE(f.tool->leaves, 1);
}

void TestCanvasTool::isDescribed()
{
    Fixture f;
    QCOMPARE(f.canvas.accessibleDescription(), QStringLiteral("Video"));
    f.tool->said = QStringLiteral("Two boxes");
    Q_EMIT f.tool->changed();
    QCOMPARE(f.canvas.accessibleDescription(), QStringLiteral("Video. Two boxes"));
    f.canvas.setTool(nullptr);
    QCOMPARE(f.canvas.accessibleDescription(), QStringLiteral("Video"));
}

void TestCanvasTool::isFinishedAndForgotten()
{
    Fixture f;
    f.mouse(QEvent::MouseButtonPress, {100, 150}, Qt::LeftButton, Qt::LeftButton);
    FakeTool other;
    f.canvas.setTool(&other);
    QCOMPARE(f.tool->finishes, 1);
    QCOMPARE(other.pictures, 1);
    f.mouse(QEvent::MouseButtonRelease, {100, 150});
    QVERIFY(other.mice.empty());
    f.canvas.setTool(f.tool.get());
    QCOMPARE(f.canvas.tool(), f.tool.get());
    f.mouse(QEvent::MouseButtonPress, {100, 150}, Qt::LeftButton, Qt::LeftButton);
    f.tool.reset();
    QCOMPARE(f.canvas.tool(), nullptr);
    f.mouse(QEvent::MouseMove, {120, 150}, Qt::NoButton, Qt::LeftButton);
    f.mouse(QEvent::MouseButtonRelease, {120, 150});
    QTest::keyClick(&f.canvas, Qt::Key_Tab);
    QVERIFY(!f.canvas.grab().isNull());
}

QTEST_MAIN(TestCanvasTool)
#include "tst_canvas_tool.moc"
