// SPDX-License-Identifier: MIT
#include "engine/annotation/benchmark_reader.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

void write(const fs::path &path, const std::string &text)
{
    if (!makeFolder(path.parent_path()) || !writeWholeFile(path, text))
        qFatal("cannot write %s", path.c_str());
}

constexpr const char *kVggSsXml = R"(<?xml version="1.0"?>
<annotation><filename>x</filename>
  <bbox><box0><a>0.25</a><b> 0.5 </b><c>0.75</c><d>1.0</d></box0>
        <box1><a>-0.1</a><b>0</b><c>0.1</c><d>0.1</d></box1></bbox></annotation>)";

constexpr const char *kFlickrXml = R"(<annotation>
  <object><bbox><id>1</id><xmin>98</xmin><ymin>33</ymin><xmax>154</xmax><ymax>117</ymax></bbox></object>
  <object><bbox><id>2</id><xmin>0</xmin><ymin>0</ymin><xmax>256</xmax><ymax>256</ymax></bbox></object>
</annotation>)";

} // namespace

class TestBenchmarkReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vggSsXml()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.xml";
        write(path, kVggSsXml);
        const auto groundTruth = readVggSsXml(path);
        SL_VERIFY_RESULT(groundTruth);
        QVERIFY(groundTruth->kind == GroundTruthKind::Union);
        QVERIFY(groundTruth->annotators
                == (std::vector<std::vector<BoundingBox>>{
                        {{0.25, 0.5, 0.75, 1.0}, {-0.1, 0, 0.1, 0.1}}}));
    }

    void flickrXml()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.xml";
        write(path, kFlickrXml);
        const auto groundTruth = readFlickrXml(path);
        SL_VERIFY_RESULT(groundTruth);
        QVERIFY(groundTruth->kind == GroundTruthKind::Consensus);
        QCOMPARE(groundTruth->annotators.size(), std::size_t{2});
        QVERIFY(groundTruth->annotators[0][0]
                == (BoundingBox{98 / 256.0, 33 / 256.0, 154 / 256.0, 117 / 256.0}));
    }

    void badXml_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        const int corrupt = static_cast<int>(ErrorCode::CorruptData);
        QTest::newRow("empty") << QByteArray() << static_cast<int>(ErrorCode::EmptyFile);
        QTest::newRow("no XML") << QByteArray("hello") << corrupt;
        QTest::newRow("cut off") << QByteArray("<annotation><bbox><b><x>1") << corrupt;
        QTest::newRow("no bbox") << QByteArray("<annotation><size>3</size></annotation>")
                                 << corrupt;
        QTest::newRow("words") << QByteArray("<a><bbox><b><x>1</x><x>2</x><x>3</x><x>four</x></b>"
                                             "</bbox></a>")
                               << corrupt;
        QTest::newRow("three numbers")
                << QByteArray("<a><bbox><b><x>1</x><x>2</x><x>3</x></b></bbox></a>") << corrupt;
    }

    void badXml()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.xml";
        write(path, text.toStdString());
        const auto vggSs = readVggSsXml(path);
        QVERIFY(!vggSs);
        QCOMPARE(static_cast<int>(vggSs.error().code), code);
        const auto flickr = readFlickrXml(path);
        QVERIFY(!flickr);
        QCOMPARE(static_cast<int>(flickr.error().code), code);
    }

    void vggSsJson()
    {
        SL_REQUIRE_PATH(test::mediaDir(), "annotations");
        const auto list = readVggSsJson(test::mediaDir() / "annotations/vggss.json");
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->samples.size(), std::size_t{5158});
        QCOMPARE(list->warnings.size(), std::size_t{0});
        std::size_t boxes = 0;
        int degenerate = 0;
        for (const LabelledSample &sample : list->samples) {
            for (const BoundingBox &box : sample.groundTruth->annotators.at(0)) {
                ++boxes;
                degenerate += box.isEmpty() ? 1 : 0;
            }
        }
        QCOMPARE(boxes, std::size_t{5941});
        QCOMPARE(degenerate, 18); // 12 of them with -2.88e16 in xmax or ymax
        QCOMPARE(list->samples[0].id, std::string("zpWuikVorYg_000032"));
        QCOMPARE(list->samples[0].label, std::string("elk bugling"));
    }

    void vggSsLayout()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "anno/-abc_000001.xml", kVggSsXml);
        write(root / "anno/b_000002.xml", kVggSsXml);
        write(root / "anno/broken_000003.xml", "<a/>");
        write(root / "frame/-abc_000001.jpg", "x");
        write(root / "audio/-abc_000001.flac", "x");
        write(root / "list.txt",
              "-abc_000001.jpg\r\nbroken_000003.jpg\nmissing_000004.jpg\n-abc_000001.jpg\n");
        const auto all = readBenchmark({Benchmark::VggSs, root, {}, {}});
        SL_VERIFY_RESULT(all);
        QCOMPARE(all->samples.size(), std::size_t{2});
        QCOMPARE(all->samples[0].id, std::string("-abc_000001"));
        QCOMPARE(all->samples[0].picture, root / "frame/-abc_000001.jpg");
        QCOMPARE(all->samples[0].sound, root / "audio/-abc_000001.flac");
        QCOMPARE(all->samples[1].picture, root / "frame/b_000002.jpg");
        QCOMPARE(all->warnings.size(), std::size_t{1});
        const auto listed = readBenchmark({Benchmark::VggSs, root, root / "list.txt", {}});
        SL_VERIFY_RESULT(listed);
        QCOMPARE(listed->samples.size(), std::size_t{1});
        QCOMPARE(listed->samples[0].line, 1);
        QCOMPARE(listed->warnings.size(), std::size_t{3}); // twice, broken, missing
        QCOMPARE(listed->warnings[0].line, 4);
        QCOMPARE(listed->warnings[1].line, 2);
        QCOMPARE(listed->warnings[2].line, 3);
    }

    void vggSsLayoutWithJson()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "vggss.json",
              R"([{"file": "a", "class": "dog", "bbox": [[0, 0, 0.5, 0.5]]},
                  {"file": "b", "class": "cat"},
                  {"file": "c", "class": "owl", "bbox": []}])");
        write(root / "frames/a.png", "x");
        write(root / "list.txt", "c\nx\na\n");
        const auto list = readBenchmark({Benchmark::VggSs, root, root / "list.txt", {}});
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->samples.size(), std::size_t{2});
        QCOMPARE(list->samples[0].id, std::string("c"));
        QVERIFY(list->samples[0].groundTruth->annotators.at(0).empty());
        QCOMPARE(list->samples[1].label, std::string("dog"));
        QCOMPARE(list->samples[1].picture, root / "frames/a.png");
        QCOMPARE(list->warnings.size(), std::size_t{2}); // b without boxes, x not in the file
    }

    void flickrLayouts_data()
    {
        QTest::addColumn<QByteArray>("pictures");
        QTest::addColumn<QByteArray>("sounds");
        QTest::addColumn<QByteArray>("listLine");
        QTest::newRow("mode Flickr") << QByteArray("frame") << QByteArray("mp3/2615133000.mp3")
                                     << QByteArray("2615133000.jpg");
        QTest::newRow("VGGSound-trained")
                << QByteArray("frame") << QByteArray("audio/2615133000.wav")
                << QByteArray("2615133000,202");
        QTest::newRow("debug path") << QByteArray("frames") << QByteArray("audio/2615133000.wav")
                                    << QByteArray("2615133000");
        QTest::newRow("SoundNet tree") << QByteArray("frame") << QByteArray("mp3/2615133000.mp3")
                                       << QByteArray("videos/0/0/0/2615133000.mp4");
    }

    void flickrLayouts()
    {
        QFETCH(QByteArray, pictures);
        QFETCH(QByteArray, sounds);
        QFETCH(QByteArray, listLine);
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        const fs::path picture = root / pictures.toStdString() / "2615133000.jpg";
        const fs::path sound = root / sounds.toStdString();
        write(root / "anno/2615133000.xml", kFlickrXml);
        write(root / "anno/1.xml", kFlickrXml);
        write(picture, "x");
        write(sound, "x");
        write(root / "list.csv", listLine.toStdString() + "\n");
        const auto list = readBenchmark({Benchmark::FlickrSoundNet, root, root / "list.csv", {}});
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->warnings.size(), std::size_t{0});
        QCOMPARE(list->samples.size(), std::size_t{1});
        QCOMPARE(list->samples[0].id, std::string("2615133000"));
        QCOMPARE(list->samples[0].picture, picture);
        QCOMPARE(list->samples[0].sound, sound);
    }

    /// A sound that is missing is named as it should be there.
    void missingSoundIsNamed()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "anno/1.xml", kFlickrXml);
        write(root / "mp3/2.mp3", "x");
        const auto list = readBenchmark({Benchmark::FlickrSoundNet, root, {}, {}});
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->samples.at(0).sound, root / "mp3/1.mp3");
    }

    void refusals()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        const auto nothing = readBenchmark({Benchmark::VggSs, root, {}, {}});
        QVERIFY(!nothing && nothing.error().code == ErrorCode::NotFound);
        write(root / "anno/a.xml", kFlickrXml);
        write(root / "extended.csv", "video,audio,label\na,b,non-sounding\n");
        const auto extended = readBenchmark(
                {Benchmark::FlickrSoundNet, root, root / "extended.csv", {}});
        QVERIFY(!extended && extended.error().code == ErrorCode::UnsupportedFormat);
        write(root / "bad.json", "{\"file\": 3}");
        const auto json = readVggSsJson(root / "bad.json");
        QVERIFY(!json && json.error().code == ErrorCode::CorruptData);
    }

    void namesOfBenchmarks()
    {
        QVERIFY(benchmarkFromString("vggss") == Benchmark::VggSs);
        QVERIFY(benchmarkFromString("flickr") == Benchmark::FlickrSoundNet);
        QVERIFY(!benchmarkFromString("other"));
    }
};

QTEST_GUILESS_MAIN(TestBenchmarkReader)
#include "tst_benchmark_reader.moc"
