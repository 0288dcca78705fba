// SPDX-License-Identifier: MIT
// What `soundlocus-cli train` says of settings and data that do not do what was meant, and whose
// folders it leaves alone.
#include "engine/core/file_io.h"
#include "engine/render/png_file.h"
#include "tests/integration/cli_process.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace soundlocus;
using test::CliResult;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr int kClips = 16;

/// Messages of the warning events.
QStringList warningsOf(const CliResult &result)
{
    QStringList messages;
    for (const QString &line : result.output) {
        const Json event = Json::parse(line.toStdString());
        if (event.at("event") == "warning")
            messages << QString::fromStdString(event.at("message"));
    }
    return messages;
}

} // namespace

class TestTrainNotes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        SL_VERIFY_RESULT(test::writeToneWav(m_root / "tone.wav", 0.5, 8000));
        std::string table = "id\tpicture\tsound\n";
        std::string boxed = "id\tpicture\tsound\tboxes\n";
        std::string broken = table;
        for (int i = 0; i < kClips; ++i) {
            const std::string name = std::to_string(i) + ".png";
            SL_VERIFY_RESULT(writePng(m_root / name, test::squarePicture({64 + i, 64})));
            const std::string row = "clip" + std::to_string(i) + "\t" + name + "\ttone.wav";
            table += row + "\n";
            boxed += row + "\t[[0,0,0.5,1]]\n";
            broken += i % 4 == 1 ? "bad" + std::to_string(i) + "\t" + name + "\t0.png\n"
                                 : row + "\n";
        }
        write("table.tsv", table);
        write("boxed.tsv", boxed);
        write("broken.tsv", broken);
        write("four.tsv", boxed.substr(0, boxed.find("clip4\t")));
    }

    void notes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");
        QTest::newRow("nothing to say") << QStringList{} << QString();
        QTest::newRow("stage out of reach")
                << QStringList{"--set",
                               R"(stages=[{"name":"a","objective":"pooled","steps":90},)"
                               R"({"name":"b","objective":"ssltie"}])"}
                << "\"b\" would begin at step 90";
        QTest::newRow("warm-up") << QStringList{"--set", "optimizer.warmup_steps=50"}
                                 << "optimizer.warmup_steps";
        QTest::newRow("no boxes") << QStringList{"--set", "loss.supervised_weight=1"}
                                  << "loss.supervised_weight";
        QTest::newRow("no classes")
                << QStringList{"--set", "run.class_unique=true"} << "run.class_unique";
        QTest::newRow("no validation")
                << QStringList{"--set", "validation.patience=2"} << "validation.patience";
        QTest::newRow("validation of learnt clips")
                << QStringList{"--validation", "four.tsv"} << "4 of the training clips";
    }

    /// As events and in log.txt, before the first step.
    void notes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, part);
        fs::remove_all(m_root / "run");
        const CliResult result = cli(newRun() + arguments);
        QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join('\n')));
        const QStringList warnings = warningsOf(result);
        QCOMPARE(warnings.size(), part.isEmpty() ? 0 : 1);
        if (part.isEmpty())
            return;
        QVERIFY2(warnings[0].contains(part), qPrintable(warnings[0]));
        QVERIFY(contentOf("run/log.txt").find(part.toStdString()) != std::string::npos);
        QVERIFY(result.output[1].contains("\"warning\""));
    }

    /// Every broken sample once, wherever it was met.
    void brokenSamples()
    {
        fs::remove_all(m_root / "run");
        QStringList arguments = newRun();
        arguments.replace(2, "broken.tsv");
        const CliResult result = cli(arguments);
        QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join('\n')));
        QStringList warnings = warningsOf(result);
        warnings.sort();
        QCOMPARE(warnings.size(), 4);
        QVERIFY2(warnings[0].startsWith("bad13: "), qPrintable(warnings[0]));
    }

    void refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");
        QTest::newRow("nothing learns")
                << QStringList{"--set", "optimizer.frozen=[\"*\"]"} << "nothing would learn";
        QTest::newRow("misspelt name")
                << QStringList{"--set", "optimizer.frozen=[\"audionet.*\"]"} << "audionet";
        QTest::newRow("held and told to stand") << QStringList{"--set",
                                                               "optimizer.frozen=[\"imgnet.*\"]",
                                                               "--set",
                                                               "optimizer.audio_lr_factor=0"}
                                                << "nothing would learn";
        QTest::newRow("more than an epoch")
                << QStringList{"--set", "optimizer.accumulation=9"} << "optimizer.accumulation";
        QTest::newRow("half precision") << QStringList{"--set", "run.precision=fp16"} << "fp16";
    }

    void refused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, part);
        fs::remove_all(m_root / "run");
        const CliResult result = cli(newRun() + arguments);
        QVERIFY(result.exitCode == 1 || result.exitCode == 2);
        QCOMPARE(result.faults.size(), 1);
        QVERIFY2(result.faults[0].contains(part), qPrintable(result.faults[0]));
        QVERIFY(!fs::exists(m_root / "run/checkpoints/last.safetensors"));
    }

    /// Files of other programs that happen to have our names, with a lock file of theirs.
    void foldersOfOthers()
    {
        fs::create_directories(m_root / "mine");
        for (const char *name : {"mine/.lock", "mine/config.json", "mine/data.tsv"})
            write(name, "precious");
        QStringList arguments = newRun();
        arguments.replace(arguments.indexOf("run"), "mine");
        const CliResult result = cli(arguments);
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.faults.join(' ').contains("neither empty nor a run folder"));
        for (const char *name : {"mine/.lock", "mine/config.json", "mine/data.tsv"})
            QCOMPARE(contentOf(name), std::string("precious"));
    }

    /// What a resumed run was told stays so when it is resumed again.
    void changesAreKept()
    {
        fs::remove_all(m_root / "run");
        QCOMPARE(cli(newRun()).exitCode, 0);
        QCOMPARE(cli({"train",
                      "--resume",
                      "run",
                      "--epochs",
                      "3",
                      "--set",
                      "optimizer.learning_rate=0.002"})
                         .exitCode,
                 0);
        const Json config = Json::parse(contentOf("run/config.json"));
        QCOMPARE(config.at("run").at("epochs").get<int>(), 3);
        QCOMPARE(config.at("optimizer").at("learning_rate").get<double>(), 0.002);
        const CliResult again = cli({"train", "--resume", "run", "--events", "-"});
        QCOMPARE(again.exitCode, 0);
        QCOMPARE(Json::parse(again.output[0].toStdString()).at("epochs").get<int>(), 3);
    }

    void curvesOnDemand()
    {
        fs::remove_all(m_root / "run");
        QCOMPARE(cli(newRun()).exitCode, 0);
        fs::remove(m_root / "run/curves.png");
        QCOMPARE(cli({"train", "--curves", "run"}).exitCode, 0);
        QVERIFY(fs::file_size(m_root / "run/curves.png") > 1000U);
        QCOMPARE(cli({"train", "--curves", "nowhere"}).exitCode, 1);
    }

    /// Epochs count from 0 in every event, and means of the terms are with the epoch.
    void epochsOfEvents()
    {
        fs::remove_all(m_root / "run");
        QStringList arguments = newRun();
        arguments.replace(2, "boxed.tsv");
        const CliResult result = cli(arguments + QStringList{"--set", "validation.share=0.3"});
        QCOMPARE(result.exitCode, 0);
        std::vector<int> judged;
        for (const QString &line : result.output) {
            const Json event = Json::parse(line.toStdString());
            QCOMPARE(event.at("v").get<int>(), 1);
            if (event.at("event") == "validation")
                judged.push_back(event.at("epoch"));
            if (event.at("event") == "epoch")
                QVERIFY(event.at("terms").contains("contrastive_first"));
        }
        QVERIFY(judged == (std::vector<int>{0, 1}));
    }

private:
    CliResult cli(const QStringList &arguments) { return test::runCli(m_root, arguments); }
    void write(const char *name, const std::string &text)
    {
        SL_VERIFY_RESULT(writeWholeFile(m_root / name, text));
    }
    std::string contentOf(const char *name)
    {
        return readWholeFile(m_root / name, std::uintmax_t{1} << 26U).value_or("");
    }
    static QStringList newRun()
    {
        QStringList words{"train",
                          "--table",
                          "table.tsv",
                          "--width",
                          "4",
                          "--batch",
                          "4",
                          "--threads",
                          "1",
                          "--epochs",
                          "2",
                          "--out",
                          "run",
                          "--events",
                          "-"};
        for (const char *field : {"model.image_side=64",
                                  "model.seconds=0.5",
                                  "model.sample_rate_hz=8000",
                                  "model.n_mels=32",
                                  "spectrogram_mask.enabled=false",
                                  "audio_mix.enabled=false",
                                  "validation.minimum=0",
                                  "validation.share=0"})
            words += {"--set", field};
        return words;
    }

    QTemporaryDir m_folder;
    fs::path m_root = test::pathOf(m_folder);
};

QTEST_GUILESS_MAIN(TestTrainNotes)
#include "tst_train_notes.moc"
