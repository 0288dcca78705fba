// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/panels/proposal_commands.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

namespace {

struct Bench : AnnotationBench
{
    void trigger(const char *id) { actions.action(QString::fromLatin1(id))->trigger(); }

    FakeLocalization localization;
    ActionRegistry actions;
    ProposalCommands commands{editor, localization, actions};
};

} // namespace

class TestProposalCommands final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsOnceItIsAccepted()
    {
        Bench b;
        b.player.seekFrame(7);
        QVERIFY(b.actions.action(u"annotation.propose"_s)->isEnabled());
        QVERIFY(!b.actions.action(u"annotation.accept"_s)->isEnabled());
        b.trigger("annotation.propose"); // no map yet
        QVERIFY(!b.selection.proposal());
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        b.trigger("annotation.propose");
        QVERIFY(b.selection.proposal());
        QCOMPARE(b.selection.proposal()->boxes.front().first, atFrame(7));
        QVERIFY(!b.document().canUndo()); // nothing counts yet
        b.trigger("annotation.refuse");
        QVERIFY(!b.selection.proposal());

        b.trigger("annotation.propose");
        b.trigger("annotation.accept");
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{4});
        QVERIFY(b.document().tracks(kPond).back().origin == TrackOrigin::Accepted);
        QVERIFY(!b.selection.proposal());
    }

    void aTrackOfThePassageThatWasPlayed()
    {
        Bench b;
        b.trigger("annotation.propose-track"); // nothing was shown yet
        QVERIFY(!b.selection.proposal());
        for (const int frame : {3, 4, 5, 9}) {
            b.player.seekFrame(frame);
            b.localization.sendMap(MapSlot::Main, b.player.frame());
        }
        b.commands.setPassage([] { return TimeRange{atFrame(4), atFrame(6)}; });
        b.trigger("annotation.propose-track");
        QVERIFY(b.selection.proposal());
        QCOMPARE(b.selection.proposal()->boxes.front().first, atFrame(4));
        QCOMPARE(b.selection.proposal()->boxes.back().first, atFrame(5));
        b.trigger("annotation.accept");
        QCOMPARE(b.document().tracks(kPond).back().keys.size(), std::size_t{2});
        // Maps of another clip mean nothing here.
        b.selection.setClip({});
        b.selection.setClip(kPond);
        b.trigger("annotation.propose-track");
        QVERIFY(!b.selection.proposal());
    }

    void whatWasCarriedExtendsItsTrack()
    {
        Bench b;
        const Track before = b.document().tracks(kPond).front();
        const MediaTime time = before.keys.back().time + std::chrono::seconds(1);
        b.selection.setProposal(BoxProposal{
                BoxProposal::Source::Tracker, {{time, {0.1, 0.1, 0.2, 0.2}}}, before.id});
        const std::size_t count = b.document().tracks(kPond).size();
        b.trigger("annotation.accept");
        QCOMPARE(b.document().tracks(kPond).size(), count);
        QVERIFY(keyAt(b.track(before.id), time) != nullptr);
    }

    void adjustedItIsSelected()
    {
        Bench b;
        b.selection.setLabel(kCrow);
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        b.trigger("annotation.propose");
        b.trigger("annotation.adjust");
        const Track &track = b.document().tracks(kPond).back();
        QVERIFY(b.selection.contains(track.id));
        QCOMPARE(track.label, kCrow);
        QCOMPARE(track.annotator, kAnna);
    }
};

QTEST_MAIN(TestProposalCommands)
#include "tst_proposal_commands.moc"
