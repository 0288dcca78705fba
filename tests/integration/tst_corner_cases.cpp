// SPDX-License-Identifier: MIT
// The odd and the damaged media beside the source tree: whatever cannot be localised is named, the
// rest is done.
#include "tests/integration/cli_process.h"
#include "tests/integration/tiny_inputs.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include "engine/render/png_file.h"

#include <QTest>

#include <set>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestCornerCases final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void videos_data();
    void videos();
    void pictures_data();
    void pictures();
    void sounds();

private:
    [[nodiscard]] CliResult localize(const QStringList &inputs, const QString &out) const
    {
        return localizeTiny(m_root, inputs, out);
    }
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

void TestCornerCases::initTestCase()
{
    SL_VERIFY_RESULT(writeTinyCheckpoint(m_root / "tiny.safetensors"));
    SL_VERIFY_RESULT(writeToneWav(m_root / "tone.wav", 1));
    SL_VERIFY_RESULT(writePng(m_root / "square.png", squarePicture({64, 64})));
}

void TestCornerCases::videos_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QStringList>("failing");
    QTest::newRow("derived") << QStringLiteral("derived")
                             << QStringList{QStringLiteral("audio_only.mp4"),
                                            QStringLiteral("empty.mp4"),
                                            QStringLiteral("gif.gif"),
                                            QStringLiteral("one_frame.mp4"),
                                            QStringLiteral("text_named.mp4"),
                                            QStringLiteral("truncated_no_moov.mp4"),
                                            QStringLiteral("video_only.mp4")};
    QTest::newRow("torchcodec") << QStringLiteral("torchcodec")
                                << QStringList{QStringLiteral("bt709_full_range.mp4"),
                                               QStringLiteral("h264_10bits.mp4"),
                                               QStringLiteral("h265_video.mp4")};
    QTest::newRow("torchvision") << QStringLiteral("torchvision")
                                 << QStringList{QStringLiteral(
                                                        "TrumanShow_wave_f_nm_np1_fr_med_26.avi"),
                                                QStringLiteral("v_SoccerJuggling_g23_c01.avi")};
    QTest::newRow("audio-lena") << QStringLiteral("audio-lena")
                                << QStringList{QStringLiteral("lena-vorbis.webm"),
                                               QStringLiteral("lena.webm")};
}

void TestCornerCases::videos()
{
    QFETCH(QString, folder);
    QFETCH(QStringList, failing);
    const fs::path cases = mediaDir() / "corner-cases" / folder.toStdString();
    if (mediaDir().empty() || !fs::exists(cases))
        QSKIP("the corner cases are not beside this source tree");
    const CliResult result = localize({text(cases),
                                       QStringLiteral("--no-video"),
                                       QStringLiteral("--no-sheet"),
                                       QStringLiteral("--every"),
                                       QStringLiteral("20")},
                                      folder);
    QVERIFY(!result.hasCrashed);
    QCOMPARE(result.exitCode, 1);
    const QStringList faults = faultLines(result);
    QVERIFY2(faults.size() == failing.size(), qPrintable(faults.join(QLatin1Char('\n'))));
    for (const QString &name : failing)
        QVERIFY2(faults.filter(QLatin1Char('/') + name).size() == 1, qPrintable(name));
    // Every other video has its table.
    std::set<std::string> others;
    for (const auto &entry : fs::directory_iterator(cases)) {
        const std::string extension = entry.path().extension().string();
        if (std::set<std::string>{".mp4", ".mkv", ".avi", ".mov", ".ts", ".webm"}.contains(
                    extension)
            && !failing.contains(QString::fromStdString(entry.path().filename().string())))
            others.insert(entry.path().stem().string());
    }
    for (const std::string &name : others)
        QVERIFY2(fs::exists(m_root / folder.toStdString() / (name + ".tsv")), name.c_str());
}

void TestCornerCases::pictures_data()
{
    QTest::addColumn<bool>("isReadable");
    QTest::addColumn<bool>("isDamaged");
    const fs::path folder = mediaDir() / "corner-cases" / "pictures";
    if (mediaDir().empty() || !fs::exists(folder)) {
        QTest::newRow("none") << false << false;
        return;
    }
    const std::set<std::string> damaged{"bad_huffman.jpg", "corrupt.jpg"};
    for (const auto &entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        QTest::newRow(name.c_str()) << (name != "corrupt34_2.jpg") << damaged.contains(name);
    }
}

/// One picture each, with a sound.
void TestCornerCases::pictures()
{
    QFETCH(bool, isReadable);
    QFETCH(bool, isDamaged);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const fs::path picture = mediaDir() / "corner-cases" / "pictures" / name.toStdString();
    if (mediaDir().empty() || !fs::exists(picture))
        QSKIP("the corner cases are not beside this source tree");
    const CliResult result = localize(
            {text(picture) + QStringLiteral("+tone.wav"), QStringLiteral("--no-video")},
            QStringLiteral("pictures"));
    QVERIFY(!result.hasCrashed);
    QCOMPARE(result.exitCode, isReadable ? 0 : 1);
    QCOMPARE(faultLines(result).size(), isReadable ? 0 : 1);
    QCOMPARE(result.faults.filter(QLatin1String("is damaged")).size(), isDamaged ? 1 : 0);
}

/// Sounds in every form of WAV, all in one run.
void TestCornerCases::sounds()
{
    const fs::path folder = mediaDir() / "corner-cases" / "wav-forms";
    if (mediaDir().empty() || !fs::exists(folder))
        QSKIP("the corner cases are not beside this source tree");
    QStringList inputs;
    for (const auto &entry : fs::directory_iterator(folder))
        inputs << QStringLiteral("square.png+") + text(entry.path());
    QVERIFY(inputs.size() > 10);
    const CliResult result = localize(inputs << QStringLiteral("--no-video"),
                                      QStringLiteral("sounds"));
    QVERIFY(!result.hasCrashed);
    QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join(QLatin1Char('\n'))));
    QCOMPARE(result.output.size(), inputs.size() - 1);
}

QTEST_GUILESS_MAIN(TestCornerCases)
#include "tst_corner_cases.moc"
