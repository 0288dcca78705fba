// SPDX-License-Identifier: MIT
#include "tests/integration/cli_process.h"
#include "tests/integration/tiny_inputs.h"
#include "tests/support/fixtures.h"
#include "tests/support/npy_reader.h"
#include "tests/support/test_paths.h"

#include "engine/core/file_io.h"
#include "engine/render/png_file.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestCommandLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void helpLoadsNoLibraries();
    void localizeSaysWhere();
    void sameStemsDoNotMeet();
    void tableAgreesWithEvaluate();
    void inspectTellsMediaAndCheckpoints();
    void modelWithItsOwnInput();
    void doctorFindsTheProcessor();
    void silenceIsToldQuietly();
    void unwritableFolderIsNamed();
    void interruptLeavesWholeFiles();

private:
    [[nodiscard]] CliResult cli(const QStringList &arguments) const
    {
        return runCli(m_root, arguments);
    }
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
    QString m_model;
};

void TestCommandLine::initTestCase()
{
    m_model = text(m_root / "tiny.safetensors");
    SL_VERIFY_RESULT(writeTinyInputs(m_root));
}

void TestCommandLine::helpLoadsNoLibraries()
{
    // The dynamic loader lists what a start would load, and ends.
    QProcess process;
    prepare(process, m_root);
    QProcessEnvironment environment = process.processEnvironment();
    environment.insert(QStringLiteral("LD_TRACE_LOADED_OBJECTS"), QStringLiteral("1"));
    process.setProcessEnvironment(environment);
    process.start();
    QVERIFY(process.waitForFinished());
    const QString loaded = QString::fromUtf8(process.readAllStandardOutput());
    QVERIFY(loaded.contains(QLatin1String("libstdc++")));
    for (const char *library : {"torch", "libav", "opencv", "gomp", "Qt"})
        QVERIFY2(!loaded.contains(QLatin1String(library)), library);
    const CliResult help = cli({QStringLiteral("localize"), QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.output.contains(QStringLiteral("SYNOPSIS")) && help.faults.isEmpty());
    QCOMPARE(cli({QStringLiteral("localize")}).exitCode, 2);
}

void TestCommandLine::localizeSaysWhere()
{
    const CliResult result = cli({QStringLiteral("localize"),
                                  QStringLiteral("-c"),
                                  m_model,
                                  QStringLiteral("--out"),
                                  QStringLiteral("where"),
                                  QStringLiteral("--heatmaps"),
                                  QStringLiteral("npy"),
                                  QStringLiteral("photo.png"),
                                  QStringLiteral("--"),
                                  QStringLiteral("-clip.mp4")});
    QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join(QLatin1Char('\n'))));
    QCOMPARE(result.output.size(), 2);
    const QRegularExpression sentence(QStringLiteral(
            "^-clip\\.mp4: strongest (at|in) the .*, \\d+ % from the left and \\d+ % from the top "
            "\\(similarity -?\\d\\.\\d\\d\\), 20 frames in \\d+\\.\\d s$"));
    QVERIFY2(sentence.match(result.output[1]).hasMatch(), qPrintable(result.output[1]));
    for (const char *name : {"-clip.tsv",
                             "-clip.npy",
                             "-clip.json",
                             "-clip_overlay.mp4",
                             "-clip_sheet.png",
                             "photo.tsv",
                             "photo_overlay.png"})
        QVERIFY2(fs::exists(m_root / "where" / name), name);
    // 64 x 48, short side 224, sides in steps of 16: 224 x 304.
    QCOMPARE(readNpy(m_root / "where" / "-clip.npy").shape,
             (std::vector<std::int64_t>{20, 14, 19}));
}

void TestCommandLine::sameStemsDoNotMeet()
{
    SL_VERIFY_RESULT(writeVideo(m_root / "two" / "a" / "x.mp4", {.frames = 3, .soundSeconds = 1}));
    fs::create_directories(m_root / "two" / "b");
    fs::copy_file(m_root / "two" / "a" / "x.mp4", m_root / "two" / "b" / "x.mp4");
    const CliResult result = cli({QStringLiteral("localize"),
                                  QStringLiteral("two"),
                                  QStringLiteral("-c"),
                                  m_model,
                                  QStringLiteral("-o"),
                                  QStringLiteral("stems")});
    QCOMPARE(result.exitCode, 0);
    QVERIFY(fs::exists(m_root / "stems" / "x.mp4.tsv"));
    QVERIFY(fs::exists(m_root / "stems" / "x.mp4-2.tsv"));
}

void TestCommandLine::tableAgreesWithEvaluate()
{
    SL_VERIFY_RESULT(writeWholeFile(m_root / "table.tsv",
                                    "id\tpicture\tvideo\ttime_s\tsound\tboxes\n"
                                    "-p\tphoto.png\t\t\tphoto.wav\t[[0.1,0.3,0.3,0.7]]\n"
                                    "v\t\t-clip.mp4\t0.4\t\t[[0.5,0.5,1,1]]\n"));
    const QString table = QStringLiteral("table.tsv");
    const CliResult maps = cli({QStringLiteral("localize"),
                                QStringLiteral("--table"),
                                table,
                                QStringLiteral("-c"),
                                m_model,
                                QStringLiteral("--heatmaps"),
                                QStringLiteral("npy"),
                                QStringLiteral("--out"),
                                QStringLiteral("maps")});
    QVERIFY2(maps.exitCode == 0, qPrintable(maps.faults.join(QLatin1Char('\n'))));
    QCOMPARE(readNpy(m_root / "maps" / "-p.npy").shape, (std::vector<std::int64_t>{14, 14}));
    const auto evaluate = [&](const QString &option, const QString &value, const char *out) {
        return cli({QStringLiteral("evaluate"),
                    QStringLiteral("--table"),
                    table,
                    option,
                    value,
                    QStringLiteral("--out"),
                    QString::fromLatin1(out)});
    };
    const CliResult byMaps = evaluate(QStringLiteral("--maps"), QStringLiteral("maps"), "by-maps");
    QVERIFY2(byMaps.exitCode == 0, qPrintable(byMaps.faults.join(QLatin1Char('\n'))));
    QCOMPARE(evaluate(QStringLiteral("--checkpoint"), m_model, "by-network").exitCode, 0);
    const auto a = readJson(m_root / "by-maps" / "report.json");
    const auto b = readJson(m_root / "by-network" / "report.json");
    QCOMPARE(a["n"].get<int>(), 2);
    for (const char *key : {"ciou_at_50", "auc", "mean_ciou", "adaptive_auc", "pointing"})
        QCOMPARE(a[key].get<double>(), b[key].get<double>());
}

void TestCommandLine::inspectTellsMediaAndCheckpoints()
{
    const CliResult media = cli({QStringLiteral("inspect"),
                                 QStringLiteral("--json"),
                                 QStringLiteral("--"),
                                 QStringLiteral("-clip.mp4")});
    QCOMPARE(media.exitCode, 0);
    const auto facts = nlohmann::json::parse(media.output.join(QLatin1Char('\n')).toStdString());
    QCOMPARE(facts["kind"].get<std::string>(), std::string("video"));
    QCOMPARE(facts["video"][0]["width"].get<int>(), 64);
    QCOMPARE(facts["video"][0]["frame_rate"]["value"].get<double>(), 25.0);
    const CliResult model = cli({QStringLiteral("inspect"), QStringLiteral("--json"), m_model});
    QCOMPARE(model.exitCode, 0);
    const auto weights = nlohmann::json::parse(model.output.join(QLatin1Char('\n')).toStdString());
    QCOMPARE(weights["family"].get<std::string>(), std::string("ssltie"));
    QCOMPARE(weights["width"].get<int>(), 8);
    QCOMPARE(weights["input"]["image_side"].get<int>(), 224);
    QCOMPARE(weights["input"]["sample_rate_hz"].get<int>(), 0);
    QCOMPARE(weights["input"]["seconds"].get<double>(), 10.0);
    QCOMPARE(weights["input"]["bins"].get<int>(), 257);
    QVERIFY(weights["loadable"].get<bool>());
    QVERIFY(weights["parameters"].get<std::int64_t>() > 100'000);
}

void TestCommandLine::modelWithItsOwnInput()
{
    SL_VERIFY_RESULT(writeTinyOwnInputCheckpoint(m_root / "own.safetensors"));
    const QString model = QStringLiteral("own.safetensors");
    const QString input = QStringLiteral("  input: pictures of 112 px; 2 s of sound, 16000 Hz, "
                                         "64 mel bands");
    const CliResult own = cli({QStringLiteral("inspect"), model});
    QCOMPARE(own.exitCode, 0);
    QVERIFY2(own.output.contains(input), qPrintable(own.output.join(QLatin1Char('\n'))));
    const CliResult published = cli({QStringLiteral("inspect"), m_model});
    QVERIFY(published.output.filter(QStringLiteral("input:")).isEmpty());
    SL_VERIFY_RESULT(
            writeWholeFile(m_root / "own.tsv", "id\tpicture\tsound\np\tphoto.png\tphoto.wav\n"));
    const CliResult maps = cli({QStringLiteral("localize"),
                                QStringLiteral("--table"),
                                QStringLiteral("own.tsv"),
                                QStringLiteral("-c"),
                                model,
                                QStringLiteral("--heatmaps"),
                                QStringLiteral("npy"),
                                QStringLiteral("--out"),
                                QStringLiteral("own-maps")});
    QVERIFY2(maps.exitCode == 0, qPrintable(maps.faults.join(QLatin1Char('\n'))));
    QCOMPARE(readNpy(m_root / "own-maps" / "p.npy").shape, (std::vector<std::int64_t>{7, 7}));
}

void TestCommandLine::doctorFindsTheProcessor()
{
    const CliResult result = cli({QStringLiteral("doctor"), QStringLiteral("--json")});
    QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join(QLatin1Char('\n'))));
    const auto json = nlohmann::json::parse(result.output.join(QLatin1Char('\n')).toStdString());
    QCOMPARE(json["devices"][0]["id"].get<std::string>(), std::string("cpu"));
    QVERIFY(json["devices"][0]["self_test"]["passed"].get<bool>());
    QVERIFY(json["devices"][0]["self_test"]["largest_map_deviation"].get<double>() <= 1e-3);
    QVERIFY(json["cache"]["writable"].get<bool>());
    for (const char *library : {"soundlocus", "torch", "ffmpeg", "opencv"})
        QVERIFY(!json["versions"][library].get<std::string>().empty());
}

void TestCommandLine::silenceIsToldQuietly()
{
    SL_VERIFY_RESULT(writeToneWav(m_root / "silence.wav", 2, 16000, 0));
    const CliResult result = cli({QStringLiteral("localize"),
                                  QStringLiteral("photo.png+silence.wav"),
                                  QStringLiteral("-c"),
                                  m_model,
                                  QStringLiteral("-q"),
                                  QStringLiteral("--overwrite"),
                                  QStringLiteral("-o"),
                                  QStringLiteral("silence")});
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.faults.size(), 1);
    QVERIFY2(result.faults[0].contains(QLatin1String("its sound is silent")),
             qPrintable(result.faults[0]));
}

void TestCommandLine::unwritableFolderIsNamed()
{
    const CliResult result = cli({QStringLiteral("localize"),
                                  QStringLiteral("photo.png"),
                                  QStringLiteral("-c"),
                                  m_model,
                                  QStringLiteral("-o"),
                                  QStringLiteral("/proc")});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.faults.size() == 1
                     && result.faults[0].startsWith(QLatin1String("soundlocus-cli: /proc: ")),
             qPrintable(result.faults.join(QLatin1Char('\n'))));
}

void TestCommandLine::interruptLeavesWholeFiles()
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
                          QStringLiteral("--heatmaps"),
                          QStringLiteral("png"),
                          QStringLiteral("--events"),
                          QStringLiteral("-"),
                          QStringLiteral("photo.png"),
                          QStringLiteral("long.mp4")});
    process.start();
    QByteArray seen;
    // A photograph that takes long has progress of its own.
    const auto isAtTheVideo = [&seen] {
        const qsizetype finished = seen.indexOf("\"finished\"");
        return finished >= 0 && seen.indexOf("\"progress\"", finished) >= 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(
            (process.waitForReadyRead(50), seen += process.readAllStandardOutput(), isAtTheVideo()),
            60'000);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(interrupt(process, SIGINT));
    QVERIFY(process.waitForFinished(30'000));
    // A second, and what a machine that runs other tests takes besides.
    QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.exitStatus() == QProcess::NormalExit);
    for (const auto &entry : fs::recursive_directory_iterator(m_root / "interrupted"))
        QVERIFY2(entry.path().string().find("interrupted/photo") != std::string::npos,
                 entry.path().c_str());
    QVERIFY(fs::exists(m_root / "interrupted" / "photo.tsv"));
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
