// SPDX-License-Identifier: MIT
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"
#include "ui/services/annotation_document.h"
#include "ui/services/service_types.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace soundlocus;

namespace {

/// 10,000 clips with a track of 20 boxes each, as a large project.
AnnotationSet largeSet()
{
    AnnotationSet set;
    set.annotators.push_back({{1}, "Anna"});
    for (int i = 0; i < 10'000; ++i) {
        Clip clip;
        clip.id = {10 + i};
        clip.name = "clip " + std::to_string(i);
        set.clips.push_back(std::move(clip));
        Track track;
        track.id = {20'000 + i};
        track.clip = {10 + i};
        track.annotator = {1};
        for (int key = 0; key < 20; ++key)
            track.keys.push_back({MediaTime{key * 40'000}, {0.1, 0.1, 0.5, 0.5 + 0.01 * key}});
        set.tracks.push_back(std::move(track));
    }
    return set;
}

/// Applies what a document says was applied, as the store does.
class Follower
{
public:
    Follower(AnnotationDocument &document, AnnotationSet start)
        : m_state(std::move(start))
    {
        QObject::connect(&document, &AnnotationDocument::applied, &m_context, [this](auto gesture) {
            m_isBroken = !applyTo(m_state, gesture) || m_isBroken;
        });
    }
    [[nodiscard]] const AnnotationSet &state() const { return m_state; }
    [[nodiscard]] bool isBroken() const { return m_isBroken; }

private:
    QObject m_context;
    AnnotationSet m_state;
    bool m_isBroken = false;
};

} // namespace

class TestAnnotationDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerServiceTypes(); }

    void isLikeASimpleListThroughAnySequence_data()
    {
        QTest::addColumn<int>("seed");
        for (const int seed : {1, 2, 3, 4})
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }

    // The reference: a set, a list of states, and a place in it.
    void isLikeASimpleListThroughAnySequence()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<std::uint32_t>(seed));
        AnnotationDocument document;
        document.reset(test::sessionStart(), true);
        const Follower follower(document, test::sessionStart());
        std::vector<AnnotationSet> states{test::sessionStart()};
        std::vector<std::string> names{""};
        std::size_t now = 0;
        for (int step = 1; step <= 400; ++step) {
            const auto kind = random() % 5;
            if (kind == 0) {
                QCOMPARE(document.undo().has_value(), now > 0);
                now -= now > 0 ? 1 : 0;
            } else if (kind == 1) {
                QCOMPARE(document.redo().has_value(), now + 1 < states.size());
                now += now + 1 < states.size() ? 1 : 0;
            } else {
                const Gesture gesture = test::gestureOf(step, states[now]);
                SL_VERIFY_RESULT(document.apply(gesture, {{4}, MediaTime{step}}));
                AnnotationSet next = states[now];
                SL_VERIFY_RESULT(applyTo(next, gesture));
                states.resize(++now);
                states.push_back(std::move(next));
                names.resize(now);
                names.push_back(gesture.name);
                QCOMPARE(document.undoPlace().time, MediaTime{step});
            }
            QVERIFY(document.set() == states[now]);
            QVERIFY(follower.state() == states[now] && !follower.isBroken());
            QCOMPARE(document.canUndo(), now > 0);
            QCOMPARE(document.canRedo(), now + 1 < states.size());
            QCOMPARE(document.undoName().toStdString(), now > 0 ? names[now] : "");
            QCOMPARE(document.redoName().toStdString(),
                     now + 1 < states.size() ? names[now + 1] : "");
            for (const Track &track : states[now].tracks) {
                QVERIFY(*document.track(track.id) == track);
                QVERIFY(std::ranges::find(document.tracks(track.clip), track)
                        != document.tracks(track.clip).end());
            }
        }
    }

    void refuses_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("there already") << 0;
        QTest::newRow("not there") << 1;
        QTest::newRow("another value before") << 2;
        QTest::newRow("no such clip") << 3;
        QTest::newRow("no such label") << 4;
        QTest::newRow("clip in use removed") << 5;
        QTest::newRow("label in use removed") << 6;
        QTest::newRow("annotator of a mark removed") << 7;
        QTest::newRow("no valid id") << 8;
    }

    // What comes before the fault in the gesture does not stay, and nobody is told.
    void refuses()
    {
        QFETCH(int, kind);
        AnnotationSet set = test::sessionStart();
        set.clips[1].marks = {{MarkKind::Silence, {3}, {}}};
        Track track;
        track.id = {20};
        track.clip = {4};
        track.label = {1};
        set.tracks = {track};
        Track other = track;
        other.note = "other";
        Track homeless = track;
        homeless.id = {21};
        homeless.clip = {99};
        Track strange = track;
        strange.id = {21};
        strange.label = {99};
        const std::vector<Edit> edits{added(track),
                                      removed(strange),
                                      changed(other, track),
                                      added(homeless),
                                      added(strange),
                                      removed(set.clips[0]),
                                      removed(set.labels[0]),
                                      removed(set.annotators[1]),
                                      added(Track{})};
        AnnotationDocument document;
        document.reset(set, true);
        const QSignalSpy applied(&document, &AnnotationDocument::applied);
        Track fine = track;
        fine.id = {30};
        fine.clip = {5};
        SL_COMPARE_CODE(
                document.apply({"bad", {added(fine), edits[static_cast<std::size_t>(kind)]}}, {}),
                ErrorCode::InvalidArgument);
        QVERIFY(document.set() == set);
        QCOMPARE(applied.size(), 0);
        QVERIFY(!document.canUndo());
    }

    void mayBeReadOnly()
    {
        AnnotationDocument document;
        const Gesture gesture = test::gestureOf(1, test::sessionStart());
        SL_COMPARE_CODE(document.apply(gesture, {}), ErrorCode::PermissionDenied);
        document.reset(test::sessionStart(), true);
        SL_VERIFY_RESULT(document.apply(gesture, {}));
        const QSignalSpy editable(&document, &AnnotationDocument::editableChanged);
        document.setEditable(false);
        QCOMPARE(editable.size(), 1);
        QVERIFY(!document.canUndo());
        SL_COMPARE_CODE(document.undo(), ErrorCode::PermissionDenied);
        SL_COMPARE_CODE(document.redo(), ErrorCode::PermissionDenied);
        document.setEditable(true);
        SL_VERIFY_RESULT(document.undo());
        SL_COMPARE_CODE(document.undo(), ErrorCode::InvalidArgument);
        SL_VERIFY_RESULT(document.redo());
        SL_COMPARE_CODE(document.redo(), ErrorCode::InvalidArgument);
        document.close();
        QVERIFY(!document.isOpen() && document.clips().empty() && !document.canUndo());
    }

    void tellsOnceWhatChanged()
    {
        AnnotationDocument document;
        document.reset(test::sessionStart(), true);
        QStringList told;
        connect(&document, &AnnotationDocument::applied, this, [&] { told += "applied"; });
        connect(&document, &AnnotationDocument::clipChanged, this, [&](ClipId clip) {
            told += "clip " + QString::number(clip.value);
        });
        connect(&document, &AnnotationDocument::clipListChanged, this, [&] { told += "clips"; });
        connect(&document, &AnnotationDocument::labelsChanged, this, [&] { told += "labels"; });
        connect(&document, &AnnotationDocument::annotatorsChanged, this, [&] {
            told += "annotators";
        });
        Clip clip;
        clip.id = {50};
        Track track;
        track.id = {51};
        track.clip = {50};
        Track moved = track;
        moved.clip = {5};
        SL_VERIFY_RESULT(document.apply({"add", {added(clip), added(track)}}, {}));
        QCOMPARE(told, QStringList({"applied", "clips"}));
        told.clear();
        SL_VERIFY_RESULT(document.apply({"move", {changed(track, moved)}}, {}));
        QCOMPARE(told, QStringList({"applied", "clip 5", "clip 50"}));
        QVERIFY(document.tracks({50}).empty());
        QCOMPARE(document.track({51})->clip, ClipId{5});
        told.clear();
        SL_VERIFY_RESULT(document.undo());
        QCOMPARE(told, QStringList({"applied", "clip 5", "clip 50"}));
        told.clear();
        SL_VERIFY_RESULT(document.apply({"none", {}}, {}));
        QCOMPARE(told, QStringList());
        SL_VERIFY_RESULT(document.apply(
                {"lists", {added(Label{{60}, "cat", 0, ""}), added(Annotator{{61}, "Cleo"})}}, {}));
        QCOMPARE(told, QStringList({"applied", "labels", "annotators"}));
    }

    void givesEveryNumberOnce()
    {
        AnnotationDocument document;
        document.reset(test::sessionStart(), true);
        QCOMPARE(document.newId(), test::kFirstSessionId); // without anybody who gives ranges
        document.addIds(test::kFirstSessionId, 3);
        QCOMPARE(document.newId(), test::kFirstSessionId + 1);
        QCOMPARE(document.newId(), test::kFirstSessionId + 2);
        connect(&document, &AnnotationDocument::idsRunLow, this, [&document] {
            document.addIds(50'000, 2000);
        });
        document.addIds(100, 1500);
        std::set<std::int64_t> given;
        for (int i = 0; i < 2000; ++i)
            given.insert(document.newId());
        QCOMPARE(given.size(), std::size_t{2000});
        QCOMPARE(*given.begin(), 100);
        QVERIFY(given.contains(1599) && given.contains(50'000) && !given.contains(1600));
    }

    void aStrokeIsQuickInALargeProject()
    {
        AnnotationDocument document;
        QElapsedTimer timer;
        AnnotationSet set = largeSet();
        timer.start();
        document.reset(std::move(set), true);
        const double resetMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        std::int64_t slowest = 0;
        std::int64_t all = 0;
        constexpr int kStrokes = 1000;
        std::mt19937 random(7);
        for (int i = 0; i < kStrokes; ++i) {
            const Track before = *document.track({20'000 + static_cast<int>(random() % 10'000)});
            Track after = before;
            setKey(after, {MediaTime{i * 1000}, test::anyBox(random)});
            timer.restart();
            SL_VERIFY_RESULT(document.apply({"Move box", {changed(before, after)}}, {}));
            slowest = std::max(slowest, std::int64_t{timer.nsecsElapsed()});
            all += timer.nsecsElapsed();
        }
        timer.restart();
        const AnnotationSet copy = document.set();
        const double copyMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        QCOMPARE(copy.tracks.size(), std::size_t{10'000});
        qInfo("10,000 clips x 20 boxes: reset %.1f ms, copy %.1f ms, stroke mean %.1f us, slowest "
              "%.1f us",
              resetMs,
              copyMs,
              static_cast<double>(all) / 1e3 / kStrokes,
              static_cast<double>(slowest) / 1e3);
    }
};

QTEST_GUILESS_MAIN(TestAnnotationDocument)
#include "tst_annotation_document.moc"
