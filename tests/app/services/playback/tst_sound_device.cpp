// SPDX-License-Identifier: MIT
#include "app/services/playback/engine_player.h"
#include "app/services/playback/sink_audio_output.h"
#include "tests/app/services/playback/player_test.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 15'000;

} // namespace

/// The sound path on a real device: a PulseAudio daemon of the test's own, which plays into nothing
/// at the pace of a sound card, and is killed in the middle.
class TstSoundDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();

    // First: Qt's connection to the daemon lives in the first sound thread of the process.
    void joinsADaemonThatIsStartedAgain();
    void playsInTime();
    void pausesAndJumps();
    void goesOnWithoutTheDaemon();

private:
    void startDaemon();
    void openAndHear();

    QTemporaryDir m_folder;
    fs::path m_video;
    std::unique_ptr<QProcess> m_daemon;
    std::unique_ptr<EnginePlayer> m_player;
};

void TstSoundDevice::initTestCase()
{
    if (QStandardPaths::findExecutable("pulseaudio").isEmpty())
        QSKIP("pulseaudio is not installed");
    m_video = test::pathOf(m_folder) / "video.mp4";
    SL_VERIFY_RESULT(test::writeVideo(m_video, {.frames = 150, .soundSeconds = 6, .driftPx = 1}));
    qputenv("PULSE_SERVER", QByteArray("unix:") + m_folder.filePath("socket").toLocal8Bit());
    qputenv("HOME", m_folder.path().toLocal8Bit());
    qputenv("XDG_RUNTIME_DIR", m_folder.path().toLocal8Bit());
    startDaemon();
}

void TstSoundDevice::startDaemon()
{
    QFile script(m_folder.filePath("start.pa"));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("load-module module-native-protocol-unix auth-anonymous=1 socket="
                 + m_folder.filePath("socket").toLocal8Bit()
                 + "\nload-module module-null-sink sink_name=nothing rate=48000\n");
    script.close();
    m_daemon = std::make_unique<QProcess>();
    m_daemon->setStandardErrorFile(QProcess::nullDevice());
    m_daemon->start("pulseaudio",
                    {"-n",
                     "-F",
                     script.fileName(),
                     "--daemonize=no",
                     "--exit-idle-time=-1",
                     "--use-pid-file=no"});
    QVERIFY(m_daemon->waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_folder.filePath("socket")), kPatienceMs);
}

void TstSoundDevice::init()
{
    EnginePlayerOptions options;
    options.indexFolder = test::pathOf(m_folder) / "index";
    options.outputs = makeSinkAudioOutputs;
    m_player = std::make_unique<EnginePlayer>(std::move(options));
}

void TstSoundDevice::cleanup()
{
    test::endSoon(m_player);
}

void TstSoundDevice::cleanupTestCase()
{
    if (!m_daemon)
        return;
    m_daemon->kill();
    m_daemon->waitForFinished();
}

void TstSoundDevice::openAndHear()
{
    m_player->open(QString::fromStdString(m_video.string()));
    QTRY_VERIFY_WITH_TIMEOUT(!m_player->frame().isEmpty(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, kPatienceMs);
    QVERIFY(!m_player->statistics().soundDevice.isEmpty());
}

void TstSoundDevice::playsInTime()
{
    openAndHear();
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    QSignalSpy ended(m_player.get(), &Player::ended);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 500ms, kPatienceMs);
    QElapsedTimer timer;
    timer.start();
    const MediaTime from = m_player->position();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > from + 4s, kPatienceMs);
    const MediaTime passed = m_player->position() - from;
    const double rate = toSeconds(passed) / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
    // The clock waits for a device, and never runs ahead of it.
    QVERIFY2(rate < 1.05, qPrintable(QString::number(rate)));
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QCOMPARE(m_player->frame().index, qint64{149});
    for (const auto &arguments : fault)
        QFAIL(toString(arguments[0].value<Error>()).c_str());
    QVERIFY(m_player->statistics().isSoundHeard);
}

void TstSoundDevice::pausesAndJumps()
{
    openAndHear();
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    for (int i = 0; i < 6; ++i) {
        m_player->play();
        m_player->seek(500ms * i);
        QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 500ms * i + 300ms, kPatienceMs);
        QVERIFY(m_player->position() < 500ms * i + 2s);
        m_player->setSpeed(i % 2 == 0 ? 2.0 : 1.0);
        QTest::qWait(100);
        m_player->pause();
        QTest::qWait(100);
    }
    for (const auto &arguments : fault)
        QFAIL(toString(arguments[0].value<Error>()).c_str());
}

/// The next jump, or the next round, finds it.
void TstSoundDevice::joinsADaemonThatIsStartedAgain()
{
    openAndHear();
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    m_player->setRepeats(true);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 500ms, kPatienceMs);
    m_daemon->kill();
    m_daemon->waitForFinished();
    QFile::remove(m_folder.filePath("socket"));
    startDaemon();
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, kPatienceMs);
    const MediaTime at = m_player->position();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > at + 300ms || m_player->position() < at,
                             kPatienceMs);
    QCOMPARE(m_player->state(), Player::State::Playing);
}

void TstSoundDevice::goesOnWithoutTheDaemon()
{
    openAndHear();
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    QSignalSpy ended(m_player.get(), &Player::ended);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 1s, kPatienceMs);
    m_daemon->kill();
    m_daemon->waitForFinished();
    QTRY_VERIFY_WITH_TIMEOUT(fault.count() > 0, kPatienceMs);
    QCOMPARE(fault.count(), 1);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::SoundDeviceLost);
    QVERIFY(!m_player->statistics().isSoundHeard);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QCOMPARE(m_player->frame().index, qint64{149});
    // And again, without it.
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 500ms && m_player->position() < 4s,
                             kPatienceMs);
}

QTEST_GUILESS_MAIN(TstSoundDevice)
#include "tst_sound_device.moc"
