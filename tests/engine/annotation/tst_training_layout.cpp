// SPDX-License-Identifier: MIT
#include "engine/annotation/id_list.h"
#include "engine/annotation/training_layout.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

using Ids = std::vector<std::string>;

void write(const fs::path &path, const std::string &text = "x")
{
    if (!makeFolder(path.parent_path()) || !writeWholeFile(path, text))
        qFatal("cannot write %s", path.c_str());
}

Ids idsOf(const SampleList &list)
{
    Ids ids;
    for (const LabelledSample &sample : list.samples)
        ids.push_back(sample.id);
    return ids;
}

} // namespace

class TestTrainingLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainIds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("id") << QByteArray("-abc_000032") << QByteArray("-abc_000032");
        QTest::newRow("picture") << QByteArray("zpWu_000032.jpg") << QByteArray("zpWu_000032");
        QTest::newRow("class") << QByteArray("zpWu_000032,17") << QByteArray("zpWu_000032");
        QTest::newRow("Flickr") << QByteArray(" videos/0/0/0/2615133000.mp4\r")
                                << QByteArray("2615133000");
        QTest::newRow("nothing") << QByteArray(".jpg") << QByteArray();
    }

    void plainIds()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, id);
        QCOMPARE(plainId(text.toStdString()), id.toStdString());
    }

    void sslTieVggSound()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "total_video_frames/-a_000001/125.jpg");
        write(root / "total_video_3s_audio/-a_000001.wav");
        write(root / "total_video_frames/b_000002/125.jpg");
        write(root / "total_video_3s_audio/b_000002.wav");
        write(root / "total_video_3s_audio/c_000003.wav");
        write(root / "list.txt", "b_000002,7\r\n-a_000001\nz_000009\nb_000002\n");
        const auto all = readTrainingLayout(TrainingLayout::SslTieVggSound, root);
        SL_VERIFY_RESULT(all);
        QCOMPARE(idsOf(*all), (Ids{"-a_000001", "b_000002"}));
        QCOMPARE(all->samples[0].picture, root / "total_video_frames/-a_000001/125.jpg");
        QCOMPARE(all->samples[0].sound, root / "total_video_3s_audio/-a_000001.wav");
        QCOMPARE(all->warnings.size(), std::size_t{1}); // c has no picture
        const auto listed = readTrainingLayout(
                TrainingLayout::SslTieVggSound, root, root / "list.txt");
        SL_VERIFY_RESULT(listed);
        // Missing files show when they are loaded.
        QCOMPARE(idsOf(*listed), (Ids{"b_000002", "-a_000001", "z_000009"}));
        QCOMPARE(listed->samples[0].line, 1);
        QCOMPARE(listed->warnings.size(), std::size_t{1});
        QCOMPARE(listed->warnings[0].id, std::string("b_000002"));
        QVERIFY(listed->warnings[0].fault == ListFault::Repeated);
        QVERIFY(!listed->warnings[0].isLeftOut);
        QVERIFY(all->warnings[0].fault == ListFault::Missing && all->warnings[0].isLeftOut);
    }

    void sslTieFlickr()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        const std::string item = "videos/0/0/0/2615133000.mp4";
        write(root / "frames" / item / "00000003.jpg");
        write(root / "mp3" / (item + ".mp3"));
        write(root / "list.txt", item + "\n");
        for (const fs::path &list : {fs::path(), root / "list.txt"}) {
            const auto samples = readTrainingLayout(TrainingLayout::SslTieFlickr, root, list);
            SL_VERIFY_RESULT(samples);
            QCOMPARE(idsOf(*samples), (Ids{"2615133000"}));
            QCOMPARE(samples->samples[0].picture, root / "frames" / item / "00000003.jpg");
            QCOMPARE(samples->samples[0].sound, root / "mp3" / (item + ".mp3"));
        }
    }

    void lvsAndEzVsl()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "frames/-a.b.jpg");
        write(root / "audio/-a.b.wav");
        write(root / "audio/notes.txt");
        for (const TrainingLayout layout : {TrainingLayout::Lvs, TrainingLayout::EzVsl}) {
            const auto samples = readTrainingLayout(layout, root);
            SL_VERIFY_RESULT(samples);
            QCOMPARE(idsOf(*samples), (Ids{"-a.b"}));
            QCOMPARE(samples->samples[0].picture, root / "frames/-a.b.jpg");
            QCOMPARE(samples->samples[0].sound, root / "audio/-a.b.wav");
        }
    }

    void refusals()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        SL_COMPARE_CODE(readTrainingLayout(TrainingLayout::Lvs, root / "none"),
                        ErrorCode::NotFound);
        SL_COMPARE_CODE(readTrainingLayout(TrainingLayout::Lvs, root), ErrorCode::NotFound);
        write(root / "frames/a.jpg");
        write(root / "audio/a.wav");
        write(root / "list.txt", "x\ny\n");
        const auto other = readTrainingLayout(TrainingLayout::EzVsl, root, root / "list.txt");
        SL_COMPARE_CODE(other, ErrorCode::NotFound);
        QVERIFY(other.error().message.find("belong together") != std::string::npos);
        SL_COMPARE_CODE(readTrainingLayout(TrainingLayout::EzVsl, root, root / "none.txt"),
                        ErrorCode::NotFound);
    }

    void names()
    {
        for (const TrainingLayout layout : trainingLayouts())
            QVERIFY(trainingLayoutFromString(toString(layout)) == layout);
        QVERIFY(!trainingLayoutFromString("imagenet"));
    }

    void testIds_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("list") << QByteArray("t.txt") << QByteArray("a.jpg\nvideos/1/b.mp4\na\n");
        QTest::newRow("csv without header") << QByteArray("t.csv") << QByteArray("a,202\nb,0\n");
        QTest::newRow("extended set")
                << QByteArray("t.csv") << QByteArray("video,audio,label\na,b,non-sounding\n");
        QTest::newRow("table") << QByteArray("t.tsv") << QByteArray("class\tid\ndog\ta\ncat\tb\n");
        QTest::newRow("table of commas")
                << QByteArray("t.csv") << QByteArray("id,class\na,x\nb,y\n");
        QTest::newRow("json lines")
                << QByteArray("t.jsonl") << QByteArray("{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
        QTest::newRow("vggss.json")
                << QByteArray("vggss.json")
                << QByteArray(R"([{"file":"a","bbox":[]},{"file":"b","bbox":[]}])");
    }

    void testIds()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / name.constData();
        write(path, text.toStdString());
        const auto ids = readTestIds(path);
        SL_VERIFY_RESULT(ids);
        QCOMPARE(*ids, (Ids{"a", "b"}));
    }

    void publishedTestIds_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("count");
        // Fact sheet 5.2 and 5.5.
        QTest::newRow("vggss.json") << QByteArray("vggss.json") << 5158;
        QTest::newRow("vggss_test.csv") << QByteArray("vggss_test.csv") << 5158;
        QTest::newRow("flickr_test_249.csv") << QByteArray("flickr_test_249.csv") << 249;
        QTest::newRow("vggss_unheard_test.csv") << QByteArray("vggss_unheard_test.csv") << 2575;
    }

    void publishedTestIds()
    {
        SL_REQUIRE_PATH(test::mediaDir(), "annotations");
        QFETCH(QByteArray, name);
        QFETCH(int, count);
        const auto ids = readTestIds(test::mediaDir() / "annotations" / name.constData());
        SL_VERIFY_RESULT(ids);
        QCOMPARE(static_cast<int>(ids->size()), count);
    }
};

QTEST_GUILESS_MAIN(TestTrainingLayout)
#include "tst_training_layout.moc"
