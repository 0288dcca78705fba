// SPDX-License-Identifier: MIT
#include "tests/app/services/playback/player_test.h"

#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class TstPlayerJumps : public test::PlayerTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeVideo(); }
    void init() { start(); }
    void cleanup() { finish(); }

    void exactPictureAfterSeek_data();
    void exactPictureAfterSeek();
    void stepsAreNeighbours_data();
    void stepsAreNeighbours();
    void stepsAddUp();
    void keyFrames();
    void latestSeekWins();
    void pauseKeepsTheJump();

private:
    /// The test's own film for no name; else one of the real media, empty without them.
    [[nodiscard]] fs::path film(const QString &name) const
    {
        const fs::path media = test::mediaDir();
        if (name.isEmpty() || media.empty())
            return name.isEmpty() ? m_video : media;
        return media / "corner-cases/derived" / name.toStdString();
    }
};

void TstPlayerJumps::exactPictureAfterSeek_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isIndexed");
    for (const bool isIndexed : {false, true}) {
        const char *suffix = isIndexed ? "with index" : "without";
        QTest::addRow("synthetic %s", suffix) << "" << isIndexed;
        for (const char *name : {"bframes_opengop.mp4", "vfr.mp4", "rotate90.mp4"})
            QTest::addRow("%s %s", name, suffix) << name << isIndexed;
    }
}

void TstPlayerJumps::exactPictureAfterSeek()
{
    QFETCH(QString, name);
    QFETCH(bool, isIndexed);
    const fs::path path = film(name);
    SL_REQUIRE_PATH(path, "real media");
    loadReference(path);
    openAndWait(path, isIndexed);
    const auto count = static_cast<qint64>(m_frames.size());
    for (const qint64 n : {count / 2, count / 3, count - 1, qint64{1}, count / 2 + 1, qint64{0}}) {
        // Just before the next one: still this picture.
        const MediaTime time = n + 1 < count ? reference(n + 1).pts - MediaTime(2)
                                             : reference(n).pts;
        m_player->seek(time);
        QTRY_COMPARE_WITH_TIMEOUT(
                m_player->frame().ptsTicks, reference(n).ptsTicks, test::kPatienceMs);
        QVERIFY(samePixels(m_player->frame(), reference(n)));
        QTRY_COMPARE(m_player->position(), reference(n).pts);
        if (isIndexed) {
            QCOMPARE(m_player->frame().index, n);
            m_player->seekFrame((n + 7) % count);
            QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, (n + 7) % count, test::kPatienceMs);
            QVERIFY(samePixels(m_player->frame(), reference((n + 7) % count)));
        }
    }
}

void TstPlayerJumps::stepsAreNeighbours_data()
{
    exactPictureAfterSeek_data();
}

void TstPlayerJumps::stepsAreNeighbours()
{
    QFETCH(QString, name);
    QFETCH(bool, isIndexed);
    const fs::path path = film(name);
    SL_REQUIRE_PATH(path, "real media");
    loadReference(path);
    openAndWait(path, isIndexed);
    qint64 at = static_cast<qint64>(m_frames.size()) / 2;
    m_player->seek(reference(at).pts);
    QTRY_COMPARE_WITH_TIMEOUT(
            m_player->frame().ptsTicks, reference(at).ptsTicks, test::kPatienceMs);
    for (const int step : {1, 1, 1, -1, -1, -1, -1, -1, 3, -2, 1}) {
        at += step;
        m_player->step(step);
        QTRY_COMPARE_WITH_TIMEOUT(
                m_player->frame().ptsTicks, reference(at).ptsTicks, test::kPatienceMs);
        QVERIFY(samePixels(m_player->frame(), reference(at)));
    }
    m_player->step(-1000);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().ptsTicks, reference(0).ptsTicks, test::kPatienceMs);
    m_player->step(1000);
    QTRY_COMPARE_WITH_TIMEOUT(
            m_player->frame().ptsTicks, m_frames.back().ptsTicks, test::kPatienceMs);
}

void TstPlayerJumps::stepsAddUp()
{
    openAndWait(m_video);
    m_player->seekFrame(50);
    for (int i = 0; i < 10; ++i)
        m_player->step(1);
    for (int i = 0; i < 3; ++i)
        m_player->step(-1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{57}, test::kPatienceMs);
    QTRY_COMPARE(m_player->position(), MediaTime(57 * 40ms));
    // While playing a step pauses first.
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index >= 60, test::kPatienceMs);
    m_player->step(-1);
    QCOMPARE(m_player->state(), Player::State::Paused);
    const qint64 paused = m_player->frame().index;
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, paused - 1, test::kPatienceMs);
}

void TstPlayerJumps::keyFrames()
{
    SL_REQUIRE_PATH(test::mediaDir(), "real media");
    const fs::path path = test::mediaDir() / "corner-cases/derived/bframes_opengop.mp4";
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const auto index = FrameIndex::build(*file, -1);
    SL_VERIFY_RESULT(index);
    const qint64 first = index->keyFrameAfter(0);
    const qint64 second = index->keyFrameAfter(first);
    QVERIFY(first > 0 && second > first);
    // Asked for before the index is there: waits for it.
    m_player->open(toQString(path));
    QTRY_COMPARE_WITH_TIMEOUT(m_player->state(), Player::State::Paused, test::kPatienceMs);
    m_player->stepKeyFrame(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, first, test::kPatienceMs);
    m_player->stepKeyFrame(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, second, test::kPatienceMs);
    m_player->step(2);
    m_player->stepKeyFrame(-1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, second, test::kPatienceMs);
    QTRY_COMPARE(m_player->position(), index->pts(second));
    m_player->stepKeyFrame(-1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, first, test::kPatienceMs);
}

void TstPlayerJumps::latestSeekWins()
{
    openAndWait(m_video);
    for (int n = 0; n < 100; ++n)
        m_player->seekFrame((n * 37) % 100);
    m_player->seekFrame(42);
    QCOMPARE(m_player->position(), MediaTime(42 * 40ms));
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{42}, test::kPatienceMs);
    QSignalSpy shown(m_player.get(), &Player::frameShown);
    QTest::qWait(50);
    QCOMPARE(shown.count(), 0);
}

/// The picture of a jump may be on its way to a busy screen when playing is paused.
void TstPlayerJumps::pauseKeepsTheJump()
{
    openAndWait(m_video);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index > 2, test::kPatienceMs);
    m_player->seek(3s);
    QTest::qSleep(300);
    m_player->pause();
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{75}, test::kPatienceMs);
    QTRY_COMPARE(m_player->position(), MediaTime(3s));
    m_player->step(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{76}, test::kPatienceMs);
}

QTEST_GUILESS_MAIN(TstPlayerJumps)
#include "tst_player_jumps.moc"
