// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/models/clip_filter_model.h"
#include "ui/models/clip_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

class TestClipModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsClipsAndFollowsThem()
    {
        AnnotationBench b;
        ClipModel model(b.document());
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, ClipModel::NameColumn).data().toString(), u"pond"_s);
        QCOMPARE(model.index(0, ClipModel::TracksColumn).data().toString(), u"3"_s);
        QVERIFY(model.index(2, ClipModel::StateColumn).data().toString().contains(u"Done"_s));
        QCOMPARE(model.counts(), (ReviewCounts{3, 2, 1, 0, 0}));

        QSignalSpy counts(&model, &ClipModel::countsChanged);
        QVERIFY(b.editor.apply(
                gestures::changeReview(std::span(b.editor.clip(), 1), ReviewState::Checked)));
        QCOMPARE(counts.size(), 1);
        QCOMPARE(model.counts(), (ReviewCounts{3, 1, 1, 1, 0}));
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(model.counts().toDo, 2);

        Clip extra = *b.document().clip(kField);
        extra.id = ClipId{b.document().newId()};
        extra.name = "extra";
        QVERIFY(b.editor.applyToProject(gestures::addClips(std::span(&extra, 1))));
        QCOMPARE(model.rowCount(), 4);
        SL_VERIFY_RESULT(b.document().undo());
        QCOMPARE(model.rowCount(), 3);
        b.project.close();
        QCOMPARE(model.rowCount(), 0);
    }

    void knowsNeighboursAndWhatIsToDo()
    {
        AnnotationBench b;
        const ClipModel model(b.document());
        QCOMPARE(model.neighbour(kPond, 1), kField);
        QCOMPARE(model.neighbour(kPond, -1), ClipId{});
        QCOMPARE(model.neighbour({}, 1), kPond);
        QCOMPARE(model.neighbour({}, -1), kStreet);
        QCOMPARE(model.nextToDo(kPond), kField);
        QCOMPARE(model.nextToDo(kField), kPond); // round, past the one that is done
        QCOMPARE(model.nextToDo({}), kPond);
        QVERIFY(b.editor.applyToClip(kField,
                                     gestures::changeReview(std::span(b.document().clip(kField), 1),
                                                            ReviewState::Done)));
        QCOMPARE(model.nextToDo(kPond), ClipId{});
    }

    void filterByTextAndState()
    {
        AnnotationBench b;
        ClipModel model(b.document());
        ClipFilterModel filter;
        const QAbstractItemModelTester tester(&filter);
        filter.setSourceModel(&model);
        QCOMPARE(filter.rowCount(), 3);
        filter.setText(u"  STR "_s);
        QCOMPARE(filter.rowCount(), 1);
        filter.setState(ReviewState::ToDo);
        QCOMPARE(filter.rowCount(), 0);
        filter.setText({});
        QCOMPARE(filter.rowCount(), 2);
        QVERIFY(b.editor.apply(
                gestures::changeReview(std::span(b.editor.clip(), 1), ReviewState::Done)));
        QCOMPARE(filter.rowCount(), 1);
        filter.setState(std::nullopt);
        QCOMPARE(filter.rowCount(), 3);
    }

    void tenThousandClipsAreThereAtOnce()
    {
        AnnotationSet set;
        for (int i = 1; i <= 10'000; ++i) {
            Clip clip;
            clip.id = ClipId{i};
            clip.name = std::to_string(i);
            set.clips.push_back(clip);
        }
        AnnotationDocument document;
        document.reset(set, true);
        const ClipModel model(document);
        QCOMPARE(model.rowCount(), 10'000);
        QCOMPARE(model.rowOf(ClipId{9'999}), 9'998);
        QCOMPARE(model.rowOf(ClipId{10'001}), -1);
    }
};

QTEST_GUILESS_MAIN(TestClipModel)
#include "tst_clip_model.moc"
