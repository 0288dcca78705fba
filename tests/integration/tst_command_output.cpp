// SPDX-License-Identifier: MIT
// What soundlocus-cli tells other programs: events, and output that cannot be written.
#include "tests/integration/cli_process.h"
#include "tests/integration/tiny_inputs.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include "engine/core/file_io.h"
#include "engine/render/png_file.h"

#include <QTest>

#include <csignal>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestCommandOutput final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void localizeGivesEvents();
    void onePictureWithTwoSounds();
    void eventsReplaceOnlyEvents();
    void evaluationThatFailsGivesEvents_data();
    void evaluationThatFailsGivesEvents();
    void summaryComesAlsoWhenTimeIsUp();
    void namesStayOnOneLine();
    void lostOutputIsAFault_data();
    void lostOutputIsAFault();
    void readerThatGoesAway();

private:
    [[nodiscard]] CliResult cli(const QStringList &arguments) const
    {
        return runCli(m_root, arguments);
    }
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
    QString m_model;
};

void TestCommandOutput::initTestCase()
{
    m_model = text(m_root / "tiny.safetensors");
    SL_VERIFY_RESULT(writeTinyInputs(m_root));
}

void TestCommandOutput::localizeGivesEvents()
{
    const CliResult result = cli({QStringLiteral("localize"),
                                  QStringLiteral("photo.png+photo.wav"),
                                  QStringLiteral("missing.mp4"),
                                  QStringLiteral("-c"),
                                  m_model,
                                  QStringLiteral("--out"),
                                  QStringLiteral("events"),
                                  QStringLiteral("--events"),
                                  QStringLiteral("-")});
    QCOMPARE(result.exitCode, 1);
    std::vector<std::string> names;
    for (const QString &line : result.output) {
        const auto json = nlohmann::json::parse(line.toStdString());
        QVERIFY(json["time_s"].get<double>() >= 0);
        if (json["event"] == "progress") // where a picture takes long
            continue;
        names.push_back(json["event"]);
        if (names.back() == "failed")
            QCOMPARE(json["code"].get<std::string>(), std::string("not-found"));
        if (names.back() == "summary") {
            QCOMPARE(json["done"].get<int>(), 1);
            QCOMPARE(json["failed"].get<int>(), 1);
        }
    }
    QCOMPARE(names, (std::vector<std::string>{"failed", "started", "finished", "summary"}));
}

void TestCommandOutput::onePictureWithTwoSounds()
{
    SL_VERIFY_RESULT(writeToneWav(m_root / "high.wav", 1, 16000, 880));
    const CliResult result = cli({QStringLiteral("localize"),
                                  QStringLiteral("photo.png+photo.wav"),
                                  QStringLiteral("photo.png+high.wav"),
                                  QStringLiteral("-c"),
                                  m_model,
                                  QStringLiteral("--out"),
                                  QStringLiteral("sounds"),
                                  QStringLiteral("--events"),
                                  QStringLiteral("sounds.jsonl")});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(fs::exists(m_root / "sounds" / "photo+photo.tsv"));
    QVERIFY(fs::exists(m_root / "sounds" / "photo+high.tsv"));
    QVERIFY2(result.output[0].startsWith(QLatin1String("photo.png+photo.wav: strongest ")),
             qPrintable(result.output[0]));
    QVERIFY2(result.output[1].startsWith(QLatin1String("photo.png+high.wav: strongest ")),
             qPrintable(result.output[1]));
    std::vector<std::string> sounds;
    const auto events = readWholeFile(m_root / "sounds.jsonl", 1 << 20);
    for (const QString &line : linesOf(QByteArray::fromStdString(*events))) {
        const auto json = nlohmann::json::parse(line.toStdString());
        if (json["event"] == "started" || json["event"] == "finished")
            sounds.push_back(json["sound"]);
    }
    QCOMPARE(sounds, (std::vector<std::string>{"photo.wav", "photo.wav", "high.wav", "high.wav"}));
}

void TestCommandOutput::eventsReplaceOnlyEvents()
{
    SL_VERIFY_RESULT(writeWholeFile(m_root / "notes.txt", "not events\n"));
    const auto run = [&](const QString &events) {
        return cli({QStringLiteral("localize"),
                    QStringLiteral("photo.png"),
                    QStringLiteral("-c"),
                    m_model,
                    QStringLiteral("--overwrite"),
                    QStringLiteral("--events"),
                    events});
    };
    for (const char *file : {"notes.txt", "photo.png", "tiny.safetensors"}) {
        const auto before = readWholeFile(m_root / file, 1 << 26);
        const CliResult result = run(QString::fromLatin1(file));
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.faults.size(), 1);
        QVERIFY2(result.faults[0].contains(QLatin1String(file)), qPrintable(result.faults[0]));
        QVERIFY(*readWholeFile(m_root / file, 1 << 26) == *before);
    }
    SL_VERIFY_RESULT(writeWholeFile(m_root / "empty.jsonl", ""));
    for (int i = 0; i < 2; ++i)
        QCOMPARE(run(QStringLiteral("empty.jsonl")).exitCode, 0);
    const auto events = readWholeFile(m_root / "empty.jsonl", 1 << 20);
    QVERIFY(events->starts_with("{\"v\":"));
    QCOMPARE(QByteArray::fromStdString(*events).count("\"summary\""), 1);
}

void TestCommandOutput::evaluationThatFailsGivesEvents_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("checkpoint");
    QTest::addColumn<QString>("input"); // of the event
    const auto row = [](const char *name, const char *table, const char *model, const char *input) {
        QTest::newRow(name) << QString::fromLatin1(table) << QString::fromLatin1(model)
                            << QString::fromLatin1(input);
    };
    row("no table", "missing.tsv", "tiny.safetensors", "missing.tsv");
    row("no checkpoint", "photo.wav", "missing.pth", "missing.pth");
    row("no rows", "photo.wav", "tiny.safetensors", "photo.wav");
}

void TestCommandOutput::evaluationThatFailsGivesEvents()
{
    QFETCH(QString, table);
    QFETCH(QString, checkpoint);
    QFETCH(QString, input);
    const CliResult result = cli({QStringLiteral("evaluate"),
                                  QStringLiteral("--table"),
                                  table,
                                  QStringLiteral("-c"),
                                  checkpoint,
                                  QStringLiteral("--events"),
                                  QStringLiteral("-")});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.size() >= 2);
    const auto eventAt = [&](qsizetype index) {
        return nlohmann::json::parse(result.output[index].toStdString());
    };
    const auto failed = eventAt(result.output.size() - 2);
    QCOMPARE(failed["event"].get<std::string>(), std::string("failed"));
    QCOMPARE(failed["input"].get<std::string>(), input.toStdString());
    QVERIFY(!failed["message"].get<std::string>().empty());
    const auto summary = eventAt(result.output.size() - 1);
    QCOMPARE(summary["event"].get<std::string>(), std::string("summary"));
    QCOMPARE(summary["done"].get<int>(), 0);
    QCOMPARE(summary["failed"].get<int>(), 1);
}

/// A second signal ends the program at once, and so does the end of its patience, as while a
/// network loads.
void TestCommandOutput::summaryComesAlsoWhenTimeIsUp()
{
    SL_VERIFY_RESULT(writeVideo(m_root / "long.mp4",
                                {.size = {320, 240}, .frames = 3000, .soundSeconds = 120}));
    QProcess process;
    prepare(process, m_root);
    process.setArguments({QStringLiteral("localize"),
                          QStringLiteral("-c"),
                          m_model,
                          QStringLiteral("-o"),
                          QStringLiteral("interrupted"),
                          QStringLiteral("--events"),
                          QStringLiteral("-"),
                          QStringLiteral("photo.png"),
                          QStringLiteral("long.mp4")});
    process.start();
    QByteArray seen;
    QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50),
                              seen += process.readAllStandardOutput(),
                              seen.contains("\"progress\"")),
                             60'000);
    for (int i = 0; i < 2; ++i)
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 130);
    const QStringList lines = linesOf(seen + process.readAllStandardOutput());
    const auto summary = nlohmann::json::parse(lines.last().toStdString());
    QCOMPARE(summary["event"].get<std::string>(), std::string("summary"));
    QCOMPARE(summary["interrupted"].get<bool>(), true);
    QCOMPARE(summary["done"].get<int>(), 1);
    QCOMPARE(lines.filter(QLatin1String("\"summary\"")).size(), 1);
}

void TestCommandOutput::namesStayOnOneLine()
{
    const CliResult result = cli({QStringLiteral("localize"),
                                  QStringLiteral("two\nlines\x1b[2J.mp4"),
                                  QStringLiteral("-c"),
                                  m_model});
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.faults.size(), 1);
    QVERIFY2(result.faults[0].contains(QLatin1String("two\\nlines\\x1b[2J.mp4: ")),
             qPrintable(result.faults[0]));
}

void TestCommandOutput::lostOutputIsAFault_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("name");
    const QString output = QStringLiteral("standard output");
    QTest::newRow("inspect") << QStringList{"inspect", "--json", "photo.png"} << output;
    QTest::newRow("doctor") << QStringList{"doctor", "--json"} << output;
    QTest::newRow("help") << QStringList{"localize", "--help"} << output;
    const QStringList localize{
            "localize", "photo.png", "-c", m_model, "--overwrite", "-o", "lost", "--events"};
    QTest::newRow("events on output") << localize + QStringList{"-"} << output;
    QTest::newRow("events in a file") << localize + QStringList{"/dev/full"} << "/dev/full";
}

void TestCommandOutput::lostOutputIsAFault()
{
    QFETCH(QStringList, words);
    QFETCH(QString, name);
    QProcess process;
    prepare(process, m_root);
    process.setArguments(words);
    if (name == QLatin1String("standard output"))
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QStringList lost = linesOf(process.readAllStandardError())
                                     .filter(name + QLatin1String(" cannot be written: "));
    QCOMPARE(lost.size(), 1);
    QVERIFY2(lost[0].contains(QLatin1String("; ")), qPrintable(lost[0]));
}

void TestCommandOutput::readerThatGoesAway()
{
    QProcess process;
    prepare(process, m_root);
    process.setProgram(QStringLiteral("bash"));
    process.setArguments(
            {"-c",
             QStringLiteral("'%1' localize photo.png -c '%2' --overwrite -o lost --events - | "
                            "true; exit ${PIPESTATUS[0]}")
                     .arg(QStringLiteral(SOUNDLOCUS_CLI), m_model)});
    process.start();
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QStringList lost = linesOf(process.readAllStandardError())
                                     .filter(QStringLiteral("Broken pipe; let its reader"));
    QCOMPARE(lost.size(), 1);
}

QTEST_GUILESS_MAIN(TestCommandOutput)
#include "tst_command_output.moc"
