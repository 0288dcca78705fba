// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/panels/agreement_label.h"
#include "ui/panels/annotators_panel.h"
#include "ui/panels/clip_notes_panel.h"
#include "ui/panels/clips_panel.h"
#include "ui/panels/labels_panel.h"
#include "ui/panels/project_indicator.h"
#include "ui/panels/score_panel.h"
#include "ui/panels/tracks_panel.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <limits>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

namespace {

/// What the labels of a panel say that are not hidden.
QString saidBy(const QWidget &panel)
{
    QStringList texts;
    for (const QLabel *label : panel.findChildren<QLabel *>()) {
        if (!label->isHidden())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

} // namespace

class TestAnnotationPanels final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::C); }

    void clipsAreFoundCountedAndOpened()
    {
        AnnotationBench b;
        ActionRegistry actions;
        ClipModel model(b.document());
        ClipsPanel panel(model, b.document(), b.selection, actions);
        auto *view = panel.findChild<QTreeView *>();
        QVERIFY(saidBy(panel).contains(u"2 of 3 to do"_s));
        panel.findChild<QLineEdit *>()->setText(u"stre"_s);
        QCOMPARE(view->model()->rowCount(), 1);
        QSignalSpy wanted(&panel, &ClipsPanel::clipWanted);
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(wanted.first().first().value<ClipId>(), kStreet);
        panel.findChild<QComboBox *>()->setCurrentIndex(1); // to do
        QCOMPARE(view->model()->rowCount(), 0);
        QVERIFY(saidBy(panel).contains(u"No clip is like that"_s));
        b.project.openWith(u"/empty.soundlocus"_s, {});
        QVERIFY(saidBy(panel).contains(u"Add media"_s));
        b.project.close();
        QVERIFY(saidBy(panel).contains(u"Make one"_s));
    }

    void tracksAreSelectedHereAndThere()
    {
        AnnotationBench b;
        ActionRegistry actions;
        TracksPanel panel(b.editor, actions);
        auto *view = panel.findChild<QTreeView *>();
        b.selection.setTrack(kCrowTrack);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(view->selectionModel()->selectedRows().first().row(), 1);
        view->selectionModel()->select(view->model()->index(0, 0),
                                       QItemSelectionModel::ClearAndSelect
                                               | QItemSelectionModel::Rows);
        QCOMPARE(b.selection.tracks(), std::vector{kFrogTrack});
        b.selection.setClip(kField);
        QVERIFY(saidBy(panel).contains(u"drag a box"_s));
        b.selection.setClip({});
        QVERIFY(saidBy(panel).contains(u"Open a clip"_s));
        b.project.close();
        QVERIFY(saidBy(panel).contains(u"Open a project"_s));
    }

    void labelsAreAddedAndChosen()
    {
        AnnotationBench b;
        LabelsPanel panel(b.editor);
        auto *name = panel.findChild<QLineEdit *>();
        name->setText(u"dog"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(b.document().labels().back().name, "dog");
        QCOMPARE(b.selection.label(), b.document().labels().back().id);
        QVERIFY(name->text().isEmpty());
        auto *view = panel.findChild<QTreeView *>();
        QCOMPARE(view->currentIndex().row(), 2);
        view->setCurrentIndex(view->model()->index(0, 0));
        QCOMPARE(b.selection.label(), kFrog);
        b.document().setEditable(false);
        QVERIFY(!name->isEnabled());
        b.project.close();
        QVERIFY(saidBy(panel).contains(u"Open a project"_s));
    }

    void annotatorsChooseWhoDraws()
    {
        AnnotationBench b;
        Settings settings;
        AnnotatorsPanel panel(b.editor, settings);
        auto *view = panel.findChild<QTreeView *>();
        Q_EMIT view->clicked(view->model()->index(1, 1));
        QCOMPARE(b.selection.annotator(), kBen);
        auto *name = panel.findChild<QLineEdit *>();
        name->setText(u"Carla"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(b.document().annotator(b.selection.annotator())->name, "Carla");
    }

    void agreementOfTheLayers()
    {
        AnnotationBench b;
        const MediaTime time = b.editor.time();
        const auto draw = [&b, time](std::int64_t id, AnnotatorId annotator, BoundingBox box) {
            Track track;
            track.id = {id};
            track.clip = kField;
            track.annotator = annotator;
            track.keys = {{time, box}};
            return Gesture{"Draw box", {added(track)}};
        };
        b.selection.setClip(kField);
        Settings settings;
        AnnotatorsPanel panel(b.editor, settings);
        panel.show();
        const auto *label = panel.findChild<AgreementLabel *>();
        QVERIFY(label->text().isEmpty());
        // Halves of the picture that share a quarter: a third of what either covers.
        QVERIFY(b.editor.apply(draw(901, kAnna, {0.0, 0.0, 0.5, 1.0})));
        QVERIFY(label->text().isEmpty());
        QVERIFY(b.editor.apply(draw(902, kBen, {0.25, 0.0, 0.75, 1.0})));
        QVERIFY2(label->text().contains(u"Anna, Ben: IoU 0.333"_s), qPrintable(label->text()));
        QVERIFY(label->text().contains(u"cIoU"_s));
        Annotator hidden = *b.document().annotator(kBen);
        hidden.isShown = false;
        QVERIFY(b.editor.applyToProject(
                Gesture{"Hide layer", {changed(*b.document().annotator(kBen), hidden)}}));
        QVERIFY(label->text().isEmpty());
        QVERIFY(label->isHidden());
    }

    void notesAreStoredWhenTheyAreLeft()
    {
        AnnotationBench b;
        ClipNotesPanel panel(b.editor);
        panel.show();
        auto *tags = panel.findChild<QLineEdit *>();
        tags->setText(u" hard, night,, hard "_s);
        Q_EMIT tags->editingFinished();
        QCOMPARE(b.document().clip(kPond)->tags, (std::vector<std::string>{"hard", "night"}));
        auto *note = panel.findChild<QPlainTextEdit *>();
        note->setPlainText(u"a frog, not a toad"_s);
        b.selection.setClip(kField); // another clip: it goes to the one before
        QCOMPARE(b.document().clip(kPond)->note, "a frog, not a toad");
        QVERIFY(b.document().clip(kField)->note.empty());
        QVERIFY(note->toPlainText().isEmpty());
        auto *state = panel.findChild<QComboBox *>();
        state->setCurrentIndex(3);
        Q_EMIT state->activated(3);
        QVERIFY(b.document().clip(kField)->review == ReviewState::Rejected);
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(state->currentIndex(), 0);
        b.selection.setClip({});
        QVERIFY(!tags->isEnabled());
    }

    void scoreSaysWhatTheNumberMeans()
    {
        ScorePanel panel;
        panel.setRules({{u"ssltie"_s, u"Top half"_s}, {u"absolute"_s, u"Absolute"_s}});
        panel.setRule(u"absolute"_s, true);
        QVERIFY(!panel.findChild<QDoubleSpinBox *>()->isHidden());
        panel.setRule(u"ssltie"_s, false);
        QVERIFY(panel.findChild<QDoubleSpinBox *>()->isHidden());
        panel.setFrameScore({0.634, true, 0.8, {}});
        QVERIFY(saidBy(panel).contains(u"0.63"_s));
        QVERIFY(saidBy(panel).contains(u"✓"_s));
        panel.setFrameScore({0.2, false, 0.3, {}});
        QVERIFY(saidBy(panel).contains(u"✗"_s));
        QVERIFY(saidBy(panel).contains(u"no map can find them"_s));
        panel.setFrameScore({std::nullopt, false, 0, u"No box on this frame"_s});
        QVERIFY(saidBy(panel).contains(u"No box on this frame"_s));
        const std::vector<double> values{1.0, 0.0, std::numeric_limits<double>::quiet_NaN(), 0.6};
        panel.setClipSummary(summarize(values, SuccessComparison::AtLeast));
        QVERIFY2(saidBy(panel).contains(u"mean 0.40 · found 50 %"_s), qPrintable(saidBy(panel)));
        QSignalSpy chosen(&panel, &ScorePanel::ruleChosen);
        Q_EMIT panel.findChild<QComboBox *>()->activated(0);
        QCOMPARE(chosen.first().first().toString(), u"ssltie"_s);
    }

    void indicatorTellsEveryState_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("words");
        using State = ProjectStatus::State;
        QTest::newRow("stored") << int(State::Stored) << u"stored"_s;
        QTest::newRow("storing") << int(State::Storing) << u"storing"_s;
        QTest::newRow("opening") << int(State::Opening) << u"opening"_s;
        QTest::newRow("retrying") << int(State::Retrying) << u"trying again"_s;
        QTest::newRow("read only") << int(State::ReadOnly) << u"read only, held by Ben"_s;
    }
    void indicatorTellsEveryState()
    {
        QFETCH(const int, state);
        QFETCH(const QString, words);
        ProjectIndicator indicator;
        QVERIFY(indicator.isHidden());
        const auto is = static_cast<ProjectStatus::State>(state);
        const bool isHeld = is == ProjectStatus::State::ReadOnly;
        indicator.setStatus(
                {is, u"/a/birds.soundlocus"_s, isHeld ? u"held by Ben"_s : QString(), 3});
        QVERIFY2(indicator.text().contains(words), qPrintable(indicator.text()));
        QVERIFY(indicator.text().startsWith(u"birds"_s));
        indicator.setStatus({});
        QVERIFY(indicator.isHidden());
    }
};

QTEST_MAIN(TestAnnotationPanels)
#include "tst_annotation_panels.moc"
