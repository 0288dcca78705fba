// SPDX-License-Identifier: MIT
#include "engine/project/set_file.h"
#include "tests/integration/cli_process.h"
#include "tests/support/annotation_sets.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestAnnotations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyFormatAndBack_data();
    void everyFormatAndBack();
    void mergesProjects();
    void mergeRefusals();

private:
    [[nodiscard]] CliResult cli(const QString &arguments) const
    {
        return runCli(*m_root, arguments.split(QLatin1Char(' ')));
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<fs::path> m_root;
};

void TestAnnotations::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = pathOf(*m_folder);
    AnnotationSet first = randomSet(false, 1);
    first.annotators[0].name = "anna";
    AnnotationSet second = randomSet(false, 2);
    second.annotators[0].name = "ben";
    AnnotationSet third = randomSet(false, 3);
    third.annotators[0].name = "anna";
    SL_VERIFY_RESULT(writeSet(*m_root / "a.soundlocus", first, ProjectFormat{}));
    SL_VERIFY_RESULT(writeSet(*m_root / "b.soundlocus", second, ProjectFormat{}));
    SL_VERIFY_RESULT(writeSet(*m_root / "c.soundlocus", third, ProjectFormat{}));
}

void TestAnnotations::everyFormatAndBack_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("table") << "out.tsv";
    QTest::newRow("vggss") << "out.json";
    QTest::newRow("ssltie-xml") << "out";
    QTest::newRow("coco") << "out.json";
    QTest::newRow("voc") << "out";
    QTest::newRow("ssl-boxes") << "out.json";
    QTest::newRow("yolo") << "out";
    QTest::newRow("labelme") << "out";
    QTest::newRow("via3") << "out.json";
    QTest::newRow("cvat-images") << "out.xml";
    QTest::newRow("soundlocus") << "out.soundlocus";
}

/// The format of what was written is found without a word, and all twelve boxes are in it.
void TestAnnotations::everyFormatAndBack()
{
    QFETCH(QString, name);
    const QString format = QString::fromUtf8(QTest::currentDataTag());
    const CliResult there = cli("annotations convert a.soundlocus " + name + " --to " + format);
    QVERIFY2(there.exitCode == 0, qPrintable(there.faults.join('\n')));
    const CliResult info = cli("annotations info " + name + " --json");
    QVERIFY2(info.exitCode == 0, qPrintable(info.faults.join('\n')));
    const auto told = nlohmann::json::parse(info.output.join('\n').toStdString());
    QCOMPARE(told["format"].get<std::string>(), format.toStdString());
    QCOMPARE(told["boxes"].get<int>(), 12);
}

void TestAnnotations::mergesProjects()
{
    const CliResult plain = cli("annotations merge a.soundlocus b.soundlocus -o ab.soundlocus");
    QVERIFY2(plain.exitCode == 0, qPrintable(plain.faults.join('\n')));
    QVERIFY(plain.output.join('\n').contains("2 annotators, 24 tracks"));
    QVERIFY(plain.output.join('\n').contains("0 conflicts"));
    const CliResult all = cli(
            "annotations merge ab.soundlocus c.soundlocus -o all.soundlocus --json");
    QVERIFY2(all.exitCode == 0, qPrintable(all.faults.join('\n')));
    const auto told = nlohmann::json::parse(all.output.join('\n').toStdString());
    QCOMPARE(told["annotators"].get<int>(), 3);
    QCOMPARE(told["clips"].get<int>(), 3);
    QCOMPARE(told["conflicts"].size(), std::size_t{3});
    QCOMPARE(told["conflicts"][0]["kept"].get<std::string>(), std::string("anna (2)"));
    const auto set = readSet(*m_root / "all.soundlocus", ProjectFormat{});
    SL_VERIFY_RESULT(set);
    QCOMPARE(set->set.tracks.size(), std::size_t{36});
    // Into a list of another program as well.
    QCOMPARE(cli("annotations merge a.soundlocus b.soundlocus -o ab.json --to coco").exitCode, 0);
}

void TestAnnotations::mergeRefusals()
{
    QCOMPARE(cli("annotations merge a.soundlocus none.soundlocus -o x.soundlocus").exitCode, 1);
    QVERIFY(!fs::exists(*m_root / "x.soundlocus"));
    QCOMPARE(cli("annotations merge a.soundlocus b.soundlocus -o a.soundlocus").exitCode, 2);
    // A project is somebody's work: not even on request.
    const CliResult over = cli(
            "annotations merge a.soundlocus b.soundlocus -o a.soundlocus --overwrite");
    QCOMPARE(over.exitCode, 1);
    QCOMPARE(over.faults.size(), 1);
    const auto set = readSet(*m_root / "a.soundlocus", ProjectFormat{});
    SL_VERIFY_RESULT(set);
    QCOMPARE(set->set.tracks.size(), std::size_t{12});
}

QTEST_GUILESS_MAIN(TestAnnotations)
#include "tst_annotations.moc"
