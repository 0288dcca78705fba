// SPDX-License-Identifier: MIT
#include "engine/annotation/merged_sets.h"
#include "tests/support/annotation_sets.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace soundlocus;

namespace {

/// One clip, one annotator with one track.
AnnotationSet smallSet(const std::string &clip, const std::string &annotator, double x)
{
    AnnotationSet set;
    set.labels = {{{11}, "dog", 0x111111, "1"}};
    set.annotators = {{{12}, annotator}};
    Clip item;
    item.id = {13};
    item.name = clip;
    set.clips = {item};
    Track track;
    track.id = {14};
    track.clip = {13};
    track.label = {11};
    track.annotator = {12};
    track.keys = {{MediaTime{0}, {x, 0.25, 0.75, 0.75}}};
    set.tracks = {track};
    return set;
}

std::vector<std::string> namesOf(const std::vector<Annotator> &annotators)
{
    std::vector<std::string> names;
    names.reserve(annotators.size());
    for (const Annotator &annotator : annotators)
        names.push_back(annotator.name);
    return names;
}

/// Ids are there once, and whatever refers to one finds it.
bool isSound(const AnnotationSet &set)
{
    std::set<std::int64_t> ids;
    std::size_t count = 0;
    const auto collect = [&](const auto &list) {
        for (const auto &value : list)
            ids.insert(value.id.value);
        count += list.size();
    };
    collect(set.labels);
    collect(set.annotators);
    collect(set.clips);
    collect(set.tracks);
    const auto isKnown = [&](auto id) { return !id.isValid() || ids.contains(id.value); };
    std::set<std::string> names;
    for (const Clip &clip : set.clips)
        names.insert(clip.name);
    return ids.size() == count && !ids.contains(0) && names.size() == set.clips.size()
           && std::ranges::all_of(set.tracks, [&](const Track &t) {
                  return clipIn(set, t.clip) != nullptr && isKnown(t.label) && isKnown(t.annotator);
              });
}

} // namespace

class TestMergedSets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withItselfNothingChanges()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            const AnnotationSet set = test::randomSet(seed % 2 == 0, seed);
            const MergedSets merged = mergedSets(std::vector<MergeInput>{{"a", set}, {"b", set}});
            QVERIFY(merged.set == set);
            QVERIFY(merged.conflicts.empty());
        }
        QVERIFY(mergedSets({}).set == AnnotationSet());
    }

    /// What the first set holds stays as it is; the rest comes behind with ids that follow.
    void strangersLieSideBySide()
    {
        const AnnotationSet a = smallSet("a", "anna", 0);
        AnnotationSet b = smallSet("b", "ben", 0.5);
        b.labels[0].name = "cat";
        const MergedSets merged = mergedSets(std::vector<MergeInput>{{"a", a}, {"b", b}}, 100);
        QVERIFY(isSound(merged.set));
        QVERIFY(merged.conflicts.empty());
        QVERIFY(merged.set.tracks[0] == a.tracks[0] && merged.set.clips[0] == a.clips[0]);
        QCOMPARE(merged.set.labels[1].id.value, std::int64_t{100});
        QVERIFY(merged.set.labels[1].key.empty()); // "1" is taken
        QCOMPARE(merged.set.tracks.back().id.value, std::int64_t{103});
        QVERIFY(merged.set.tracks.back().clip == merged.set.clips[1].id);
    }

    void layersOfOneClip()
    {
        const AnnotationSet a = smallSet("a", "anna", 0);
        const AnnotationSet b = smallSet("a", "ben", 0.5);
        const MergedSets merged = mergedSets(std::vector<MergeInput>{{"a", a}, {"b", b}});
        QVERIFY(isSound(merged.set));
        QVERIFY(merged.conflicts.empty());
        QCOMPARE(merged.set.clips.size(), std::size_t{1});
        QCOMPARE(merged.set.labels.size(), std::size_t{1});
        QCOMPARE(namesOf(merged.set.annotators), (std::vector<std::string>{"anna", "ben"}));
        QCOMPARE(merged.set.tracks.size(), std::size_t{2});
    }

    /// One person drew one clip twice: both stay, as two layers, and it is said.
    void conflictsOfLayers()
    {
        const AnnotationSet a = smallSet("a", "anna", 0);
        const AnnotationSet b = smallSet("a", "anna", 0.5);
        const AnnotationSet c = smallSet("a", "anna", 0.25);
        const std::vector<MergeInput> inputs{{"a", a}, {"b", b}, {"again", b}, {"c", c}};
        const MergedSets merged = mergedSets(inputs);
        QVERIFY(isSound(merged.set));
        QCOMPARE(namesOf(merged.set.annotators),
                 (std::vector<std::string>{"anna", "anna (2)", "anna (3)"}));
        QCOMPARE(merged.conflicts.size(), std::size_t{2});
        QVERIFY(merged.conflicts[0]
                == (MergeConflict{MergeConflictKind::Layer, "b", "a", "anna", "anna (2)"}));
        QVERIFY(toString(merged.conflicts[1]).find("'anna' differ") != std::string::npos);
        // In another clip the person is the same.
        AnnotationSet d = smallSet("d", "anna", 0.5);
        const MergedSets more = mergedSets(std::vector<MergeInput>{{"m", merged.set}, {"d", d}});
        QVERIFY(more.conflicts.empty());
        QVERIFY(more.set.tracks.back().annotator == merged.set.annotators[0].id);
    }

    void boxesOfNobody()
    {
        AnnotationSet a = smallSet("a", "anna", 0);
        AnnotationSet b = smallSet("a", "anna", 0.5);
        for (AnnotationSet *set : {&a, &b}) {
            set->annotators.clear();
            set->tracks[0].annotator = {};
        }
        const MergedSets merged = mergedSets(std::vector<MergeInput>{{"a", a}, {"b", b}});
        QVERIFY(isSound(merged.set));
        QCOMPARE(namesOf(merged.set.annotators), (std::vector<std::string>{"annotator (2)"}));
        QCOMPARE(merged.conflicts.size(), std::size_t{1});
    }

    void matchesClips_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("hash");
        QTest::addColumn<bool>("isPicture");
        QTest::addColumn<int>("clips"); // in the merged set, of one a.mp4 with hash 7
        QTest::addColumn<int>("conflicts");
        QTest::newRow("name") << "a.mp4" << 0 << false << 1 << 0;
        QTest::newRow("name without extension") << "a" << 0 << false << 1 << 0;
        QTest::newRow("fingerprint, other name") << "z.mp4" << 7 << false << 1 << 0;
        QTest::newRow("fingerprint and name") << "a.mp4" << 7 << false << 1 << 0;
        QTest::newRow("other media of the name") << "a.mp4" << 8 << false << 2 << 1;
        QTest::newRow("other media of the stem") << "a" << 8 << false << 2 << 0;
        QTest::newRow("other extension") << "a.avi" << 0 << false << 2 << 0;
        QTest::newRow("other name") << "b.mp4" << 0 << false << 2 << 0;
        QTest::newRow("a picture of the name") << "a" << 0 << true << 2 << 0;
        QTest::newRow("a dot in a name") << "a.b" << 0 << false << 2 << 0;
    }

    void matchesClips()
    {
        QFETCH(QString, name);
        QFETCH(int, hash);
        QFETCH(bool, isPicture);
        QFETCH(int, clips);
        QFETCH(int, conflicts);
        AnnotationSet a = smallSet("a.mp4", "anna", 0);
        a.clips[0].fingerprint = {1000, 7};
        AnnotationSet b = smallSet(name.toStdString(), "ben", 0.5);
        b.clips[0].isPicture = isPicture;
        if (hash != 0)
            b.clips[0].fingerprint = {1000, static_cast<std::uint64_t>(hash)};
        const MergedSets merged = mergedSets(std::vector<MergeInput>{{"a", a}, {"b", b}});
        QVERIFY(isSound(merged.set));
        QCOMPARE(merged.set.clips.size(), static_cast<std::size_t>(clips));
        QCOMPARE(merged.conflicts.size(), static_cast<std::size_t>(conflicts));
        QCOMPARE(merged.set.tracks.size(), std::size_t{2});
        QVERIFY(merged.set.tracks[1].clip == merged.set.clips.back().id);
    }

    void whatClipsSay()
    {
        AnnotationSet a = smallSet("a", "anna", 0);
        AnnotationSet b = smallSet("a", "anna", 0);
        Clip &first = a.clips[0];
        Clip &second = b.clips[0];
        first.tags = {"x"};
        first.note = "one";
        first.marks = {{MarkKind::Silence, {12}, {MediaTime(0), MediaTime(5)}}};
        second.size = {640, 480};
        second.tags = {"x", "y"};
        second.note = "two";
        second.review = ReviewState::Done;
        second.marks = {{MarkKind::Silence, {12}, {MediaTime(0), MediaTime(5)}},
                        {MarkKind::OffScreenSound, {12}, {}}};
        AnnotationSet c = b;
        c.clips[0].review = ReviewState::Rejected;
        const std::vector<MergeInput> inputs{{"a", a}, {"b", b}, {"c", c}};
        const MergedSets merged = mergedSets(inputs);
        const Clip &clip = merged.set.clips[0];
        QVERIFY(clip.size == (Size{640, 480}));
        QCOMPARE(clip.tags, (std::vector<std::string>{"x", "y"}));
        QCOMPARE(clip.note, std::string("one\ntwo"));
        QCOMPARE(clip.marks.size(), std::size_t{2});
        QVERIFY(clip.review == ReviewState::Done);
        QCOMPARE(merged.set.tracks.size(), std::size_t{1});
        QCOMPARE(merged.conflicts.size(), std::size_t{1});
        QVERIFY(merged.conflicts[0]
                == (MergeConflict{MergeConflictKind::Review, "c", "a", "", "done"}));
    }

    /// Every track of every input is there under its clip's name, whatever is merged; once more
    /// the same, and nothing is new.
    void keepsEverything()
    {
        for (std::uint32_t seed = 1; seed <= 30; ++seed) {
            std::vector<MergeInput> inputs;
            std::int64_t room = 0;
            std::int64_t boxes = 0;
            for (std::uint32_t i = 0; i < 3; ++i) {
                inputs.push_back({std::to_string(i), test::randomSet(true, seed + i)});
                const AnnotationSet &set = inputs.back().set;
                room += i == 0 ? 0
                               : static_cast<std::int64_t>(set.labels.size() + set.annotators.size()
                                                           + set.clips.size() + set.tracks.size());
                boxes += countsOf(set).keyFrames;
            }
            const MergedSets merged = mergedSets(inputs, 1000);
            QVERIFY(isSound(merged.set));
            QCOMPARE(countsOf(merged.set).keyFrames, boxes); // random layers are never equal
            for (const Track &track : merged.set.tracks)
                QVERIFY(track.id.value < 1000 + room);
            QCOMPARE(merged.conflicts.size(), std::size_t{6}); // three clips, two more layers each
            inputs.insert(inputs.begin(), {"all", merged.set});
            QVERIFY(mergedSets(inputs).set == merged.set);
        }
    }
};

QTEST_GUILESS_MAIN(TestMergedSets)
#include "tst_merged_sets.moc"
