// SPDX-License-Identifier: MIT
#include "app/services/playback/steady_audio_output.h"
#include "tests/app/services/playback/player_test.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <fstream>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// What a device is to do; shared with the sound thread.
struct DeviceScript
{
    std::atomic<bool> isThere = true;
    std::atomic<bool> isStuck = false;
    std::atomic<bool> hasFailed = false;
    std::atomic<int> starts = 0;
    std::atomic<int> mostStarts = 1000; ///< it refuses further ones
    std::atomic<double> volume = -1;
    std::atomic<AudioOutputs *> outputs = nullptr;
};

class ScriptedOutput final : public AudioOutput
{
public:
    explicit ScriptedOutput(std::shared_ptr<DeviceScript> script)
        : m_script(std::move(script))
    {}
    [[nodiscard]] QString name() const override { return QStringLiteral("scripted"); }
    [[nodiscard]] bool start() override
    {
        m_written = 0;
        return ++m_script->starts <= m_script->mostStarts && m_steady.start();
    }
    void stop() override { m_steady.stop(); }
    [[nodiscard]] std::size_t room() const override
    {
        return m_script->isStuck ? 7200 - std::min<std::size_t>(m_written, 7200) : m_steady.room();
    }
    std::size_t write(std::span<const float> samples) override
    {
        const std::size_t taken = m_script->isStuck ? std::min(room(), samples.size() / 2)
                                                    : m_steady.write(samples);
        m_written += taken;
        return taken;
    }
    [[nodiscard]] std::size_t waiting() const override
    {
        return m_script->isStuck ? m_written : m_steady.waiting();
    }
    [[nodiscard]] bool hasFailed() const override { return m_script->hasFailed; }
    void setVolume(double volume) override { m_script->volume = volume; }

private:
    std::shared_ptr<DeviceScript> m_script;
    SteadyAudioOutput m_steady;
    std::size_t m_written = 0;
};

class ScriptedOutputs final : public AudioOutputs
{
public:
    explicit ScriptedOutputs(std::shared_ptr<DeviceScript> script)
        : m_script(std::move(script))
    {
        m_script->outputs = this;
    }
    [[nodiscard]] std::unique_ptr<AudioOutput> open() override
    {
        return m_script->isThere ? std::make_unique<ScriptedOutput>(m_script) : nullptr;
    }
    [[nodiscard]] QString currentName() const override
    {
        return m_script->isThere ? QStringLiteral("scripted") : QString();
    }

private:
    std::shared_ptr<DeviceScript> m_script;
};

} // namespace

class TstPlayerSound : public test::PlayerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeVideo(); }
    void init() { start(); }
    void cleanup() { finish(); }

    void soundOnly();
    void soundOfUnknownLength();
    void soundIsTheClock();
    void volumeAndMute();
    void soundGoesOnUnderNewRules();
    void silentFileIsNotHeard();
    void stuckDeviceIsLeft();
    void refusedRestartIsTold();
    void deviceComesAndGoes();

private:
    void startWith(const std::shared_ptr<DeviceScript> &device)
    {
        start([device] { return std::make_unique<ScriptedOutputs>(device); });
    }
};

void TstPlayerSound::soundOnly()
{
    const fs::path path = folder() / "tone.wav";
    SL_VERIFY_RESULT(test::writeToneWav(path, 1.0));
    QSignalSpy ended(m_player.get(), &Player::ended);
    QSignalSpy moved(m_player.get(), &Player::positionChanged);
    openAndWait(path);
    QVERIFY(m_player->media().kind == MediaSummary::Kind::Audio);
    QCOMPARE(m_player->media().duration, MediaTime(1s));
    QVERIFY(!m_player->media().hasPicture());
    m_player->seek(300ms);
    QCOMPARE(m_player->position(), MediaTime(300ms));
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, test::kPatienceMs);
    QVERIFY(moved.count() > 8);
    QCOMPARE(m_player->position(), MediaTime(1s));
    QVERIFY(m_player->frame().isEmpty());
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 50ms && m_player->position() < 900ms,
                             test::kPatienceMs);
    m_player->pause();
    const MediaTime at = m_player->position();
    m_player->step(1);
    QTest::qWait(50);
    QCOMPARE(m_player->position(), at);
}

/// What is recorded from a stream does not tell how long it is.
void TstPlayerSound::soundOfUnknownLength()
{
    SL_REQUIRE_PATH(test::mediaDir(), "real media");
    const fs::path path = folder() / "stream.flac";
    fs::copy_file(test::mediaDir() / "corner-cases/audio-lena/lena.flac", path);
    const auto whole = MediaFile::open(path);
    SL_VERIFY_RESULT(whole);
    const MediaTime length = whole->facts().duration;
    {
        // STREAMINFO: number of samples in the low 36 bits of bytes 21 to 25.
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(21);
        const char shared = static_cast<char>(file.get() & 0xF0);
        file.seekp(21);
        file.write(std::string({shared, 0, 0, 0, 0}).data(), 5);
    }
    QSignalSpy ended(m_player.get(), &Player::ended);
    openAndWait(path);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 200ms, test::kPatienceMs);
    QCOMPARE(ended.count(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->media().duration > MediaTime{0}, test::kPatienceMs);
    QVERIFY(std::abs(toSeconds(m_player->media().duration - length)) < 0.05);
    m_player->seek(length - 300ms);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, test::kPatienceMs);
    m_player->seek(1s);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 1100ms, test::kPatienceMs);
}

void TstPlayerSound::soundIsTheClock()
{
    auto device = std::make_shared<DeviceScript>();
    startWith(device);
    openAndWait(m_video);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, test::kPatienceMs);
    QCOMPARE(m_player->statistics().soundDevice, QString("scripted"));
    double worst = 0;
    connect(m_player.get(), &Player::frameShown, m_player.get(), [&] {
        worst = std::max(worst, std::abs(m_player->statistics().pictureLagMs));
    });
    QSignalSpy ended(m_player.get(), &Player::ended);
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, test::kPatienceMs);
    QCOMPARE(device->starts.load(), 1);
    QCOMPARE(m_player->frame().index, qint64{99});
    qInfo("largest lag %.1f ms, %d dropped", worst, int(m_player->statistics().droppedFrames));
}

void TstPlayerSound::volumeAndMute()
{
    auto device = std::make_shared<DeviceScript>();
    startWith(device);
    QSignalSpy changed(m_player.get(), &Player::volumeChanged);
    m_player->setVolume(0.4);
    QTRY_COMPARE(device->volume.load(), 0.4);
    m_player->setMuted(true);
    QTRY_COMPARE(device->volume.load(), 0.0);
    QCOMPARE(m_player->volume(), 0.4);
    m_player->setVolume(3);
    m_player->setMuted(false);
    QTRY_COMPARE(device->volume.load(), 1.0);
    QCOMPARE(changed.count(), 4);
}

/// Whether the file repeats says nothing about the sound of now.
void TstPlayerSound::soundGoesOnUnderNewRules()
{
    auto device = std::make_shared<DeviceScript>();
    startWith(device);
    openAndWait(m_video);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 200ms, test::kPatienceMs);
    m_player->setRepeats(true);
    m_player->setLoop(TimeRange{0s, 3s});
    m_player->setLoop(std::nullopt);
    m_player->setRepeats(false);
    const MediaTime at = m_player->position();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > at + 100ms, test::kPatienceMs);
    QCOMPARE(device->starts.load(), 1);
    m_player->setLoop(TimeRange{2s, 3s}); // out of which it is
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index >= 50, test::kPatienceMs);
    QTRY_COMPARE(device->starts.load(), 2);
}

void TstPlayerSound::silentFileIsNotHeard()
{
    const fs::path silent = folder() / "silent.mp4";
    SL_VERIFY_RESULT(test::writeVideo(silent, {.frames = 10, .soundSeconds = 0}));
    startWith(std::make_shared<DeviceScript>());
    openAndWait(m_video);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, test::kPatienceMs);
    openAndWait(silent);
    QVERIFY(!m_player->media().hasSound);
    QTRY_VERIFY_WITH_TIMEOUT(!m_player->statistics().isSoundHeard, test::kPatienceMs);
    openAndWait(m_video);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, test::kPatienceMs);
    m_player->close();
    QTRY_VERIFY_WITH_TIMEOUT(!m_player->statistics().isSoundHeard, test::kPatienceMs);
}

void TstPlayerSound::stuckDeviceIsLeft()
{
    auto device = std::make_shared<DeviceScript>();
    device->isStuck = true;
    startWith(device);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    QSignalSpy ended(m_player.get(), &Player::ended);
    openAndWait(m_video);
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, test::kPatienceMs);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::SoundDeviceLost);
    QCOMPARE(device->starts.load(), 2);
    QVERIFY(!m_player->statistics().isSoundHeard);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, test::kPatienceMs);
    QCOMPARE(m_player->frame().index, qint64{99});
}

void TstPlayerSound::refusedRestartIsTold()
{
    auto device = std::make_shared<DeviceScript>();
    device->isStuck = true;
    device->mostStarts = 1;
    startWith(device);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    openAndWait(m_video);
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, test::kPatienceMs);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::SoundDeviceLost);
    QVERIFY(!m_player->statistics().isSoundHeard);
    QCOMPARE(m_player->state(), Player::State::Playing);
}

void TstPlayerSound::deviceComesAndGoes()
{
    auto device = std::make_shared<DeviceScript>();
    device->isThere = false;
    startWith(device);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    openAndWait(m_video);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 100ms, test::kPatienceMs);
    QVERIFY(!m_player->statistics().isSoundHeard);
    const auto tell = [&] {
        AudioOutputs *outputs = device->outputs;
        QMetaObject::invokeMethod(outputs, [outputs] { Q_EMIT outputs->changed(); });
    };
    device->isThere = true;
    tell();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, test::kPatienceMs);
    QTRY_COMPARE(device->starts.load(), 1);
    device->isThere = false;
    tell();
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, test::kPatienceMs);
    QVERIFY(!m_player->statistics().isSoundHeard);
    const MediaTime at = m_player->position();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > at + 200ms, test::kPatienceMs);
    QCOMPARE(m_player->state(), Player::State::Playing);
}

QTEST_GUILESS_MAIN(TstPlayerSound)
#include "tst_player_sound.moc"
