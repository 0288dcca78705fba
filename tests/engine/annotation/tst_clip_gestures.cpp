// SPDX-License-Identifier: MIT
#include "engine/annotation/clip_gestures.h"
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <set>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

ClipMark silence(MediaTime begin, MediaTime end, AnnotatorId annotator = {2})
{
    return {MarkKind::Silence, annotator, {begin, end}};
}

ClipMark offScreen(MediaTime begin, MediaTime end)
{
    return {MarkKind::OffScreenSound, {2}, {begin, end}};
}

Clip afterOf(const Gesture &gesture)
{
    return *std::get<Change<Clip>>(gesture.edits.at(0)).after;
}

} // namespace

class TestClipGestures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksOfOneKindAndPersonAreJoined()
    {
        Clip clip = test::sessionStart().clips[0];
        QCOMPARE(gestures::addMark(clip, silence(1s, 2s)).name, "Mark silence");
        QCOMPARE(gestures::addMark(clip, offScreen(1s, 2s)).name, "Mark off-screen sound");
        for (const ClipMark &mark : {silence(1s, 2s),
                                     offScreen(1s, 2s),
                                     silence(2s, 3s),
                                     silence(2s, 4s, {3}),
                                     silence(8s, 9s)})
            clip = afterOf(gestures::addMark(clip, mark));
        QCOMPARE(clip.marks,
                 std::vector({offScreen(1s, 2s),
                              silence(1s, 3s),
                              silence(2s, 4s, {3}),
                              silence(8s, 9s)}));
        QVERIFY(gestures::addMark(clip, silence(1s, 2s)).edits.empty());
        clip = afterOf(gestures::removeMark(clip, silence(2s, 8500ms)));
        QCOMPARE(clip.marks,
                 std::vector({offScreen(1s, 2s),
                              silence(1s, 2s),
                              silence(2s, 4s, {3}),
                              silence(8500ms, 9s)}));
        clip = afterOf(gestures::changeMark(clip, silence(1s, 2s), silence(1s, 2500ms)));
        clip = afterOf(gestures::changeMark(clip, silence(8500ms, 9s), offScreen(2s, 9s)));
        QCOMPARE(clip.marks,
                 std::vector({silence(1s, 2500ms), offScreen(1s, 9s), silence(2s, 4s, {3})}));
        QVERIFY(gestures::changeMark(clip, silence(1s, 2s), silence(1s, 9s)).edits.empty());
    }

    void aStillIsMarkedAsAWhole()
    {
        Clip clip;
        clip.id = {4};
        clip.isPicture = true;
        clip = afterOf(gestures::addMark(clip, silence(1s, 2s)));
        QCOMPARE(clip.marks, std::vector({silence(0s, 0s)}));
        QVERIFY(gestures::addMark(clip, silence(0s, 0s)).edits.empty());
        QVERIFY(afterOf(gestures::removeMark(clip, silence(5s, 6s))).marks.empty());
    }

    void factsOfClips()
    {
        AnnotationSet set = test::sessionStart();
        set.clips[1].review = ReviewState::Done;
        const Gesture done = gestures::changeReview(set.clips, ReviewState::Done);
        QCOMPARE(done.edits.size(), std::size_t{2}); // one was done
        SL_VERIFY_RESULT(applyTo(set, done));
        const Clip &clip = set.clips[0];
        QCOMPARE(afterOf(gestures::changeTags(clip, {"indoors", "loud"})).tags.size(),
                 std::size_t{2});
        QCOMPARE(afterOf(gestures::changeNote(clip, "hm")).note, "hm");
        QVERIFY(gestures::changeNote(clip, clip.note).edits.empty());
        Track track;
        track.id = {30};
        track.clip = {4};
        set.tracks = {track};
        SL_VERIFY_RESULT(applyTo(set, gestures::removeClips(std::vector{clip}, set.tracks)));
        QVERIFY(set.tracks.empty() && set.clips.size() == 2);
    }

    void newLabelsAreEasyToTell()
    {
        std::vector<Label> labels;
        for (std::int64_t id = 1; id <= 11; ++id)
            labels.push_back(gestures::newLabel(labels, {id}, "label"));
        std::set<std::uint32_t> colors;
        for (std::size_t i = 0; i < 8; ++i)
            colors.insert(labels[i].color);
        QCOMPARE(colors.size(), std::size_t{8});
        QCOMPARE(labels[0].key, "1");
        QCOMPARE(labels[8].key, "9");
        QCOMPARE(labels[9].key, "");
        labels.erase(labels.begin() + 3);
        const Label label = gestures::newLabel(labels, {12}, "label");
        QCOMPARE(label.key, "4");
        QCOMPARE(gestures::addLabels(labels).name, "Add labels");
        QCOMPARE(gestures::addLabels(std::span(labels).first(1)).name, "Add label");
    }

    void aKeyBelongsToOneLabel()
    {
        AnnotationSet set = test::sessionStart();
        set.labels.push_back({{7}, "cat", 0x56B4E9, "2"});
        Label cat = set.labels[1];
        cat.key = "1";
        const Gesture key = gestures::editLabel(set.labels, cat);
        QCOMPARE(key.name, "Change label key");
        SL_VERIFY_RESULT(applyTo(set, key));
        QCOMPARE(set.labels[0].key, "");
        QCOMPARE(set.labels[1].key, "1");
        cat.color = 1;
        QCOMPARE(gestures::editLabel(set.labels, cat).name, "Change label colour");
        cat.name = "kitten";
        QCOMPARE(gestures::editLabel(set.labels, cat).name, "Rename label");
        QVERIFY(gestures::editLabel(set.labels, set.labels[0]).edits.empty());
    }

    void tracksOutliveTheirLabel()
    {
        AnnotationSet set = test::sessionStart();
        Track track;
        track.id = {30};
        track.clip = {4};
        track.label = {1};
        set.tracks = {track};
        SL_VERIFY_RESULT(applyTo(set, gestures::deleteLabel(set.labels[0], set.tracks)));
        QVERIFY(set.labels.empty() && !set.tracks[0].label.isValid());
    }

    void layers()
    {
        const Annotator anna = test::sessionStart().annotators[0];
        Annotator hidden = anna;
        hidden.isShown = false;
        QCOMPARE(gestures::editAnnotator(anna, hidden).name, "Hide layer");
        QCOMPARE(gestures::editAnnotator(hidden, anna).name, "Show layer");
        QVERIFY(gestures::editAnnotator(anna, anna).edits.empty());
        hidden.name = "Cleo";
        QCOMPARE(gestures::editAnnotator(anna, hidden).name, "Rename annotator");
        AnnotationSet set;
        SL_VERIFY_RESULT(applyTo(set, gestures::addAnnotator(anna)));
        QCOMPARE(set.annotators.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestClipGestures)
#include "tst_clip_gestures.moc"
