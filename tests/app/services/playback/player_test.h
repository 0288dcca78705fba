// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/playback/engine_player.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTest>

#include <ctime>
#include <filesystem>
#include <memory>
#include <vector>

namespace soundlocus::test {

constexpr int kPatienceMs = 10'000;

/// Destroys a player, in the middle of anything. What goes on afterwards would be the processor's
/// work; the time on the clock is also that of slow disks and of other programs.
inline void endSoon(std::unique_ptr<EnginePlayer> &player)
{
    constexpr qint64 kMostMs = 10'000;
    QElapsedTimer timer;
    timer.start();
    const std::clock_t before = std::clock();
    player.reset();
    const double workedS = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    QVERIFY2(workedS < 1 && timer.elapsed() < kMostMs,
             qPrintable(QString("%1 s of work, %2 ms").arg(workedS).arg(timer.elapsed())));
}

/// A player and a film for it. A test class calls makeVideo(), start() and finish() where Qt Test
/// begins, before each test and after it.
class PlayerTest : public QObject
{
protected:
    void makeVideo()
    {
        m_video = folder() / "video.mp4";
        SL_VERIFY_RESULT(writeVideo(m_video, {.frames = 100, .soundSeconds = 4, .driftPx = 1}));
    }

    /// @param outputs makes the sound devices; without it there is none
    void start(AudioOutputsMaker outputs = {})
    {
        EnginePlayerOptions options;
        options.indexFolder = folder() / "index";
        if (outputs)
            options.outputs = std::move(outputs);
        m_player = std::make_unique<EnginePlayer>(std::move(options));
    }

    void finish() { endSoon(m_player); }

    void openAndWait(const std::filesystem::path &path, bool waitsForIndex = true)
    {
        m_player->open(toQString(path));
        QTRY_COMPARE_WITH_TIMEOUT(m_player->state(), Player::State::Paused, kPatienceMs);
        if (m_player->media().hasPicture())
            QTRY_VERIFY_WITH_TIMEOUT(!m_player->frame().isEmpty(), kPatienceMs);
        if (waitsForIndex && m_player->media().hasPicture())
            QTRY_VERIFY_WITH_TIMEOUT(m_player->media().isIndexed, kPatienceMs);
    }

    /// The pictures of a film as sequential decoding gives them.
    void loadReference(const std::filesystem::path &path)
    {
        m_frames = readFrames(path);
        QVERIFY(!m_frames.empty());
    }
    [[nodiscard]] Frame reference(qint64 n) const { return m_frames[static_cast<std::size_t>(n)]; }

    [[nodiscard]] std::filesystem::path folder() const { return pathOf(m_folder); }
    [[nodiscard]] static QString toQString(const std::filesystem::path &path)
    {
        return QString::fromStdString(path.string());
    }

    std::filesystem::path
            m_video; ///< 64 x 48, 25 a second, 4 s, no two pictures alike, with a tone
    std::unique_ptr<EnginePlayer> m_player;
    std::vector<Frame> m_frames;

private:
    QTemporaryDir m_folder;
};

} // namespace soundlocus::test
