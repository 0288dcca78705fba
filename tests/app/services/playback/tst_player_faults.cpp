// SPDX-License-Identifier: MIT
#include "tests/app/services/playback/player_test.h"

#include <QSignalSpy>
#include <QTest>

#include <ctime>
#include <fstream>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class TstPlayerFaults : public test::PlayerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeVideo(); }
    void init() { start(); }
    void cleanup() { finish(); }

    void openFails_data();
    void openFails();
    void cornerCases_data();
    void cornerCases();
    void damagedPacketsAreTold();
    void fileIsDeleted();
    void restsAfterAFault();
    void fileIsTruncated();
    void fileIsReplaced();
    void closesWhileDecoding();
};

void TstPlayerFaults::openFails_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    std::ofstream(folder() / "empty.mp4").flush();
    std::ofstream(folder() / "text.mp4") << "no film, only words, and many of them";
    QTest::newRow("missing") << "missing.mp4" << int(ErrorCode::NotFound);
    QTest::newRow("empty") << "empty.mp4" << int(ErrorCode::EmptyFile);
    QTest::newRow("text") << "text.mp4" << int(ErrorCode::UnsupportedFormat);
}

void TstPlayerFaults::openFails()
{
    QFETCH(QString, name);
    QFETCH(int, code);
    QSignalSpy failed(m_player.get(), &Player::openFailed);
    const QString path = toQString(folder()) + "/" + name;
    m_player->open(path);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, test::kPatienceMs);
    QCOMPARE(failed.front()[0].toString(), path);
    QCOMPARE(int(failed.front()[1].value<Error>().code), code);
    QCOMPARE(m_player->state(), Player::State::Empty);
    m_player->play();
    m_player->seek(1s);
    m_player->step(1);
    QCOMPARE(m_player->state(), Player::State::Empty);
}

void TstPlayerFaults::cornerCases_data()
{
    QTest::addColumn<QString>("path");
    const fs::path media = test::mediaDir();
    if (media.empty())
        return;
    for (const auto &entry : fs::recursive_directory_iterator(media / "corner-cases")) {
        const fs::path &path = entry.path();
        if (entry.is_regular_file() && path.extension() != ".md" && path.extension() != ".json")
            QTest::newRow(path.lexically_relative(media).c_str()) << toQString(path);
    }
}

/// Every one opens or explains, plays for a moment, jumps, steps and closes.
void TstPlayerFaults::cornerCases()
{
    if (test::mediaDir().empty())
        QSKIP("real media is not beside this source tree");
    QFETCH(QString, path);
    QSignalSpy failed(m_player.get(), &Player::openFailed);
    m_player->open(path);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->state() != Player::State::Opening, test::kPatienceMs);
    if (m_player->state() == Player::State::Empty) {
        QCOMPARE(failed.count(), 1);
        QVERIFY(!failed.front()[1].value<Error>().message.empty());
        return;
    }
    QSignalSpy shown(m_player.get(), &Player::frameShown);
    QSignalSpy moved(m_player.get(), &Player::positionChanged);
    m_player->play();
    const bool isStill = m_player->media().kind == MediaSummary::Kind::Picture;
    if (!isStill)
        QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 100ms
                                         || m_player->state() == Player::State::Paused,
                                 test::kPatienceMs);
    m_player->seek(m_player->media().duration / 2);
    m_player->step(1);
    m_player->step(-1);
    QTRY_VERIFY_WITH_TIMEOUT(moved.count() > 0, test::kPatienceMs);
    if (m_player->media().hasPicture()) {
        QTRY_VERIFY_WITH_TIMEOUT(!m_player->frame().isEmpty(), test::kPatienceMs);
        QVERIFY(m_player->frame().size() == m_player->media().pictureSize);
    }
    m_player->close();
    QCOMPARE(m_player->state(), Player::State::Empty);
}

void TstPlayerFaults::damagedPacketsAreTold()
{
    const fs::path path = test::mediaDir() / "corner-cases/derived/corrupt_bytes.mp4";
    SL_REQUIRE_PATH(path, "real media");
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    openAndWait(path);
    m_player->setSpeed(2);
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(m_player->state(), Player::State::Paused, 4 * test::kPatienceMs);
    QVERIFY(m_player->statistics().damagedPackets > 0);
    // Once, however many there are.
    QCOMPARE(fault.count(), 1);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::CorruptData);
    openAndWait(m_video);
    QCOMPARE(m_player->statistics().damagedPackets, 0);
}

void TstPlayerFaults::fileIsDeleted()
{
    const fs::path path = folder() / "deleted.mp4";
    fs::copy_file(m_video, path);
    openAndWait(path);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    m_player->play();
    fs::remove(path);
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, test::kPatienceMs);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::NotFound);
    m_player->seek(1s);
    m_player->step(-3);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 1200ms, test::kPatienceMs);
}

/// A file that is gone is looked at no more, and nothing else is to be done.
void TstPlayerFaults::restsAfterAFault()
{
    const fs::path path = folder() / "gone.mp4";
    fs::copy_file(m_video, path);
    openAndWait(path);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    fs::remove(path);
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, test::kPatienceMs);
    QTest::qSleep(1200); // the next look would be due
    const std::clock_t before = std::clock();
    QTest::qSleep(500);
    const double worked = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    QVERIFY2(worked < 0.05, qPrintable(QString::number(worked)));
}

void TstPlayerFaults::fileIsTruncated()
{
    const fs::path path = folder() / "truncated.mp4";
    fs::copy_file(m_video, path);
    openAndWait(path);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    fs::resize_file(path, fs::file_size(path) / 3);
    QTRY_VERIFY_WITH_TIMEOUT(fault.count() >= 1, test::kPatienceMs);
    for (const int frame : {95, 10, 60, 99, 3})
        m_player->seekFrame(frame);
    m_player->step(-1);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->state() == Player::State::Paused
                                     || m_player->position() > 300ms,
                             test::kPatienceMs);
    m_player->close();
}

void TstPlayerFaults::fileIsReplaced()
{
    const fs::path path = folder() / "replaced.mp4";
    fs::copy_file(m_video, path);
    openAndWait(path);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    const fs::path other = folder() / "other.mp4";
    SL_VERIFY_RESULT(test::writeVideo(other, {.size = {96, 64}, .frames = 30}));
    fs::rename(other, path);
    QTRY_VERIFY_WITH_TIMEOUT(fault.count() >= 1, test::kPatienceMs);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::FileChanged);
    m_player->seekFrame(80);
    m_player->seekFrame(0);
    m_player->step(1);
    // Opened again it is the new one.
    m_player->open(toQString(path));
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().size() == (Size{96, 64}), test::kPatienceMs);
}

void TstPlayerFaults::closesWhileDecoding()
{
    // cleanup() measures what the destructor takes.
    const fs::path large = folder() / "large.mp4";
    SL_VERIFY_RESULT(test::writeVideo(large, {.size = {640, 480}, .frames = 240, .driftPx = 2}));
    for (const int what : {0, 1, 2, 3, 4}) {
        m_player->open(toQString(large), what == 4 ? MediaTime(9s) : MediaTime{0});
        if (what == 0)
            continue;
        if (what < 4)
            QTRY_COMPARE_WITH_TIMEOUT(m_player->state(), Player::State::Paused, test::kPatienceMs);
        m_player->seek(9s);
        if (what == 2)
            m_player->play();
        if (what == 3)
            m_player->close();
    }
}

QTEST_GUILESS_MAIN(TstPlayerFaults)
#include "tst_player_faults.moc"
