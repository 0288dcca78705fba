// SPDX-License-Identifier: MIT
#include "engine/annotation/edit.h"
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <limits>

using namespace soundlocus;

namespace {

Track trackOf(std::int64_t id)
{
    Track track;
    track.id = {id};
    track.clip = {4};
    track.annotator = {2};
    track.keys = {{MediaTime{0}, {0.1, 0.1, 0.5, 0.5}}};
    return track;
}

} // namespace

class TestEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoAndRedoGoThroughTheSameStates()
    {
        std::vector<AnnotationSet> states{test::sessionStart()};
        std::vector<Gesture> gestures;
        constexpr int kSteps = 500;
        for (int step = 1; step <= kSteps; ++step) {
            gestures.push_back(test::gestureOf(step, states.back()));
            AnnotationSet next = states.back();
            SL_VERIFY_RESULT(applyTo(next, gestures.back()));
            QVERIFY(next != states.back());
            QVERIFY(inverse(inverse(gestures.back())) == gestures.back());
            states.push_back(std::move(next));
        }
        AnnotationSet state = states.back();
        for (std::size_t step = gestures.size(); step-- > 0;) {
            SL_VERIFY_RESULT(applyTo(state, inverse(gestures[step])));
            QVERIFY(state == states[step]);
        }
        for (std::size_t step = 0; step < gestures.size(); ++step) {
            SL_VERIFY_RESULT(applyTo(state, gestures[step]));
            QVERIFY(state == states[step + 1]);
        }
    }

    void refuses_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("no id") << 0;
        QTest::newRow("other id after") << 1;
        QTest::newRow("not finite") << 2;
        QTest::newRow("there already") << 3;
        QTest::newRow("not there") << 4;
        QTest::newRow("another value before") << 5;
        QTest::newRow("no such clip") << 6;
        QTest::newRow("no such label") << 7;
        QTest::newRow("clip in use removed") << 8;
        QTest::newRow("annotator of a mark removed") << 9;
        QTest::newRow("nothing before and after") << 10;
    }

    void refuses()
    {
        QFETCH(int, kind);
        AnnotationSet set = test::sessionStart();
        set.clips[1].marks = {{MarkKind::Silence, {3}, {}}};
        set.tracks = {trackOf(20)};
        Track bad = trackOf(21);
        if (kind == 2)
            bad.keys[0].box.y1 = std::numeric_limits<double>::quiet_NaN();
        if (kind == 6)
            bad.clip = {99};
        if (kind == 7)
            bad.label = {99};
        Track other = trackOf(20);
        other.note = "other";
        const std::vector<Edit> edits{added(trackOf(0)),
                                      changed(trackOf(20), trackOf(21)),
                                      added(bad),
                                      added(trackOf(20)),
                                      removed(trackOf(22)),
                                      changed(other, trackOf(20)),
                                      added(bad),
                                      added(bad),
                                      removed(set.clips[0]),
                                      removed(set.annotators[1]),
                                      Change<Track>{}};
        // What comes before the fault in the gesture does not stay.
        const AnnotationSet before = set;
        SL_COMPARE_CODE(
                applyTo(set, {"bad", {added(trackOf(30)), edits[static_cast<std::size_t>(kind)]}}),
                ErrorCode::InvalidArgument);
        QVERIFY(set == before);
    }
};

QTEST_GUILESS_MAIN(TestEdit)
#include "tst_edit.moc"
