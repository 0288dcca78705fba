// SPDX-License-Identifier: MIT
#include "ui/panels/marker_commands.h"

#include "tests/support/fake_services.h"

#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr MediaTime kFrame = 40ms;

struct Bench
{
    test::FakePlayer player;
    Settings settings;
    ActionRegistry actions;
    std::optional<QString> answer = u"bark"_s;
    MarkerCommands commands{player, settings, actions, [this](const QString &) { return answer; }};

    Bench() { player.open(u"/a.mp4"_s, 0s); }
    void trigger(const QString &id) { actions.action(u"playback."_s + id)->trigger(); }
    void mark(qint64 frame)
    {
        player.seekFrame(frame);
        trigger(u"marker"_s);
    }
};

} // namespace

class TestMarkerCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void setAndRemovedOnThePicture()
    {
        Bench b;
        const QSignalSpy changed(&b.commands, &MarkerCommands::changed);
        b.mark(30);
        b.mark(10);
        QCOMPARE(b.commands.markers(),
                 (std::vector<FileMarker>{{kFrame * 10, {}}, {kFrame * 30, {}}}));
        QCOMPARE(changed.count(), 2);
        QVERIFY(b.actions.action(u"playback.marker"_s)->isChecked());
        b.player.seekFrame(11);
        QVERIFY(!b.actions.action(u"playback.marker"_s)->isChecked());
        b.mark(10);
        QCOMPARE(b.commands.markers(), (std::vector<FileMarker>{{kFrame * 30, {}}}));
    }

    void visitedInBothDirections()
    {
        Bench b;
        QVERIFY(!b.actions.action(u"playback.next-marker"_s)->isEnabled());
        for (const qint64 frame : {100, 10, 50})
            b.mark(frame);
        b.player.seekFrame(50);
        b.trigger(u"next-marker"_s);
        QCOMPARE(b.player.frame().index, 100);
        b.trigger(u"next-marker"_s); // none further
        QCOMPARE(b.player.frame().index, 100);
        b.trigger(u"previous-marker"_s);
        QCOMPARE(b.player.frame().index, 50);
        b.player.seekFrame(12);
        b.trigger(u"previous-marker"_s);
        QCOMPARE(b.player.frame().index, 10);
        b.trigger(u"previous-marker"_s);
        QCOMPARE(b.player.frame().index, 10);
    }

    /// Else one would always come back to the one that was just passed.
    void whilePlayingThePassedOneIsPassedOver()
    {
        Bench b;
        for (const qint64 frame : {10, 100})
            b.mark(frame);
        b.player.play();
        b.player.seekFrame(105);
        b.trigger(u"previous-marker"_s);
        QCOMPARE(b.player.frame().index, 10);
    }

    void namedAndNamedAnew()
    {
        Bench b;
        b.player.seekFrame(20);
        b.trigger(u"name-marker"_s);
        QCOMPARE(b.commands.markers(), (std::vector<FileMarker>{{kFrame * 20, u"bark"_s}}));
        b.answer.reset(); // cancelled
        b.trigger(u"name-marker"_s);
        QCOMPARE(b.commands.markers(), (std::vector<FileMarker>{{kFrame * 20, u"bark"_s}}));
        b.answer = u"howl"_s;
        b.trigger(u"name-marker"_s);
        QCOMPARE(b.commands.markers(), (std::vector<FileMarker>{{kFrame * 20, u"howl"_s}}));
    }

    void eachFileHasItsOwn()
    {
        Bench b;
        b.mark(10);
        const QSignalSpy changed(&b.commands, &MarkerCommands::changed);
        b.player.open(u"/b.mp4"_s, 0s);
        QVERIFY(changed.count() > 0);
        QVERIFY(b.commands.markers().empty());
        b.player.open(u"/a.mp4"_s, 0s);
        QCOMPARE(b.commands.markers().size(), std::size_t{1});
        b.player.close();
        QVERIFY(!b.actions.action(u"playback.marker"_s)->isEnabled());
    }
};

QTEST_MAIN(TestMarkerCommands)
#include "tst_marker_commands.moc"
