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

    void sourcesAreCountedWithinTheirClip()
    {
        AnnotationBench b;
        const auto add = [&](ClipId clip) {
            const TrackId id{b.document().newId()};
            const auto gesture = gestures::drawBox(
                    {id, clip, kAnna, LabelId()}, MediaTime(0), {0.1, 0.1, 0.4, 0.4});
            return b.editor.applyToProject(gesture) ? b.track(id) : Track();
        };
        const Track first = add(kField);
        const Track inTheOther = add(kPond);
        const Track second = add(kField);
        QCOMPARE(trackName(b.document(), first), u"source 1"_s);
        QCOMPARE(trackName(b.document(), second), u"source 2"_s);
        QCOMPARE(trackName(b.document(), inTheOther), u"source 4"_s); // beside three with labels
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
