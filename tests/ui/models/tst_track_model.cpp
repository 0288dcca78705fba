// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/models/track_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

class TestTrackModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tracksOfTheClipThatAreShown()
    {
        AnnotationBench b;
        TrackModel model(b.editor);
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, TrackModel::LabelColumn).data().toString(), u"frog"_s);
        QCOMPARE(model.index(2, TrackModel::LayerColumn).data().toString(), u"Ben"_s);
        const Annotator ben = *b.document().annotator(kBen);
        Annotator hidden = ben;
        hidden.isShown = false;
        QVERIFY(b.editor.applyToProject(gestures::editAnnotator(ben, hidden)));
        QCOMPARE(model.rowCount(), 2);
        b.selection.setClip(kField);
        QCOMPARE(model.rowCount(), 0);
    }

    void stateIsThatOfThePicture()
    {
        AnnotationBench b;
        const TrackModel model(b.editor);
        const auto state = [&](int row) {
            return model.index(row, TrackModel::StateColumn).data().toString();
        };
        QVERIFY(state(0).contains(u"key frame"_s));
        QCOMPARE(state(1), u"not here"_s);
        b.player.seekFrame(20);
        QCOMPARE(state(0), u"visible"_s);
        QCOMPARE(state(1), u"visible"_s);
        QVERIFY(b.editor.apply(
                gestures::setOcclusion(b.track(kFrogTrack), atFrame(20), KeyState::Occluded)));
        QVERIFY(state(0).startsWith(u"occluded"_s));
    }
};

QTEST_MAIN(TestTrackModel)
#include "tst_track_model.moc"
