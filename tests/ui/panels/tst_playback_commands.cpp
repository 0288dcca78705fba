// SPDX-License-Identifier: MIT
#include "tests/support/fake_services.h"
#include "ui/panels/playback_commands.h"

#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Bench
{
    test::FakePlayer player;
    Settings settings;
    ActionRegistry actions;
    PlaybackCommands commands{player, settings, actions};

    void trigger(const QString &id) { actions.action(id)->trigger(); }
};

} // namespace

class TestPlaybackCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingToPlayWithoutAFile()
    {
        Bench b;
        QVERIFY(!b.actions.action(u"playback.play"_s)->isEnabled());
        QVERIFY(b.actions.action(u"playback.mute"_s)->isEnabled());
        b.player.open(u"/a.mp4"_s, {});
        QVERIFY(b.actions.action(u"playback.play"_s)->isEnabled());
        b.player.close();
        QVERIFY(!b.actions.action(u"playback.play"_s)->isEnabled());
    }

    void playFollowsTheState()
    {
        Bench b;
        b.player.open(u"/a.mp4"_s, {});
        b.trigger(u"playback.play"_s);
        QCOMPARE(b.player.state(), Player::State::Playing);
        QVERIFY(b.actions.action(u"playback.play"_s)->isChecked());
        b.player.pause();
        QVERIFY(!b.actions.action(u"playback.play"_s)->isChecked());
    }

    void motion_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<qint64>("frame"); // after frame 100
        QTest::newRow("forward") << u"playback.step-forward"_s << qint64{101};
        QTest::newRow("back") << u"playback.step-back"_s << qint64{99};
        QTest::newRow("ten forward") << u"playback.step-forward-10"_s << qint64{110};
        QTest::newRow("ten back") << u"playback.step-back-10"_s << qint64{90};
        QTest::newRow("second forward") << u"playback.second-forward"_s << qint64{125};
        QTest::newRow("second back") << u"playback.second-back"_s << qint64{75};
        QTest::newRow("shuttle back") << u"playback.shuttle-back"_s << qint64{50};
        QTest::newRow("begin") << u"playback.begin"_s << qint64{0};
        QTest::newRow("end") << u"playback.end"_s << qint64{249};
    }
    void motion()
    {
        QFETCH(const QString, id);
        QFETCH(const qint64, frame);
        Bench b;
        b.player.open(u"/a.mp4"_s, {});
        b.player.seekFrame(100);
        b.trigger(id);
        QCOMPARE(b.player.frame().index, frame);
    }

    void shuttleGetsFasterAndStops()
    {
        Bench b;
        b.player.open(u"/a.mp4"_s, {});
        b.trigger(u"playback.shuttle-forward"_s);
        QCOMPARE(b.player.state(), Player::State::Playing);
        b.trigger(u"playback.shuttle-forward"_s);
        QCOMPARE(b.player.speed(), 1.25);
        SoundSettings sound = b.settings.values().sound;
        sound.volume = 0.3;
        b.settings.setSound(sound);
        QCOMPARE(b.player.speed(), 1.25);
        b.trigger(u"playback.shuttle-stop"_s);
        QCOMPARE(b.player.state(), Player::State::Paused);
        QCOMPARE(b.player.speed(), 1.0); // the next playing is as it was
        QCOMPARE(b.settings.values().playback.speed, 1.0);
    }

    void speedStaysWithinItsSteps()
    {
        Bench b;
        for (int i = 0; i < 20; ++i)
            b.trigger(u"playback.faster"_s);
        QCOMPARE(b.player.speed(), 2.0);
        for (int i = 0; i < 20; ++i)
            b.trigger(u"playback.slower"_s);
        QCOMPARE(b.player.speed(), 0.25);
        b.trigger(u"playback.normal-speed"_s);
        QCOMPARE(b.settings.values().playback.speed, 1.0);
        QCOMPARE(b.player.speed(), 1.0);
    }

    void louderEndsMute()
    {
        Bench b;
        b.trigger(u"playback.mute"_s);
        QVERIFY(b.player.isMuted());
        b.trigger(u"playback.louder"_s);
        QVERIFY(!b.player.isMuted());
        QCOMPARE(b.player.volume(), 0.85);
    }

    void soundAloneStepsBySeconds()
    {
        Bench b;
        b.player.open(u"/a.wav"_s, {});
        b.player.summary.pictureSize = {};
        b.player.seekFrame(100);
        b.trigger(u"playback.step-forward"_s);
        QCOMPARE(b.player.frame().index, 125);
        b.trigger(u"playback.step-back-10"_s);
        QCOMPARE(b.player.frame().index, 0);
    }

    void passageCommandsNeedAPassage()
    {
        Bench b;
        b.player.open(u"/a.mp4"_s, {});
        const QStringList ids{
                u"playback.loop"_s, u"playback.play-passage"_s, u"playback.clear-passage"_s};
        for (const QString &id : ids)
            QVERIFY2(!b.actions.action(id)->isEnabled(), qPrintable(id));
        b.commands.loop({1s, 2s});
        b.player.play(); // enables what needs a file
        for (const QString &id : ids)
            QVERIFY2(b.actions.action(id)->isEnabled(), qPrintable(id));
        b.trigger(u"playback.clear-passage"_s);
        QVERIFY(!b.player.loop() && !b.commands.passage());
        QVERIFY(!b.actions.action(u"playback.loop"_s)->isChecked());
        for (const QString &id : ids)
            QVERIFY2(!b.actions.action(id)->isEnabled(), qPrintable(id));
    }

    void aListThatPlaysNeitherRepeatsNorLoops()
    {
        Bench b;
        PlaybackSettings playback;
        playback.repeats = true;
        b.settings.setPlayback(playback);
        b.player.open(u"/a.mp4"_s, {});
        b.commands.loop({1s, 2s});
        QVERIFY(b.player.repeats() && b.player.loop());
        b.commands.setPlaysList(true);
        QVERIFY(!b.player.repeats() && !b.player.loop());
        b.commands.setPlaysList(false);
        QVERIFY(b.player.repeats() && b.player.loop());
    }

    /// The window is made anew in another language; the player goes on.
    void anotherWindowTakesOverThePassage()
    {
        Bench b;
        b.player.open(u"/a.mp4"_s, {});
        b.commands.setBegin(1s);
        ActionRegistry actions;
        PlaybackCommands other(b.player, b.settings, actions);
        other.restore(b.commands.state());
        QVERIFY(other.begin() == MediaTime(1s) && !other.end() && !b.player.loop());
        b.commands.loop({1s, 2s});
        other.restore(b.commands.state());
        QVERIFY(other.isLooping());
        QCOMPARE(b.player.loop(), (std::optional(TimeRange{1s, 2s})));
    }

    void passageLoopsOnceBothEndsAreSet()
    {
        Bench b;
        QSignalSpy changed(&b.commands, &PlaybackCommands::passageChanged);
        b.player.open(u"/a.mp4"_s, {});
        b.player.seekFrame(50);
        b.trigger(u"playback.loop-begin"_s);
        QVERIFY(!b.player.loop());
        QCOMPARE(b.commands.passage(), (TimeRange{2s, 10s}));
        b.player.seekFrame(99);
        b.trigger(u"playback.loop-end"_s);
        QCOMPARE(b.player.loop(), (std::optional(TimeRange{2s, 4s})));
        QVERIFY(b.commands.isLooping());
        b.trigger(u"playback.loop"_s);
        QVERIFY(!b.player.loop());
        b.trigger(u"playback.play-passage"_s);
        QCOMPARE(b.player.playedRange, (std::optional(TimeRange{2s, 4s})));
        QVERIFY(changed.count() >= 3);
    }

    void anEndBeforeTheBeginningDropsIt()
    {
        Bench b;
        b.player.open(u"/a.mp4"_s, {});
        b.commands.setBegin(5s);
        b.commands.setEnd(3s);
        QCOMPARE(b.commands.passage(), (TimeRange{0s, 3s}));
        b.commands.loop(TimeRange{1s, 2s});
        QCOMPARE(b.player.loop(), (std::optional(TimeRange{1s, 2s})));
        b.player.open(u"/b.mp4"_s, {});
        QVERIFY(!b.commands.passage());
        QVERIFY(!b.player.loop());
    }
};

QTEST_MAIN(TestPlaybackCommands)
#include "tst_playback_commands.moc"
