// SPDX-License-Identifier: MIT
#include "engine/annotation/annotation_set.h"

#include <QTest>

#include <limits>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

constexpr MediaTime ms(std::int64_t value)
{
    return std::chrono::milliseconds(value);
}

/// Keys at 1, 2, 4 and 6 s: moves, then stands covered with nothing behind it, then ends at 6 s.
Track example()
{
    Track track;
    track.keys = {{1s, {0.0, 0.0, 0.2, 0.4}},
                  {2s, {0.5, 0.25, 0.7, 0.65}, KeyState::Occluded, KeyGap::Empty},
                  {4s, {0.5, 0.5, 1.0, 1.0}},
                  {6s, {0.0, 0.0, 0.5, 0.5}, KeyState::Ended}};
    return track;
}

} // namespace

class TestTrack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boxes_data()
    {
        QTest::addColumn<qint64>("timeMs");
        QTest::addColumn<bool>("hasBox");
        QTest::addColumn<QList<double>>("box");
        QTest::addColumn<bool>("isOccluded");
        QTest::newRow("before the first key") << qint64{999} << false << QList<double>() << false;
        QTest::newRow("on a key") << qint64{1000} << true << QList<double>{0, 0, 0.2, 0.4} << false;
        // A quarter of the way: x0 = 0.25 * 0.5, y0 = 0.25 * 0.25, x1 = 0.2 + 0.125, y1 = 0.4 +
        // 0.0625.
        QTest::newRow("a quarter on")
                << qint64{1250} << true << QList<double>{0.125, 0.0625, 0.325, 0.4625} << false;
        QTest::newRow("covered key")
                << qint64{2000} << true << QList<double>{0.5, 0.25, 0.7, 0.65} << true;
        QTest::newRow("empty gap") << qint64{3000} << false << QList<double>() << false;
        QTest::newRow("half way to the end")
                << qint64{5000} << true << QList<double>{0.25, 0.25, 0.75, 0.75} << false;
        QTest::newRow("at the end") << qint64{6000} << false << QList<double>() << false;
        QTest::newRow("behind the end") << qint64{9000} << false << QList<double>() << false;
    }

    void boxes()
    {
        QFETCH(qint64, timeMs);
        QFETCH(bool, hasBox);
        QFETCH(QList<double>, box);
        QFETCH(bool, isOccluded);
        const auto found = boxAt(example(), ms(timeMs));
        QCOMPARE(found.has_value(), hasBox);
        if (!hasBox)
            return;
        constexpr double kTolerance = 1e-12;
        QVERIFY(std::abs(found->box.x0 - box[0]) < kTolerance);
        QVERIFY(std::abs(found->box.y0 - box[1]) < kTolerance);
        QVERIFY(std::abs(found->box.x1 - box[2]) < kTolerance);
        QVERIFY(std::abs(found->box.y1 - box[3]) < kTolerance);
        QCOMPARE(found->isOccluded, isOccluded);
    }

    void lastKey()
    {
        Track track = example();
        track.keys.pop_back();
        QVERIFY(boxAt(track, 100s)->box == (BoundingBox{0.5, 0.5, 1.0, 1.0}));
        track.keys.back().gap = KeyGap::Empty;
        QVERIFY(!boxAt(track, 100s));
        QVERIFY(boxAt(track, 4s)->isKey);
        QVERIFY(!boxAt(Track{}, 0s));
    }

    void setsKeys()
    {
        Track track = example();
        setKey(track, {3s, {0.1, 0.1, 0.2, 0.2}});
        QCOMPARE(track.keys.size(), std::size_t{5});
        QVERIFY(keyAt(track, 3s) == &track.keys[2]);
        setKey(track, {3s, {0.3, 0.3, 0.4, 0.4}});
        QCOMPARE(track.keys.size(), std::size_t{5});
        QCOMPARE(keyAt(track, 3s)->box.x0, 0.3);
        QVERIFY(keyAt(track, ms(3001)) == nullptr);
        QVERIFY(isWellFormed(track));
    }

    void joinsRanges()
    {
        QVERIFY(joined({{5s, 6s}, {1s, 2s}, {2s, 3s}, {4s, 4s}, {1s, 1500ms}})
                == (std::vector<TimeRange>{{1s, 3s}, {5s, 6s}}));
    }

    void faults_data()
    {
        QTest::addColumn<bool>("isKeyTwice");
        QTest::addColumn<double>("x0");
        QTest::newRow("a time twice") << true << 0.0;
        QTest::newRow("not a number") << false << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("infinite") << false << std::numeric_limits<double>::infinity();
    }

    void faults()
    {
        QFETCH(bool, isKeyTwice);
        QFETCH(double, x0);
        Track track = example();
        QVERIFY(isWellFormed(track));
        track.keys[0].box.x0 = x0;
        if (isKeyTwice)
            track.keys[1].time = track.keys[0].time;
        QVERIFY(!isWellFormed(track));
        track = example();
        track.sounding = {{1s, 3s}, {2s, 4s}};
        QVERIFY(!isWellFormed(track));
    }

    void splitAndMergeGiveTheSameBoxes()
    {
        Track track = example();
        track.id = {7};
        track.sounding = {{1s, 5s}};
        for (std::int64_t at = 1100; at < 6000; at += 100) {
            const auto parts = split(track, ms(at));
            QVERIFY(parts);
            QVERIFY(parts->before.id == track.id && !parts->after.id.isValid());
            QVERIFY(isWellFormed(parts->before) && isWellFormed(parts->after));
            const Track whole = merged(parts->after, parts->before);
            QVERIFY(isWellFormed(whole));
            QVERIFY(whole.sounding == track.sounding);
            for (std::int64_t t = 900; t < 6500; t += 50) {
                const auto expected = boxAt(track, ms(t));
                const auto part = boxAt(t < at ? parts->before : parts->after, ms(t));
                const auto other = boxAt(t < at ? parts->after : parts->before, ms(t));
                QVERIFY(!other);
                QCOMPARE(part.has_value(), expected.has_value());
                QCOMPARE(boxAt(whole, ms(t)).has_value(), expected.has_value());
                if (!expected)
                    continue;
                QCOMPARE(part->isOccluded, expected->isOccluded);
                QVERIFY(std::abs(part->box.x0 - expected->box.x0) < 1e-9);
                QVERIFY(std::abs(boxAt(whole, ms(t))->box.y1 - expected->box.y1) < 1e-9);
            }
        }
        QVERIFY(!split(track, 1s));
        QVERIFY(!split(track, 7s));
    }

    void textIds()
    {
        for (const KeyState state : {KeyState::Visible, KeyState::Occluded, KeyState::Ended})
            QVERIFY(keyStateFromString(toString(state)) == state);
        for (const KeyGap gap : {KeyGap::Linear, KeyGap::Empty})
            QVERIFY(keyGapFromString(toString(gap)) == gap);
        for (const TrackOrigin origin : {TrackOrigin::Manual,
                                         TrackOrigin::Accepted,
                                         TrackOrigin::Adjusted,
                                         TrackOrigin::Imported})
            QVERIFY(trackOriginFromString(toString(origin)) == origin);
        for (const ReviewState state :
             {ReviewState::ToDo, ReviewState::Done, ReviewState::Checked, ReviewState::Rejected})
            QVERIFY(reviewStateFromString(toString(state)) == state);
        for (const MarkKind kind : {MarkKind::OffScreenSound, MarkKind::Silence})
            QVERIFY(markKindFromString(toString(kind)) == kind);
        QVERIFY(!keyStateFromString("other") && !reviewStateFromString(""));
    }

    void frameRates_data()
    {
        QTest::addColumn<double>("framesPerSecond");
        QTest::addColumn<qint64>("numerator");
        QTest::addColumn<qint64>("denominator");
        QTest::newRow("film") << 24.0 << qint64{24} << qint64{1};
        QTest::newRow("PAL") << 25.0 << qint64{25} << qint64{1};
        QTest::newRow("NTSC short") << 29.97 << qint64{30000} << qint64{1001};
        QTest::newRow("NTSC long") << 29.97002997002997 << qint64{30000} << qint64{1001};
        QTest::newRow("NTSC film") << 23.976 << qint64{24000} << qint64{1001};
        QTest::newRow("a half") << 12.5 << qint64{25} << qint64{2};
        QTest::newRow("zero") << 0.0 << qint64{0} << qint64{1};
        QTest::newRow("negative") << -1.0 << qint64{0} << qint64{1};
        QTest::newRow("no number")
                << std::numeric_limits<double>::quiet_NaN() << qint64{0} << qint64{1};
    }

    void frameRates()
    {
        QFETCH(double, framesPerSecond);
        QFETCH(qint64, numerator);
        QFETCH(qint64, denominator);
        const FrameRate rate = frameRateFrom(framesPerSecond);
        QCOMPARE(qint64{rate.numerator}, numerator);
        QCOMPARE(qint64{rate.denominator}, denominator);
        for (std::int64_t frame = 0; rate.isKnown() && frame < 1'000'000; frame += 997)
            QCOMPARE(rate.frameAt(rate.timeOf(frame)), frame);
    }

    void layers()
    {
        Track first = example();
        first.annotator = {1};
        Track second = example();
        second.annotator = {2};
        second.keys[0].box = {0.5, 0.5, 0.6, 0.6};
        const std::vector<Annotator> people{{{2}, "Bo"}, {{1}, "Al"}, {{3}, "Cy"}};
        const std::vector<const Track *> tracks{&first, &second};
        const auto lists = boxesByAnnotator(tracks, people, 1s);
        QCOMPARE(lists.size(), std::size_t{3});
        QVERIFY(lists[0] == (std::vector<BoundingBox>{{0.5, 0.5, 0.6, 0.6}}));
        QVERIFY(lists[1] == (std::vector<BoundingBox>{{0, 0, 0.2, 0.4}}));
        QVERIFY(lists[2].empty());
    }
};

QTEST_GUILESS_MAIN(TestTrack)
#include "tst_track.moc"
