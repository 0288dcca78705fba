// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/panels/carry_commands.h"

#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

namespace {

using TimedBoxes = std::vector<std::pair<MediaTime, BoundingBox>>;

struct Bench : AnnotationBench
{
    void trigger() { actions.action(u"annotation.carry"_s)->trigger(); }
    [[nodiscard]] bool isEnabled() { return actions.action(u"annotation.carry"_s)->isEnabled(); }

    FakeBoxCarrier carrier;
    ActionRegistry actions;
    CarryCommands commands{editor, carrier, actions};
};

} // namespace

class TestCarryCommands final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void carriesTheSelectedBoxToTheNextKey()
    {
        Bench b;
        QVERIFY(!b.isEnabled());
        b.selection.setTrack(kFrogTrack); // keys at 0 and 50
        QVERIFY(b.isEnabled());
        b.player.seekFrame(25);
        b.trigger();
        QCOMPARE(b.carrier.requests.size(), std::size_t{1});
        const CarryRequest &request = b.carrier.requests.front();
        QCOMPARE(request.media, u"/media/pond.mp4"_s);
        QCOMPARE(request.time, atFrame(25));
        QVERIFY(request.until < atFrame(50) && request.until > atFrame(49));
        QVERIFY(std::abs(request.box.x0 - 0.2) < 1e-9);
        b.player.seekFrame(50);
        b.trigger();
        QCOMPARE(b.carrier.requests.back().until, atFrame(50) + CarryCommands::kReach);
    }

    void whatComesBackIsAProposal()
    {
        Bench b;
        b.selection.setTrack(kFrogTrack);
        b.player.seekFrame(50);
        b.trigger();
        const TimedBoxes boxes{{atFrame(60), {0.3, 0.3, 0.6, 0.6}}};
        Q_EMIT b.carrier.carried(b.carrier.requests.front(), boxes);
        QVERIFY(b.selection.proposal());
        QVERIFY(b.selection.proposal()->source == BoxProposal::Source::Tracker);
        QCOMPARE(b.selection.proposal()->track, kFrogTrack);
        QVERIFY(b.selection.proposal()->boxes == boxes);
        QVERIFY(!b.document().canUndo());
    }

    void saysWhatDidNotWork()
    {
        Bench b;
        const QSignalSpy hints(&b.commands, &CarryCommands::hinted);
        b.selection.setTrack(kCrowTrack); // begins at frame 10
        b.player.seekFrame(5);
        b.trigger();
        QVERIFY(b.carrier.requests.empty());
        QCOMPARE(hints.size(), 1);
        b.player.seekFrame(10);
        b.trigger();
        Q_EMIT b.carrier.carried(b.carrier.requests.front(), {});
        Q_EMIT b.carrier.failed(Error{ErrorCode::NotFound, "gone", {}});
        QCOMPARE(hints.size(), 4);
        QVERIFY(!b.selection.proposal());
    }

    void anotherClipStopsIt()
    {
        Bench b;
        b.selection.setTrack(kFrogTrack);
        b.trigger();
        const int before = b.carrier.cancellations;
        b.selection.setClip(kField);
        QVERIFY(b.carrier.cancellations > before);
        QVERIFY(!b.isEnabled());
        b.selection.setClip(kPond);
        b.selection.setTrack(kFrogTrack);
        b.document().setEditable(false);
        QVERIFY(!b.isEnabled());
    }
};

QTEST_MAIN(TestCarryCommands)
#include "tst_carry_commands.moc"
