// SPDX-License-Identifier: MIT
#include "engine/annotation/gestures.h"
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <string_view>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

constexpr gestures::NewTrack kPlace{{20}, {4}, {2}, {1}};
constexpr BoundingBox kLeft{0.0, 0.2, 0.2, 0.4};
constexpr BoundingBox kRight{0.4, 0.2, 0.6, 0.4};
constexpr BoundingBox kMiddle{0.2, 0.2, 0.4, 0.4};

/// From left to right within two seconds, then it stays.
Track movingTrack()
{
    Track track;
    track.id = {20};
    track.clip = {4};
    track.annotator = {2};
    track.label = {1};
    track.keys = {{0s, kLeft}, {2s, kRight}};
    return track;
}

Track afterOf(const Gesture &gesture, std::size_t edit = 0)
{
    return *std::get<Change<Track>>(gesture.edits.at(edit)).after;
}

Track beforeOf(const Gesture &gesture, std::size_t edit = 0)
{
    return *std::get<Change<Track>>(gesture.edits.at(edit)).before;
}

bool isNear(const std::optional<TrackBox> &found, const BoundingBox &box)
{
    return found && std::abs(found->box.x0 - box.x0) < 1e-12
           && std::abs(found->box.x1 - box.x1) < 1e-12;
}

} // namespace

class TestGestures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsATrackOrAKey()
    {
        const Gesture drawn = gestures::drawBox(kPlace, 1s, kLeft);
        QCOMPARE(drawn.name, "Draw box");
        const Track track = afterOf(drawn);
        QCOMPARE(track.keys, std::vector<KeyFrame>({{1s, kLeft}}));
        QVERIFY(track.id == TrackId{20} && track.clip == ClipId{4} && track.label == LabelId{1}
                && track.annotator == AnnotatorId{2} && track.origin == TrackOrigin::Manual);

        const Gesture moved = gestures::setBox(track, 2s, kRight);
        QCOMPARE(moved.name, "Move box");
        QVERIFY(isNear(boxAt(afterOf(moved), 1500ms), kMiddle));
        QCOMPARE(gestures::setBox(track, 2s, kRight, gestures::BoxChange::Resize).name,
                 "Resize box");
        QVERIFY(gestures::setBox(track, 1s, kLeft).edits.empty());
    }

    void aNewKeyLeavesItsGapAsItWas()
    {
        Track track = movingTrack();
        track.keys[0].state = KeyState::Occluded;
        track.keys[0].gap = KeyGap::Empty;
        const Track after = afterOf(gestures::setBox(track, 1s, kMiddle));
        QCOMPARE(*keyAt(after, 1s), KeyFrame({1s, kMiddle, KeyState::Occluded, KeyGap::Empty}));
        track.keys[0].state = KeyState::Ended;
        QCOMPARE(*keyAt(afterOf(gestures::setBox(track, 1s, kMiddle)), 1s),
                 KeyFrame({1s, kMiddle}));
        QCOMPARE(*keyAt(afterOf(gestures::setBox(track, 0s, kMiddle)), 0s),
                 KeyFrame({0s, kMiddle}));
    }

    void aKeyComesWhereTheBoxStandsAndGoes()
    {
        const Track track = movingTrack();
        const Track withKey = afterOf(gestures::addKey(track, 1s));
        QCOMPARE(withKey.keys.size(), std::size_t{3});
        for (const MediaTime time : {0ms, 500ms, 1000ms, 1700ms, 5000ms})
            QVERIFY(isNear(boxAt(withKey, time), boxAt(track, time)->box));
        QVERIFY(gestures::addKey(withKey, 1s).edits.empty());
        QVERIFY(gestures::addKey(track, -1s).edits.empty());
        QVERIFY(afterOf(gestures::deleteKey(withKey, 1s)) == track);
        QVERIFY(gestures::deleteKey(track, 1s).edits.empty());
        Track last = track;
        last.keys.pop_back();
        const Gesture gone = gestures::deleteKey(last, 0s);
        QVERIFY(gone.edits == std::vector<Edit>({removed(last)}));
    }

    void copies()
    {
        const Track track = movingTrack();
        const Gesture twice = gestures::duplicate(track, {30}, {0.125, 0.25});
        const Track copy = afterOf(twice);
        QCOMPARE(copy.id, TrackId{30});
        QCOMPARE(copy.keys[1].box, BoundingBox({0.525, 0.45, 0.725, 0.65}));

        const std::vector<MediaTime> times{3s, 4s};
        Track other = track;
        other.id = {21};
        other.keys = {{2s, kLeft}}; // none at 1 s: not copied
        const Gesture further = gestures::copyBoxes(std::vector{track, other}, 1s, times);
        QCOMPARE(further.edits.size(), std::size_t{1});
        QVERIFY(isNear(boxAt(afterOf(further), 3s), kMiddle));
        QVERIFY(keyAt(afterOf(further), 4s) != nullptr);

        const std::vector<TrackId> ids{{40}, {41}};
        const Gesture pasted = gestures::pasteBoxes(
                std::vector{track, other}, 2s, {{}, {5}, {3}, {}}, 7s, ids);
        QCOMPARE(pasted.edits.size(), std::size_t{2});
        QVERIFY(afterOf(pasted, 1).id == TrackId{41} && afterOf(pasted, 1).clip == ClipId{5}
                && afterOf(pasted, 1).annotator == AnnotatorId{3}
                && afterOf(pasted, 1).label == LabelId{1});
        QCOMPARE(afterOf(pasted).keys, std::vector<KeyFrame>({{7s, kRight}}));
    }

    void endsAndReappears()
    {
        const Track track = movingTrack();
        const Track ended = afterOf(gestures::endTrack(track, 1s));
        QVERIFY(isNear(boxAt(ended, 999'999us), kMiddle) || boxAt(ended, 999'999us));
        QVERIFY(!boxAt(ended, 1s) && !boxAt(ended, 1999ms) && boxAt(ended, 2s));
        const Track back = afterOf(gestures::reappear(ended, 1500ms));
        QVERIFY(!boxAt(back, 1400ms));
        QVERIFY(isNear(boxAt(back, 1500ms), kMiddle));
        QVERIFY(gestures::endTrack(track, 0s).edits.empty());
        QVERIFY(gestures::endTrack(ended, 1500ms).edits.empty());
        QVERIFY(gestures::reappear(track, 1s).edits.empty());
        QVERIFY(gestures::reappear(track, -1s).edits.empty());
    }

    void occlusionAndGapsHoldUntilTheNextKey()
    {
        const Track track = movingTrack();
        const Gesture covered = gestures::setOcclusion(track, 1s, KeyState::Occluded);
        QCOMPARE(covered.name, "Mark as occluded");
        const Track after = afterOf(covered);
        QVERIFY(!boxAt(after, 999ms)->isOccluded && boxAt(after, 1s)->isOccluded
                && boxAt(after, 1999ms)->isOccluded && !boxAt(after, 2s)->isOccluded);
        QVERIFY(gestures::setOcclusion(after, 1500ms, KeyState::Occluded).edits.empty());
        QVERIFY(gestures::setOcclusion(track, 1s, KeyState::Visible).edits.empty());
        QVERIFY(!boxAt(afterOf(gestures::setOcclusion(after, 1500ms, KeyState::Visible)), 1600ms)
                         ->isOccluded);

        const Gesture off = gestures::setGap(track, 1s, KeyGap::Empty);
        QCOMPARE(off.name, "Hide between key frames");
        QVERIFY(boxAt(afterOf(off), 0s) && !boxAt(afterOf(off), 1s) && boxAt(afterOf(off), 2s));
        QVERIFY(afterOf(gestures::setGap(afterOf(off), 1s, KeyGap::Linear)) == track);
        QVERIFY(gestures::setGap(track, -1s, KeyGap::Empty).edits.empty());
    }

    void splitsAndMerges()
    {
        Track track = movingTrack();
        track.sounding = {{500ms, 1500ms}};
        const Gesture parted = gestures::splitTrack(track, 1s, {30});
        QCOMPARE(parted.edits.size(), std::size_t{2});
        const Track first = afterOf(parted);
        const Track second = afterOf(parted, 1);
        QVERIFY(first.id == TrackId{20} && second.id == TrackId{30});
        QVERIFY(!boxAt(first, 1s) && isNear(boxAt(second, 1s), kMiddle));
        QVERIFY(gestures::splitTrack(track, 0s, {30}).edits.empty());

        const Gesture one = gestures::mergeTracks(std::vector{first, second});
        QVERIFY(std::get<Change<Track>>(one.edits[0]) == (Change<Track>{second, std::nullopt}));
        QVERIFY(beforeOf(one, 1) == first);
        QCOMPARE(afterOf(one, 1).sounding, track.sounding);
        QVERIFY(gestures::mergeTracks(std::vector{first}).edits.empty());
    }

    void changesTheLabelOverARange_data()
    {
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::addColumn<int>("parts");
        QTest::addColumn<int>("labelled"); // which of them has the new label; -1 none
        QTest::newRow("in the middle") << 500 << 1500 << 3 << 1;
        QTest::newRow("from the start") << 0 << 1500 << 2 << 0;
        QTest::newRow("from before it") << -100 << 1500 << 2 << 0;
        QTest::newRow("whole") << 0 << 9000 << 1 << 0;
        QTest::newRow("to the end") << 1000 << 9000 << 2 << 1;
        QTest::newRow("where it stays") << 3000 << 4000 << 3 << 1;
        QTest::newRow("before it") << -500 << -100 << 0 << -1;
        QTest::newRow("up to its start") << -500 << 0 << 0 << -1;
    }

    void changesTheLabelOverARange()
    {
        QFETCH(int, begin);
        QFETCH(int, end);
        QFETCH(int, parts);
        QFETCH(int, labelled);
        Track track = movingTrack();
        track.keys.push_back({9s, kRight, KeyState::Ended});
        AnnotationSet set = test::sessionStart();
        set.labels.push_back({{7}, "cat", 0, ""});
        set.tracks = {track};
        const TimeRange range{std::chrono::milliseconds(begin), std::chrono::milliseconds(end)};
        const Gesture gesture = gestures::changeLabel(track, range, {7}, {{30}, {31}});
        QCOMPARE(static_cast<int>(gesture.edits.size()), parts);
        SL_VERIFY_RESULT(applyTo(set, gesture));
        for (int i = 0; i < parts; ++i)
            QCOMPARE(set.tracks[static_cast<std::size_t>(i)].label,
                     (i == labelled ? LabelId{7} : LabelId{1}));
        // At every time one part has the box that the whole had.
        for (MediaTime time{-1s}; time < 10s; time += 50ms) {
            int boxes = 0;
            for (const Track &part : set.tracks) {
                const auto box = boxAt(part, time);
                boxes += box ? 1 : 0;
                QVERIFY(!box || isNear(boxAt(track, time), box->box));
                QVERIFY(!box || (part.label == LabelId{7}) == range.contains(time));
            }
            QCOMPARE(boxes, boxAt(track, time) ? 1 : 0);
        }
        QVERIFY(gestures::changeLabel(track, range, {1}, {{30}, {31}}).edits.empty());
    }

    void anotherLabelFromATimeOnLeavesNothingBehind()
    {
        Track track = movingTrack(); // stays until the clip ends
        const Gesture gesture = gestures::changeLabel(
                track, gestures::openRange(1s), {7}, {{30}, {31}});
        AnnotationSet set = test::sessionStart();
        set.labels.push_back({{7}, "cat", 0, ""});
        set.tracks = {track};
        SL_VERIFY_RESULT(applyTo(set, gesture));
        QCOMPARE(set.tracks.size(), std::size_t{2});
        QCOMPARE(set.tracks[0].label, LabelId{1});
        QCOMPARE(set.tracks[1].label, LabelId{7});
        QCOMPARE(set.tracks[1].id, TrackId{30});
        QVERIFY(!boxAt(set.tracks[0], 1s) && boxAt(set.tracks[1], 1000s));
        // From before its beginning it is the whole track.
        QCOMPARE(gestures::changeLabel(track, gestures::openRange(-1s), {7}, {{30}, {31}})
                         .edits.size(),
                 std::size_t{1});
    }

    void aNameIsApartFromTheLabel()
    {
        const Track track = movingTrack();
        const Track named = afterOf(gestures::renameTrack(track, "left one"));
        QCOMPARE(named.name, "left one");
        QCOMPARE(named.label, track.label);
        QVERIFY(gestures::renameTrack(named, "left one").edits.empty());
        QVERIFY(afterOf(gestures::renameTrack(named, "")) == track);
        // Both parts keep it.
        const Gesture parts = gestures::splitTrack(named, 1s, {40});
        for (const Edit &edit : parts.edits)
            QCOMPARE(std::get<Change<Track>>(edit).after->name, "left one");
    }

    void proposalsKeepTheirOrigin()
    {
        const std::vector<std::pair<MediaTime, BoundingBox>> boxes{{0s, kLeft}, {2s, kRight}};
        const Track accepted = afterOf(gestures::acceptProposal(kPlace, boxes));
        QVERIFY(accepted.origin == TrackOrigin::Accepted);
        QVERIFY(isNear(boxAt(accepted, 1s), kMiddle));
        QVERIFY(afterOf(gestures::setBox(accepted, 1s, kLeft)).origin == TrackOrigin::Adjusted);
        QVERIFY(afterOf(gestures::markSounding(accepted, {0s, 1s})).origin
                == TrackOrigin::Accepted);
        const Gesture carried = gestures::acceptProposal(
                movingTrack(), std::vector<std::pair<MediaTime, BoundingBox>>{{3s, kLeft}});
        QCOMPARE(afterOf(carried).keys.size(), std::size_t{3});
        QVERIFY(afterOf(carried).origin == TrackOrigin::Manual);
    }

    void soundingIsJoinedAndTakenOut()
    {
        Track track = movingTrack();
        track = afterOf(gestures::markSounding(track, {1s, 2s}));
        track = afterOf(gestures::markSounding(track, {1500ms, 3s}));
        QCOMPARE(track.sounding, std::vector<TimeRange>({{1s, 3s}}));
        QVERIFY(gestures::markSounding(track, {1500ms, 2s}).edits.empty());
        QVERIFY(gestures::markSounding(track, {4s, 4s}).edits.empty());
        track = afterOf(gestures::markQuiet(track, {1200ms, 1300ms}));
        QCOMPARE(track.sounding, std::vector<TimeRange>({{1s, 1200ms}, {1300ms, 3s}}));
        track = afterOf(gestures::changeSounding(track, {{5s, 6s}, {0s, 1s}}));
        QCOMPARE(track.sounding, std::vector<TimeRange>({{0s, 1s}, {5s, 6s}}));
    }

    // Each gesture leaves a well-formed track, and can be taken back.
    void fitAnyTrack()
    {
        std::mt19937 random(3);
        const auto anyTime = [&random] {
            return MediaTime(static_cast<std::int64_t>(random() % 12'000'000) - 1'000'000);
        };
        for (int round = 0; round < 300; ++round) {
            AnnotationSet set = test::sessionStart();
            set.labels.push_back({{7}, "cat", 0, ""});
            Track track = test::anyTrack(20, random);
            for (int i = 0; i < 3; ++i)
                track = test::changedTrack(track, random);
            Track other = track;
            other.id = {90};
            set.tracks = {track, other};
            const MediaTime time = anyTime();
            const std::vector both{track, other};
            const std::vector<MediaTime> times{anyTime(), anyTime()};
            const std::vector<TrackId> ids{{100}, {101}};
            const TimeRange range{std::min(times[0], times[1]), std::max(times[0], times[1])};
            const std::vector<Gesture> all{
                    gestures::setBox(track, time, kLeft),
                    gestures::addKey(track, time),
                    gestures::deleteKey(track, track.keys.front().time),
                    gestures::deleteTracks(both),
                    gestures::duplicate(track, {100}),
                    gestures::copyBoxes(both, time, times),
                    gestures::pasteBoxes(both, time, {{}, {5}, {2}, {}}, time, ids),
                    gestures::endTrack(track, time),
                    gestures::reappear(track, time),
                    gestures::setOcclusion(track, time, KeyState::Occluded),
                    gestures::setGap(track, time, KeyGap::Empty),
                    gestures::splitTrack(track, time, {100}),
                    gestures::mergeTracks(both),
                    gestures::changeLabel(both, {7}),
                    gestures::changeLabel(track, range, {7}, {{100}, {101}}),
                    gestures::markSounding(track, range),
                    gestures::markQuiet(track, range),
                    gestures::changeNote(track, "here"),
                    gestures::renameTrack(track, "left"),
                    gestures::together("Both",
                                       std::vector{gestures::changeNote(track, "a"),
                                                   gestures::changeNote(other, "b")})};
            for (const Gesture &gesture : all) {
                AnnotationSet after = set;
                SL_VERIFY_RESULT(applyTo(after, gesture));
                QCOMPARE(after == set, gesture.edits.empty());
                SL_VERIFY_RESULT(applyTo(after, inverse(gesture)));
                QVERIFY(after == set);
            }
        }
    }

    void namesAreSentencesAndApart()
    {
        std::vector<std::string_view> names(kGestureNames.begin(), kGestureNames.end());
        for (const std::string_view name : names)
            QVERIFY(name.front() >= 'A' && name.front() <= 'Z' && name.back() != '.');
        std::ranges::sort(names);
        QVERIFY(std::ranges::adjacent_find(names) == names.end());
    }
};

QTEST_GUILESS_MAIN(TestGestures)
#include "tst_gestures.moc"
