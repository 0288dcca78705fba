// SPDX-License-Identifier: MIT
// Annotating with the engine behind it: a real project over the demo scene.
#include "engine/annotation/gestures.h"
#include "tests/integration/program_run.h"
#include "tests/support/mouse_drag.h"
#include "ui/panels/notice_bar.h"
#include "ui/services/annotation_document.h"
#include "ui/services/project_service.h"
#include "ui/widgets/canvas/video_canvas.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <fstream>
#include <optional>

using namespace soundlocus;
using test::textOf;
using namespace Qt::StringLiterals;
namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 60'000; // of a build under a sanitizer, on a busy machine
#define SL_TRY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, kPatienceMs)

/// The program with a project.
struct ProjectRun
{
    explicit ProjectRun(const fs::path &path)
    {
        StartOptions options = test::ProgramRun::options();
        options.files = fs::exists(path) ? QStringList{textOf(path)} : QStringList();
        program = std::make_unique<Application>(options);
        program->show();
        if (!fs::exists(path))
            program->services().project.create(textOf(path));
    }
    [[nodiscard]] ProjectService &project() const { return program->services().project; }
    [[nodiscard]] AnnotationDocument &document() const { return project().document(); }
    [[nodiscard]] Player &player() const { return program->services().player; }
    void trigger(const char *id) const
    {
        program->window().actions().action(QString::fromLatin1(id))->trigger();
    }
    [[nodiscard]] VideoCanvas &canvas() const
    {
        return *program->window().findChild<VideoCanvas *>();
    }
    /// Draws by mouse, in fractions of the frame.
    void draw(QPointF from, QPointF to) const
    {
        const auto at = [this](QPointF point) {
            return canvas().frameGeometry().widgetFromFrame(point).toPoint();
        };
        trigger("annotation.draw");
        test::dragMouse(canvas(), at(from), at(to));
    }
    [[nodiscard]] bool shows(const fs::path &media) const
    {
        return player().media().path == textOf(media) && !player().frame().isEmpty();
    }

    std::unique_ptr<Application> program;
};

} // namespace

class TestAnnotating final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_home = std::make_unique<test::OwnHome>();
        // Two clips of one scene; an empty box at its end makes the second one another file.
        fs::copy_file(test::kDemoScene, first());
        fs::copy_file(test::kDemoScene, second());
        constexpr char kFreeBox[] = "\0\0\0\x08"
                                    "free";
        std::ofstream(second(), std::ios::binary | std::ios::app)
                .write(kFreeBox, sizeof kFreeBox - 1);
    }

    void drawnBoxesAreThereTheNextTime()
    {
        AnnotationSet left;
        {
            const ProjectRun run(projectPath());
            SL_TRY(run.document().isOpen() && run.document().isEditable());
            run.project().addMedia({textOf(first()), textOf(second())});
            SL_TRY(run.document().clips().size() == 2);
            SL_TRY(run.shows(first()) && run.player().media().isIndexed);
            run.player().pause();
            run.player().seekFrame(40);
            SL_TRY(run.player().frame().index == 40);

            run.draw({0.2, 0.2}, {0.5, 0.6});
            const ClipId clip = run.document().clips().front().id;
            QCOMPARE(run.document().tracks(clip).size(), std::size_t{1});
            const KeyFrame key = run.document().tracks(clip).front().keys.front();
            QCOMPARE(key.time, run.player().frame().pts);
            QVERIFY(std::abs(key.box.x1 - 0.5) < 0.02);
            run.trigger("annotation.duplicate");
            QCOMPARE(run.document().tracks(clip).size(), std::size_t{2});
            run.trigger("annotation.undo");
            QCOMPARE(run.document().tracks(clip).size(), std::size_t{1});

            run.trigger("annotation.mark-done");
            SL_TRY(run.shows(second()));
            run.player().pause();
            run.draw({0.6, 0.1}, {0.9, 0.3});
            const ClipId other = run.document().clips().back().id;
            QCOMPARE(run.document().tracks(other).size(), std::size_t{1});
            SL_TRY(run.project().status().state == ProjectStatus::State::Stored);
            left = run.document().set();
            run.program->window().close();
        }
        const ProjectRun run(projectPath());
        SL_TRY(run.document().isOpen());
        QVERIFY(run.document().set() == left);
        // The first one that is to do is opened by itself.
        SL_TRY(run.shows(second()));
        const auto *timeline = run.program->window().findChild<TimelineWidget *>();
        QCOMPARE(timeline->annotations().tracks.size(), std::size_t{1});
    }

    void theScoreFollowsTheHeatMap()
    {
        const ProjectRun run(projectPath());
        const auto *timeline = run.program->window().findChild<TimelineWidget *>();
        SL_TRY(run.document().isOpen());
        SL_TRY(!timeline->annotations().scores.empty());
        for (const TimelineScore &score : timeline->annotations().scores)
            QVERIFY(score.ciou >= 0 && score.ciou <= 1);
    }

    /// Not a test of time: says how long the next clip takes.
    void theNextClipIsThereSoon()
    {
        const ProjectRun run(projectPath());
        SL_TRY(run.shows(second()));
        std::vector<qint64> times;
        for (int i = 0; i < 6; ++i) {
            const bool isFirst = run.shows(first());
            QTest::qWait(1000); // opens it in advance
            std::optional<qint64> shown;
            QElapsedTimer timer;
            const QObject receiver;
            connect(&run.player(), &Player::frameShown, &receiver, [&] {
                if (!shown && run.shows(isFirst ? second() : first()))
                    shown = timer.elapsed();
            });
            timer.start();
            run.trigger(isFirst ? "annotation.next-clip" : "annotation.previous-clip");
            SL_TRY(shown.has_value());
            times.push_back(*shown);
        }
        std::ranges::sort(times);
        qInfo("first picture of the next clip after %lld ms (median of %zu, at most %lld)",
              times[times.size() / 2],
              times.size(),
              times.back());
    }

private:
    [[nodiscard]] fs::path first() const { return m_home->path() / "first.mp4"; }
    [[nodiscard]] fs::path second() const { return m_home->path() / "second.mp4"; }
    [[nodiscard]] fs::path projectPath() const { return m_home->path() / "scene.soundlocus"; }

    std::unique_ptr<test::OwnHome> m_home;
};

QTEST_MAIN(TestAnnotating)
#include "tst_annotating.moc"
