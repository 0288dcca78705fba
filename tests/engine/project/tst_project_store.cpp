// SPDX-License-Identifier: MIT
#include "engine/project/project_store.h"

#include "engine/core/file_io.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTest>

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <limits>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

fs::path projectIn(const QTemporaryDir &folder)
{
    return test::pathOf(folder) / "work.soundlocus";
}

/// A project with the state that the scripted session begins with.
Result<ProjectStore> startedProject(const fs::path &path)
{
    auto store = ProjectStore::create(path);
    if (!store)
        return store;
    if (auto done = store->apply(addingAll("start", test::sessionStart())); !done)
        return Unexpected(done.error());
    return store;
}

/// Runs SQL on a file from outside.
void runSql(const fs::path &path, const char *sql)
{
    sqlite3 *database = nullptr;
    if (sqlite3_open(path.c_str(), &database) != SQLITE_OK
        || sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("%s", sqlite3_errmsg(database));
    sqlite3_close(database);
}

} // namespace

class TestProjectStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryValue()
    {
        const QTemporaryDir folder;
        const fs::path path = projectIn(folder);
        AnnotationSet set = test::sessionStart();
        Clip &clip = set.clips.back();
        clip.media = test::pathOf(folder) / "media" / "dog.mp4";
        clip.sound = test::pathOf(folder) / "dog.wav";
        clip.isPicture = true;
        clip.fingerprint = {123'456'789'012, 0xFEDCBA9876543210};
        clip.duration = 10s;
        clip.group = "g";
        clip.review = ReviewState::Rejected;
        clip.marks = {{MarkKind::Silence, {3}, {1s, 2s}}, {MarkKind::OffScreenSound, {}, {}}};
        clip.tags = {"two dogs", "\"quoted\"", "Hündin"};
        clip.note = "line\nline";
        clip.extra = R"({"x":[1,2]})";
        Track track;
        track.id = {7};
        track.clip = clip.id;
        track.annotator = {2};
        track.label = {1};
        track.origin = TrackOrigin::Adjusted;
        track.keys = {{1s, {0.1, 1.0 / 3.0, 0.7, 0.9}, KeyState::Occluded, KeyGap::Empty},
                      {2s, {-0.5, 0, 1.5, 1e-300}, KeyState::Ended}};
        track.sounding = {{1s, 1500ms}, {2s, 3s}};
        track.note = "n";
        track.extra = "{}";
        set.tracks.push_back(track);
        {
            auto store = ProjectStore::create(path);
            SL_VERIFY_RESULT(store);
            SL_VERIFY_RESULT(store->apply(addingAll("all", set)));
            QVERIFY(*store->readAll() == set);
        }
        auto store = ProjectStore::open(path);
        SL_VERIFY_RESULT(store);
        QVERIFY(*store->readAll() == set);
        QVERIFY(*store->readTracks(clip.id) == set.tracks);
        QVERIFY(store->readTracks({4})->empty());
        SL_VERIFY_RESULT(store->verify());
    }

    void sameAsTheSetInMemory()
    {
        const QTemporaryDir folder;
        auto store = startedProject(projectIn(folder));
        SL_VERIFY_RESULT(store);
        AnnotationSet set = test::sessionStart();
        std::vector<Gesture> gestures;
        constexpr int kSteps = 200;
        for (int step = 1; step <= kSteps; ++step) {
            gestures.push_back(test::gestureOf(step, set));
            SL_VERIFY_RESULT(applyTo(set, gestures.back()));
            SL_VERIFY_RESULT(store->apply(gestures.back()));
            QVERIFY(*store->readAll() == set);
        }
        for (auto gesture = gestures.rbegin(); gesture != gestures.rend(); ++gesture) {
            SL_VERIFY_RESULT(applyTo(set, inverse(*gesture)));
            SL_VERIFY_RESULT(store->apply(inverse(*gesture)));
        }
        QVERIFY(*store->readAll() == set);
        QVERIFY(set == test::sessionStart());
        SL_VERIFY_RESULT(store->flush());
        SL_VERIFY_RESULT(store->verify());
    }

    void refusesAsTheSetDoes()
    {
        const QTemporaryDir folder;
        auto store = startedProject(projectIn(folder));
        SL_VERIFY_RESULT(store);
        const AnnotationSet start = test::sessionStart();
        Track track;
        track.id = {9};
        track.clip = {4};
        track.keys = {{0s, {0, 0, 1, 1}}};
        Track noClip = track;
        noClip.clip = {99};
        Track noLabel = track;
        noLabel.label = {99};
        Track notFinite = track;
        notFinite.keys[0].box.x0 = std::numeric_limits<double>::infinity();
        Label other = start.labels[0];
        other.name = "cat";
        const std::vector<Edit> faults{added(noClip),
                                       added(noLabel),
                                       added(notFinite),
                                       added(start.labels[0]),
                                       removed(track),
                                       changed(other, start.labels[0])};
        for (const Edit &fault : faults)
            SL_COMPARE_CODE(store->apply({"bad", {added(Label{{50}, "new", 0, ""}), fault}}),
                            ErrorCode::InvalidArgument);
        SL_VERIFY_RESULT(store->apply({"good", {added(track)}}));
        SL_COMPARE_CODE(store->apply({"bad", {removed(start.clips[0])}}),
                        ErrorCode::InvalidArgument);
        SL_VERIFY_RESULT(store->apply({"both", {removed(start.clips[0]), removed(track)}}));
        AnnotationSet expected = start;
        expected.clips.erase(expected.clips.begin());
        QVERIFY(*store->readAll() == expected);
    }

    void idsAreGivenOnce()
    {
        const QTemporaryDir folder;
        std::int64_t next = 0;
        {
            auto store = ProjectStore::create(projectIn(folder));
            SL_VERIFY_RESULT(store);
            QCOMPARE(*store->reserveIds(10), std::int64_t{1});
            next = *store->reserveIds(1);
            QCOMPARE(next, std::int64_t{11});
        }
        auto store = ProjectStore::open(projectIn(folder));
        SL_VERIFY_RESULT(store);
        QCOMPARE(*store->reserveIds(1), next + 1);
    }

    void secondOneReadsAndKnowsTheHolder()
    {
        const QTemporaryDir folder;
        auto first = startedProject(projectIn(folder));
        SL_VERIFY_RESULT(first);
        QVERIFY(!first->isReadOnly());
        {
            auto second = ProjectStore::open(projectIn(folder));
            SL_VERIFY_RESULT(second);
            QVERIFY(second->isReadOnly());
            const std::string process = "process " + std::to_string(getpid());
            QVERIFY2(second->readOnlyReason().find(process) != std::string::npos,
                     second->readOnlyReason().c_str());
            QVERIFY(*second->readAll() == test::sessionStart());
            SL_COMPARE_CODE(second->apply({"no", {}}), ErrorCode::PermissionDenied);
            SL_COMPARE_CODE(second->reserveIds(1), ErrorCode::PermissionDenied);
            // It sees what the first one writes.
            Label label{{60}, "cat", 0, ""};
            SL_VERIFY_RESULT(first->apply({"add", {added(label)}}));
            QVERIFY(second->readAll()->labels.back() == label);
        }
        first = ProjectStore::open(test::pathOf(folder) / "none");
        auto third = ProjectStore::open(projectIn(folder));
        SL_VERIFY_RESULT(third);
        QVERIFY(!third->isReadOnly());
    }

    void leavesOneFile()
    {
        const QTemporaryDir folder;
        {
            auto store = startedProject(projectIn(folder));
            SL_VERIFY_RESULT(store);
        }
        std::vector<std::string> names;
        for (const auto &entry : fs::directory_iterator(test::pathOf(folder)))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        QVERIFY(names == (std::vector<std::string>{"work.soundlocus", "work.soundlocus.backups"}));
    }

    void keepsSevenBackups()
    {
        const QTemporaryDir folder;
        const fs::path path = projectIn(folder);
        using namespace std::chrono;
        const sys_days first = year(2026) / 2 / 24;
        ProjectOptions options{first};
        {
            auto store = ProjectStore::create(path, options);
            SL_VERIFY_RESULT(store);
            SL_VERIFY_RESULT(store->apply(addingAll("start", test::sessionStart())));
        }
        for (int day = 0; day < 10; ++day) {
            options.today = first + days(day);
            auto store = ProjectStore::open(path, options);
            SL_VERIFY_RESULT(store);
            QVERIFY(store->warnings().empty());
            const Label label{*store->reserveIds(1) + 100, "day", 0, ""};
            SL_VERIFY_RESULT(store->apply({"day", {added(label)}}));
            store = ProjectStore::open(path, options); // the day's second opening changes nothing
        }
        std::vector<std::string> names;
        for (const auto &entry : fs::directory_iterator(path.string() + ".backups"))
            names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        QCOMPARE(names.size(), std::size_t{7});
        QCOMPARE(names.front(), std::string("work-2026-02-27.soundlocus"));
        QCOMPARE(names.back(), std::string("work-2026-03-05.soundlocus"));
        // The state before the day's work, with media paths that still lead to the same files.
        auto backup = ProjectStore::open(path.string() + ".backups/" + names.back(), options);
        SL_VERIFY_RESULT(backup);
        QCOMPARE(backup->readAll()->labels.size(), std::size_t{1 + 9});
        QVERIFY(backup->readAll()->clips == test::sessionStart().clips);
    }

    void savesACopy()
    {
        const QTemporaryDir folder;
        AnnotationSet set = test::sessionStart();
        auto store = startedProject(projectIn(folder));
        SL_VERIFY_RESULT(store);
        const fs::path target = test::pathOf(folder) / "deep" / "copy.soundlocus";
        SL_VERIFY_RESULT(makeFolder(target.parent_path()));
        SL_VERIFY_RESULT(store->saveCopy(target));
        auto copy = ProjectStore::open(target);
        SL_VERIFY_RESULT(copy);
        QVERIFY(*copy->readAll() == set);
        SL_COMPARE_CODE(store->saveCopy(projectIn(folder)), ErrorCode::InvalidArgument);
    }

    void goesWithItsMedia()
    {
        const QTemporaryDir folder;
        const fs::path old = test::pathOf(folder) / "old";
        SL_VERIFY_RESULT(makeFolder(old));
        {
            auto store = startedProject(old / "work.soundlocus");
            SL_VERIFY_RESULT(store);
            Clip clip = store->readAll()->clips.front();
            Clip moved = clip;
            moved.media = old / "media" / "x.mp4";
            SL_VERIFY_RESULT(store->apply({"locate", {changed(clip, moved)}}));
        }
        fs::rename(old, test::pathOf(folder) / "new");
        auto store = ProjectStore::open(test::pathOf(folder) / "new" / "work.soundlocus");
        SL_VERIFY_RESULT(store);
        QVERIFY(store->readAll()->clips.front().media
                == test::pathOf(folder) / "new" / "media" / "x.mp4");
    }

    void fullDisk()
    {
        const QTemporaryDir folder;
        auto store = startedProject(projectIn(folder));
        SL_VERIFY_RESULT(store);
        Label label{{70}, std::string(1'000'000, 'x'), 0, ""};
        {
            const test::FileSizeLimit limit(200'000);
            const auto failed = store->apply({"long", {added(label)}});
            QVERIFY(!failed);
            QVERIFY(failed.error().code == ErrorCode::WriteFailed
                    || failed.error().code == ErrorCode::DiskFull);
            QVERIFY(*store->readAll() == test::sessionStart());
        }
        SL_VERIFY_RESULT(store->apply({"long", {added(label)}}));
        QVERIFY(store->readAll()->labels.back() == label);
        SL_VERIFY_RESULT(store->verify());
    }

    void removedFile()
    {
        const QTemporaryDir folder;
        auto store = startedProject(projectIn(folder));
        SL_VERIFY_RESULT(store);
        fs::remove(projectIn(folder));
        const Label label{{70}, "cat", 0, ""};
        SL_COMPARE_CODE(store->apply({"add", {added(label)}}), ErrorCode::NotFound);
        SL_COMPARE_CODE(store->flush(), ErrorCode::NotFound);
        SL_VERIFY_RESULT(store->saveCopy(test::pathOf(folder) / "saved.soundlocus"));
        auto copy = ProjectStore::open(test::pathOf(folder) / "saved.soundlocus");
        SL_VERIFY_RESULT(copy);
        QVERIFY(*copy->readAll() == test::sessionStart());
    }

    void readOnlyFolder()
    {
        if (geteuid() == 0)
            QSKIP("rights do not bind the superuser");
        const QTemporaryDir folder;
        {
            auto store = startedProject(projectIn(folder));
            SL_VERIFY_RESULT(store);
        }
        fs::permissions(test::pathOf(folder), fs::perms::owner_read | fs::perms::owner_exec);
        {
            auto store = ProjectStore::open(projectIn(folder));
            SL_VERIFY_RESULT(store);
            QVERIFY(store->isReadOnly());
            QVERIFY(!store->readOnlyReason().empty());
            QVERIFY(*store->readAll() == test::sessionStart());
        }
        fs::permissions(test::pathOf(folder), fs::perms::owner_all);
    }

    void badFiles_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        const int corrupt = static_cast<int>(ErrorCode::CorruptData);
        QTest::newRow("not there") << 0 << static_cast<int>(ErrorCode::NotFound);
        QTest::newRow("empty") << 1 << static_cast<int>(ErrorCode::EmptyFile);
        QTest::newRow("text") << 2 << corrupt;
        QTest::newRow("another database") << 3 << corrupt;
        QTest::newRow("another program's database") << 4 << corrupt;
        QTest::newRow("of a newer program") << 5 << static_cast<int>(ErrorCode::UnsupportedFormat);
        QTest::newRow("damaged page") << 6 << corrupt;
        QTest::newRow("cut off") << 7 << corrupt;
        QTest::newRow("broken reference") << 8 << corrupt;
        QTest::newRow("a folder") << 9 << static_cast<int>(ErrorCode::NotAFile);
    }

    void badFiles()
    {
        QFETCH(int, kind);
        QFETCH(int, code);
        const QTemporaryDir folder;
        const fs::path path = projectIn(folder);
        if (kind >= 5 && kind <= 8) {
            auto store = startedProject(path);
            SL_VERIFY_RESULT(store);
        }
        if (kind == 1 || kind == 2) {
            std::ofstream(path) << (kind == 1 ? "" : std::string(5000, 'x'));
        } else if (kind == 3) {
            runSql(path, "CREATE TABLE t(x)");
        } else if (kind == 4) {
            runSql(path, "CREATE TABLE t(x); PRAGMA application_id = 5");
        } else if (kind == 5) {
            runSql(path, "PRAGMA user_version = 1000");
        } else if (kind == 6) {
            std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(4096);
            file << std::string(8192, '\xAB');
        } else if (kind == 7) {
            fs::resize_file(path, 6000);
        } else if (kind == 8) {
            runSql(path, "INSERT INTO tracks VALUES(900, 901, NULL, NULL, 'manual', '', '', '')");
        } else if (kind == 9) {
            fs::create_directory(path);
        }
        const auto store = ProjectStore::open(path);
        QVERIFY(!store);
        QVERIFY2(static_cast<int>(store.error().code) == code, toString(store.error()).c_str());
    }

    void aProjectOfTheFirstFormatIsBroughtAlong()
    {
        const QTemporaryDir folder;
        const fs::path path = projectIn(folder);
        AnnotationSet set;
        {
            auto store = startedProject(path);
            SL_VERIFY_RESULT(store);
            Track track;
            track.id = {9};
            track.clip = {4};
            track.keys = {{0s, {0, 0, 1, 1}}};
            SL_VERIFY_RESULT(store->apply({"Draw box", {added(track)}}));
            set = *store->readAll();
        }
        runSql(path, "ALTER TABLE tracks DROP COLUMN name; PRAGMA user_version = 1");
        {
            auto store = ProjectStore::open(path);
            SL_VERIFY_RESULT(store);
            QVERIFY(*store->readAll() == set);
            Track named = set.tracks.front();
            named.name = "left one";
            SL_VERIFY_RESULT(store->apply({"Rename track", {changed(set.tracks.front(), named)}}));
        }
        auto store = ProjectStore::open(path);
        SL_VERIFY_RESULT(store);
        QCOMPARE(store->readAll()->tracks.front().name, "left one");
    }

    void doesNotReplaceAFile()
    {
        const QTemporaryDir folder;
        SL_VERIFY_RESULT(writeWholeFile(projectIn(folder), "mine"));
        SL_COMPARE_CODE(ProjectStore::create(projectIn(folder)), ErrorCode::InvalidArgument);
        QCOMPARE(*readWholeFile(projectIn(folder), 100), std::string("mine"));
    }

    void tenThousandClips()
    {
        const QTemporaryDir folder;
        AnnotationSet set = test::sessionStart();
        constexpr std::int64_t kClips = 10'000;
        constexpr std::int64_t kBoxes = 20;
        for (std::int64_t i = 0; i < kClips; ++i) {
            Clip clip;
            clip.id = {100 + i};
            clip.name = std::to_string(i);
            clip.media = test::pathOf(folder) / (clip.name + ".mp4");
            set.clips.push_back(clip);
            Track track;
            track.id = {100 + i};
            track.clip = clip.id;
            for (std::int64_t key = 0; key < kBoxes; ++key)
                track.keys.push_back({MediaTime{key}, {0.1, 0.2, 0.3, 0.4}});
            set.tracks.push_back(std::move(track));
        }
        QElapsedTimer timer;
        timer.start();
        {
            auto store = ProjectStore::create(projectIn(folder));
            SL_VERIFY_RESULT(store);
            SL_VERIFY_RESULT(store->apply(addingAll("import", set)));
        }
        const qint64 imported = timer.restart();
        auto store = ProjectStore::open(projectIn(folder));
        SL_VERIFY_RESULT(store);
        const qint64 opened = timer.restart();
        QVERIFY(*store->readAll() == set);
        const qint64 read = timer.restart();
        constexpr int kStrokes = 100;
        Track track = set.tracks[5000];
        for (int stroke = 0; stroke < kStrokes; ++stroke) {
            Track next = track;
            next.keys[3].box.x0 = 0.001 * stroke;
            SL_VERIFY_RESULT(store->apply({"move", {changed(track, next)}}));
            track = next;
        }
        // Printed for the record; no time is demanded, machines differ.
        qInfo("10,000 clips with 200,000 boxes: import %lld ms, open with all checks %lld ms, "
              "read %lld ms, a stroke %.2f ms",
              imported,
              opened,
              read,
              static_cast<double>(timer.elapsed()) / kStrokes);
    }
};

QTEST_GUILESS_MAIN(TestProjectStore)
#include "tst_project_store.moc"
