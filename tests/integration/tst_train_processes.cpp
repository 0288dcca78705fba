// SPDX-License-Identifier: MIT
// `soundlocus-cli train` over two processes of this machine.
#include "engine/core/file_io.h"
#include "engine/render/png_file.h"
#include "tests/integration/cli_process.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QFile>
#include <QTest>

#include <csignal>

using namespace soundlocus;
using test::CliResult;
using test::text;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr int kClips = 24;
constexpr int kLimitMs = 240'000;

/// Numbers of the processes that one has started.
std::vector<pid_t> childrenOf(qint64 process)
{
    QFile file(QString("/proc/%1/task/%1/children").arg(process));
    std::vector<pid_t> children;
    if (!file.open(QIODevice::ReadOnly))
        return children;
    for (const QByteArray &number : file.readAll().split(' ')) {
        if (number.toInt() > 0)
            children.push_back(number.toInt());
    }
    return children;
}

Json eventNamed(const QStringList &lines, const char *name)
{
    for (const QString &line : lines) {
        Json event = Json::parse(line.toStdString(), nullptr, false);
        if (event.is_object() && event.value("event", "") == name)
            return event;
    }
    return {};
}

} // namespace

class TestTrainProcesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_root = test::pathOf(m_folder);
        std::string table = "id\tpicture\tsound\tboxes\n";
        SL_VERIFY_RESULT(test::writeToneWav(m_root / "tone.wav", 0.5, 8000));
        for (int i = 0; i < kClips; ++i) {
            const std::string name = std::to_string(i) + ".png";
            SL_VERIFY_RESULT(writePng(m_root / name, test::squarePicture({64 + i, 64})));
            table += "clip" + std::to_string(i) + "\t" + name + "\ttone.wav\t[[0.1,0.1,0.6,0.6]]\n";
        }
        SL_VERIFY_RESULT(writeWholeFile(m_root / "table.tsv", table));
    }

    /// Two processes of batch 2 take the steps of one of batch 4.
    void stepsOfTheJoinedBatch()
    {
        const CliResult two = cli(newRun("two", 2)
                                  + QStringList{"--workers-per-host", "2", "--events", "-"});
        QVERIFY2(two.exitCode == 0, qPrintable(two.faults.join('\n')));
        const CliResult one = cli(newRun("one", 4) + QStringList{"--events", "-"});
        QVERIFY2(one.exitCode == 0, qPrintable(one.faults.join('\n')));
        QCOMPARE(eventNamed(two.output, "started").at("processes").get<int>(), 2);
        QVERIFY(!eventNamed(two.output, "done").is_null());
        for (const char *name :
             {"config.json", "metrics.jsonl", "curves.png", "checkpoints/last.safetensors"})
            QVERIFY2(fs::exists(m_root / "two" / name), name);
        const Json first = eventNamed(two.output, "step");
        const Json expected = eventNamed(one.output, "step");
        QVERIFY(first.at("steps") == expected.at("steps"));
        const double loss = first.at("loss").get<double>();
        QVERIFY(std::abs(loss - expected.at("loss").get<double>()) <= 1e-5 * loss);
        QCOMPARE(count(two.output, "step"), count(one.output, "step"));
        QCOMPARE(count(two.output, "epoch"), 2);
        QCOMPARE(count(two.output, "validation"), 2);
        const CliResult inspected = cli({"inspect", "two/checkpoints/last.safetensors"});
        QCOMPARE(inspected.exitCode, 0);
    }

    /// A lost process ends the other, which says how to go on; a stop goes through all.
    void killedStoppedResumed()
    {
        QProcess process;
        test::prepare(process, m_root);
        process.setArguments(newRun("lost", 2)
                             + QStringList{"--workers-per-host", "2", "--set", "run.epochs=500"});
        process.start();
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(m_root / "lost/checkpoints/last.safetensors"),
                                 kLimitMs);
        const auto children = childrenOf(process.processId());
        QCOMPARE(children.size(), std::size_t{1});
        QCOMPARE(::kill(children[0], SIGKILL), 0);
        QVERIFY(process.waitForFinished(kLimitMs));
        QCOMPARE(process.exitCode(), 1);
        const QStringList faults = test::linesOf(process.readAllStandardError());
        QVERIFY2(faults.join('\n').contains("train --resume lost"), qPrintable(faults.join('\n')));

        QProcess resumed;
        test::prepare(resumed, m_root);
        resumed.setArguments({"train",
                              "--resume",
                              "lost",
                              "--workers-per-host",
                              "2",
                              "--set",
                              "run.epochs=500",
                              "--events",
                              "events.jsonl"});
        resumed.start();
        QTRY_VERIFY_WITH_TIMEOUT(hasStep(m_root / "events.jsonl"), kLimitMs);
        const auto others = childrenOf(resumed.processId());
        QCOMPARE(others.size(), std::size_t{1});
        QCOMPARE(::kill(others[0], SIGINT), 0); // of the one that does not print
        QVERIFY(resumed.waitForFinished(kLimitMs));
        QCOMPARE(resumed.exitCode(), 130);
        // And on with one process alone, which takes the whole batch.
        QCOMPARE(cli({"train", "--resume", "lost", "-q"}).exitCode, 1);
        const CliResult alone = cli({"train",
                                     "--resume",
                                     "lost",
                                     "--set",
                                     "run.max_steps=1",
                                     "--set",
                                     "run.batch=4",
                                     "-q"});
        QVERIFY2(alone.exitCode == 0, qPrintable(alone.faults.join('\n')));
    }

    void faults()
    {
        QProcess process;
        test::prepare(process, m_root);
        QProcessEnvironment environment = process.processEnvironment();
        environment.insert("RANK", "0");
        environment.insert("WORLD_SIZE", "2");
        process.setProcessEnvironment(environment);
        process.setArguments(newRun("none", 2));
        process.start();
        QVERIFY(process.waitForFinished(kLimitMs));
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("MASTER_PORT"));
        QVERIFY(!fs::exists(m_root / "none"));
        QCOMPARE(cli(newRun("none", 2) + QStringList{"--workers-per-host", "0"}).exitCode, 2);
    }

private:
    static QStringList newRun(const QString &out, int batch)
    {
        return {"train",
                "--table",
                "table.tsv",
                "--out",
                out,
                "--width",
                "4",
                "--batch",
                QString::number(batch),
                "--epochs",
                "2",
                "--threads",
                "1",
                "--device",
                "cpu",
                "--set",
                "model.image_side=64",
                "--set",
                "model.seconds=0.5",
                "--set",
                "run.synchronizes_norm=true",
                "--set",
                "spectrogram_mask.enabled=false",
                "--set",
                "validation.minimum=2"};
    }

    static int count(const QStringList &lines, const char *name)
    {
        return static_cast<int>(std::ranges::count_if(lines, [name](const QString &line) {
            return !eventNamed({line}, name).is_null();
        }));
    }

    static bool hasStep(const fs::path &path)
    {
        return readWholeFile(path, std::uintmax_t{1} << 26U).value_or("").find("\"step\"")
               != std::string::npos;
    }

    CliResult cli(const QStringList &arguments) const { return test::runCli(m_root, arguments); }

    QTemporaryDir m_folder;
    fs::path m_root;
};

QTEST_GUILESS_MAIN(TestTrainProcesses)
#include "tst_train_processes.moc"
