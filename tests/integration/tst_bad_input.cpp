// SPDX-License-Identifier: MIT
// Every file that cannot be localised: one line that names it, the others done, exit code 1.
#include "tests/integration/cli_process.h"
#include "tests/integration/tiny_inputs.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include "engine/core/file_io.h"
#include "engine/media/video_writer.h"
#include "engine/render/png_file.h"

#include <QTest>

#include <sys/stat.h>

#include <random>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestBadInput final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneFile_data();
    void oneFile();
    void damagedPictureIsTold_data();
    void damagedPictureIsTold();
    void othersAreDone();
    void checkpoints_data();
    void checkpoints();
    void momentumOfOthersIsRefused();
    void optionsOfVideosAreRefusedForPictures();
    void libraryThatIsNotThereIsNamed();
    void doctorLooksAtTheFolder();
    void outputThatCannotBeWritten();
    void wrongWords_data();
    void wrongWords();
    void rowsThatFailAreNamed();
    void fullDisk();

private:
    [[nodiscard]] CliResult localize(const QStringList &inputs, const QString &out) const
    {
        return localizeTiny(m_root, inputs, out);
    }
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

namespace {

/// A picture of noise, 256 x 256, as the one frame of a Motion JPEG video; empty where that fails.
std::string wholeJpeg(const fs::path &folder)
{
    constexpr Size kSize{256, 256};
    auto pixels = std::make_shared<std::vector<std::uint8_t>>();
    std::minstd_rand random(1);
    for (int i = 0; i < 3 * kSize.width * kSize.height; ++i)
        pixels->push_back(static_cast<std::uint8_t>(random() >> 8));
    VideoWriterOptions options;
    options.codec = "mjpeg";
    auto writer = VideoWriter::create(folder / "jpeg.mkv", kSize, 1.0, options);
    if (!writer || !writer->write(Frame(std::move(pixels), kSize, 3 * kSize.width))
        || !writer->finish())
        return {};
    const std::string bytes = readWholeFile(folder / "jpeg.mkv", 1 << 24).value_or("");
    const std::size_t begin = bytes.find("\xFF\xD8\xFF");
    const std::size_t end = bytes.rfind("\xFF\xD9");
    return begin < end && end != std::string::npos ? bytes.substr(begin, end + 2 - begin) : "";
}

/// Its data end in the middle; the end marker stands.
std::string halfOf(const std::string &jpeg)
{
    return jpeg.substr(0, jpeg.size() * 6 / 10) + "\xFF\xD9";
}

} // namespace

void TestBadInput::initTestCase()
{
    SL_VERIFY_RESULT(writeTinyCheckpoint(m_root / "tiny.safetensors"));
    SL_VERIFY_RESULT(writeVideo(m_root / "good.mp4", {.frames = 5, .soundSeconds = 1}));
    SL_VERIFY_RESULT(writeVideo(m_root / "silent.mp4", {.frames = 5, .soundSeconds = 0}));
    SL_VERIFY_RESULT(writeToneWav(m_root / "tone.wav", 1));
    SL_VERIFY_RESULT(writeToneWav(m_root / "blip.wav", 1.0 / 16000)); // one sample
    SL_VERIFY_RESULT(writePng(m_root / "dot.png", squarePicture({1, 1})));
    SL_VERIFY_RESULT(writePng(m_root / "square.png", squarePicture({64, 64})));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "empty.mp4", ""));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "text.mp4", "no video\n"));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "text.png", "no picture\n"));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "text.pth", "no checkpoint\n"));
    const auto good = readWholeFile(m_root / "good.mp4", 1 << 24);
    SL_VERIFY_RESULT(good);
    // Within the table of frames; where that is whole, FFmpeg finds some of them.
    SL_VERIFY_RESULT(writeWholeFile(m_root / "cut.mp4", good->substr(0, 1000)));
    // A header of a picture of 20,000 x 20,000 pixels, and nothing behind it.
    SL_VERIFY_RESULT(writeWholeFile(
            m_root / "huge.bmp",
            std::string("BM\x36\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"
                        "\x20\x4e\x00\x00\x20\x4e\x00\x00\x01\x00\x18\x00",
                        30)
                    + std::string(1024, '\0')));
    fs::create_directories(m_root / "folder.mp4");
    QCOMPARE(::mkfifo((m_root / "pipe.mp4").c_str(), 0600), 0);
}

void TestBadInput::oneFile_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *input, const char *named) {
        QTest::newRow(input) << QString::fromLatin1(input) << QString::fromLatin1(named);
    };
    row("empty.mp4", "empty.mp4");
    row("text.mp4", "text.mp4");
    row("cut.mp4", "cut.mp4");
    row("silent.mp4", "silent.mp4");
    row("missing.mp4", "missing.mp4");
    row("folder.mp4", "folder.mp4");
    row("tone.wav", "tone.wav");
    row("square.png", "square.png");
    row("text.png+tone.wav", "text.png");
    row("huge.bmp+tone.wav", "huge.bmp");
    row("dot.png+tone.wav", "dot.png");
    row("square.png+blip.wav", "blip.wav");
    row("square.png+empty.mp4", "empty.mp4");
    row("square.png+missing.wav", "missing.wav");
    row("square.png+silent.mp4", "silent.mp4");
    row("tiny.safetensors", "tiny.safetensors");
    row("*.nothing", "*.nothing");
    row("/dev/zero", "/dev/zero");
    row("square.png+/dev/zero", "/dev/zero");
    row("pipe.mp4", "pipe.mp4");
}

void TestBadInput::oneFile()
{
    QFETCH(QString, input);
    QFETCH(QString, named);
    const CliResult result = localize({input}, QStringLiteral("one"));
    QVERIFY(!result.hasCrashed);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.faults.size() == 1, qPrintable(result.faults.join(QLatin1Char('\n'))));
    QVERIFY2(result.faults[0].contains(named), qPrintable(result.faults[0]));
    QVERIFY2(result.faults[0].contains(QLatin1Char(';')), qPrintable(result.faults[0])); // remedy
    QVERIFY(result.output.isEmpty());
    if (fs::exists(m_root / "one"))
        QVERIFY(fs::is_empty(m_root / "one"));
}

void TestBadInput::damagedPictureIsTold_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<bool>("isReport");
    const auto row = [](const char *name, const QStringList &words, bool isReport) {
        QTest::newRow(name) << words << isReport;
    };
    row("input", {QStringLiteral("localize"), QStringLiteral("damaged.jpg+tone.wav")}, false);
    row("table",
        {QStringLiteral("localize"), QStringLiteral("--table"), QStringLiteral("d.tsv")},
        false);
    row("evaluation",
        {QStringLiteral("evaluate"), QStringLiteral("--table"), QStringLiteral("d.tsv")},
        true);
}

/// A map of which nobody knows that half its picture is made up is a wrong result.
void TestBadInput::damagedPictureIsTold()
{
    QFETCH(QStringList, words);
    QFETCH(bool, isReport);
    SL_VERIFY_RESULT(writeWholeFile(m_root / "damaged.jpg", halfOf(wholeJpeg(m_root))));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "d.tsv",
                                    "id\tpicture\tsound\tboxes\n"
                                    "d\tdamaged.jpg\ttone.wav\t[[0,0,1,1]]\n"));
    const CliResult result = runCli(
            m_root,
            words
                    + QStringList{QStringLiteral("-q"),
                                  QStringLiteral("-c"),
                                  QStringLiteral("tiny.safetensors"),
                                  QStringLiteral("-o"),
                                  QStringLiteral("damaged"),
                                  QStringLiteral("--events"),
                                  QStringLiteral("damaged.jsonl")}
                    + (isReport ? QStringList() : QStringList{QStringLiteral("--overwrite")}));
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(result.faults.size(), 1);
    QVERIFY2(result.faults[0].contains(QLatin1String("damaged.jpg"))
                     && result.faults[0].contains(QLatin1String(": is damaged")),
             qPrintable(result.faults[0]));
    const auto told = readWholeFile(
            isReport ? m_root / "damaged" / "report.json" : m_root / "damaged.jsonl", 1 << 20);
    SL_VERIFY_RESULT(told);
    QVERIFY(told->find("is damaged") != std::string::npos);
}

void TestBadInput::othersAreDone()
{
    const CliResult result = localize({QStringLiteral("empty.mp4"),
                                       QStringLiteral("good.mp4"),
                                       QStringLiteral("text.mp4"),
                                       QStringLiteral("dot.png+tone.wav"),
                                       QStringLiteral("square.png+blip.wav")},
                                      QStringLiteral("others"));
    QVERIFY(!result.hasCrashed);
    QCOMPARE(result.exitCode, 1);
    QVERIFY(fs::exists(m_root / "others" / "good.tsv"));
    QVERIFY(!fs::exists(m_root / "others" / "dot.tsv"));
    QCOMPARE(faultLines(result).size(), 4);
    QVERIFY(result.faults.contains(QStringLiteral("soundlocus-cli: 4 of 5 inputs failed")));
}

void TestBadInput::checkpoints_data()
{
    QTest::addColumn<QString>("file");
    for (const char *own : {"text.pth", "empty.mp4", "good.mp4", "missing.pth", "folder.mp4"})
        QTest::newRow(own) << text(m_root / own);
    const fs::path golden = goldenPart("checkpoints");
    if (golden.empty())
        return;
    for (const auto &entry : fs::directory_iterator(golden)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("bad_") && entry.path().extension() != ".xz")
            QTest::newRow(name.c_str()) << text(entry.path());
    }
}

void TestBadInput::checkpoints()
{
    QFETCH(QString, file);
    const CliResult result = runCli(m_root,
                                    {QStringLiteral("localize"),
                                     QStringLiteral("good.mp4"),
                                     QStringLiteral("-c"),
                                     file,
                                     QStringLiteral("-o"),
                                     QStringLiteral("checkpoint")});
    QVERIFY(!result.hasCrashed);
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.faults.size() == 1, qPrintable(result.faults.join(QLatin1Char('\n'))));
    QVERIFY2(result.faults[0].contains(file), qPrintable(result.faults[0]));
    QVERIFY(!fs::exists(m_root / "checkpoint"));
}

void TestBadInput::momentumOfOthersIsRefused()
{
    const CliResult result = localize({QStringLiteral("good.mp4"), QStringLiteral("--momentum")},
                                      QStringLiteral("momentum"));
    QCOMPARE(result.exitCode, 1);
    QCOMPARE(result.faults.size(), 1);
    for (const char *words : {"tiny.safetensors", "leave --momentum out"})
        QVERIFY2(result.faults[0].contains(QLatin1String(words)), qPrintable(result.faults[0]));
}

/// What means something for videos only is refused where there is none.
void TestBadInput::optionsOfVideosAreRefusedForPictures()
{
    for (const char *option : {"--start=0", "--end=1", "--every=2", "--hop=1", "--codec=ffv1"}) {
        const QString words = QString::fromLatin1(option);
        const CliResult result = localize({QStringLiteral("square.png+tone.wav"), words},
                                          QStringLiteral("still"));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.faults.value(0).contains(words.section(QLatin1Char('='), 0, 0)), option);
    }
    const CliResult mixed = localize({QStringLiteral("square.png+tone.wav"),
                                      QStringLiteral("good.mp4"),
                                      QStringLiteral("--every=2")},
                                     QStringLiteral("mixed"));
    QCOMPARE(mixed.exitCode, 0);
}

void TestBadInput::libraryThatIsNotThereIsNamed()
{
    ::setenv("SOUNDLOCUS_RUNTIME", "/nope.so", 1);
    const CliResult result = localize({QStringLiteral("good.mp4")}, QStringLiteral("library"));
    ::unsetenv("SOUNDLOCUS_RUNTIME");
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.faults.value(0).contains(QLatin1String("/nope.so: not found")),
             qPrintable(result.faults.value(0)));
}

void TestBadInput::doctorLooksAtTheFolder()
{
    for (const char *out : {"missing", "good.mp4", "/proc"}) {
        const CliResult result = runCli(
                m_root,
                {QStringLiteral("doctor"), QStringLiteral("--out"), QString::fromLatin1(out)});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(QRegularExpression(QStringLiteral("^(1 fault|\\d\\d* faults)$"))
                         .match(result.output.last())
                         .hasMatch(),
                 qPrintable(result.output.last()));
        QVERIFY2(result.faults.value(0).contains(QString::fromLatin1(out)), out);
    }
}

void TestBadInput::outputThatCannotBeWritten()
{
    for (const char *out : {"good.mp4", "good.mp4/below", "/proc/soundlocus"}) {
        const CliResult result = localize({QStringLiteral("good.mp4")}, QString::fromLatin1(out));
        QVERIFY(!result.hasCrashed);
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.faults.size() == 1, qPrintable(result.faults.join(QLatin1Char('\n'))));
    }
}

void TestBadInput::wrongWords_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    const auto row = [](const char *name, const char *option, const char *value, int code) {
        QTest::newRow(name) << QStringList{QString::fromLatin1(option), QString::fromLatin1(value)}
                            << code;
    };
    row("encoder", "--codec", "nonsense", 2);
    row("preset", "--preset", "nonsense", 2);
    row("device", "--device", "toaster", 2);
    row("GPU that is not here", "--device", "cuda:99", 1);
    row("quality beyond the worst", "--crf", "52", 2);
}

void TestBadInput::wrongWords()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    // The checkpoint is broken too: what is wrong with the words is told before it is read.
    const CliResult result = runCli(m_root,
                                    QStringList{QStringLiteral("localize"),
                                                QStringLiteral("good.mp4"),
                                                QStringLiteral("-c"),
                                                QStringLiteral("text.mp4"),
                                                QStringLiteral("-o"),
                                                QStringLiteral("words")}
                                            + words);
    QVERIFY(!result.hasCrashed);
    QCOMPARE(result.exitCode, exitCode);
    QVERIFY2(result.faults.last().contains(words[1]), qPrintable(result.faults.last()));
    QVERIFY(!fs::exists(m_root / "words"));
}

void TestBadInput::rowsThatFailAreNamed()
{
    SL_VERIFY_RESULT(writeWholeFile(m_root / "rows.tsv",
                                    "id\tpicture\tsound\tboxes\n"
                                    "good\tsquare.png\ttone.wav\t[[0,0,1,1]]\n"
                                    "gone\tmissing.png\ttone.wav\t[[0,0,1,1]]\n"
                                    "odd\tsquare.png\ttone.wav\t[[0,0\n"));
    const auto table = [](const char *command) {
        return QStringList{QString::fromLatin1(command),
                           QStringLiteral("--table"),
                           QStringLiteral("rows.tsv"),
                           QStringLiteral("-c"),
                           QStringLiteral("tiny.safetensors")};
    };
    for (const QStringList &words : {table("evaluate"), table("localize")}) {
        const CliResult result = runCli(m_root, words);
        QCOMPARE(result.exitCode, 1);
        const QString faults = result.faults.join(QLatin1Char('\n'));
        QVERIFY2(faults.contains(QLatin1String("rows.tsv:3: 'gone': missing.png: not found")),
                 qPrintable(faults));
        QVERIFY2(faults.contains(QLatin1String("rows.tsv:4: 'odd': ")), qPrintable(faults));
    }
}

void TestBadInput::fullDisk()
{
    const fs::path small = m_root / "small";
    fs::create_directories(small);
    const QStringList mount{QStringLiteral("-t"),
                            QStringLiteral("tmpfs"),
                            QStringLiteral("-o"),
                            QStringLiteral("size=16k"),
                            QStringLiteral("tmpfs"),
                            text(small)};
    if (QProcess::execute(QStringLiteral("mount"), mount) != 0)
        QSKIP("no right to mount a small disk");
    const CliResult result = localize({QStringLiteral("good.mp4")}, text(small));
    const bool isEmpty = fs::is_empty(small);
    QProcess::execute(QStringLiteral("umount"), {text(small)});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.faults.size() == 1, qPrintable(result.faults.join(QLatin1Char('\n'))));
    QVERIFY2(result.faults[0].contains(QLatin1String("disk is full")),
             qPrintable(result.faults[0]));
    QVERIFY(isEmpty);
}

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_bad_input.moc"
