// SPDX-License-Identifier: MIT
#include "app/services/playback/playback_clock.h"
#include "app/services/playback/steady_audio_output.h"

#include <QTest>

#include <random>
#include <vector>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

/// A time source that moves only when told to.
struct FakeTime
{
    std::shared_ptr<std::chrono::nanoseconds> now = std::make_shared<std::chrono::nanoseconds>(7s);

    [[nodiscard]] TimeSource source() const
    {
        return [now = now] { return *now; };
    }
    void pass(std::chrono::nanoseconds time) const { *now += time; }
};

} // namespace

class TstPlaybackClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsUntilStarted();
    void runsAtSpeed_data();
    void runsAtSpeed();
    void oldRunsArePassedOver();
    void isDrawnTowardsTheSound_data();
    void isDrawnTowardsTheSound();
    void jitterIsSmoothed();
    void waitsForLateSound();
    void followsEarlySound();
    void reportsThatEndLeaveItSteady();
    void steadyOutputPlaysAtItsPace();
};

void TstPlaybackClock::standsUntilStarted()
{
    const FakeTime time;
    PlaybackClock clock(time.source());
    const auto run = clock.hold(3s);
    time.pass(1s);
    QCOMPARE(clock.now(), MediaTime(3s));
    QVERIFY(!clock.isRunning());
    QCOMPARE(clock.until(4s), 0ns);
    QVERIFY(clock.start(run));
    QVERIFY(!clock.start(run));
    time.pass(250ms);
    QCOMPARE(clock.now(), MediaTime(3250ms));
    QCOMPARE(clock.until(4s), 750ms);
    QCOMPARE(clock.stop(), MediaTime(3250ms));
    time.pass(1s);
    QCOMPARE(clock.now(), MediaTime(3250ms));
}

void TstPlaybackClock::runsAtSpeed_data()
{
    QTest::addColumn<double>("speed");
    for (const double speed : {0.25, 0.5, 1.0, 1.5, 2.0})
        QTest::newRow(qPrintable(QString::number(speed))) << speed;
}

void TstPlaybackClock::runsAtSpeed()
{
    QFETCH(double, speed);
    const FakeTime time;
    PlaybackClock clock(time.source());
    QVERIFY(clock.start(clock.hold(1s, speed)));
    time.pass(2s);
    QCOMPARE(clock.now(), MediaTime(1s) + fromSeconds(2 * speed));
    QCOMPARE(clock.until(clock.now() + MediaTime(fromSeconds(speed))), 1000ms);
}

void TstPlaybackClock::oldRunsArePassedOver()
{
    const FakeTime time;
    PlaybackClock clock(time.source());
    const auto old = clock.hold(1s);
    const auto run = clock.hold(5s);
    QVERIFY(!clock.start(old));
    QVERIFY(clock.start(run));
    clock.hear(old, 90s);
    time.pass(100ms);
    QCOMPARE(clock.now(), MediaTime(5100ms));
    clock.stop();
    QVERIFY(!clock.start(run));
}

void TstPlaybackClock::isDrawnTowardsTheSound_data()
{
    QTest::addColumn<int>("offsetMs");
    QTest::addColumn<double>("speed");
    for (const int offset : {-80, -30, 30, 80}) {
        for (const double speed : {0.25, 1.0, 2.0})
            QTest::addRow("%d ms at %g", offset, speed) << offset << speed;
    }
}

void TstPlaybackClock::isDrawnTowardsTheSound()
{
    QFETCH(int, offsetMs);
    QFETCH(double, speed);
    const FakeTime time;
    PlaybackClock clock(time.source());
    const auto run = clock.hold(10s, speed);
    clock.start(run);
    // A device that plays `offset` beside the clock, at the right pace.
    MediaTime sound = 10s + std::chrono::milliseconds(offsetMs);
    MediaTime last = clock.now();
    for (int i = 0; i < 1200; ++i) {
        time.pass(10ms);
        sound += fromSeconds(0.01 * speed);
        clock.hear(run, sound);
        const MediaTime now = clock.now();
        QVERIFY(now >= last);
        // At most 5 % off its speed.
        QVERIFY(std::abs(toSeconds(now - last) / (0.01 * speed) - 1) < 0.0501);
        last = now;
    }
    QVERIFY2(std::abs(toSeconds(sound - last)) < 0.002,
             qPrintable(QString::number(toSeconds(sound - last))));
}

void TstPlaybackClock::jitterIsSmoothed()
{
    const FakeTime time;
    PlaybackClock clock(time.source());
    const auto run = clock.hold(0s);
    clock.start(run);
    // As measured of QAudioSink: 27 ms of standard deviation.
    std::mt19937 generator(5);
    std::normal_distribution<double> jitter(0, 0.027);
    MediaTime last{0};
    double worst = 0;
    for (int i = 1; i <= 3000; ++i) {
        time.pass(10ms);
        const MediaTime sound = i * 10ms;
        clock.hear(run, sound + fromSeconds(jitter(generator)));
        QVERIFY(clock.now() >= last);
        last = clock.now();
        worst = std::max(worst, std::abs(toSeconds(last - sound)));
    }
    QVERIFY2(worst < 0.015, qPrintable(QString::number(worst)));
}

void TstPlaybackClock::waitsForLateSound()
{
    const FakeTime time;
    PlaybackClock clock(time.source());
    const auto run = clock.hold(0s);
    clock.start(run);
    MediaTime last{0};
    // The device stood still for 0.6 s.
    for (int i = 1; i <= 300; ++i) {
        time.pass(10ms);
        clock.hear(run, i * 10ms - 600ms);
        QVERIFY(clock.now() >= last);
        last = clock.now();
    }
    QVERIFY2(std::abs(toSeconds(last) - 2.4) < 0.04, qPrintable(QString::number(toSeconds(last))));
}

void TstPlaybackClock::followsEarlySound()
{
    const FakeTime time;
    PlaybackClock clock(time.source());
    const auto run = clock.hold(0s);
    clock.start(run);
    for (int i = 1; i <= 200; ++i) {
        time.pass(10ms);
        clock.hear(run, i * 10ms + 2s);
    }
    QVERIFY(std::abs(toSeconds(clock.now()) - 4.0) < 0.04);
}

void TstPlaybackClock::reportsThatEndLeaveItSteady()
{
    const FakeTime time;
    PlaybackClock clock(time.source());
    const auto run = clock.hold(0s);
    clock.start(run);
    for (int i = 1; i <= 10; ++i) {
        time.pass(10ms);
        clock.hear(run, i * 10ms + 50ms);
    }
    const MediaTime before = clock.now();
    time.pass(10s);
    // No more than the error that was known is drawn in.
    const double passed = toSeconds(clock.now() - before);
    QVERIFY2(passed >= 10.0 && passed <= 10.05, qPrintable(QString::number(passed)));
}

void TstPlaybackClock::steadyOutputPlaysAtItsPace()
{
    const FakeTime time;
    SteadyAudioOutput output(time.source());
    QCOMPARE(output.room(), std::size_t{0});
    QVERIFY(output.start());
    const std::vector<float> sound(2 * 48000, 0.5F);
    QCOMPARE(output.write(sound), std::size_t{7200});
    QCOMPARE(output.write(sound), std::size_t{0});
    time.pass(50ms);
    QCOMPARE(output.waiting(), std::size_t{4800});
    QCOMPARE(output.write(std::span(sound).first(200)), std::size_t{100});
    time.pass(1s);
    QCOMPARE(output.waiting(), std::size_t{0});
    QVERIFY(output.write(sound) == 7200);
    output.stop();
    QCOMPARE(output.waiting(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TstPlaybackClock)
#include "tst_playback_clock.moc"
