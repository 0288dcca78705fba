// SPDX-License-Identifier: MIT
#include "tests/app/fake_application.h"

#include "engine/annotation/gestures.h"
#include "tests/support/mouse_drag.h"
#include "tests/support/small_project.h"
#include "tests/support/test_paths.h"
#include "ui/dialogs/merge_dialog.h"
#include "ui/panels/notice_bar.h"
#include "ui/widgets/canvas/video_canvas.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QTreeView>

#include <cmath>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

/// With a project of three clips whose files are there.
struct AnnotatingBench : test::WindowBench
{
    AnnotatingBench()
    {
        project.contents = test::smallProject();
        for (Clip &clip : project.contents.clips) {
            clip.media = path(clip.name).toStdString();
            QFile file(path(clip.name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
    }
    [[nodiscard]] QString path(const std::string &name) const
    {
        return folder.filePath(QString::fromStdString(name) + u".mp4"_s);
    }
    [[nodiscard]] QString projectPath() const { return folder.filePath(u"small.soundlocus"_s); }
    void openProject() { project.open(projectPath()); }
    [[nodiscard]] bool isSaidInStatusBar(const QString &text) const
    {
        const auto labels = window->statusBar()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return !label->isHidden() && label->text().contains(text);
        });
    }

    QTemporaryDir folder;
};

} // namespace

class TestAnnotatingWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::C); }

    void aProjectBringsItsPanelsAndItsFirstClip()
    {
        AnnotatingBench b;
        const auto *clips = b.window->findChild<QDockWidget *>(u"dock.clips"_s);
        const auto *timeline = b.window->findChild<TimelineWidget *>();
        QVERIFY(clips->isHidden());
        b.window->show();
        b.openProject();
        QVERIFY(!clips->isHidden());
        QVERIFY(timeline->lanes().isShown(TimelineLaneId::Tracks));
        QCOMPARE(b.player.media().path, b.path("pond"));
        QCOMPARE(timeline->annotations().tracks.size(), std::size_t{3});
        QCOMPARE(b.settings.values().recent.projects, QStringList{b.projectPath()});
        QVERIFY(b.isSaidInStatusBar(u"stored"_s));
        b.trigger(u"annotation.close-project"_s);
        QVERIFY(!timeline->lanes().isShown(TimelineLaneId::Tracks));
        QVERIFY(!b.isSaidInStatusBar(u"stored"_s));
    }

    void aNewProjectHasSomebodyWhoDraws()
    {
        AnnotatingBench b;
        b.project.create(b.projectPath());
        QCOMPARE(b.project.document().annotators().size(), std::size_t{1});
        QVERIFY(!b.settings.values().annotation.annotator.isEmpty());
    }

    void boxesAreDrawnByMouseAndUndone()
    {
        AnnotatingBench b;
        b.window->resize(1200, 900);
        b.window->show();
        b.openProject();
        QVERIFY(QTest::qWaitForWindowExposed(b.window.get()));
        b.player.seekFrame(100);
        auto *canvas = b.window->findChild<VideoCanvas *>();
        const auto at = [&](double x, double y) {
            return canvas->frameGeometry().widgetFromFrame(QPointF(x, y)).toPoint();
        };
        const auto count = [&] { return b.project.document().tracks(test::kPond).size(); };
        b.trigger(u"annotation.draw"_s);
        test::dragMouse(*canvas, at(0.7, 0.1), at(0.9, 0.4));
        QCOMPARE(count(), std::size_t{4});
        const Track drawn = b.project.document().tracks(test::kPond).back();
        QCOMPARE(drawn.keys.front().time, test::atFrame(100));
        QVERIFY(std::abs(drawn.keys.front().box.x0 - 0.7) < 0.03);
        const auto *timeline = b.window->findChild<TimelineWidget *>();
        QCOMPARE(timeline->annotations().tracks.size(), std::size_t{4});

        // Elsewhere the first press only goes there.
        b.trigger(u"annotation.next-clip"_s);
        QCOMPARE(b.player.media().path, b.path("field"));
        b.trigger(u"annotation.undo"_s);
        QCOMPARE(b.player.media().path, b.path("pond"));
        QCOMPARE(b.player.frame().index, 100);
        QCOMPARE(count(), std::size_t{4});
        b.trigger(u"annotation.undo"_s);
        QCOMPARE(count(), std::size_t{3});
        b.trigger(u"annotation.redo"_s);
        QCOMPARE(count(), std::size_t{4});
    }

    void neighboursOfAClipAreClips()
    {
        AnnotatingBench b;
        b.openProject();
        b.trigger(u"file.next"_s);
        QCOMPARE(b.player.media().path, b.path("field"));
        b.trigger(u"annotation.mark-done"_s); // and on to the next that is to do
        QCOMPARE(b.player.media().path, b.path("pond"));
    }

    void missingMediaAreSaid()
    {
        AnnotatingBench b;
        QFile::remove(b.path("field"));
        b.openProject();
        b.trigger(u"annotation.next-clip"_s);
        QCOMPARE(b.player.media().path, b.path("pond"));
        const auto *notices = b.window->findChild<NoticeBar *>();
        QCOMPARE(notices->notices().size(), std::size_t{1});
        QVERIFY(notices->notices().back().text.contains(u"field"_s));
    }

    void scoresFollowBoxesAndRule()
    {
        AnnotatingBench b;
        b.openProject();
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        const auto *timeline = b.window->findChild<TimelineWidget *>();
        QTRY_COMPARE(timeline->annotations().scores.size(), std::size_t{1});
        const double before = timeline->annotations().scores.front().ciou;
        // Everything of the half that the map predicts.
        const Track &frog = *b.project.document().track(test::kFrogTrack);
        SL_VERIFY_RESULT(b.project.document().apply(
                gestures::setBox(frog, MediaTime{0}, {0, 0, 0.5, 1}), {test::kPond, MediaTime{0}}));
        QTRY_VERIFY(timeline->annotations().scores.front().ciou > before);
        QVERIFY(timeline->annotations().scores.front().ciou > 0.95);
    }

    void droppedProjectsAreOpened()
    {
        AnnotatingBench b;
        b.drop({b.projectPath()});
        QCOMPARE(b.project.status().path, b.projectPath());
        b.session.open({u"/broken.soundlocus"_s});
        QCOMPARE(b.window->findChild<NoticeBar *>()->notices().size(), std::size_t{1});
        QCOMPARE(b.project.status().path, b.projectPath());
    }

    void anotherWindowFindsTheProjectOpen()
    {
        AnnotatingBench b;
        b.openProject();
        b.window = std::make_unique<MainWindow>(b.services, b.session, QString());
        const auto *timeline = b.window->findChild<TimelineWidget *>();
        QCOMPARE(timeline->annotations().tracks.size(), std::size_t{3});
        QVERIFY(b.isSaidInStatusBar(u"stored"_s));
    }

    void theNextClipsAreOpenedInAdvance()
    {
        AnnotatingBench b;
        b.openProject();
        // Field is the next one in the list and the next one to do; the third is done.
        QCOMPARE(b.player.upcoming, (std::vector{UpcomingFile{b.path("field"), MediaTime{0}}}));
        b.settings.rememberPosition(b.path("street"), std::chrono::seconds(5));
        b.trigger(u"annotation.next-clip"_s);
        QCOMPARE(b.player.upcoming,
                 (std::vector{UpcomingFile{b.path("pond"), MediaTime{0}},
                              UpcomingFile{b.path("street"), std::chrono::seconds(5)}}));
        b.trigger(u"annotation.close-project"_s);
        QVERIFY(b.player.upcoming.empty());
    }

    void theConsensusIsSwitchedByItsCommand()
    {
        AnnotatingBench b;
        b.window->show();
        b.openProject();
        auto *box = b.window->findChild<QComboBox *>(u"consensus"_s);
        QVERIFY(box);
        const auto *canvas = b.window->findChild<VideoCanvas *>();
        const auto looks = [canvas] { return const_cast<VideoCanvas *>(canvas)->grab().toImage(); };
        const QImage before = looks();
        QCOMPARE(box->currentIndex(), 0);
        b.trigger(u"annotation.consensus"_s); // Anna and Ben have a box here
        QVERIFY(b.settings.values().annotation.showsConsensus);
        QCOMPARE(box->currentData().toString(), u"flickr"_s);
        QTRY_VERIFY(looks() != before);
        const QImage flickr = looks();
        box->setCurrentIndex(box->findData(u"intersection"_s));
        Q_EMIT box->activated(box->currentIndex());
        QCOMPARE(b.settings.values().annotation.consensusRule, u"intersection"_s);
        QTRY_VERIFY(looks() != flickr);
        b.trigger(u"annotation.consensus"_s);
        QCOMPARE(box->currentIndex(), 0);
    }

    void mergingIsShownBeforeItCounts()
    {
        AnnotatingBench b;
        b.window->show();
        QVERIFY(!b.window->actions().action(u"annotation.merge-project"_s)->isEnabled());
        b.openProject();
        QVERIFY(b.window->actions().action(u"annotation.merge-project"_s)->isEnabled());
        b.project.mergePreview.added.tracks = 3;
        b.project.mergePreview.conflicts = {
                {MergeConflictKind::Layer, "b", "pond", "Anna", "Anna (2)"},
                {MergeConflictKind::Review, "b", "field", "", "done"}};
        b.project.prepareMerge(u"/b.soundlocus"_s);
        auto *dialog = b.window->findChild<MergeDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        const auto *list = dialog->findChild<QPlainTextEdit *>();
        QCOMPARE(list->toPlainText().split(u'\n').size(), 2);
        QVERIFY(list->toPlainText().contains(u"Anna (2)"_s));
        QVERIFY(list->toPlainText().contains(u"Done"_s));
        dialog->accept();
        QCOMPARE(b.project.appliedMerges, 1);
        // Nothing new: nothing to accept.
        b.project.mergePreview = {};
        b.project.prepareMerge(u"/b.soundlocus"_s);
        QTRY_COMPARE(b.window->findChildren<MergeDialog *>().size(), 1);
        dialog = b.window->findChild<MergeDialog *>();
        for (const auto *button : dialog->findChildren<QPushButton *>())
            QVERIFY(button->text() == u"Cancel"_s || !button->isEnabled());
        dialog->reject();
        QCOMPARE(b.project.cancelledMerges, 1);
    }

    void workInTheBackgroundIsSeenAndStopped()
    {
        AnnotatingBench b;
        b.window->show();
        b.openProject();
        Q_EMIT b.project.activityChanged({u"Reading media"_s, 3, 20});
        QVERIFY(b.isSaidInStatusBar(u"Reading media: 3 of 20"_s));
        const auto buttons = b.window->statusBar()->findChildren<QAbstractButton *>();
        const auto stop = std::ranges::find(buttons, u"Stop"_s, &QAbstractButton::text);
        QVERIFY(stop != buttons.end() && (*stop)->isVisible());
        (*stop)->click();
        QCOMPARE(b.project.stoppedJobs, 1);
        Q_EMIT b.project.activityChanged({});
        QVERIFY(!(*stop)->isVisible());
    }

    void chosenClipsAreTakenOut()
    {
        AnnotatingBench b;
        b.window->show();
        b.openProject();
        const auto *dock = b.window->findChild<QDockWidget *>(u"dock.clips"_s);
        auto *view = dock->findChild<QTreeView *>();
        view->selectAll();
        QTest::keyClick(view, Qt::Key_Delete);
        QVERIFY(b.project.document().clips().empty());
        b.trigger(u"annotation.undo"_s); // nothing of it is out of sight
        QCOMPARE(b.project.document().clips().size(), std::size_t{3});
        QCOMPARE(b.project.document().set().tracks.size(), std::size_t{3});
    }

    void closingWaitsAndAsks()
    {
        AnnotatingBench b;
        b.window->show();
        b.openProject();
        b.project.isStored = false;
        QTimer::singleShot(0, b.window.get(), [] {
            auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
            QVERIFY(box);
            box->button(QMessageBox::Cancel)->click();
        });
        QVERIFY(!b.window->close());
        b.project.isStored = true;
        QVERIFY(b.window->close());
    }
};

QTEST_MAIN(TestAnnotatingWindow)
#include "tst_annotating_window.moc"
