// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/training/run_folder.h"
#include "engine/training_log/append_file.h"
#include "engine/training_log/training_events.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

std::string contentOf(const fs::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path &path, std::string_view content)
{
    std::ofstream(path, std::ios::binary) << content;
}

RunDescription description()
{
    RunDescription result;
    result.config.run.batch = 8;
    result.data = {{"a", 10, "00"}, {"b\tc", 20, "11"}};
    result.validation = {{"v", 30, "22"}};
    result.versions = {{"torch", "2.11.0"}};
    return result;
}

std::string stepLine(std::int64_t step)
{
    TrainingStep event;
    event.step = step;
    return toJsonLine(event);
}

/// A run with a checkpoint, closed again.
void makeRun(const fs::path &path)
{
    auto run = RunFolder::create(path, description());
    SL_VERIFY_RESULT(run);
    write(run->lastCheckpoint(), "weights");
}

} // namespace

class TestRunFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runGoesRound();
    void otherFoldersAreRefused_data();
    void otherFoldersAreRefused();
    void emptyFolderIsTaken();
    void runWithACheckpointIsNotOverwritten();
    void runWithoutACheckpointIsBegunAnew();
    void brokenRunsAreNamed_data();
    void brokenRunsAreNamed();
    void secondRunIsRefused();
    void killedRunGivesTheLockBack();
    void metricsAreCutAtTheStep();
    void tornLineIsHealed_data();
    void tornLineIsHealed();
    void fullDiskLeavesWholeLines();
    void leftTemporariesAreRemoved();
    void checkpointsAreKeptAndRemoved();
    void dataListGoesRound();
    void damagedDataListIsRefused_data();
    void damagedDataListIsRefused();
    void dataDifferencesAreNamed();
    void dataRowTellsFilesApart();
    void dataRowOfStampedSource();
};

void TestRunFolder::runGoesRound()
{
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary) / "new" / "run";
    makeRun(path);
    const auto run = RunFolder::open(path);
    SL_VERIFY_RESULT(run);
    const auto config = run->config();
    SL_VERIFY_RESULT(config);
    QVERIFY(*config == description().config);
    const auto data = run->data();
    SL_VERIFY_RESULT(data);
    QVERIFY(*data == description().data);
    const auto validation = run->validation();
    SL_VERIFY_RESULT(validation);
    QVERIFY(*validation == description().validation);
    write(path / "validation.tsv", "damaged");
    SL_COMPARE_CODE(run->validation(), ErrorCode::CorruptData);
    fs::remove(path / "validation.tsv"); // as runs of earlier versions
    QVERIFY(run->validation() && !*run->validation());
    const auto versions = test::readJson(path / "versions.json");
    QCOMPARE(versions["format"].get<int>(), kRunFolderFormat);
    QCOMPARE(versions["torch"].get<std::string>(), "2.11.0");
    QCOMPARE(versions["soundlocus"].get<std::string>(), SOUNDLOCUS_VERSION);
    QVERIFY(fs::is_directory(run->tensorboardFolder()));
}

void TestRunFolder::otherFoldersAreRefused_data()
{
    QTest::addColumn<QString>("entry");
    QTest::newRow("a file") << "holiday.jpg";
    QTest::newRow("a file beside what looks like ours") << "notes.txt";
}

void TestRunFolder::otherFoldersAreRefused()
{
    QFETCH(QString, entry);
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary);
    write(path / entry.toStdString(), "mine");
    write(path / "config.json", "mine too");
    const auto run = RunFolder::create(path, description());
    SL_COMPARE_CODE(run, ErrorCode::InvalidArgument);
    QVERIFY(run.error().message.find(entry.toStdString()) != std::string::npos);
    QCOMPARE(contentOf(path / entry.toStdString()), "mine");
    QCOMPARE(contentOf(path / "config.json"), "mine too");
    QVERIFY(!fs::exists(path / ".lock"));
}

void TestRunFolder::emptyFolderIsTaken()
{
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary);
    write(path / ".DS_Store", "x");
    SL_VERIFY_RESULT(RunFolder::create(path, description()));
}

void TestRunFolder::runWithACheckpointIsNotOverwritten()
{
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary);
    makeRun(path);
    for (const char *lost : {"nothing", ".lock", "checkpoints/last.safetensors"}) {
        fs::remove(path / lost);
        write(path / "checkpoints/epoch-0001.safetensors", "weights");
        const auto again = RunFolder::create(path, description());
        SL_COMPARE_CODE(again, ErrorCode::InvalidArgument);
        QVERIFY(again.error().message.find("--resume") != std::string::npos);
        QCOMPARE(contentOf(path / "checkpoints/epoch-0001.safetensors"), "weights");
    }
}

void TestRunFolder::runWithoutACheckpointIsBegunAnew()
{
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary);
    {
        auto run = RunFolder::create(path, description());
        SL_VERIFY_RESULT(run);
        SL_VERIFY_RESULT(run->appendMetrics(stepLine(1)));
    }
    write(path / "notes.txt", "mine"); // now that it is a run, notes may lie in it
    auto run = RunFolder::create(path, description());
    SL_VERIFY_RESULT(run);
    QVERIFY(!fs::exists(run->metricsFile()));
    QCOMPARE(contentOf(path / "notes.txt"), "mine");
}

void TestRunFolder::brokenRunsAreNamed_data()
{
    QTest::addColumn<QString>("removed");
    QTest::addColumn<QString>("versions");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name,
                        const char *removed,
                        const char *versions,
                        ErrorCode code,
                        const char *part) {
        QTest::newRow(name) << removed << versions << static_cast<int>(code) << part;
    };
    row("nothing there", ".", "", ErrorCode::NotFound, "not found");
    row("no run", "versions.json", "", ErrorCode::NotFound, "no run folder");
    row("no configuration", "config.json", "", ErrorCode::NotFound, "without config.json");
    row("no list", "data.tsv", "", ErrorCode::NotFound, "without data.tsv");
    row("no checkpoint",
        "checkpoints/last.safetensors",
        "",
        ErrorCode::NotFound,
        "before its first checkpoint");
    row("newer",
        "",
        R"({"format": 2})",
        ErrorCode::UnsupportedFormat,
        "newer SoundLocus (run format 2, this program knows up to 1)");
    row("no format", "", R"({"torch": "2"})", ErrorCode::CorruptData, "versions.json");
    row("damaged versions", "", R"({"format)", ErrorCode::CorruptData, "versions.json");
}

void TestRunFolder::brokenRunsAreNamed()
{
    QFETCH(QString, removed);
    QFETCH(QString, versions);
    QFETCH(int, code);
    QFETCH(QString, part);
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary) / "run";
    makeRun(path);
    if (!removed.isEmpty())
        fs::remove_all(removed == "." ? path : path / removed.toStdString());
    if (!versions.isEmpty())
        write(path / "versions.json", versions.toStdString());
    const auto run = RunFolder::open(path);
    SL_COMPARE_CODE(run, static_cast<ErrorCode>(code));
    QVERIFY2(run.error().message.find(part.toStdString()) != std::string::npos,
             run.error().message.c_str());
}

void TestRunFolder::secondRunIsRefused()
{
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary);
    makeRun(path);
    {
        auto first = RunFolder::open(path);
        SL_VERIFY_RESULT(first);
        const RunFolder moved = *std::move(first);
        for (const auto &second : {RunFolder::open(path), RunFolder::create(path, description())}) {
            SL_COMPARE_CODE(second, ErrorCode::PermissionDenied);
            const std::string holder = "process " + std::to_string(::getpid()) + " on ";
            QVERIFY2(second.error().message.find(holder) != std::string::npos,
                     second.error().message.c_str());
            QVERIFY(second.error().message.find('\n') == std::string::npos);
        }
    }
    SL_VERIFY_RESULT(RunFolder::open(path));
}

void TestRunFolder::killedRunGivesTheLockBack()
{
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary);
    makeRun(path);
    std::array<int, 2> pipe{};
    QCOMPARE(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto run = RunFolder::open(path);
        const char byte = run ? 'y' : 'n';
        (void)!::write(pipe[1], &byte, 1);
        for (;;)
            ::pause();
    }
    char byte = 0;
    QCOMPARE(::read(pipe[0], &byte, 1), 1);
    const auto second = RunFolder::open(path);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    QCOMPARE(byte, 'y');
    SL_COMPARE_CODE(second, ErrorCode::PermissionDenied);
    QVERIFY(second.error().message.find("process " + std::to_string(child)) != std::string::npos);
    SL_VERIFY_RESULT(RunFolder::open(path));
}

void TestRunFolder::metricsAreCutAtTheStep()
{
    const QTemporaryDir temporary;
    auto run = RunFolder::create(test::pathOf(temporary), description());
    SL_VERIFY_RESULT(run);
    QCOMPARE(*run->truncateMetrics(3), std::int64_t{0}); // no file yet
    std::string expected;
    for (std::int64_t step = 1; step <= 5; ++step) {
        SL_VERIFY_RESULT(run->appendMetrics(stepLine(step)));
        if (step <= 3)
            expected += stepLine(step) + "\n";
    }
    write(run->metricsFile(), contentOf(run->metricsFile()) + "damaged {\n");
    const auto dropped = run->truncateMetrics(3);
    SL_VERIFY_RESULT(dropped);
    QCOMPARE(*dropped, std::int64_t{3});
    QCOMPARE(contentOf(run->metricsFile()), expected);
    QCOMPARE(*run->truncateMetrics(3), std::int64_t{0});
    SL_VERIFY_RESULT(run->appendMetrics(stepLine(4)));
    QCOMPARE(contentOf(run->metricsFile()), expected + stepLine(4) + "\n");
}

void TestRunFolder::tornLineIsHealed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("healed");
    const QByteArray longLine(10000, 'x');
    QTest::newRow("whole") << QByteArray("a\nb\n") << QByteArray("a\nb\n");
    QTest::newRow("torn") << QByteArray("a\nb\n{\"v\"") << QByteArray("a\nb\n");
    QTest::newRow("torn first line") << QByteArray("{\"v\"") << QByteArray();
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("torn long line") << "a\n" + longLine << QByteArray("a\n");
    QTest::newRow("long first line") << longLine << QByteArray();
    QTest::newRow("zeros of a lost block")
            << QByteArray("a\n") + QByteArray(50, '\0') << QByteArray("a\n");
}

void TestRunFolder::tornLineIsHealed()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, healed);
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary);
    makeRun(path);
    write(path / "metrics.jsonl", content.toStdString());
    SL_VERIFY_RESULT(RunFolder::open(path));
    QCOMPARE(QByteArray::fromStdString(contentOf(path / "metrics.jsonl")), healed);
}

void TestRunFolder::fullDiskLeavesWholeLines()
{
    SL_COMPARE_CODE(appendLine("/dev/full", "x"), ErrorCode::DiskFull);
    // A file that may not grow beyond 100 bytes takes part of a line, which must go again.
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary) / "lines";
    SL_VERIFY_RESULT(appendLine(path, std::string(60, 'a')));
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit limit = before;
    limit.rlim_cur = 100;
    std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &limit), 0);
    const auto appended = appendLine(path, std::string(60, 'b'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    SL_COMPARE_CODE(appended, ErrorCode::WriteFailed);
    QCOMPARE(contentOf(path), std::string(60, 'a') + "\n");
    SL_VERIFY_RESULT(appendLine(path, "c"));
    QCOMPARE(contentOf(path), std::string(60, 'a') + "\nc\n");
}

void TestRunFolder::leftTemporariesAreRemoved()
{
    const QTemporaryDir temporary;
    const fs::path path = test::pathOf(temporary);
    makeRun(path);
    const fs::path left = path / "checkpoints/.last.partial-12-0.safetensors";
    write(left, "half");
    SL_VERIFY_RESULT(RunFolder::open(path));
    QVERIFY(!fs::exists(left));
    QVERIFY(fs::exists(path / "checkpoints/last.safetensors"));
}

void TestRunFolder::checkpointsAreKeptAndRemoved()
{
    const QTemporaryDir temporary;
    auto run = RunFolder::create(test::pathOf(temporary), description());
    SL_VERIFY_RESULT(run);
    SL_COMPARE_CODE(run->keepLastAsBest(), ErrorCode::NotFound);
    for (int epoch = 0; epoch < 5; ++epoch) {
        SL_VERIFY_RESULT(writeWholeFile(run->lastCheckpoint(), std::to_string(epoch)));
        SL_VERIFY_RESULT(run->keepLastAsEpoch(epoch));
        if (epoch == 1) {
            SL_VERIFY_RESULT(run->keepLastAsBest());
            SL_VERIFY_RESULT(run->keepLastAsBest()); // the same again
        }
    }
    write(run->path() / "checkpoints/epoch-mine.safetensors", "x");
    const auto removed = run->removeOldCheckpoints(2);
    QCOMPARE(removed.size(), std::size_t{3});
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(run->path() / "checkpoints"))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    QCOMPARE(names,
             (std::vector<std::string>{"best.safetensors",
                                       "epoch-0003.safetensors",
                                       "epoch-0004.safetensors",
                                       "epoch-mine.safetensors",
                                       "last.safetensors"}));
    // A later last one leaves the others as they were.
    QCOMPARE(contentOf(run->bestCheckpoint()), "1");
    QCOMPARE(contentOf(run->epochCheckpoint(3)), "3");
    QCOMPARE(contentOf(run->lastCheckpoint()), "4");
}

void TestRunFolder::dataListGoesRound()
{
    const std::vector<DataRow> rows{
            {"plain", 5, "ab"}, {"tab\tline\nback\\r\r", 0, ""}, {"", 18446744073709551615U, "x"}};
    const std::string text = toDataTsv(rows);
    QCOMPARE(std::count(text.begin(), text.end(), '\n'), 4);
    const auto read = parseDataTsv(text);
    SL_VERIFY_RESULT(read);
    QVERIFY(*read == rows);
}

void TestRunFolder::damagedDataListIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    const QString header = QString::fromStdString(toDataTsv({}));
    QTest::newRow("empty") << ""
                           << "line 1";
    QTest::newRow("other header") << "id\tsize\n"
                                  << "line 1";
    QTest::newRow("cut off") << header + "a\t1\tx\nb\t1\tx"
                             << "line 3";
    QTest::newRow("column missing") << header + "a\t1\n"
                                    << "line 2";
    QTest::newRow("no number") << header + "a\t1x\ty\n"
                               << "line 2";
}

void TestRunFolder::damagedDataListIsRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, line);
    const auto read = parseDataTsv(text.toStdString());
    SL_COMPARE_CODE(read, ErrorCode::CorruptData);
    QVERIFY(read.error().message.starts_with(line.toStdString()));
}

void TestRunFolder::dataDifferencesAreNamed()
{
    const std::vector<DataRow> before{{"a", 1, "x"}, {"b", 2, "y"}, {"c", 3, "z"}};
    QVERIFY(dataDifferences(before, before).empty());
    const std::vector<DataRow> now{{"n1", 1, ""},
                                   {"n2", 1, ""},
                                   {"a", 1, "other"},
                                   {"n3", 1, ""},
                                   {"n4", 1, ""},
                                   {"c", 3, "z"}};
    QCOMPARE(dataDifferences(before, now),
             (std::vector<std::string>{"1 sample is not in the list any more (b)",
                                       "4 samples are new (n1, n2, n3, ...)",
                                       "1 sample has changed (a)"}));
    QCOMPARE(dataDifferences(before, {before[1], before[0], before[2]}),
             (std::vector<std::string>{"the samples stand in another order"}));
}

void TestRunFolder::dataRowTellsFilesApart()
{
    const QTemporaryDir temporary;
    const fs::path folder = test::pathOf(temporary);
    std::string bytes(3 * kFingerprintBytes, 'x');
    TrainingItem item;
    item.sample.id = "one";
    item.sample.picture = folder / "picture";
    item.sample.sound = folder / "sound";
    write(item.sample.picture, "pixels");
    write(item.sample.sound, bytes);
    const DataRow first = dataRow(item);
    QCOMPARE(first.id, "one");
    QCOMPARE(first.bytes, bytes.size() + 6);
    QCOMPARE(first.hash.size(), std::size_t{64});
    QVERIFY(dataRow(item) == first);
    for (const auto change :
         {+[](TrainingItem &other) { other.level = 0.5; },
          +[](TrainingItem &other) { other.sample.label = "dog"; },
          +[](TrainingItem &other) { other.sample.group = "g"; },
          +[](TrainingItem &other) { other.sample.time = MediaTime(1); },
          +[](TrainingItem &other) {
              other.sample.groundTruth = GroundTruth{GroundTruthKind::Union, {{{0, 0, 1, 1}}}};
          }}) {
        TrainingItem other = item;
        change(other);
        QVERIFY(dataRow(other) != first);
    }
    for (const std::size_t place : {std::size_t{0}, bytes.size() - 1}) {
        std::string other = bytes;
        other[place] = 'y';
        write(item.sample.sound, other);
        QVERIFY(dataRow(item) != first);
    }
    write(item.sample.sound, bytes + "x");
    QVERIFY(dataRow(item) != first);
    fs::remove(item.sample.sound);
    QVERIFY(dataRow(item).hash.empty());
}

namespace {

/// A source that holds its content: the files of its items are nowhere.
class StampedSource final : public SampleSource
{
public:
    explicit StampedSource(ContentStamp stamp)
        : m_stamp(std::move(stamp))
    {
        m_item.sample.id = "one";
        m_item.sample.picture = "/nowhere/picture";
    }
    [[nodiscard]] std::size_t size() const override { return 1; }
    [[nodiscard]] const TrainingItem &item(std::size_t) const override { return m_item; }
    [[nodiscard]] Result<TrainingSample> load(std::size_t) const override
    {
        return fail(ErrorCode::NotFound, "not asked for");
    }
    [[nodiscard]] std::optional<ContentStamp> stamp(std::size_t) const override { return m_stamp; }

private:
    TrainingItem m_item;
    ContentStamp m_stamp;
};

} // namespace

/// Of a prepared store the record counts, not the files it was made of: they may be gone.
void TestRunFolder::dataRowOfStampedSource()
{
    const DataRow row = dataRow(StampedSource({7, "abc"}), 0);
    QCOMPARE(row.id, "one");
    QCOMPARE(row.bytes, std::uintmax_t{7});
    QCOMPARE(row.hash.size(), std::size_t{64});
    QVERIFY(dataRow(StampedSource({7, "abc"}), 0) == row);
    QVERIFY(dataRow(StampedSource({7, "abd"}), 0) != row);
}

QTEST_GUILESS_MAIN(TestRunFolder)
#include "tst_run_folder.moc"
