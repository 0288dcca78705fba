// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/panels/clipboard_commands.h"

#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

namespace {

struct Bench : AnnotationBench
{
    void copy() { actions.action(u"annotation.copy-boxes"_s)->trigger(); }
    void paste() { actions.action(u"annotation.paste-boxes"_s)->trigger(); }
    [[nodiscard]] bool canPaste() const
    {
        return actions.action(u"annotation.paste-boxes"_s)->isEnabled();
    }

    ActionRegistry actions;
    ClipboardCommands commands{editor, actions};
};

} // namespace

class TestClipboardCommands final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void boxesGoToAnotherClip()
    {
        Bench b;
        QVERIFY(!b.canPaste());
        b.player.seekFrame(10);
        b.selection.setTracks({kFrogTrack, kBensTrack});
        b.copy();
        QVERIFY(b.canPaste());
        b.selection.setClip(kField);
        b.player.seekFrame(100);
        b.paste();
        const auto pasted = b.document().tracks(kField);
        QCOMPARE(pasted.size(), std::size_t{2});
        QCOMPARE(b.selection.tracks().size(), std::size_t{2});
        for (const Track &track : pasted) {
            QCOMPARE(track.annotator, kAnna); // on the layer of whoever draws
            QCOMPARE(track.label, kFrog);
            QCOMPARE(track.keys.size(), std::size_t{1});
            QCOMPARE(track.keys.front().time, atFrame(100));
        }
        QVERIFY(pasted[0].keys.front().box == boxAt(b.track(kFrogTrack), atFrame(10))->box);
        QCOMPARE(b.document().undoName(), u"Paste boxes"_s);
        SL_VERIFY_RESULT(b.document().undo()); // one step
        QVERIFY(b.document().tracks(kField).empty());
    }

    void onTheSamePictureTheyLieBeside()
    {
        Bench b;
        b.selection.setTrack(kFrogTrack);
        b.copy();
        b.paste();
        const Track &pasted = b.track(b.selection.tracks().front());
        QVERIFY(pasted.id != kFrogTrack);
        QVERIFY(pasted.keys.front().box.x0 > b.track(kFrogTrack).keys.front().box.x0);
        // On another one of that clip just there.
        b.player.seekFrame(30);
        b.paste();
        QCOMPARE(b.track(b.selection.tracks().front()).keys.front().box,
                 b.track(kFrogTrack).keys.front().box);
    }

    void whatIsNotThereIsNotCopied()
    {
        Bench b;
        QSignalSpy hints(&b.commands, &ClipboardCommands::hinted);
        b.selection.setTrack(kCrowTrack); // begins later
        b.copy();
        QCOMPARE(hints.size(), 1);
        QVERIFY(!b.canPaste());
    }

    void aDeletedLabelIsLeftOut()
    {
        Bench b;
        b.selection.setTrack(kFrogTrack);
        b.copy();
        const auto tracks = b.document().set().tracks;
        b.editor.applyToProject(gestures::deleteLabel(*b.document().label(kFrog), tracks));
        b.selection.setClip(kField);
        b.paste();
        QCOMPARE(b.document().tracks(kField).size(), std::size_t{1});
        QVERIFY(!b.document().tracks(kField).front().label.isValid());
    }

    void anotherProjectKnowsNothingOfIt()
    {
        Bench b;
        b.selection.setTrack(kFrogTrack);
        b.copy();
        b.project.openWith(u"/media/other.soundlocus"_s, smallProject());
        QVERIFY(!b.canPaste());
    }
};

QTEST_MAIN(TestClipboardCommands)
#include "tst_clipboard_commands.moc"
