// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/panels/history_commands.h"

#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

namespace {

struct Bench : AnnotationBench
{
    Bench()
    {
        QObject::connect(&commands,
                         &HistoryCommands::placeWanted,
                         &commands,
                         [this](const EditPlace &place) {
                             selection.setClip(place.clip);
                             player.seek(place.time);
                         });
    }
    void undo() { actions.action(u"annotation.undo"_s)->trigger(); }
    void redo() { actions.action(u"annotation.redo"_s)->trigger(); }
    void moveFrog(std::int64_t frame)
    {
        player.seekFrame(frame);
        editor.apply(gestures::setBox(track(kFrogTrack), atFrame(frame), {0, 0, 0.2, 0.2}));
    }

    ActionRegistry actions;
    HistoryCommands commands{editor, actions};
};

} // namespace

class TestHistoryCommands final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inSightItIsDoneAtOnce()
    {
        Bench b;
        QVERIFY(!b.actions.action(u"annotation.undo"_s)->isEnabled());
        b.moveFrog(20);
        QVERIFY(b.actions.action(u"annotation.undo"_s)->isEnabled());
        QVERIFY(b.actions.action(u"annotation.undo"_s)->text().contains(b.document().undoName()));
        b.undo();
        QVERIFY(!keyAt(b.track(kFrogTrack), atFrame(20)));
        b.redo();
        QVERIFY(keyAt(b.track(kFrogTrack), atFrame(20)));
    }

    void anotherFrameIsGoneToFirst()
    {
        Bench b;
        b.moveFrog(20);
        b.player.seekFrame(100);
        QSignalSpy hints(&b.commands, &HistoryCommands::hinted);
        b.undo();
        QCOMPARE(b.player.frame().index, 20);
        QVERIFY(keyAt(b.track(kFrogTrack), atFrame(20))); // still there
        QCOMPARE(hints.size(), 1);
        QVERIFY(hints.first().first().toString().contains(u"pond"_s));
        b.undo();
        QVERIFY(!keyAt(b.track(kFrogTrack), atFrame(20)));
        b.player.seekFrame(100);
        b.redo();
        QCOMPARE(b.player.frame().index, 20);
        QVERIFY(!keyAt(b.track(kFrogTrack), atFrame(20)));
        b.redo();
        QVERIFY(keyAt(b.track(kFrogTrack), atFrame(20)));
    }

    void anotherClipIsGoneToFirst()
    {
        Bench b;
        b.moveFrog(20);
        b.selection.setClip(kField);
        b.undo();
        QCOMPARE(b.selection.clip(), kPond);
        QVERIFY(keyAt(b.track(kFrogTrack), atFrame(20)));
        b.undo();
        QVERIFY(!keyAt(b.track(kFrogTrack), atFrame(20)));
    }

    void whatBelongsToNoClipIsDoneAtOnce()
    {
        Bench b;
        const Label dog = gestures::newLabel(
                b.document().labels(), LabelId{b.document().newId()}, "dog");
        QVERIFY(b.editor.applyToProject(gestures::addLabels(std::span(&dog, 1))));
        b.selection.setClip(kField);
        b.undo();
        QVERIFY(!b.document().label(dog.id));
        QCOMPARE(b.selection.clip(), kField);
    }

    void aClipThatTheStepBringsBackIsNoPlaceToGoTo()
    {
        Bench b;
        const Clip field = *b.document().clip(kField);
        QVERIFY(b.editor.applyToClip(kField, gestures::removeClips(std::span(&field, 1), {})));
        b.undo();
        QVERIFY(b.document().clip(kField));
    }
};

QTEST_MAIN(TestHistoryCommands)
#include "tst_history_commands.moc"
