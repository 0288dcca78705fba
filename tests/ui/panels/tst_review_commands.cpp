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
