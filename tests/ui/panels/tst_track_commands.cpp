// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/models/track_model.h"
#include "ui/panels/track_commands.h"

#include <QApplication>
#include <QInputDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

namespace {

struct Bench : AnnotationBench
{
    Bench() { selection.setTrack(kFrogTrack); }
    void trigger(const char *id) { actions.action(QString::fromLatin1(id))->trigger(); }
    [[nodiscard]] bool isEnabled(const char *id) const
    {
        return actions.action(QString::fromLatin1(id))->isEnabled();
    }

    ActionRegistry actions;
    TrackCommands commands{editor, actions};
};

} // namespace

class TestTrackCommands final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void commandsNeedASelectionOnOnesOwnLayer()
    {
        Bench b;
        QVERIFY(b.isEnabled("annotation.delete"));
        QVERIFY(!b.isEnabled("annotation.merge"));
        b.selection.setTracks({kFrogTrack, kCrowTrack});
        QVERIFY(b.isEnabled("annotation.merge"));
        b.selection.setTrack(kBensTrack);
        QVERIFY(!b.isEnabled("annotation.delete"));
        b.selection.setAnnotator(kBen);
        QVERIFY(b.isEnabled("annotation.delete"));
        b.document().setEditable(false);
        QVERIFY(!b.isEnabled("annotation.delete"));
        QVERIFY(!b.isEnabled("annotation.label-1"));
    }

    void keyFramesComeAndGo()
    {
        Bench b;
        b.player.seekFrame(25);
        b.trigger("annotation.add-key");
        QVERIFY(keyAt(b.track(kFrogTrack), atFrame(25)));
        b.trigger("annotation.remove-key");
        QVERIFY(!keyAt(b.track(kFrogTrack), atFrame(25)));
        b.player.seekFrame(20);
        b.trigger("annotation.next-track-key");
        QCOMPARE(b.player.frame().index, 50);
        b.trigger("annotation.previous-track-key");
        QCOMPARE(b.player.frame().index, 0);
    }

    void endsAndReappears()
    {
        Bench b;
        b.player.seekFrame(30);
        b.trigger("annotation.end");
        QVERIFY(!boxAt(b.track(kFrogTrack), atFrame(30)));
        b.player.seekFrame(40);
        b.trigger("annotation.end");
        QVERIFY(boxAt(b.track(kFrogTrack), atFrame(40)));
        QVERIFY(!boxAt(b.track(kFrogTrack), atFrame(35)));
    }

    void occludedAndInterpolatedOrNot()
    {
        Bench b;
        b.player.seekFrame(30);
        b.trigger("annotation.occluded");
        QVERIFY(boxAt(b.track(kFrogTrack), atFrame(40))->isOccluded);
        b.trigger("annotation.occluded");
        QVERIFY(!boxAt(b.track(kFrogTrack), atFrame(40))->isOccluded);
        b.trigger("annotation.gap");
        QVERIFY(!boxAt(b.track(kFrogTrack), atFrame(40)));
        b.trigger("annotation.gap");
        QVERIFY(boxAt(b.track(kFrogTrack), atFrame(40)));
    }

    void copiesToTheNextFrameAndGoesThere()
    {
        Bench b;
        b.selection.setTrack(kCrowTrack);
        b.player.seekFrame(10);
        b.trigger("annotation.copy-to-next");
        QCOMPARE(b.player.frame().index, 11);
        QVERIFY(keyAt(b.track(kCrowTrack), atFrame(11)));
    }

    void severalTracksAreOneStep()
    {
        Bench b;
        b.selection.setTracks({kFrogTrack, kCrowTrack});
        b.trigger("annotation.duplicate");
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{5});
        QCOMPARE(b.selection.tracks().size(), std::size_t{2});
        QVERIFY(!b.selection.contains(kFrogTrack));
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{3});
        b.selection.setTracks({kFrogTrack, kCrowTrack});
        b.trigger("annotation.delete");
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{1});
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{3});
    }

    void splitsAndMerges()
    {
        Bench b;
        b.player.seekFrame(25);
        b.trigger("annotation.split");
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{4});
        b.selection.setTracks({kFrogTrack, b.document().tracks(kPond).back().id});
        b.trigger("annotation.merge");
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{3});
        QVERIFY(b.selection.contains(kFrogTrack));
    }

    void digitsGiveLabels()
    {
        Bench b;
        b.trigger("annotation.label-2");
        QCOMPARE(b.selection.label(), kCrow);
        QCOMPARE(b.track(kFrogTrack).label, kCrow);
        QVERIFY(b.actions.action(u"annotation.label-2"_s)->text().contains(u"crow"_s));
        QSignalSpy hinted(&b.commands, &TrackCommands::hinted);
        b.trigger("annotation.label-9"); // nobody's
        QCOMPARE(hinted.count(), 1);
        QCOMPARE(b.selection.label(), kCrow);
    }

    void aLabelOverThePassageSplitsTheTrack()
    {
        Bench b;
        std::optional<TimeRange> passage = TimeRange{atFrame(10), atFrame(20)};
        b.commands.setPassage([&passage] { return passage; });
        b.selection.setTracks({kFrogTrack, kBensTrack}); // the other one is not Anna's
        b.commands.giveLabelOverRange(kCrow);
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{5});
        QCOMPARE(b.selection.tracks().size(), std::size_t{1});
        const Track &labelled = b.track(b.selection.tracks().front());
        QCOMPARE(labelled.label, kCrow);
        QVERIFY(boxAt(labelled, atFrame(10)) && boxAt(labelled, atFrame(19)));
        QVERIFY(!boxAt(labelled, atFrame(9)) && !boxAt(labelled, atFrame(20)));
        QCOMPARE(b.track(kFrogTrack).label, kFrog);
        QCOMPARE(b.track(kBensTrack).label, kFrog);
        SL_VERIFY_RESULT(b.document().undo()); // one step
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{3});

        // To the end of the file: no third part behind it.
        passage = TimeRange{atFrame(10), std::chrono::seconds(10)};
        b.selection.setTrack(kFrogTrack);
        b.commands.giveLabelOverRange(kCrow);
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{4});
        QSignalSpy hints(&b.commands, &TrackCommands::hinted);
        b.commands.giveLabelOverRange(kCrow); // has it already
        QCOMPARE(hints.size(), 1);
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{4});
    }

    void theLabelIsChosenByItsDigit()
    {
        Bench b;
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        b.player.seekFrame(25);
        b.trigger("annotation.label-range");
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_2);
        QTRY_VERIFY(!QApplication::activePopupWidget());
        const Track &labelled = b.track(b.selection.tracks().front());
        QCOMPARE(labelled.label, kCrow);
        QVERIFY(boxAt(labelled, atFrame(25)) && boxAt(labelled, atFrame(240)));
        QVERIFY(!boxAt(b.track(kFrogTrack), atFrame(25)));
    }

    void aTrackIsRenamedApartFromItsLabel()
    {
        Bench b;
        QWidget window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        b.trigger("annotation.rename-track");
        auto *dialog = window.findChild<QInputDialog *>();
        QVERIFY(dialog);
        dialog->setTextValue(u" left one "_s);
        dialog->accept();
        QCOMPARE(b.track(kFrogTrack).name, "left one");
        QCOMPARE(b.track(kFrogTrack).label, kFrog);
        QCOMPARE(trackName(b.document(), b.track(kFrogTrack)), u"left one · frog"_s);
        QCOMPARE(b.document().undoName(), u"Rename track"_s);
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(trackName(b.document(), b.track(kFrogTrack)), u"frog"_s);
    }

    void theWholeSessionCanBeTakenBack()
    {
        Bench b;
        const AnnotationSet before = b.document().set();
        int steps = 0;
        for (const char *id : {"annotation.add-key",
                               "annotation.occluded",
                               "annotation.duplicate",
                               "annotation.split",
                               "annotation.label-2",
                               "annotation.end",
                               "annotation.delete"}) {
            b.player.seekFrame(b.player.frame().index + 5);
            b.trigger(id);
        }
        const AnnotationSet after = b.document().set();
        for (; b.document().canUndo(); ++steps)
            SL_VERIFY_RESULT(b.document().undo());
        QVERIFY(steps >= 5);
        QVERIFY(b.document().set() == before);
        while (b.document().canRedo())
            SL_VERIFY_RESULT(b.document().redo());
        QVERIFY(b.document().set() == after);
    }
};

QTEST_MAIN(TestTrackCommands)
#include "tst_track_commands.moc"
