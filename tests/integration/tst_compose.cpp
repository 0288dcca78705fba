// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"
#include "engine/core/file_io.h"
#include "engine/render/png_file.h"
#include "tests/integration/cli_process.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <csignal>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestCompose final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void picturesFromAFolder();
    void badInputIsOneLineEach();
    void interruptLeavesWholeFiles();

private:
    [[nodiscard]] CliResult cli(const QString &arguments) const
    {
        return runCli(m_root, arguments.split(QLatin1Char(' ')));
    }
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

void TestCompose::initTestCase()
{
    SL_VERIFY_RESULT(makeFolder(m_root / "source"));
    SL_VERIFY_RESULT(makeFolder(m_root / "empty"));
    for (const char *name : {"a", "b", "c"}) {
        SL_VERIFY_RESULT(writePng(m_root / "source" / (std::string(name) + ".png"),
                                  squarePicture({90, 60})));
        SL_VERIFY_RESULT(writeToneWav(m_root / "source" / (std::string(name) + ".wav"), 1));
    }
}

void TestCompose::picturesFromAFolder()
{
    const CliResult result = cli("compose --source source --count 5 --seed 2 --masks -o out");
    QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join(QLatin1Char(' '))));
    QCOMPARE(result.output.size(), 1);
    QVERIFY(result.output[0].contains(QLatin1String("5 composed pictures")));
    const auto table = readSampleTable(m_root / "out/table.tsv");
    SL_VERIFY_RESULT(table);
    QCOMPARE(table->samples.size(), std::size_t(10));
    for (const LabelledSample &sample : table->samples) {
        QVERIFY(fs::exists(sample.picture) && fs::exists(sample.sound));
        QVERIFY(fs::exists(m_root / "out/masks" / (sample.id + ".png")));
    }
    const CliResult again = cli("compose --source source --count 5 --seed 2 -o out");
    QCOMPARE(again.exitCode, 1);
    QVERIFY(again.faults.value(0).contains(QLatin1String("is there already")));
}

void TestCompose::badInputIsOneLineEach()
{
    const auto hasFault = [](const CliResult &result, const char *text) {
        return result.exitCode == 1 && !result.hasCrashed
               && !result.faults.filter(QLatin1String(text)).isEmpty();
    };
    QVERIFY(hasFault(cli("compose --source empty -o x"), "holds no picture with a sound"));
    QVERIFY(hasFault(cli("compose --source none -o x"), "is no folder"));
    QVERIFY(hasFault(cli("compose --source source --backgrounds empty -o x"), "holds no picture"));
    QVERIFY(hasFault(cli("compose --source source --objects 5 -o x"), "there are 3"));
    QVERIFY(hasFault(cli("compose --recipe none.json -o x"), "not found"));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "r.json",
                                    R"({"format": 1, "sonud": {}, "picture": {"width": 3},
                                        "classes": []})"));
    const CliResult recipe = cli("compose --recipe r.json -o x");
    QVERIFY(hasFault(recipe, "sonud is unknown; did you mean sound?"));
    QVERIFY(hasFault(recipe, "picture.width is 3"));
    QVERIFY(hasFault(recipe, "need as many classes"));
    QVERIFY(!fs::exists(m_root / "x"));
}

void TestCompose::interruptLeavesWholeFiles()
{
    QProcess process;
    prepare(process, m_root);
    process.setArguments(
            QStringLiteral("compose --source source --count 200000 --events - -o stopped")
                    .split(QLatin1Char(' ')));
    process.start();
    QByteArray seen;
    QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50),
                              seen += process.readAllStandardOutput(),
                              seen.contains("\"total\":200000")),
                             60'000);
    QVERIFY(interrupt(process, SIGINT));
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.exitStatus() == QProcess::NormalExit);
    QVERIFY(!fs::exists(m_root / "stopped") || fs::is_empty(m_root / "stopped"));
}

QTEST_GUILESS_MAIN(TestCompose)
#include "tst_compose.moc"
