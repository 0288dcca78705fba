// SPDX-License-Identifier: MIT
// `soundlocus-cli prepare` as a user runs it, kills it and runs it again.
#include "engine/core/file_io.h"
#include "engine/dataset/store_source.h"
#include "engine/media/video_decoder.h"
#include "engine/media/video_writer.h"
#include "engine/render/png_file.h"
#include "tests/integration/cli_process.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTest>

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <random>

using namespace soundlocus;
using test::CliResult;
using test::text;
namespace fs = std::filesystem;

namespace {

struct IndexState
{
    std::string integrity;
    int done = 0;
};

/// What SQLite itself says of an index that a process may have open.
IndexState stateOf(const fs::path &store, int flags = SQLITE_OPEN_READONLY)
{
    IndexState state;
    sqlite3 *database = nullptr;
    if (sqlite3_open_v2((store / "index.sqlite").c_str(), &database, flags, nullptr) == SQLITE_OK) {
        const auto first = [database](const char *sql) {
            sqlite3_stmt *statement = nullptr;
            std::string answer;
            if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK
                && sqlite3_step(statement) == SQLITE_ROW)
                answer = reinterpret_cast<const char *>(sqlite3_column_text(statement, 0));
            sqlite3_finalize(statement);
            return answer;
        };
        state.integrity = first("PRAGMA integrity_check");
        state.done = std::atoi(first("SELECT count(*) FROM items WHERE state = 'done'").c_str());
    }
    sqlite3_close(database);
    return state;
}

/// What SQLite says of an index after a kill, on a copy: what the process left behind stays, and
/// a write that was broken off can be rolled back, which cannot be done read-only.
IndexState stateOfKilled(const fs::path &store)
{
    if (!fs::exists(store / "index.sqlite"))
        return {"ok", 0};
    const QTemporaryDir copy;
    for (const fs::directory_entry &entry : fs::directory_iterator(store)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("index.sqlite"))
            fs::copy_file(entry.path(), test::pathOf(copy) / name);
    }
    return stateOf(test::pathOf(copy), SQLITE_OPEN_READWRITE);
}

/// Waits for the first clip that a process puts into a store. Looks often, and takes care of no
/// events: all the others may follow soon.
bool waitForAClip(const fs::path &store)
{
    constexpr qint64 kPatienceMs = 60'000;
    QElapsedTimer timer;
    timer.start();
    while (stateOf(store).done == 0) {
        if (timer.elapsed() > kPatienceMs)
            return false;
        QTest::qSleep(1);
    }
    return true;
}

/// Stops a process where it is and waits until it stands; false where it has ended.
bool holdProcess(QProcess &process)
{
    constexpr int kPatienceMs = 10'000;
    if (!test::interrupt(process, SIGSTOP))
        return false;
    for (int waitedMs = 0; waitedMs < kPatienceMs; ++waitedMs) {
        std::ifstream status("/proc/" + std::to_string(process.processId()) + "/stat");
        std::string line;
        std::getline(status, line);
        const std::size_t name = line.rfind(')'); // "id (name) state ..."
        if (name == std::string::npos || name + 2 >= line.size() || line[name + 2] == 'Z')
            return false;
        if (line[name + 2] == 'T')
            return true;
        QTest::qSleep(1);
    }
    return false;
}

/// A photograph with its sound as a video of 4 s, as they are found among others.
Result<void> writeFrozen(const fs::path &path, const fs::path &picture, const fs::path &sound)
{
    auto frame = readPicture(picture);
    if (!frame)
        return Unexpected(frame.error());
    auto file = MediaFile::open(sound);
    if (!file)
        return Unexpected(file.error());
    VideoWriterOptions options;
    options.soundFrom = *std::move(file);
    options.soundRange = TimeRange{MediaTime{0}, MediaTime(4'000'000)};
    auto writer = VideoWriter::create(path, frame->size(), 1.0, options);
    if (!writer)
        return Unexpected(writer.error());
    for (int i = 0; i < 100; ++i) {
        frame->pts = MediaTime(40'000) * i;
        if (auto written = writer->write(*frame); !written)
            return written;
    }
    return writer->finish();
}

} // namespace

class TestPrepare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_root = test::pathOf(m_folder);
        test::VideoFixture moving;
        moving.size = {320, 240};
        moving.driftPx = 2;
        SL_VERIFY_RESULT(test::writeVideo(m_root / "clips/moving.mp4", moving));
        SL_VERIFY_RESULT(test::writeVideo(m_root / "clips/still.mp4"));
        std::string table = "id,video,class\n";
        for (int i = 0; i < kRows; ++i)
            table += "-clip " + std::to_string(i) + ",clips/moving.mp4,\"dog, small\"\n";
        SL_VERIFY_RESULT(writeWholeFile(m_root / "table.csv", table));
    }

    void folder()
    {
        const CliResult result = cli({"prepare", "--data", "clips", "--out", "folder-store"});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.output.size(), 2);
        QVERIFY(result.output[0].startsWith("1 of 2 clips in folder-store"));
        QCOMPARE(result.output[1], QString("left out: 1 still; see folder-store/report.tsv"));
        const CliResult kept = cli(
                {"prepare", "--data", "clips", "--out", "folder-store", "--keep", "still", "-q"});
        QCOMPARE(kept.exitCode, 0);
        QVERIFY(kept.output[0].startsWith("2 of 2 clips in folder-store"));
        QVERIFY(kept.faults.isEmpty());
    }

    void events()
    {
        const CliResult result = cli(
                {"prepare", "--data", "clips", "--out", "event-store", "--events", "-"});
        QCOMPARE(result.exitCode, 0);
        std::vector<std::string> names;
        for (const QString &line : result.output)
            names.push_back(nlohmann::json::parse(line.toStdString()).at("event"));
        QCOMPARE(names.front(), std::string("started"));
        QVERIFY(std::ranges::find(names, "skipped") != names.end());
        const auto summary = nlohmann::json::parse(result.output.back().toStdString());
        QCOMPARE(summary.at("event").get<std::string>(), std::string("summary"));
        QCOMPARE(summary.at("listed").get<int>(), 2);
        QCOMPARE(summary.at("added").get<int>(), 1);
        QCOMPARE(summary.at("skipped").at("still").get<int>(), 1);
    }

    void layout()
    {
        SL_VERIFY_RESULT(makeFolder(m_root / "ez/frames"));
        SL_VERIFY_RESULT(makeFolder(m_root / "ez/audio"));
        for (const char *id : {"-a", "b"}) {
            const int width = std::string(id) == "b" ? 64 : 72;
            SL_VERIFY_RESULT(writePng(m_root / "ez/frames" / (std::string(id) + ".jpg"),
                                      test::squarePicture({width, 48})));
            SL_VERIFY_RESULT(
                    test::writeToneWav(m_root / "ez/audio" / (std::string(id) + ".wav"), 1));
        }
        SL_VERIFY_RESULT(writeWholeFile(m_root / "list.txt", "b\n-a\ngone\n"));
        const CliResult result = cli(
                {"prepare", "--layout", "ezvsl", "ez", "--list", "list.txt", "--out", "ez-store"});
        QCOMPARE(result.exitCode, 1); // one is missing
        QVERIFY(result.output[0].startsWith("2 of 3 clips in ez-store"));
        const auto source = StoreSampleSource::open(m_root / "ez-store");
        SL_VERIFY_RESULT(source);
        QCOMPARE(source->item(0).sample.id, std::string("b"));
        QCOMPARE(source->item(1).sample.id, std::string("-a"));
    }

    /// The layouts of the official programs, filled with real pictures and sounds.
    void realLayouts_data()
    {
        QTest::addColumn<QString>("layout");
        QTest::addColumn<QString>("picture"); // %1 is the id
        QTest::addColumn<QString>("sound");
        QTest::addColumn<QString>("line");
        QTest::addColumn<double>("seconds"); // of the longest sound
        QTest::newRow("VGG-Sound") << "ssltie-vggsound"
                                   << "total_video_frames/%1/125.jpg"
                                   << "total_video_3s_audio/%1.wav"
                                   << "%1" << 20.0;
        QTest::newRow("Flickr") << "ssltie-flickr"
                                << "frames/videos/0/0/%1.mp4/00000003.jpg"
                                << "mp3/videos/0/0/%1.mp4.mp3"
                                << "videos/0/0/%1.mp4" << 4.0;
        QTest::newRow("LVS") << "lvs"
                             << "frames/%1.jpg"
                             << "audio/%1.wav"
                             << "%1.jpg,0" << 20.0;
        QTest::newRow("EZ-VSL") << "ezvsl"
                                << "frames/%1.jpg"
                                << "audio/%1.wav"
                                << "%1" << 20.0;
    }

    void realLayouts()
    {
        SL_REQUIRE_PATH(test::mediaDir(), "real media");
        QFETCH(QString, layout);
        QFETCH(QString, picture);
        QFETCH(QString, sound);
        QFETCH(QString, line);
        QFETCH(double, seconds);
        const std::string name = layout.toStdString();
        const fs::path pairs = test::mediaDir() / "pairs/flickr-soundnet";
        const auto place = [&](const QString &file, const QString &id, const fs::path &from) {
            const fs::path to = m_root / name / file.arg(id).toStdString();
            fs::create_directories(to.parent_path());
            fs::create_symlink(from, to);
        };
        QString list;
        for (const char *id : {"2349424942", "2353391172", "2400039688"}) {
            place(picture, id, pairs / (std::string(id) + ".jpg"));
            // Programs look at what a sound file holds, not at its name.
            place(sound, id, pairs / (std::string(id) + ".mp3"));
            list += line.arg(id) + '\n';
        }
        list += line.arg("2400039688") + '\n' + line.arg("0000000000") + '\n';
        SL_VERIFY_RESULT(writeWholeFile(m_root / (name + ".txt"), list.toStdString()));
        const QString store = layout + "-store";
        const CliResult result = cli(
                {"prepare", "--layout", layout, layout, "--list", layout + ".txt", "--out", store});
        QCOMPARE(result.exitCode, 1); // one is missing
        QVERIFY2(result.output[0].startsWith("3 of 5 clips in "), qPrintable(result.output[0]));
        QVERIFY2(result.output[1].startsWith("left out: 1 missing, 1 duplicate"),
                 qPrintable(result.output[1]));
        const auto source = StoreSampleSource::open(m_root / store.toStdString());
        SL_VERIFY_RESULT(source);
        double longest = 0;
        for (std::size_t i = 0; i < source->size(); ++i) {
            const auto sample = source->load(i);
            SL_VERIFY_RESULT(sample);
            longest = std::max(longest, toSeconds(sample->sound.duration()));
        }
        QVERIFY2(std::abs(longest - seconds) < 0.05 || (longest < 20 && seconds == 20.0),
                 qPrintable(QString::number(longest)));
    }

    /// Every kind of clip that is left out, among real ones: as it is told and in the report.
    void realClips()
    {
        SL_REQUIRE_PATH(test::mediaDir(), "real media");
        const fs::path media = test::mediaDir();
        fs::create_directories(m_root / "real");
        fs::copy_file(media / "videos/vas/dog_02677.mp4", m_root / "real/copy.mp4");
        SL_VERIFY_RESULT(writeFrozen(m_root / "real/frozen.mp4",
                                     media / "pairs/flickr-soundnet/2349424942.jpg",
                                     media / "pairs/flickr-soundnet/2349424942.mp3"));
        std::string table = "id\tvideo\n";
        const auto add = [&table](const std::string &id, const fs::path &video) {
            table += id + '\t' + video.string() + '\n';
        };
        add("dog", media / "videos/vas/dog_02677.mp4");
        add("baby", media / "videos/vas/baby_01951.mp4");
        add("copy", m_root / "real/copy.mp4");
        add("baby", media / "videos/vas/drum_02480.mp4");
        add("frozen", m_root / "real/frozen.mp4");
        add("mute", media / "videos/other/silence_girl.mp4");
        add("zeros", media / "corner-cases/derived/silent_audio.mp4");
        add("short", media / "corner-cases/derived/very_short_0.3s.mp4");
        add("broken", media / "corner-cases/derived/truncated_no_moov.mp4");
        add("gone", media / "videos/vas/none.mp4");
        SL_VERIFY_RESULT(writeWholeFile(m_root / "real.tsv", table));
        const CliResult result = cli({"prepare", "--table", "real.tsv", "--out", "real-store"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.output[0].startsWith("2 of 10 clips in "), qPrintable(result.output[0]));
        QCOMPARE(result.output[1],
                 QString("left out: 1 missing, 1 unreadable, 1 still, 2 silent, 1 short, "
                         "2 duplicate; see real-store/report.tsv"));
        const auto report = readWholeFile(m_root / "real-store/report.tsv", 1 << 20);
        SL_VERIFY_RESULT(report);
        for (const char *row : {"copy\tduplicate\tsame picture and sound as 'dog'\t",
                                "baby\tduplicate\tid 'baby' occurs a second time",
                                "frozen\tstill\t",
                                "mute\tsilent\t",
                                "zeros\tsilent\tdigital silence\t",
                                "short\tshort\t0.3",
                                "broken\tunreadable\t",
                                "gone\tmissing\t"})
            QVERIFY2(report->find(row) != std::string::npos, report->c_str());
    }

    void faults_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("no data") << QStringList{"--out", "s"} << 2;
        QTest::newRow("two kinds")
                << QStringList{"--data", "clips", "--table", "t", "--out", "s"} << 2;
        QTest::newRow("no store") << QStringList{"--data", "clips"} << 2;
        QTest::newRow("unknown layout")
                << QStringList{"--layout", "imagenet", "clips", "--out", "s"} << 2;
        QTest::newRow("list without layout")
                << QStringList{"--data", "clips", "--list", "l", "--out", "s"} << 2;
        QTest::newRow("empty folder") << QStringList{"--data", "empty", "--out", "s"} << 1;
        QTest::newRow("no folder") << QStringList{"--data", "none", "--out", "s"} << 1;
        QTest::newRow("no table") << QStringList{"--table", "none.csv", "--out", "s"} << 1;
        QTest::newRow("folder of other files")
                << QStringList{"--data", "clips", "--out", "clips"} << 1;
    }

    /// One line that says what is wrong, and nothing left behind.
    void faults()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        fs::create_directories(m_root / "empty");
        const CliResult result = cli(QStringList{"prepare"} + arguments);
        QCOMPARE(result.exitCode, exitCode);
        QCOMPARE(result.faults.size(), 1);
        QVERIFY(result.output.isEmpty());
        QVERIFY(!fs::exists(m_root / "s"));
    }

    /// Killed ten times at random moments, then run to its end: nothing is lost, nothing twice.
    void killed()
    {
        constexpr int kKills = 10;
        constexpr int kMostRuns = 200;
        QCOMPARE(cli(tableArguments("whole-store")).exitCode, 0);
        std::mt19937 generator(4);
        std::uniform_real_distribution<double> share(0.5, 1);
        const fs::path store = m_root / "killed-store";
        int before = 0;
        int midway = 0;
        int longestMs = 100;
        // A quick machine is done before the kill, a slow one has not begun: the delay follows.
        for (int run = 0; run < kMostRuns && midway < kKills; ++run) {
            QProcess process;
            test::prepare(process, m_root);
            process.setArguments(tableArguments("killed-store"));
            process.start();
            QVERIFY(process.waitForStarted());
            process.waitForFinished(std::max(1, static_cast<int>(longestMs * share(generator))));
            process.kill();
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());
            const IndexState state = stateOfKilled(store);
            QVERIFY2(state.integrity == "ok", state.integrity.c_str());
            QVERIFY2(state.done >= before, "clips were lost");
            before = state.done;
            if (state.done == 0) {
                longestMs += longestMs / 4 + 1;
            } else if (state.done < kRows) {
                ++midway;
            } else if (midway < kKills) {
                fs::remove_all(store);
                before = 0;
                longestMs -= longestMs / 5;
            }
        }
        QVERIFY2(midway == kKills, "too few kills came between the first and the last clip");
        const CliResult last = cli(tableArguments("killed-store"));
        QCOMPARE(last.exitCode, 0);
        QCOMPARE(stateOf(store).integrity, std::string("ok"));
        const auto killed = StoreSampleSource::open(store);
        const auto whole = StoreSampleSource::open(m_root / "whole-store");
        SL_VERIFY_RESULT(killed);
        SL_VERIFY_RESULT(whole);
        QCOMPARE(killed->size(), std::size_t{kRows});
        QCOMPARE(killed->unprepared(), std::int64_t{0});
        for (std::size_t i = 0; i < killed->size(); ++i) {
            QVERIFY(killed->item(i) == whole->item(i));
            const auto sample = killed->load(i);
            SL_VERIFY_RESULT(sample);
            QVERIFY(samePixels(sample->frame, whole->load(i)->frame));
        }
    }

    /// The first is held in the middle, so that the second surely meets it.
    void twoAtATime()
    {
        constexpr int kMostRuns = 100;
        const fs::path store = m_root / "shared-store";
        QProcess first;
        test::prepare(first, m_root);
        first.setArguments(tableArguments("shared-store"));
        bool isHeld = false;
        for (int run = 0; run < kMostRuns && !isHeld; ++run) {
            fs::remove_all(store);
            first.start();
            QVERIFY(first.waitForStarted());
            QVERIFY(waitForAClip(store));
            isHeld = holdProcess(first) && stateOf(store).done < kRows;
            if (!isHeld) {
                test::interrupt(first, SIGCONT);
                QVERIFY(first.state() == QProcess::NotRunning || first.waitForFinished());
            }
        }
        QVERIFY2(isHeld, "every run ended before it was held");
        const CliResult second = cli(tableArguments("shared-store"));
        QVERIFY(test::interrupt(first, SIGCONT));
        QCOMPARE(second.exitCode, 1);
        QCOMPARE(second.faults.size(), 1);
        QVERIFY(second.faults[0].contains("another process prepares this store"));
        QVERIFY(first.waitForFinished(120'000));
        QCOMPARE(first.exitCode(), 0);
        QCOMPARE(stateOf(store).done, kRows);
    }

    void interrupted()
    {
        const fs::path store = m_root / "interrupted-store";
        QProcess process;
        test::prepare(process, m_root);
        process.setArguments(tableArguments("interrupted-store"));
        process.start();
        QVERIFY(process.waitForStarted());
        QVERIFY(waitForAClip(store));
        process.terminate();
        QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(30'000));
        // A quick one has done everything; the signal meets it on its way out, or not at all.
        const int code = process.exitCode();
        QVERIFY(code == 130 || ((code == 0 || code == SIGTERM) && stateOf(store).done == kRows));
        QCOMPARE(cli(tableArguments("interrupted-store")).exitCode, 0);
        QCOMPARE(stateOf(store).done, kRows);
    }

    /// Every broken file is named with its reason, the others are done.
    void cornerCases()
    {
        SL_REQUIRE_PATH(test::mediaDir(), "real media");
        const CliResult result = cli({"prepare",
                                      "--data",
                                      text(test::mediaDir() / "corner-cases"),
                                      "--out",
                                      "corner-store"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY(!result.hasCrashed);
        const auto report = readWholeFile(m_root / "corner-store/report.tsv", 1 << 20);
        SL_VERIFY_RESULT(report);
        for (const char *row : {"empty\tunreadable\t",
                                "text_named\tunreadable\t",
                                "truncated_no_moov\tunreadable\t",
                                "audio_only\tunreadable\t",
                                "video_only\tsilent\t",
                                "silent_audio\tsilent\tdigital silence\t",
                                "very_short_0.3s\tshort\t"})
            QVERIFY2(report->find(row) != std::string::npos, row);
        const auto source = StoreSampleSource::open(m_root / "corner-store");
        SL_VERIFY_RESULT(source);
        QVERIFY(source->size() >= 20);
        for (std::size_t i = 0; i < source->size(); ++i)
            SL_VERIFY_RESULT(source->load(i));
    }

private:
    static constexpr int kRows = 60;

    CliResult cli(const QStringList &arguments) { return test::runCli(m_root, arguments); }
    static QStringList tableArguments(const char *store)
    {
        return {"prepare",
                "--table",
                "table.csv",
                "--out",
                store,
                "--workers",
                "2",
                "--keep",
                "duplicate", // all are one video
                "-q"};
    }

    const QTemporaryDir m_folder;
    fs::path m_root;
};

QTEST_GUILESS_MAIN(TestPrepare)
#include "tst_prepare.moc"
