// SPDX-License-Identifier: MIT
// Many clips one after the other without a menu: play, draw by mouse, label by digit, on by key.
#include "engine/annotation/clip_gestures.h"
#include "engine/project/project_store.h"
#include "tests/integration/program_run.h"
#include "tests/support/fixtures.h"
#include "tests/support/mouse_drag.h"
#include "ui/services/annotation_document.h"
#include "ui/services/project_service.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <set>

using namespace soundlocus;
using test::textOf;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 60'000; // of a build under a sanitizer, on a busy machine
#define SL_TRY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, kPatienceMs)

constexpr int kClips = 20;

} // namespace

class TestAnnotatingByKeys final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_home = std::make_unique<test::OwnHome>(); }

    void manyClipsWithoutAMenu()
    {
        const fs::path project = m_home->path() / "work.soundlocus";
        {
            StartOptions options = test::ProgramRun::options();
            options.files.clear();
            options.checkpoint.clear();
            Application program(options);
            program.show();
            MainWindow &window = program.window();
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            ProjectService &service = program.services().project;
            service.create(textOf(project));
            SL_TRY(service.document().isEditable());
            addClipsAndLabels(service);
            SL_TRY(service.document().clips().size() == kClips);
            annotateAll(window, program.services().player, service.document());
            window.close();
        }
        checkFile(project);
    }

private:
    /// Videos of 160 x 96, each of another length, and two labels with digits.
    void addClipsAndLabels(ProjectService &service) const
    {
        QStringList paths;
        for (int i = 0; i < kClips; ++i) {
            const fs::path path = m_home->path() / ("clip " + std::to_string(100 + i) + ".mp4");
            SL_VERIFY_RESULT(test::writeVideo(path, {{160, 96}, 30 + i, 25, 1, 2}));
            paths.append(textOf(path));
        }
        service.addMedia(paths);
        AnnotationDocument &document = service.document();
        std::vector<Label> labels;
        for (const char *name : {"dog", "cat"})
            labels.push_back(gestures::newLabel(labels, {document.newId()}, name));
        SL_VERIFY_RESULT(document.apply(gestures::addLabels(labels), {}));
    }

    static void annotateAll(MainWindow &window, Player &player, const AnnotationDocument &document)
    {
        auto &canvas = *window.findChild<VideoCanvas *>();
        const auto shows = [&](const Clip &clip) {
            return player.media().path == textOf(clip.media) && !player.frame().isEmpty();
        };
        std::vector<qint64> times;
        for (int i = 0; i < kClips; ++i) {
            const Clip clip = document.clips()[static_cast<std::size_t>(i)];
            QElapsedTimer timer;
            timer.start();
            SL_TRY(shows(clip));
            times.push_back(timer.elapsed());
            if (player.state() != Player::State::Playing)
                QTest::keyClick(&window, Qt::Key_Space);
            SL_TRY(player.frame().pts > MediaTime{0}
                   || player.state() == Player::State::Paused); // plays, or did
            QTest::keyClick(&window, Qt::Key_N);
            const auto at = [&canvas](double x, double y) {
                return canvas.frameGeometry().widgetFromFrame({x, y}).toPoint();
            };
            QCoreApplication::processEvents(); // may lay the window out anew
            test::dragMouseNow(canvas, at(leftOf(i), 0.25), at(leftOf(i) + 0.25, 0.75));
            QTest::keyClick(&window, i % 3 == 0 ? Qt::Key_2 : Qt::Key_1);
            QTest::keyClick(&window, Qt::Key_Y);
        }
        std::ranges::sort(times);
        qInfo("first picture of the next clip after %lld ms (median of %d, at most %lld)",
              times[times.size() / 2],
              kClips,
              times.back());
    }

    static void checkFile(const fs::path &project)
    {
        auto store = ProjectStore::open(project);
        SL_VERIFY_RESULT(store);
        const auto set = store->readAll();
        SL_VERIFY_RESULT(set);
        QCOMPARE(set->clips.size(), std::size_t{kClips});
        QCOMPARE(set->tracks.size(), std::size_t{kClips});
        for (int i = 0; i < kClips; ++i) {
            const Clip &clip = set->clips[static_cast<std::size_t>(i)];
            const auto track = std::ranges::find(set->tracks, clip.id, &Track::clip);
            QVERIFY2(track != set->tracks.end(), clip.name.c_str());
            QVERIFY2(clip.review == ReviewState::Done, clip.name.c_str());
            QCOMPARE(track->keys.size(), std::size_t{1});
            const BoundingBox &box = track->keys.front().box;
            QVERIFY2(std::abs(box.x0 - leftOf(i)) < 0.02 && std::abs(box.y1 - 0.75) < 0.02,
                     qPrintable(QStringLiteral("%1: left %2, wanted %3; bottom %4")
                                        .arg(QString::fromStdString(clip.name))
                                        .arg(box.x0)
                                        .arg(leftOf(i))
                                        .arg(box.y1)));
            QCOMPARE(labelIn(*set, track->label)->name, i % 3 == 0 ? "cat" : "dog");
        }
    }

    [[nodiscard]] static double leftOf(int clip) { return 0.1 + 0.03 * clip; }

    std::unique_ptr<test::OwnHome> m_home;
};

QTEST_MAIN(TestAnnotatingByKeys)
#include "tst_annotating_by_keys.moc"
