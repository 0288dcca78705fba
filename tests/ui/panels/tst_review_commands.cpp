// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/panels/review_commands.h"

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
        QObject::connect(&commands, &ReviewCommands::clipWanted, &commands, [this](ClipId clip) {
            selection.setClip(clip);
        });
    }
    void trigger(const char *id) { actions.action(QString::fromLatin1(id))->trigger(); }

    ActionRegistry actions;
    ClipModel clips{document()};
    ReviewCommands commands{editor, clips, actions};
};

} // namespace

class TestReviewCommands final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doneAndOnToTheNext()
    {
        Bench b;
        b.trigger("annotation.mark-done");
        QVERIFY(b.document().clip(kPond)->review == ReviewState::Done);
        QCOMPARE(b.selection.clip(), kField);
        QSignalSpy hints(&b.commands, &ReviewCommands::hinted);
        b.trigger("annotation.mark-done");
        QCOMPARE(b.selection.clip(), kField); // nothing is left
        QCOMPARE(hints.size(), 1);
        b.trigger("annotation.mark-rejected");
        QVERIFY(b.document().clip(kField)->review == ReviewState::Rejected);
        b.trigger("annotation.mark-to-do");
        QVERIFY(b.document().clip(kField)->review == ReviewState::ToDo);
    }

    void neighbours()
    {
        Bench b;
        b.trigger("annotation.next-clip");
        QCOMPARE(b.selection.clip(), kField);
        b.trigger("annotation.previous-clip");
        QCOMPARE(b.selection.clip(), kPond);
        QSignalSpy hints(&b.commands, &ReviewCommands::hinted);
        b.trigger("annotation.previous-clip");
        QCOMPARE(b.selection.clip(), kPond);
        QCOMPARE(hints.size(), 1);
        b.selection.setClip(kStreet);
        b.trigger("annotation.next-to-do");
        QCOMPARE(b.selection.clip(), kPond);
    }

    void marksAreForThePassageOrTheWhole()
    {
        Bench b;
        std::optional<TimeRange> passage;
        b.commands.setPassage([&passage] { return passage; });
        b.trigger("annotation.silence");
        const ClipMark whole{MarkKind::Silence, kAnna, {atFrame(0), std::chrono::seconds(10)}};
        QCOMPARE(b.document().clip(kPond)->marks, std::vector{whole});
        b.trigger("annotation.silence"); // again: no longer
        QVERIFY(b.document().clip(kPond)->marks.empty());
        passage = TimeRange{atFrame(25), atFrame(50)};
        b.trigger("annotation.off-screen");
        const ClipMark part{MarkKind::OffScreenSound, kAnna, *passage};
        QCOMPARE(b.document().clip(kPond)->marks, std::vector{part});
        passage = TimeRange{atFrame(25), atFrame(30)};
        b.trigger("annotation.off-screen"); // takes a piece out
        QCOMPARE(b.document().clip(kPond)->marks.front().range.begin, atFrame(30));
    }

    void endsOfAMarkGoToThePicture()
    {
        Bench b;
        std::optional<TimeRange> passage = TimeRange{atFrame(25), atFrame(50)};
        b.commands.setPassage([&passage] { return passage; });
        b.trigger("annotation.silence");
        const auto mark = [&b] { return b.document().clip(kPond)->marks.front(); };
        b.player.seekFrame(10); // before it
        b.trigger("annotation.mark-begin");
        QCOMPARE(mark().range, (TimeRange{atFrame(10), atFrame(50)}));
        b.player.seekFrame(60); // behind it: that picture is the last one
        b.trigger("annotation.mark-end");
        QCOMPARE(mark().range, (TimeRange{atFrame(10), atFrame(61)}));
        b.player.seekFrame(30); // within
        b.trigger("annotation.mark-end");
        QCOMPARE(mark().range, (TimeRange{atFrame(10), atFrame(31)}));
        b.trigger("annotation.mark-kind");
        QVERIFY(mark().kind == MarkKind::OffScreenSound);
        QCOMPARE(b.document().undoName(), u"Change mark"_s);
        QSignalSpy hints(&b.commands, &ReviewCommands::hinted);
        b.selection.setAnnotator(kBen); // who has none
        for (const char *id :
             {"annotation.mark-begin", "annotation.mark-end", "annotation.mark-kind"})
            b.trigger(id);
        QCOMPARE(hints.size(), 3);
        QCOMPARE(mark().range, (TimeRange{atFrame(10), atFrame(31)}));
    }

    void clipsAreTakenOutAndBroughtBack()
    {
        Bench b;
        const AnnotationSet before = b.document().set();
        b.commands.remove({kPond, kStreet});
        QCOMPARE(b.document().clips().size(), std::size_t{1});
        QVERIFY(b.document().set().tracks.empty());
        QVERIFY(!b.selection.clip().isValid());
        QVERIFY(!b.actions.action(u"annotation.remove-clip"_s)->isEnabled());
        SL_VERIFY_RESULT(b.document().undo()); // one step
        QVERIFY(b.document().set() == before);
        b.selection.setClip(kField);
        b.trigger("annotation.remove-clip");
        QVERIFY(!b.document().clip(kField));
        QCOMPARE(b.document().clips().size(), std::size_t{2});
    }

    void withoutAProjectNothingCanBePressed()
    {
        Bench b;
        b.project.close();
        for (const char *id :
             {"annotation.next-clip", "annotation.mark-done", "annotation.silence"})
            QVERIFY(!b.actions.action(QString::fromLatin1(id))->isEnabled());
    }
};

QTEST_MAIN(TestReviewCommands)
#include "tst_review_commands.moc"
