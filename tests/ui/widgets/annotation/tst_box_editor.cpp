// SPDX-License-Identifier: MIT
#include "tests/ui/widgets/annotation/annotation_samples.h"
#include "ui/widgets/annotation/box_editor.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace soundlocus;
using namespace soundlocus::test;

namespace {

using Action = CanvasMouse::Action;
using Activity = BoxEditor::Activity;
using Kind = BoxEdit::Kind;
using Tracks = std::vector<TrackId>;

/// Two boxes that overlap, the second one smaller, and one of another annotator.
struct Fixture
{
    Fixture()
    {
        editor.setPicture({{400, 200}, 1});
        editor.setCanDraw(true);
        editor.setBoxes(boxes);
    }

    BoxReply press(double x, double y, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        return seen(editor.handleMouse(mouseAt(Action::Press, x, y, modifiers)));
    }
    BoxReply move(double x, double y, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        return seen(editor.handleMouse(mouseAt(Action::Move, x, y, modifiers)));
    }
    BoxReply release(double x, double y, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        return seen(editor.handleMouse(mouseAt(Action::Release, x, y, modifiers)));
    }
    BoxReply drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        press(from.x(), from.y(), modifiers);
        move((from.x() + to.x()) / 2, (from.y() + to.y()) / 2, modifiers);
        move(to.x(), to.y(), modifiers);
        return release(to.x(), to.y(), modifiers);
    }
    BoxReply key(int code, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        return seen(editor.handleKey(keyPress(code, modifiers)));
    }
    /// What the document would do.
    BoxReply seen(BoxReply reply)
    {
        if (reply.selection)
            editor.setSelection(selection = *reply.selection);
        return reply;
    }

    std::vector<EditorBox> boxes{{TrackId{1}, sampleBox(40, 40, 240, 160)},
                                 {TrackId{2}, sampleBox(100, 60, 200, 110)},
                                 {TrackId{3}, sampleBox(300, 100, 380, 180), false}};
    Tracks selection;
    BoxEditor editor;
};

} // namespace

class TestBoxEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsOnThePicture();
    void aClickDeselects();
    void movesWhatIsGrabbed();
    void resizesAtAGrip();
    void shiftKeepsTheAspect();
    void shiftAddsToTheSelection();
    void controlIsLeftToTheCanvas();
    void boxesOfOthersAreDrawnOver();
    void readOnlyOnlySelects();
    void armedDrawsAboveABox();
    void escapeTakesBack();
    void everyKeyIsTakenDuringADrag();
    void aDragBackChangesNothing();
    void arrowsMoveAndResize_data();
    void arrowsMoveAndResize();
    void aRunOfArrowsIsOneStep();
    void tabGoesRoundWhatOverlaps();
    void tabGoesThroughAllAndOn();
    void aBoxThatGoesAwayIsLetGo();
    void zoomingWhileDraggingKeepsTheStart();
    void anythingLeavesValidBoxes();
};

void TestBoxEditor::drawsOnThePicture()
{
    Fixture f;
    QVERIFY(f.press(300, 20).isTaken);
    QVERIFY(f.move(302, 20).isTaken);
    QCOMPARE(f.editor.activity(), Activity::Pressed);
    f.move(320, 60);
    QCOMPARE(f.editor.activity(), Activity::Drawing);
    QCOMPARE(f.editor.preview()->box, sampleBox(300, 20, 320, 60));
    const BoxReply reply = f.release(360, 70);
    QVERIFY(reply.edit);
    QCOMPARE(reply.edit->kind, Kind::Draw);
    QVERIFY(!reply.edit->track.isValid());
    QCOMPARE(reply.edit->box, sampleBox(300, 20, 360, 70));
    QVERIFY(!f.editor.preview());
    QCOMPARE(f.editor.activity(), Activity::Idle);
}

void TestBoxEditor::aClickDeselects()
{
    Fixture f;
    f.press(150, 80);
    QVERIFY(!f.release(150, 80).edit);
    QCOMPARE(f.selection, (Tracks{TrackId{2}}));
    f.press(300, 20);
    QCOMPARE(f.selection, (Tracks{TrackId{2}})); // it may become a drag
    const BoxReply reply = f.release(301, 21);
    QVERIFY(!reply.edit);
    QCOMPARE(f.selection, Tracks());
}

void TestBoxEditor::movesWhatIsGrabbed()
{
    Fixture f;
    f.press(150, 80);
    f.move(170, 90);
    QCOMPARE(f.editor.activity(), Activity::Moving);
    const BoxReply reply = f.release(170.4, 90.4);
    QCOMPARE(reply.edit, (BoxEdit{Kind::Move, TrackId{2}, sampleBox(120, 70, 220, 120)}));
    QCOMPARE(f.selection, (Tracks{TrackId{2}}));
}

void TestBoxEditor::resizesAtAGrip()
{
    Fixture f;
    f.editor.setSelection({TrackId{1}});
    f.press(235, 155); // a hand's breadth beside the corner
    f.move(245, 165);
    QCOMPARE(f.editor.activity(), Activity::Resizing);
    QCOMPARE(f.editor.hover()->grip, BoxGrip::BottomRight);
    QCOMPARE(f.release(255, 175).edit,
             (BoxEdit{Kind::Resize, TrackId{1}, sampleBox(40, 40, 260, 180)}));
}

void TestBoxEditor::shiftKeepsTheAspect()
{
    Fixture f;
    f.editor.setSelection({TrackId{2}});
    f.press(200, 110);
    f.move(220, 112);
    QCOMPARE(f.editor.preview()->box, sampleBox(100, 60, 220, 112));
    f.key(Qt::Key_Shift, Qt::ShiftModifier); // without moving the mouse
    QCOMPARE(f.editor.preview()->box, sampleBox(100, 60, 220, 120));
    f.editor.handleKey({QEvent::KeyRelease, Qt::Key_Shift, Qt::NoModifier});
    QCOMPARE(f.release(220, 112).edit->box, sampleBox(100, 60, 220, 112));
}

void TestBoxEditor::shiftAddsToTheSelection()
{
    Fixture f;
    f.press(150, 80);
    f.release(150, 80);
    f.press(340, 140, Qt::ShiftModifier);
    f.release(340, 140, Qt::ShiftModifier);
    QCOMPARE(f.selection, (Tracks{TrackId{2}, TrackId{3}}));
    f.press(340, 140, Qt::ShiftModifier);
    f.release(340, 140, Qt::ShiftModifier);
    QCOMPARE(f.selection, (Tracks{TrackId{2}}));
    f.press(300, 20, Qt::ShiftModifier);
    f.release(300, 20, Qt::ShiftModifier);
    QCOMPARE(f.selection, (Tracks{TrackId{2}}));
}

void TestBoxEditor::controlIsLeftToTheCanvas()
{
    Fixture f;
    QVERIFY(!f.press(150, 80, Qt::ControlModifier).isTaken);
    QVERIFY(!f.release(150, 80, Qt::ControlModifier).isTaken);
    QCOMPARE(f.selection, Tracks());
}

void TestBoxEditor::boxesOfOthersAreDrawnOver()
{
    Fixture f;
    const BoxReply reply = f.drag({320, 120}, {360, 160});
    QCOMPARE(f.selection, Tracks());
    QCOMPARE(reply.edit, (BoxEdit{Kind::Draw, {}, sampleBox(320, 120, 360, 160)}));
    f.press(320, 120);
    f.release(320, 120);
    QCOMPARE(f.selection, (Tracks{TrackId{3}}));
    QVERIFY(!f.key(Qt::Key_Right).isTaken); // and not moved by keys
}

void TestBoxEditor::readOnlyOnlySelects()
{
    Fixture f;
    for (EditorBox &box : f.boxes)
        box.isEditable = false;
    f.editor.setBoxes(f.boxes);
    f.editor.setCanDraw(false);
    const BoxReply reply = f.drag({150, 80}, {180, 90});
    QCOMPARE(f.selection, (Tracks{TrackId{2}}));
    QVERIFY(!reply.edit);
    QVERIFY(!f.press(300, 20).isTaken); // the canvas pans
    QCOMPARE(f.selection, Tracks());
    f.editor.armDrawing();
    QVERIFY(!f.editor.isArmed());
}

void TestBoxEditor::armedDrawsAboveABox()
{
    Fixture f;
    f.editor.armDrawing();
    const BoxReply reply = f.drag({150, 80}, {180, 90});
    QCOMPARE(reply.edit, (BoxEdit{Kind::Draw, {}, sampleBox(150, 80, 180, 90)}));
    QVERIFY(!f.editor.isArmed());
    f.editor.armDrawing();
    QVERIFY(f.key(Qt::Key_Escape).isTaken);
    QVERIFY(!f.editor.isArmed());
}

void TestBoxEditor::escapeTakesBack()
{
    Fixture f;
    f.press(150, 80);
    f.move(170, 90);
    QVERIFY(f.key(Qt::Key_Escape).isTaken);
    QCOMPARE(f.editor.activity(), Activity::Idle);
    QVERIFY(!f.move(180, 90).isTaken);
    QVERIFY(!f.release(180, 90).edit);
    QCOMPARE(f.selection, (Tracks{TrackId{2}}));
    QVERIFY(f.key(Qt::Key_Escape).isTaken);
    QCOMPARE(f.selection, Tracks());
    QVERIFY(!f.key(Qt::Key_Escape).isTaken); // full screen may end
}

void TestBoxEditor::everyKeyIsTakenDuringADrag()
{
    Fixture f;
    f.press(300, 20);
    f.move(320, 60);
    for (const int code : {Qt::Key_Space, Qt::Key_Left, Qt::Key_Delete, Qt::Key_N}) {
        QVERIFY(f.editor.wantsKey(keyPress(code)));
        QVERIFY(f.key(code).isTaken);
    }
    QCOMPARE(f.editor.activity(), Activity::Drawing);
    // Undo takes back what is under way, nothing that was done before it.
    QVERIFY(f.key(Qt::Key_Z, Qt::ControlModifier).isTaken);
    QCOMPARE(f.editor.activity(), Activity::Idle);
    QVERIFY(!f.release(320, 60).edit);
}

void TestBoxEditor::aDragBackChangesNothing()
{
    Fixture f;
    f.press(150, 80);
    f.move(170, 90);
    QVERIFY(!f.release(150, 80).edit);
}

void TestBoxEditor::arrowsMoveAndResize_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QRectF>("expected"); // of (100, 60) to (200, 110), as edges

    const Qt::KeyboardModifiers none = Qt::NoModifier;
    const Qt::KeyboardModifiers shift = Qt::ShiftModifier;
    const Qt::KeyboardModifiers control = Qt::ControlModifier;
    QTest::newRow("left") << int(Qt::Key_Left) << none << QRectF(99, 60, 100, 50);
    QTest::newRow("right") << int(Qt::Key_Right) << none << QRectF(101, 60, 100, 50);
    QTest::newRow("up") << int(Qt::Key_Up) << none << QRectF(100, 59, 100, 50);
    QTest::newRow("down") << int(Qt::Key_Down) << none << QRectF(100, 61, 100, 50);
    QTest::newRow("ten") << int(Qt::Key_Right) << shift << QRectF(110, 60, 100, 50);
    QTest::newRow("wider") << int(Qt::Key_Right) << control << QRectF(100, 60, 101, 50);
    QTest::newRow("narrower") << int(Qt::Key_Left) << control << QRectF(100, 60, 99, 50);
    QTest::newRow("lower") << int(Qt::Key_Down) << control << QRectF(100, 60, 100, 51);
    QTest::newRow("ten wider") << int(Qt::Key_Right) << (control | shift)
                               << QRectF(100, 60, 110, 50);
}

void TestBoxEditor::arrowsMoveAndResize()
{
    QFETCH(int, code);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(QRectF, expected);
    Fixture f;
    f.editor.setSelection({TrackId{2}});
    QVERIFY(f.editor.wantsKey(keyPress(code, modifiers | Qt::KeypadModifier)));
    QVERIFY(f.key(code, modifiers).isTaken);
    const auto edit = f.editor.finish().edit;
    QCOMPARE(edit->box,
             sampleBox(expected.left(), expected.top(), expected.right(), expected.bottom()));
    QVERIFY(!f.editor.wantsKey(keyPress(code, modifiers | Qt::AltModifier))); // pans
    f.editor.setSelection({});
    QVERIFY(!f.key(code, modifiers).isTaken); // the player steps
}

void TestBoxEditor::aRunOfArrowsIsOneStep()
{
    Fixture f;
    f.editor.setSelection({TrackId{2}});
    for (int i = 0; i < 5; ++i)
        QVERIFY(!f.key(Qt::Key_Right).edit);
    f.key(Qt::Key_Down);
    QCOMPARE(f.editor.activity(), Activity::Nudging);
    QCOMPARE(f.editor.preview()->box, sampleBox(105, 61, 205, 111));
    const BoxReply reply = f.key(Qt::Key_K); // any other key ends it, and has its own meaning
    QVERIFY(!reply.isTaken);
    QCOMPARE(reply.edit, (BoxEdit{Kind::Move, TrackId{2}, sampleBox(105, 61, 205, 111)}));
    // There and back is nothing.
    f.key(Qt::Key_Right);
    f.key(Qt::Key_Left);
    QVERIFY(!f.editor.finish().edit);
    // Keys do not turn a box over.
    for (int i = 0; i < 12; ++i)
        f.key(Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(f.editor.finish().edit->box, sampleBox(100, 60, 102, 110));
    // A press of the mouse ends it, too.
    f.key(Qt::Key_Up);
    QVERIFY(f.press(300, 20).edit);
}

void TestBoxEditor::tabGoesRoundWhatOverlaps()
{
    Fixture f;
    f.move(150, 80);
    QCOMPARE(f.editor.boxesUnderPointer(), std::size_t{2});
    std::vector<std::int64_t> seen;
    for (int i = 0; i < 4; ++i) {
        QVERIFY(f.key(Qt::Key_Tab).isTaken);
        seen.push_back(f.selection.back().value);
    }
    QCOMPARE(seen, (std::vector<std::int64_t>{1, 2, 1, 2}));
    QVERIFY(f.key(Qt::Key_Backtab, Qt::ShiftModifier).isTaken);
    QCOMPARE(f.selection.back().value, 1);
}

void TestBoxEditor::tabGoesThroughAllAndOn()
{
    Fixture f;
    for (const std::int64_t id : {1, 2, 3}) {
        QVERIFY(f.key(Qt::Key_Tab).isTaken);
        QCOMPARE(f.selection, (Tracks{TrackId{id}}));
    }
    QVERIFY(!f.key(Qt::Key_Tab).isTaken); // the next control
    QVERIFY(f.key(Qt::Key_Backtab).isTaken);
    QCOMPARE(f.selection, (Tracks{TrackId{2}}));
}

void TestBoxEditor::aBoxThatGoesAwayIsLetGo()
{
    Fixture f;
    f.press(150, 80);
    f.move(170, 90);
    f.editor.setBoxes({f.boxes[0]});
    QCOMPARE(f.editor.activity(), Activity::Idle);
    QVERIFY(!f.release(180, 90).edit);
}

void TestBoxEditor::zoomingWhileDraggingKeepsTheStart()
{
    Fixture f;
    f.press(300, 20);
    f.move(320, 60);
    CanvasMouse mouse = mouseAt(Action::Move, 320, 60);
    mouse.geometry.setZoom(2, mouse.position);
    f.editor.handleMouse(mouse);
    QCOMPARE(f.editor.preview()->box, sampleBox(300, 20, 320, 60));
}

void TestBoxEditor::anythingLeavesValidBoxes()
{
    std::mt19937 random(5);
    std::uniform_real_distribution<double> x(-40, 440);
    std::uniform_real_distribution<double> y(-40, 240);
    std::uniform_int_distribution<int> dice(0, 13);
    constexpr int kKeys[] = {
            Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Tab, Qt::Key_Escape};
    Fixture f;
    std::int64_t nextId = 4;
    int edits = 0;
    const auto take = [&](const BoxReply &reply) {
        if (!reply.edit)
            return;
        ++edits;
        const BoxEdit &edit = *reply.edit;
        QVERIFY(edit.box.x0 >= 0 && edit.box.y0 >= 0 && edit.box.x1 <= 1 && edit.box.y1 <= 1);
        QVERIFY(edit.box.width() * 400 >= 2 - 1e-9 && edit.box.height() * 200 >= 2 - 1e-9);
        if (edit.kind == Kind::Draw) {
            if (f.boxes.size() < 9)
                f.boxes.push_back({TrackId{nextId++}, edit.box});
        } else {
            const auto place = std::ranges::find(f.boxes, edit.track, &EditorBox::track);
            QVERIFY(place != f.boxes.end() && place->isEditable && place->box != edit.box);
            place->box = edit.box;
        }
        f.editor.setBoxes(f.boxes);
    };
    bool isDown = false;
    for (int i = 0; i < 20000; ++i) {
        const int choice = dice(random);
        const Qt::KeyboardModifiers modifiers = choice % 3 ? Qt::NoModifier : Qt::ShiftModifier;
        if (choice < 6) {
            take(f.key(kKeys[choice], modifiers));
        } else if (choice < 9) {
            take(f.move(x(random), y(random), modifiers));
        } else if (choice < 13) {
            take(isDown ? f.release(x(random), y(random), modifiers)
                        : f.press(x(random), y(random), modifiers));
            isDown = !isDown;
        } else {
            f.editor.armDrawing();
        }
        QCOMPARE(f.editor.preview().has_value(),
                 f.editor.isDragging() || f.editor.activity() == Activity::Nudging);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(edits > 500);
}

QTEST_MAIN(TestBoxEditor)
#include "tst_box_editor.moc"
