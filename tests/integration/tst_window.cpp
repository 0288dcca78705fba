// SPDX-License-Identifier: MIT
// The program as a user runs it, with the engine behind it, on the scene it brings along.
#include "engine/core/file_io.h"
#include "engine/media/media_file.h"
#include "engine/media/video_decoder.h"
#include "tests/integration/program_run.h"
#include "tests/support/fixtures.h"
#include "tests/support/process_facts.h"
#include "ui/panels/notice_bar.h"
#include "ui/services/exporter.h"

#include <QDebug>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstring>

using namespace soundlocus;
using test::ProgramRun;
using test::textOf;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 60'000; // of a build under a sanitizer, on a busy machine
#define SL_TRY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, kPatienceMs)

bool haveSamePixels(const Frame &a, const Frame &b)
{
    if (a.size() != b.size())
        return false;
    for (int y = 0; y < a.height(); ++y) {
        if (std::memcmp(a.row(y), b.row(y), static_cast<std::size_t>(3 * a.width())) != 0)
            return false;
    }
    return true;
}

/// Triggers a command that asks for a file, and types one.
void saveAs(QAction &action, const fs::path &path)
{
    QTimer answer;
    answer.callOnTimeout([&] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (!dialog || !dialog->isVisible())
            return;
        answer.stop();
        // Of the whole path: selectFile() looks for the folder first, which takes its time.
        dialog->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(textOf(path));
        static_cast<QDialog *>(dialog)->accept();
    });
    answer.start(std::chrono::milliseconds(20));
    action.trigger();
}

/// The smallest number of threads within two seconds: some end a while after what they worked for.
int settledThreadCount()
{
    constexpr int kLooks = 40;
    constexpr int kPauseMs = 50;
    int least = test::threadCount();
    for (int i = 0; i < kLooks; ++i) {
        QTest::qWait(kPauseMs);
        least = std::min(least, test::threadCount());
    }
    return least;
}

} // namespace

class TestWindow final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_home = std::make_unique<test::OwnHome>(); }

    void playsWithTheMapOn()
    {
        const ProgramRun run;
        QSignalSpy maps(&run.localization(), &Localization::mapReady);
        SL_TRY(run.isPlaying() && run.hasModel());
        SL_TRY(run.player().position() >= std::chrono::seconds(3));
        SL_TRY(!maps.isEmpty());
        QVERIFY(run.player().statistics().shownFrames > 3);
        QVERIFY(run.program->window().findChild<NoticeBar *>()->notices().empty());
    }

    void stepsAndJumpsToTheVeryFrame()
    {
        const std::vector<Frame> frames = test::readFrames(test::kDemoScene);
        QVERIFY(frames.size() > 60);
        const ProgramRun run;
        const Player &player = run.player();
        std::optional<MapResult> map;
        connect(&run.localization(), &Localization::mapReady, this, [&](const MapResult &result) {
            map = result;
        });
        SL_TRY(player.media().isIndexed && run.isPlaying() && run.hasModel());
        run.action("playback.play").trigger();
        SL_TRY(player.state() == Player::State::Paused);
        const auto isExact = [&](qint64 index) {
            return player.frame().index == index
                   && haveSamePixels(player.frame(), frames[static_cast<std::size_t>(index)]);
        };
        for (const qint64 index : {57, 3, 41}) {
            run.player().seekFrame(index);
            SL_TRY(isExact(index));
            SL_TRY(map && map->heatmap.pts == player.frame().pts);
            QCOMPARE(player.position(), player.frame().pts);
        }
        run.action("playback.step-forward").trigger();
        SL_TRY(isExact(42));
        run.action("playback.step-back").trigger();
        run.action("playback.step-back").trigger();
        SL_TRY(isExact(40));
        SL_TRY(map && map->frame.index == 40);
        run.player().seek(*player.timeOfFrame(20));
        SL_TRY(isExact(20));
    }

    void aModelThatFailsLeavesTheOldOne()
    {
        const fs::path tiny = m_home->path() / "tiny.safetensors";
        const fs::path broken = m_home->path() / "broken.safetensors";
        SL_VERIFY_RESULT(test::writeTinyCheckpoint(tiny));
        SL_VERIFY_RESULT(writeWholeFile(broken, "no weights"));
        const ProgramRun run;
        QSignalSpy maps(&run.localization(), &Localization::mapReady);
        SL_TRY(run.isPlaying() && run.hasModel());
        const auto path = [&] { return run.localization().model(MapSlot::Main)->path; };
        QCOMPARE(path(), textOf(test::kDemoModel));

        run.program->session().loadModel(MapSlot::Main, textOf(tiny));
        SL_TRY(path() == textOf(tiny));
        const auto *notices = run.program->window().findChild<NoticeBar *>();
        QVERIFY(notices->notices().empty());
        run.program->session().loadModel(MapSlot::Main, textOf(broken));
        SL_TRY(notices->notices().size() == 1);
        QVERIFY(notices->isVisible());
        QCOMPARE(path(), textOf(tiny));
        maps.clear();
        SL_TRY(!maps.isEmpty());
    }

    void exportsAPictureAndAPassage()
    {
        const ProgramRun run;
        const Player &player = run.player();
        std::optional<MapResult> map;
        connect(&run.localization(), &Localization::mapReady, this, [&](const MapResult &result) {
            map = result;
        });
        SL_TRY(player.media().isIndexed && run.isPlaying() && run.hasModel());
        run.player().pause();
        run.player().seekFrame(40);
        SL_TRY(map && map->frame.index == 40 && player.frame().index == 40);
        const fs::path picture = m_home->path() / "picture.png";
        saveAs(run.action("export.picture"), picture);
        SL_TRY(fs::exists(picture)); // written beside the window, whole or not at all
        const QImage image(textOf(picture));
        QCOMPARE(image.size(), QSize(player.frame().width(), player.frame().height()));
        const QImage plain(player.frame().row(0),
                           image.width(),
                           image.height(),
                           player.frame().strideBytes(),
                           QImage::Format_RGB888);
        QVERIFY(image.convertToFormat(QImage::Format_RGB888) != plain);

        // Frames 40 to 49.
        run.action("playback.loop-begin").trigger();
        run.player().seekFrame(50);
        SL_TRY(player.frame().index == 50);
        run.action("playback.loop-end").trigger();
        QSignalSpy finished(&run.program->services().exporter, &Exporter::finished);
        QSignalSpy failed(&run.program->services().exporter, &Exporter::failed);
        const fs::path video = m_home->path() / "passage.mp4";
        saveAs(run.action("export.video"), video);
        SL_TRY(finished.size() + failed.size() == 1);
        QVERIFY(failed.isEmpty());
        QCOMPARE(finished.first().at(1).toString(), textOf(video));
        const std::size_t count = test::readFrames(video).size();
        QVERIFY2(count >= 10 && count <= 11, qPrintable(QString::number(count)));
        const fs::path numbers = m_home->path() / "passage.npz";
        saveAs(run.action("export.maps"), numbers);
        SL_TRY(finished.size() + failed.size() == 2);
        QVERIFY(failed.isEmpty());
        QVERIFY(fs::file_size(numbers) > 0);
    }

    /// Libraries keep threads for the next time and end them when they like; a thread that is left
    /// behind would be one more with each run.
    void endsAtOnceInTheMiddleOfPlaying()
    {
        constexpr int kRuns = 5;
        std::vector<int> threads;
        std::vector<qint64> endings;
        for (int i = 0; i < kRuns; ++i) {
            ProgramRun run;
            SL_TRY(run.isPlaying() && run.hasModel());
            QSignalSpy maps(&run.localization(), &Localization::mapReady);
            SL_TRY(!maps.isEmpty());
            QElapsedTimer timer;
            timer.start();
            run.program->window().close();
            run.program.reset();
            endings.push_back(timer.elapsed());
            threads.push_back(settledThreadCount());
        }
        qInfo() << "ended after" << endings << "ms";
        QVERIFY2(threads.back() - threads.front() < kRuns - 1,
                 qPrintable(QString("%1, then %2").arg(threads.front()).arg(threads.back())));
        // The quickest of five, for the sake of machines that do other things.
        constexpr qint64 kSecond = 1000;
        QVERIFY(*std::ranges::min_element(endings) < kSecond);
    }

    void endsWhileFileAndModelAreLoaded()
    {
        ProgramRun run;
        SL_TRY(run.player().state() != Player::State::Empty);
        run.program.reset();
    }

private:
    std::unique_ptr<test::OwnHome> m_home;
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
